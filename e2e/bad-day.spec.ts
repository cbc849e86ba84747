import { expect, type Locator, type Page } from '@playwright/test';
import { clockTime, dialogOf, haveColleague, pageOf, submitDialog, test } from './journey.ts';
import { call, openRound } from './screening-round.ts';

/** PHQ-9 up to its item nine, as a pupil answers it who thinks of death nearly every day. */
async function answerUpToItemNine(pupil: Page): Promise<void> {
  for (let step = 1; step <= 8; step += 1) {
    await pupil.getByRole('radio', { name: '有几天' }).check();
    await pupil.getByRole('button', { name: '下一题' }).click();
  }
  await pupil.getByRole('radio', { name: '几乎每天' }).check();
  const help = pupil.getByRole('dialog');
  await expect(help).toContainText('你的回答提交以后，社工才会收到提醒');
  await help.getByRole('button', { name: '回到问卷' }).click();
}

function alertOf(scope: Page | Locator, kind: string): Locator {
  return scope.getByRole('listitem').filter({ hasText: kind });
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
}

test('a bad day: a swapped slip, two cries for help, the supervisor gone, and a report without consent', async ({
  page,
  browser,
  baseURL,
}) => {
  const pupil = '陆晚晴';
  const { links, clientIds } = await openRound(page.request, [pupil, '姚小禾'], ['phq-9@1']);
  const clientId = clientIds.get(pupil) ?? '';
  const slip = links.get(pupil) ?? '';
  const supervisor = await haveColleague(browser, 'supervisor');
  const worker = await haveColleague(browser, 'worker');

  // in the morning a teacher was worried, and the supervisor took it up
  await call(page.request, '/api/v1/referrals', {
    clientId,
    source: 'teacher',
    urgency: 'urgent',
    reason: '早读时一直在哭',
  });
  await supervisor.page.goto(`/clients/${clientId}`);
  await supervisor.page.getByRole('button', { name: '我来处理' }).click();
  await expect(alertOf(supervisor.page, '紧急转介')).toContainText('已由您接手');

  // the slip's owner begins on a phone, while a classmate holds the same slip at the school's tablet
  const shared = { locale: 'zh-CN', baseURL: baseURL ?? '' };
  const phone = await (await browser.newContext(shared)).newPage();
  await phone.goto(slip);
  await phone.getByRole('button', { name: '是我，开始' }).click();
  const tabletContext = await browser.newContext(shared);
  const tablet = await tabletContext.newPage();
  await tablet.goto(slip);
  await tablet.getByRole('button', { name: '是我，开始' }).click();
  await answerUpToItemNine(tablet);
  await tabletContext.setOffline(true);
  await tablet.getByRole('button', { name: '提交' }).click();
  await expect(tablet.getByText('社工现在还不知道')).toBeVisible();
  await expect(tablet.getByText('社工站已经收到提醒')).toHaveCount(0);
  await tabletContext.setOffline(false);
  await expect(tablet.getByText('社工站已经收到提醒')).toBeVisible();

  // meanwhile the supervisor's account is suspended
  await supervisor.suspend();
  expect((await supervisor.page.request.get('/api/v1/me')).status()).toBe(401);

  await answerUpToItemNine(phone);
  await phone.getByRole('button', { name: '提交' }).click();
  await expect(phone.getByText('这张纸条之前已经交过一份问卷')).toBeVisible();
  await expect(phone.getByText('社工站已经收到提醒')).toBeVisible();

  // the worker finds everything on the pupil's page, and nothing in the hands of somebody who is gone
  const { page: desk } = worker;
  await desk.goto(`/clients/${clientId}`);
  const notices = desk.getByRole('region', { name: '待处理的预警' });
  const answered = alertOf(notices, '自伤相关作答');
  const referred = alertOf(notices, '紧急转介');
  await expect(referred).toContainText('早读时一直在哭');
  await expect(referred).not.toContainText(supervisor.name);
  await referred.getByRole('button', { name: '经过' }).click();
  await expect(dialogOf(desk)).toContainText(`不再由 ${supervisor.name} 处理`);
  await expect(dialogOf(desk)).toContainText('账号已停用');
  await picture(desk, 'history');
  await desk.keyboard.press('Escape');
  for (const alert of [answered, referred]) {
    await alert.getByRole('button', { name: '我来处理' }).click();
    await expect(alert).toContainText('已由您接手');
  }

  // both cries for help are read in their words
  await expect(answered.getByRole('link', { name: '查看作答' })).toHaveCount(2);
  for (const place of [0, 1]) {
    await answered.getByRole('link', { name: '查看作答' }).nth(place).click();
    await expect(desk.getByText('您是第一个看的。')).toBeVisible();
    await expect(desk.locator('.measures-answers > li').first()).toContainText('几乎每天（3）');
    await desk.goBack();
  }
  await picture(desk, 'client');

  // no service consent: the case opens all the same, and the report waits for nobody
  await desk.getByRole('button', { name: '接案' }).click();
  await expect(desk.getByRole('heading', { name: '接下来' })).toBeVisible();
  await expect(alertOf(notices, '自伤相关作答')).toBeVisible();
  await desk.getByRole('button', { name: '强制报告' }).first().click();
  const report = dialogOf(desk);
  await report.getByLabel('发现的情况').fill('手臂有新伤，说是家里人打的');
  await report.getByText('已经报告', { exact: true }).click();
  await report.getByLabel('报告时间').fill(clockTime(new Date()));
  await report.getByLabel('报告给谁').fill('南门派出所');
  await submitDialog(desk, '保存报告记录');
  await expect(desk.getByText('报告给：南门派出所')).toBeVisible();
  await picture(desk, 'case');
  const address = new URL(desk.url()).pathname;

  // another supervisor finds it all: the report, the words of the alerts, whose hands they are in
  const other = await pageOf(browser, 'supervisor.wenzhou');
  await other.goto(address);
  await expect(other.getByText('报告给：南门派出所')).toBeVisible();
  await expect(alertOf(other, '自伤相关作答')).toContainText(`${worker.name} 正在处理`);
  await expect(alertOf(other, '紧急转介').first()).toContainText(`${worker.name} 正在处理`);
  const { items } = await (await other.request.get(`/api/v1/clients/${clientId}/responses`)).json();
  expect(items.map(({ keptApart }: { keptApart: string | null }) => keptApart).toSorted()).toEqual([
    'already_answered',
    null,
  ]);
});
