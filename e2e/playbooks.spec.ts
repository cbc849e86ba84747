import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { choose, dialogOf, newName, pageOf, settled, submitDialog, test } from './journey.ts';
import { takePicture } from './picture.ts';

const DEMO_PROPOSAL = '第七周从学生每天走的路画起';

test('a region writes its own version, a colleague reviews it, its change is proposed and comes into the model', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const worker = await pageOf(browser, 'worker.zhengzhou');
  const supervisor = await pageOf(browser, 'supervisor.zhengzhou');
  const title = `慢下来${newName()}`;

  await worker.goto('/playbooks');
  const drafts = worker.getByRole('region', { name: '正在写的版本' });
  await drafts.getByRole('link', { name: /暖途八周/ }).click();
  await worker.getByRole('link', { name: /第 3 周/ }).click();
  const sessionTitle = worker.getByLabel('这一次的名称', { exact: true });
  // a text left empty is saved and named, and keeps the draft from being submitted
  await sessionTitle.fill('');
  await worker.getByRole('button', { name: '保存' }).click();
  await expect(worker.getByRole('link', { name: /有空着的中文文字/ })).toBeVisible();
  await expect(worker.getByRole('button', { name: '提交审阅' })).toBeDisabled();
  await sessionTitle.fill(title);
  await expect(worker.getByText('步骤共 40 分钟，课程 40 分钟')).toBeVisible();
  await settled(worker);
  await takePicture(worker, 'playbook-draft');
  await worker.getByRole('button', { name: '保存' }).click();
  await expect(worker.getByRole('link', { name: /有空着的中文文字/ })).toBeHidden();

  await saveAtTheSameTime(worker, supervisor);
  await worker.getByRole('button', { name: '提交审阅' }).click();
  await expect(worker.getByText('这是您写的，要由另一位同事审阅后发布。')).toBeVisible();

  await supervisor.reload();
  await expect(supervisor.getByRole('heading', { name: /相比的改动/ })).toBeVisible();
  await expectAccessible(supervisor, 'a draft in review');
  await supervisor.getByRole('button', { name: '退回修改' }).click();
  await dialogOf(supervisor).getByLabel('要改什么').fill('标题再短一点');
  await submitDialog(supervisor, '退回修改');
  await worker.reload();
  await expect(worker.getByText('上次退回：标题再短一点')).toBeVisible();
  await worker.getByRole('button', { name: '提交审阅' }).click();
  await expect(worker.getByRole('button', { name: '收回再改' })).toBeVisible();
  await supervisor.reload();
  await supervisor.getByRole('button', { name: '发布', exact: true }).click();
  await submitDialog(supervisor, '发布');
  await expect(supervisor.getByText('本机构在用')).toBeVisible();
  await expect(supervisor.getByRole('heading', { name: new RegExp(title) }).first()).toBeVisible();

  await propose(worker, title);
  await acceptAndPublish(browser, worker.url());
});

/** Two write in one session: at different places both stay, and at the same place the person chooses. */
async function saveAtTheSameTime(worker: Page, supervisor: Page): Promise<void> {
  const aim = (page: Page) => page.getByLabel('目标', { exact: true }).first();
  const forGroups = (page: Page) => page.getByLabel('小组', { exact: true });
  await supervisor.goto(worker.url());
  await forGroups(supervisor).fill('小组里每人只学一个办法。');
  await aim(worker).fill('学会三个办法');
  await supervisor.getByRole('button', { name: '保存' }).click();
  await expect(supervisor.getByText('已保存')).toBeVisible();
  await worker.getByRole('button', { name: '保存' }).click();
  await expect(forGroups(worker)).toHaveValue('小组里每人只学一个办法。');
  await expect(aim(worker)).toHaveValue('学会三个办法');

  await supervisor.reload();
  await aim(supervisor).fill('学会两个办法');
  await aim(worker).fill('学会一个办法');
  await supervisor.getByRole('button', { name: '保存' }).click();
  await expect(supervisor.getByText('已保存')).toBeVisible();
  await worker.getByRole('button', { name: '保存' }).click();
  await expect(worker.getByText(/李卫东 刚才也保存过，改了同样的地方：.* · 目标/)).toBeVisible();
  await expect(aim(worker)).toHaveValue('学会一个办法');
  await worker.getByRole('button', { name: '这些地方用我写的' }).click();
  await expect(worker.getByRole('button', { name: '这些地方用我写的' })).toBeHidden();
  await expect(aim(worker)).toHaveValue('学会一个办法');
}

