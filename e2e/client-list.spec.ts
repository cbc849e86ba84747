import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { beSignedIn, choose, dialogOf, haveClient, newName, submitDialog, test } from './journey.ts';

test('a supervisor narrows the list, keeps the view, and gives two clients to one worker', async ({
  page,
}) => {
  await beSignedIn(page, 'supervisor.zhengzhou');
  const group = newName();
  const clients = [await haveClient(page), await haveClient(page)];
  await page.goto('/clients');
  await expect(page.getByText(/^显示 50 \/ \d+$/)).toBeVisible();
  await choose(page, '排序', '风险高的在前');
  await expect(page).toHaveURL(/sort=-risk/);
  await choose(page, '状态', '服务中');
  await page.getByRole('button', { name: '保存这个视图' }).click();
  await dialogOf(page).getByLabel('给它起个名字').fill(group);
  await submitDialog(page, '保存');
  await page.getByRole('button', { name: '清除筛选' }).click();
  await expect(page).not.toHaveURL(/status/);
  await page.reload();
  await page.getByRole('link', { name: group, exact: true }).click();
  await expect(page).toHaveURL(/status=in_service/);
  await page.getByRole('button', { name: `删除视图“${group}”` }).click();
  await expect(page.getByRole('link', { name: group, exact: true })).toHaveCount(0);

  await page.getByRole('button', { name: '显示的列' }).click();
  await page.getByRole('checkbox', { name: '最近更新' }).uncheck();
  await expect(page.getByRole('columnheader', { name: '最近更新' })).toHaveCount(0);
  await page.getByRole('checkbox', { name: '最近更新' }).check();
  await page.keyboard.press('Escape');

  await page.goto('/clients');
  for (const { name } of clients) await page.getByRole('checkbox', { name: `选择${name}` }).check();
  await expect(page.getByText('已选 2 人')).toBeVisible();
  await page.getByRole('button', { name: '导出' }).click();
  const download = page.waitForEvent('download');
  await dialogOf(page).getByRole('button', { name: '导出（.csv，GB 18030）' }).click();
  const file = await download;
  const table = new TextDecoder('gb18030', { fatal: true }).decode(await readFile(await file.path()));
  for (const { name } of clients) expect(table).toContain(name);
  await page.getByRole('button', { name: '分配社工' }).click();
  const colleagues = await (await page.request.get('/api/v1/colleagues')).json();
  const worker = (colleagues.items as { displayName: string; roles: string[] }[]).find(({ roles }) =>
    roles.includes('worker'),
  );
  const workerName = worker?.displayName ?? '';
  await choose(dialogOf(page), '负责社工', workerName);
  await submitDialog(page, '保存');
  await expect(page.getByText('已分配 2 人')).toBeVisible();
  for (const { name } of clients)
    await expect(page.getByRole('row').filter({ hasText: name })).toContainText(workerName);
});

test('whoever is seen while a search is under way can be opened', async ({ page }) => {
  await beSignedIn(page, 'worker.wenzhou');
  const { name } = await haveClient(page);
  await page.goto('/clients');
  const link = page.getByRole('link', { name });
  await expect(link).toBeVisible();
  const { promise, resolve: letThrough } = Promise.withResolvers<void>();
  await page.route(/\/api\/v1\/clients\?.*\bq=/, async (route) => {
    await promise;
    await route.continue();
  });
  const asked = page.waitForRequest(/\/api\/v1\/clients\?.*\bq=/);
  await page.getByLabel('按姓名、拼音首字母、电话或证件号查找').fill(name);
  await asked;
  await expect(page.locator('.ui-kept')).toHaveAttribute('aria-busy', 'true');
  await link.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  letThrough();
});

test('an address with what the list does not know shows the list', async ({ page }) => {
  await beSignedIn(page, 'worker.wenzhou');
  await page.goto('/clients?sort=colour&status=gone&silentDays=8');
  await expect(page.getByText(/^显示 \d+ \/ \d+$/)).toBeVisible();
});

test('on a telephone the filters wait behind a button', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await beSignedIn(page, 'worker.wenzhou');
  await page.goto('/clients');
  await expect(page.getByRole('combobox', { name: '风险' })).toBeHidden();
  await page.getByRole('button', { name: '筛选和排序' }).click();
  await expect(page.getByRole('combobox', { name: '风险' })).toBeVisible();
});
