import { expect, type Locator, type Page } from '@playwright/test';
import { beSignedIn, dialogOf, haveCase, haveClient, signIn, submitDialog, test } from './journey.ts';

test.use({ serviceWorkers: 'allow' });

/** The form of an encounter, and its field for what was said. */
async function openEncounter(page: Page, caseId: string): Promise<Locator> {
  await page.goto(`/cases/${caseId}`);
  await page.getByRole('button', { name: '记录服务' }).click();
  return dialogOf(page).getByLabel('过程记录');
}

/** What lies on this computer's disk from the pages. */
function disk(page: Page): Promise<string> {
  return page.evaluate('JSON.stringify({ ...localStorage })');
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: test.info().outputPath(`${name}.png`) });
}

test('a tab closed in the middle of an encounter loses nothing', async ({ page, context }) => {
  await beSignedIn(page, 'worker.wenzhou');
  const { id } = await haveCase(page);
  const note = await openEncounter(page, id);
  await note.fill('外婆说周末去医院复查');
  await expect.poll(() => disk(page)).toContain('nuantu.draft.');
  expect(await disk(page)).not.toContain('外婆');
  await page.close();

  const again = await context.newPage();
  const found = await openEncounter(again, id);
  await picture(again, 'found-zh');
  await dialogOf(again).getByRole('button', { name: '恢复' }).click();
  await expect(found).toHaveValue('外婆说周末去医院复查');
  await dialogOf(again).getByText('电话').click();
  await submitDialog(again, '保存');
  await expect(again.getByText('外婆说周末去医院复查')).toBeVisible();
  await expect.poll(() => disk(again)).not.toContain('nuantu.draft.');
});

test('a tab closed in the middle of a correction loses neither its words nor what they were written against', async ({
  page,
  context,
}) => {
  await beSignedIn(page, 'worker.wenzhou');
  const { id } = await haveCase(page);
  const occurredAt = new Date(Date.now() - 3_600_000).toISOString();
  const contact = { kind: 'phone', occurredAt, minutes: 45, note: '谈了睡眠' };
  const made = await page.request.post('/api/v1/encounters', { data: { caseId: id, ...contact } });
  const encounter = (await made.json()) as { id: string };
  const openCorrection = async (at: Page) => {
    await at.goto(`/cases/${id}`);
    await at.getByRole('button', { name: /^更正：/ }).click();
    return dialogOf(at);
  };
  const dialog = await openCorrection(page);
  await dialog.getByLabel('过程记录').fill('谈了外婆的病');
  await dialog.getByLabel('为什么更正').fill('记错了');
  await expect.poll(() => disk(page)).toContain('nuantu.draft.');
  await page.close();
  // meanwhile the minutes are corrected elsewhere
  await context.request.post(`/api/v1/encounters/${encounter.id}/corrections`, {
    data: { ...contact, minutes: 15, reason: '看错了表' },
    headers: { 'if-match': '"1"' },
  });

  const again = await context.newPage();
  const found = await openCorrection(again);
  await found.getByRole('button', { name: '恢复' }).click();
  await expect(found.getByLabel('过程记录')).toHaveValue('谈了外婆的病');
  await found.getByRole('button', { name: '保存更正' }).click();
  await expect(found.getByText('刚刚更正了这条记录')).toBeVisible();
  await expect(found.getByLabel('时长（分钟）')).toHaveValue('15');
  await found.getByRole('button', { name: '已对照，保存我的更正' }).click();
  await expect(found).toBeHidden();
  const entry = again.getByRole('listitem').filter({ hasText: '谈了外婆的病' }).first();
  await expect(entry).toContainText('15 分钟');
  await expect.poll(() => disk(again)).not.toContain('nuantu.draft.');
});

test('two persons at one computer never see each other’s drafts', async ({ page }) => {
  await signIn(page, 'worker.wenzhou');
  const { id } = await haveCase(page);
  await (await openEncounter(page, id)).fill('只有我写的话');
  await expect.poll(() => disk(page)).toContain('nuantu.draft.');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '陈晓岚' }).click();
  await page.getByText('退出登录').click();
  await expect(page.getByLabel('用户名')).toBeVisible();
  expect(await disk(page)).not.toContain('只有我写的话');

  await signIn(page, 'supervisor.wenzhou');
  await openEncounter(page, id);
  await expect(dialogOf(page).getByRole('button', { name: '恢复' })).toHaveCount(0);
  await page.context().clearCookies();
  await signIn(page, 'worker.wenzhou');
  const note = await openEncounter(page, id);
  await dialogOf(page).getByRole('button', { name: '恢复' }).click();
  await expect(note).toHaveValue('只有我写的话');
});