async function propose(page: Page, title: string): Promise<void> {
  await page.goto('/playbooks');
  await page.getByRole('link', { name: /郑州同行社会工作发展中心改编/ }).click();
  await page.getByRole('link', { name: /与 暖途八周.*（第 1 版） 比较/ }).click();
  // title, aims and the words for groups: nothing else was touched
  await expect(page.getByText('3 处不同')).toBeVisible();
  await expect(page.getByRole('button', { name: '把选中的提为建议' })).toBeDisabled();
  await page.getByRole('checkbox', { name: /慢下来的三个办法 · 名称/ }).check();
  await settled(page);
  await takePicture(page, 'playbook-differences');
  await expectAccessible(page, 'two versions side by side');
  await page.getByRole('button', { name: '把选中的提为建议' }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole('button', { name: '提交建议' }).click();
  await expect(dialog.getByText('此项必填').first()).toBeVisible();
  await dialog.getByLabel('建议什么').fill(`第三周叫“${title}”`);
  await dialog.getByLabel('为什么').fill('学生一听就懂');
  await submitDialog(page, '提交建议');
  await expect(page.getByText('待处理')).toBeVisible();
  await page.getByLabel('说点什么').fill('三个班用过');
  await page.getByRole('button', { name: '发出' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: '三个班用过' })).toBeVisible();
}

async function acceptAndPublish(browser: Parameters<typeof pageOf>[0], proposalUrl: string): Promise<void> {
  const manager = await pageOf(browser, 'manager.alliance');
  await manager.goto(proposalUrl);
  await manager.getByRole('button', { name: '采纳，写入下一版' }).click();
  await expect(manager.getByRole('heading', { name: '采纳的建议' })).toBeVisible();
  const evaluator = await pageOf(browser, 'evaluator.alliance');
  await evaluator.goto(manager.url());
  await evaluator.getByRole('button', { name: '提交审阅' }).click();
  await expect(evaluator.getByRole('button', { name: '收回再改' })).toBeVisible();
  await manager.reload();
  await manager.getByRole('button', { name: '发布', exact: true }).click();
  await submitDialog(manager, '发布');
  await expect(manager.getByRole('heading', { name: '采纳了这些建议' })).toBeVisible();
  await manager.goto(proposalUrl);
  await expect(manager.getByText(/已并入 暖途八周.*（第 2 版）/)).toBeVisible();
}

test('a file comes into the library with its licence, and is chosen for a session', async ({ browser }) => {
  const page = await pageOf(browser, 'worker.liuzhou');
  const name = `情绪卡片${newName()}`;
  await page.goto('/playbooks/materials');
  await page.getByRole('button', { name: '添加资料' }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole('button', { name: '放进资料库' }).click();
  await expect(dialog.getByText('请选择文件')).toBeVisible();
  const file = { name: '卡片.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>') };
  await dialog.locator('input[type=file]').first().setInputFiles(file);
  await dialog.getByLabel('名称', { exact: true }).fill(name);
  await dialog.getByLabel('作者和来源').fill('本机构制作');
  await choose(page, '许可', 'CC BY-SA：署名、相同方式共享');
  await submitDialog(page, '放进资料库');
  // told by its bytes; what was typed stays, and another file can be sent to it
  const row = page.locator('li.item').filter({ hasText: name });
  await expect(row.getByText('不支持这种文件')).toBeVisible({ timeout: 15_000 });
  await row
    .locator('input[type=file]')
    .first()
    .setInputFiles({ ...file, buffer: Buffer.from('%PDF-1.7 cards') });
  await expect(row).toContainText('CC BY-SA：署名、相同方式共享');
  const search = page.getByRole('textbox', { name: '按名称、来源或机构查找' });
  await search.fill(`${name} 没有的词`);
  await expect(page.getByText('没有找到资料')).toBeVisible();
  await search.fill(`${name} 本机构`);
  const download = page.waitForEvent('download');
  await row.getByRole('link', { name: `下载 ${name}` }).click();
  expect((await download).suggestedFilename()).toBe('卡片.pdf');

  await page.goto('/playbooks/warm-way-lz-station@1');
  await page.getByRole('button', { name: '写下一版' }).click();
  // the version's own page has links to its sessions too
  await expect(page.getByRole('heading', { level: 1, name: /草稿$/ })).toBeVisible();
  await page.getByRole('link', { name: /第 1 周/ }).click();
  await page.getByRole('combobox', { name: '资料库里的文件' }).fill(name);
  await page.locator('.ant-select-dropdown').getByText(name).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('已保存')).toBeVisible();
  await page.getByRole('button', { name: '不要这份草稿' }).click();
  await submitDialog(page, '不要这份草稿');
  await expect(page.getByRole('heading', { level: 1, name: '干预模式' })).toBeVisible();
});

test('an alliance reads what a region proposes, with its reason and the discussion', async ({ browser }) => {
  const page = await pageOf(browser, 'evaluator.alliance');
  await page.goto('/playbooks/proposals');
  await page.getByRole('link', { name: DEMO_PROPOSAL }).click();
  await expect(page.getByText('住校的学生没有“上学的路”')).toBeVisible();
  await expect(page.getByRole('table', { name: /我的支持地图 · 名称/ })).toContainText('我每天走的路');
  // an evaluator writes; deciding is the manager's
  await expect(page.getByRole('button', { name: '采纳，写入下一版' })).toBeHidden();
});
