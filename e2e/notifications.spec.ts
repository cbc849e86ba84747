import { expect, type Page } from '@playwright/test';
import { haveClient, haveColleague, pageOf, test } from './journey.ts';

const HANDED_OVER = '同事把一个风险预警移交给了您';

/** An alert of this journey's own, which the first of the two hands over to the second. */
async function handOver(from: Page, to: Page): Promise<string> {
  const client = await haveClient(from);
  const referral = { clientId: client.id, source: 'guardian', urgency: 'urgent', reason: '说不想活了' };
  const referred = await from.request.post('/api/v1/referrals', { data: referral });
  expect(referred.ok(), await referred.text()).toBe(true);
  const { items } = (await (await from.request.get(`/api/v1/alerts?clientId=${client.id}`)).json()) as {
    items: { id: string }[];
  };
  const id = items[0]?.id ?? '';
  expect((await from.request.post(`/api/v1/alerts/${id}/take`)).ok()).toBe(true);
  const { user } = (await (await to.request.get('/api/v1/me')).json()) as { user: { id: string } };
  const handed = await from.request.post(`/api/v1/alerts/${id}/hand-over`, {
    data: { toId: user.id, words: '我要去开会' },
  });
  expect(handed.ok(), await handed.text()).toBe(true);
  return id;
}

test('a colleague’s alert rings the bell, is opened from it and marked as read, and says once it is settled; the operator passes it on', async ({
  browser,
}) => {
  const [{ page: chen }, { page: lin, name }] = [
    await haveColleague(browser, 'worker'),
    await haveColleague(browser, 'worker'),
  ];
  const alertId = await handOver(chen, lin);
  // the page asks once a minute; whoever opens it sooner sees it sooner
  await expect
    .poll(
      async () => {
        const { items } = await (await lin.request.get('/api/v1/notifications')).json();
        return (items as { title: string | null }[]).some(({ title }) => title === HANDED_OVER);
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  await lin.goto('/');
  await lin.getByRole('link', { name: /^提醒，\d+ 条未读$/ }).click();
  await expect(lin.getByRole('heading', { level: 1, name: '提醒' })).toBeVisible();
  const row = lin.getByRole('listitem').filter({ hasText: HANDED_OVER });
  await expect(row.getByText('紧急')).toBeVisible();
  await expect(row.getByText(/未读/)).toBeVisible();
  await row.getByRole('link', { name: HANDED_OVER }).click();
  await expect(lin).toHaveURL(/\/cases\?view=alerts$/);

  const end = { outcome: 'safe_checked', note: '和孩子谈过，外婆陪着' };
  const closed = await lin.request.post(`/api/v1/alerts/${alertId}/close`, { data: end });
  expect(closed.ok(), await closed.text()).toBe(true);
  await lin.goto('/notifications');
  await expect(row.getByText('已处理')).toBeVisible();
  await expect(row.getByText(/已读/)).toBeVisible();
  await expect(row.getByRole('button')).toHaveCount(0);

  // this server can send no mail: what was not read in time is the operator's to pass on
  await handOver(chen, lin);
  const operator = await pageOf(browser, 'operator.platform');
  const waiting = operator.getByRole('listitem').filter({ hasText: name }).filter({ hasText: HANDED_OVER });
  await expect(async () => {
    await operator.goto('/unsent-messages');
    await expect(waiting).toHaveCount(1, { timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await expect(waiting).not.toContainText('不想活');
  await waiting.getByRole('button', { name: /^已转告/ }).click();
  await expect(waiting).toHaveCount(0);
  await lin.goto('/notifications');
  await lin.getByRole('button', { name: '全部标为已读' }).click();
  await expect(lin.getByRole('link', { name: '提醒，没有未读' })).toBeVisible();
});

test('somebody chooses to hear of what can wait once a day, and finds the choice as it was made', async ({
  browser,
}) => {
  const { page } = await haveColleague(browser, 'worker');
  await page.goto('/profile');
  await page.getByRole('region', { name: '提醒设置' }).getByRole('link', { name: '去设置' }).click();
  // this server sends texts to telephones, and nothing else
  await expect(page.getByText('服务器还不能这样发送，请联系平台运维。')).toHaveCount(2);
  const form = page.getByRole('region', { name: '接收什么' });
  await form.getByText('每天一次，合在一起').click();
  await form.getByLabel('每天几点').fill('17:30');
  await form.getByLabel('休息时间不打扰').uncheck();
  await form.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('已保存')).toBeVisible();
  await page.reload();
  await expect(form.getByLabel('每天几点')).toHaveValue('17:30');
  await expect(form.getByLabel('休息时间不打扰')).not.toBeChecked();
});

test('an administrator is warned before names may stand in messages', async ({ browser }) => {
  const page = await pageOf(browser, 'admin.wenzhou');
  await page.goto('/administration?view=rules');
  const section = page.getByRole('region', { name: '提醒里的姓名' });
  await expect(section.getByText(/写出去的姓名收不回来/)).toBeVisible();
  await section.getByRole('button', { name: '允许写姓名' }).click();
  await expect(section.getByRole('button', { name: '不再写姓名' })).toBeVisible();
  await section.getByRole('button', { name: '不再写姓名' }).click();
  await expect(section.getByRole('button', { name: '允许写姓名' })).toBeVisible();
});