test('what is saved without a connection says so, and arrives by itself, once', async ({ page, context }) => {
  await beSignedIn(page, 'worker.wenzhou');
  const { id } = await haveCase(page);
  const note = await openEncounter(page, id);
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await note.fill('山里没有信号');
  await dialogOf(page).getByText('家访').click();
  await context.setOffline(true);
  await dialogOf(page).getByRole('button', { name: '保存' }).click();
  await expect(dialogOf(page).getByText('没有网络，已暂存在这台设备，恢复后自动保存')).toBeVisible();
  await picture(page, 'waiting-zh');
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, 'waiting-390');
  await context.setOffline(false);
  await expect(dialogOf(page)).toBeHidden();
  await expect(page.getByText('山里没有信号')).toBeVisible();

  // the same when the page was closed meanwhile
  await page.getByRole('button', { name: '记录服务' }).click();
  await dialogOf(page).getByLabel('过程记录').fill('回程路上还是没有信号');
  await dialogOf(page).getByText('电话').click();
  await context.setOffline(true);
  await dialogOf(page).getByRole('button', { name: '保存' }).click();
  await expect(dialogOf(page).getByText('已暂存在这台设备')).toBeVisible();
  await page.reload();
  await expect(page.getByText('连接不上服务器')).toBeVisible();
  await picture(page, 'reloaded-390');
  await context.setOffline(false);
  await expect(page.getByText('之前暂存的内容已保存')).toBeVisible();
  await expect(page.getByText('回程路上还是没有信号')).toBeVisible();
  const { items } = await (await page.request.get(`/api/v1/cases/${id}/encounters`)).json();
  expect(items).toHaveLength(2);
});

test('what ends or changes something arrives by itself too, also when only the answer was lost', async ({
  page,
  context,
}) => {
  await beSignedIn(page, 'supervisor.liuzhou');
  const { id } = await haveClient(page, { workerIds: [] });
  const referral = { clientId: id, source: 'teacher', urgency: 'urgent', reason: '今天没来上学' };
  await page.request.post('/api/v1/referrals', { data: referral });
  await page.goto(`/clients/${id}`);
  const met = page.getByRole('region', { name: '待处理的预警' });
  await met.getByRole('button', { name: '我来处理' }).click();
  await met.getByRole('button', { name: '填写处理结果' }).click();
  await dialogOf(page).getByText('已确认安全').click();
  await dialogOf(page).getByLabel('说明').fill('已和孩子谈过');
  // it is closed there, and nobody here hears of it
  await page.route(
    '**/close',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await dialogOf(page).getByRole('button', { name: '保存' }).click();
  await expect(dialogOf(page).getByText('没有网络，已暂存在这台设备，恢复后自动保存')).toBeVisible();
  await expect(dialogOf(page)).toBeHidden({ timeout: 20_000 });
  await expect(met).toHaveCount(0);

  await page.getByRole('button', { name: '修改', exact: true }).click();
  await page.getByLabel('备注').fill('搬到山上去了');
  await context.setOffline(true);
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('没有网络，已暂存在这台设备，恢复后自动保存')).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText('搬到山上去了')).toBeVisible();
});

test('a page that was never visited opens without a connection, and says what is missing', async ({
  page,
  context,
}) => {
  await beSignedIn(page, 'worker.wenzhou');
  await page.goto('/');
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await context.setOffline(true);
  await page.getByRole('link', { name: '干预模式' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('干预模式');
  await expect(page.getByText('连接不上服务器').first()).toBeVisible();
  await picture(page, 'unvisited-zh');
  await page.goto('/cases');
  await expect(page.getByText('连接不上服务器')).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole('heading', { level: 1, name: '个案' })).toBeVisible();
});

test('an id under which something else is saved drops neither text', async ({ page, context }) => {
  await beSignedIn(page, 'worker.wenzhou');
  const { id } = await haveCase(page);
  const first = await openEncounter(page, id);
  await first.fill('第一个窗口写的');
  await expect.poll(() => disk(page)).toContain('nuantu.draft.');
  const other = await context.newPage();
  const second = await openEncounter(other, id);
  await dialogOf(other).getByRole('button', { name: '恢复' }).click();
  await second.fill('第二个窗口改过的');
  await dialogOf(other).getByText('电话').click();
  await dialogOf(page).getByText('家访').click();
  await submitDialog(page, '保存');
  await dialogOf(other).getByRole('button', { name: '保存', exact: true }).click();
  const both = dialogOf(other).getByRole('alert').filter({ hasText: '已经保存的内容' });
  await expect(both).toContainText('第一个窗口写的');
  await expect(both).toContainText('第二个窗口改过的');
  await expect(second).toHaveValue('第二个窗口改过的');
  await picture(other, 'both-zh');
  await other.setViewportSize({ width: 390, height: 844 });
  await picture(other, 'both-390');
  await both.getByRole('button', { name: '把我现在的内容另存为一条' }).click();
  await expect(dialogOf(other)).toBeHidden();
  await expect(other.getByText('第一个窗口写的')).toBeVisible();
  await expect(other.getByText('第二个窗口改过的')).toBeVisible();
});
