import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { beSignedIn, newName, settled, test } from './journey.ts';
import { newTelephone, prove } from './telephone.ts';

async function openHome(page: Page, username: string): Promise<void> {
  await beSignedIn(page, username);
  await page.goto('/');
  await settled(page);
}

const emptyStatistics = '还没有可以统计的服务对象';

for (const username of ['manager.alliance', 'evaluator.alliance'])
  test(`the first page of ${username} has the studies, with the newest result one click away`, async ({
    page,
  }) => {
    await openHome(page, username);
    const studies = page.getByRole('region', { name: '研究：在等什么、新结果' });
    await expect(studies.getByText(/最新的汇总来自/).first()).toBeVisible();
    await expect(page.getByText(emptyStatistics)).toHaveCount(0);
    await expect(page.getByRole('region', { name: '服务对象统计' })).toHaveCount(0);
    await studies.getByRole('link', { name: /^暖途八周/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: /^暖途八周/ })).toBeVisible();
  });

test('whoever has more ways than the screen is high reaches the last of them', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  await openHome(page, 'supervisor.wenzhou');
  const last = page.getByRole('navigation').first().getByRole('link').last();
  await expect(last).toHaveText('管理');
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport({ ratio: 1 });
  await last.click();
  await expect(page.getByRole('heading', { level: 1, name: '管理' })).toBeVisible();
});

test('ways stand under headings, of which one that is closed stays so', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await openHome(page, 'supervisor.wenzhou');
  const side = page.getByRole('navigation').first();
  const volunteers = side.getByRole('link', { name: '志愿者', exact: true });
  await expect(volunteers).toBeVisible();
  await side.getByText('志愿服务', { exact: true }).click();
  await expect(volunteers).toBeHidden();
  await page.goto('/volunteers');
  await settled(page);
  await expect(volunteers).toBeHidden();
  await expect(side.getByRole('link', { name: '服务对象', exact: true })).toBeVisible();
  await expectAccessible(page, 'a closed heading of the navigation');
  await side.getByText('志愿服务', { exact: true }).click();
  await expect(volunteers).toHaveAttribute('aria-current', 'page');
});

test('on a telephone the first ways stand at the foot, and all others are two presses away', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openHome(page, 'supervisor.wenzhou');
  const foot = page.getByRole('navigation', { name: '主导航' }).filter({ visible: true });
  await expect(foot.getByRole('link')).toHaveCount(4);
  const all = foot.getByRole('button', { name: '更多' });
  await all.click();
  const sheet = page.getByRole('dialog', { name: '更多' });
  await expect(sheet.getByText('社工队伍', { exact: true })).toBeVisible();
  await expectAccessible(page, 'all ways on a telephone');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(all).toBeFocused();
  await all.click();
  await sheet.getByRole('link', { name: '培训', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: '培训' })).toBeVisible();
  await expect(sheet).toBeHidden();
  await all.click();
  await page.goBack();
  await expect(page).toHaveURL(/\/$/);
  await expect(sheet).toBeHidden();
});

test('a department reads what it will see here and whom to ask, and no empty statistics', async ({
  page,
}) => {
  await openHome(page, 'viewer.department');
  const home = page.getByRole('region', { name: '这里会有什么' });
  await expect(home.getByText(/请直接联系该机构/)).toBeVisible();
  await expect(page.getByText(emptyStatistics)).toHaveCount(0);
  await expectAccessible(page, 'home of a department');
});

test('an auditor sees seldom actions first, and the rows behind a number', async ({ page }) => {
  await page.request.post('/api/v1/auth/sign-in', {
    data: { username: 'auditor.wenzhou', password: 'not-the-password' },
  });
  await openHome(page, 'auditor.wenzhou');
  await page
    .getByRole('region', { name: '最近七天少见的操作' })
    .getByRole('link', { name: /^登录失败：\d+ 次$/ })
    .click();
  await expect(page).toHaveURL(/action=session\.refuse/);
  const rows = page.getByRole('main').getByRole('listitem');
  await expect(rows.first()).toContainText('登录失败');
  await expect(rows.first()).toContainText('账号：');
  for (const row of await rows.all()) await expect(row).toContainText('登录失败');
});

test('the audit is narrowed to a person and to days, and the address keeps it', async ({ page }) => {
  await openHome(page, 'auditor.wenzhou');
  await page.goto('/audit');
  const filters = page.getByRole('search', { name: '筛选审计记录' });
  await filters.getByLabel('从哪天').fill('2020-01-01');
  await filters.getByLabel('到哪天').fill('2020-01-02');
  await expect(page.getByText('没有符合筛选的记录。')).toBeVisible();
  await page.reload();
  await expect(filters.getByLabel('到哪天')).toHaveValue('2020-01-02');
  await filters.getByRole('button', { name: '清除筛选' }).click();
  await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
  await expectAccessible(page, 'audit with filters');
});

test('a coordinator begins with who of the public waits for an answer, and answers there', async ({
  page,
  browser,
}) => {
  const name = newName();
  const person = await (await browser.newContext()).newPage();
  await person.goto('/my/');
  await prove(person, newTelephone());
  await person.getByLabel('姓名').fill(name);
  await person.getByLabel('我已满 14 周岁').check();
  await person.getByRole('button', { name: '注册' }).click();
  await person.getByRole('link', { name: '找机构' }).click();
  await person
    .getByRole('listitem')
    .filter({ hasText: '柳州拾光社会工作服务社' })
    .getByRole('link', { name: '申请加入' })
    .click();
  await person.getByLabel('志愿者').check();
  await person.getByRole('button', { name: '申请加入' }).click();
  await expect(person.getByText('已发给机构，答复会出现在这里。')).toBeVisible();

  await beSignedIn(page, 'coordinator.liuzhou');
  const waiting = page.getByRole('region', { name: '等待答复的登记' });
  const entry = waiting.getByRole('listitem').filter({ hasText: name });
  // the book of the organisation hears of it by a delivery
  await expect(async () => {
    await page.goto('/');
    await expect(entry).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await expect(page.getByText(emptyStatistics)).toHaveCount(0);
  await expectAccessible(page, 'home of a coordinator');
  await entry.getByRole('button', { name: `接受 ${name}`, exact: true }).click();
  await expect(page.getByText(`${name} 已加入`)).toBeVisible();
  // whom somebody answered waits no longer; the book keeps them
  await expect(entry).toHaveCount(0);
  await waiting.getByRole('link', { name: '名册' }).click();
  await page.getByRole('radiogroup', { name: '显示' }).getByText('已加入', { exact: true }).click();
  await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText('已加入');
});

test('an operator sees what hangs between organisations and what was not sent', async ({ page }) => {
  await openHome(page, 'operator.platform');
  for (const name of ['机构间送达', '未发出的提醒', '机构'])
    await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
});
