import { expect, type Page } from '@playwright/test';
import { expectAccessible, expectNoWiderThan } from './accessible.ts';
import { choose, dialogOf, haveCase, haveColleague, pageOf, submitDialog, test } from './journey.ts';

test.use({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN' });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

async function fitsTelephone(page: Page, what: string): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page, what);
  await expectNoWiderThan(page, 390);
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('a worker enters a certificate on the telephone, a supervisor confirms it, and the board tells what it means', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const { page: worker, name } = await haveColleague(browser, 'worker');
  const desk = await pageOf(browser, 'supervisor.wenzhou');

  await worker.setViewportSize({ width: 390, height: 844 });
  await worker.goto('/');
  await worker.getByRole('button', { name: '更多' }).click();
  await worker.getByRole('dialog').getByRole('link', { name: '我的专业档案' }).click();
  await worker.getByRole('button', { name: '登记资格或学习' }).click();
  await choose(dialogOf(worker), '类型', '助理社会工作师');
  await dialogOf(worker).getByLabel('有效期至').fill('2020-01-01');
  await dialogOf(worker).getByRole('button', { name: '保存', exact: true }).click();
  await expect(dialogOf(worker).getByText('结束日期早于开始日期。')).toBeVisible();
  await dialogOf(worker).getByLabel('有效期至').fill('2099-12-31');
  await dialogOf(worker).getByLabel('证书编号').fill('2026-0815');
  await submitDialog(worker, '保存');
  const records = worker.getByRole('region', { name: '资格与继续教育' });
  await expect(records.getByText('待确认')).toBeVisible();

  await records.getByRole('button', { name: '登记资格或学习' }).click();
  await dialogOf(worker).getByText('继续教育', { exact: true }).click();
  await dialogOf(worker).getByLabel('名称').fill('创伤知情照护');
  await dialogOf(worker).getByLabel('学时（小时）').fill('2.5');
  await submitDialog(worker, '保存');
  await expect(records.getByText('创伤知情照护 · 培训课程')).toBeVisible();
  await expectAccessible(worker, 'a professional record of one’s own');
  await expectNoWiderThan(worker, 390);

  await desk.goto('/talent');
  await desk.getByRole('button', { name: `确认 ${name} 的 助理社会工作师` }).click();
  await expect(desk.getByText('已确认：助理社会工作师')).toBeVisible();
  await desk.getByRole('button', { name: `不通过 ${name} 的 创伤知情照护 · 培训课程` }).click();
  await dialogOf(desk).getByLabel('原因').fill('请补上结业证明');
  await submitDialog(desk, '不通过');
  const row = desk.getByRole('row', { name });
  await expect(row.getByText('助理社会工作师')).toBeVisible();
  await expect(row.getByText('0 分，应达 24 小时')).toBeVisible();
  await expect(row.getByText('0%')).toBeVisible();
  await haveCase(worker);
  await desk.reload();
  // a case that nobody has assessed: an hour of 28
  await expect(row.getByText('4%')).toBeVisible();
  await expectAccessible(desk, 'the board of the staff');

  await worker.reload();
  await expect(records.getByText('原因：请补上结业证明')).toBeVisible();
  await expect(worker.getByText('每周约需 1 小时，可直接服务 28 小时。')).toBeVisible();

  await row.getByRole('link', { name }).click();
  await desk.getByRole('button', { name: '修改专长与工时' }).click();
  await choose(dialogOf(desk), '专长', '创伤支持');
  await desk.keyboard.press('Escape');
  await dialogOf(desk).getByLabel('每周工时（小时）').fill('20');
  await submitDialog(desk, '保存');
  await expect(desk.getByText('每周约需 1 小时，可直接服务 14 小时。')).toBeVisible();
  await fitsTelephone(desk, 'a worker, for a supervisor');
});

test('supervision is written down, disputed by who was there, corrected, and counts once they agree', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const { page: worker, name } = await haveColleague(browser, 'worker');
  const desk = await pageOf(browser, 'supervisor.wenzhou');
  await desk.goto('/talent/supervision');
  await desk.getByRole('button', { name: '登记督导', exact: true }).click();
  await choose(dialogOf(desk), '被督导的同事', name);
  await desk.keyboard.press('Escape');
  // a moment ago, as clocks in China show it
  const ago = new Date(Date.now() + 8 * HOUR_MS - MINUTE_MS).toISOString().slice(0, 16);
  await dialogOf(desk).getByLabel('时间').fill(ago);
  await dialogOf(desk).getByLabel('谈了什么').fill(`与 ${name} 谈家访中的安全`);
  await expectAccessible(desk, 'recording supervision');
  await submitDialog(desk, '保存');
  await expect(desk.getByText(`与 ${name} 谈家访中的安全`)).toBeVisible();
  await fitsTelephone(desk, 'supervision');

  await worker.goto('/talent/me');
  const own = worker.getByRole('region', { name: '督导记录' });
  await expect(own.getByText('今年接受 1 小时 30 分，给同事 0 分。')).toBeVisible();
  await own.getByRole('button', { name: /督导记录有异议/ }).click();
  await dialogOf(worker).getByLabel('请写明哪里不对').fill('只谈了一小时');
  await submitDialog(worker, '有异议');
  await expect(own.getByText('今年接受 0 分，给同事 0 分。')).toBeVisible();

  await desk.reload();
  const item = desk.getByRole('listitem').filter({ hasText: `与 ${name} 谈家访中的安全` });
  await expect(item.getByText(`${name}：有异议。 只谈了一小时`)).toBeVisible();
  await item.getByRole('button', { name: /^更正/ }).click();
  await dialogOf(desk).getByLabel('时长（分钟）').fill('60');
  await submitDialog(desk, '保存');
  await expect(item.getByText('已更正')).toBeVisible();

  await worker.reload();
  await expect(own.getByText('今年接受 1 小时，给同事 0 分。')).toBeVisible();
  await own.getByRole('button', { name: /督导记录属实/ }).click();
  await expect(own.getByText(`${name}：属实。`)).toBeVisible();
});

test('supervision that a supervisor had is confirmed by an administrator, and whoever left is found in a list of their own', async ({
  browser,
}) => {
  const { page: supervisor, name, suspend } = await haveColleague(browser, 'supervisor');
  const { user } = (await (await supervisor.request.get('/api/v1/me')).json()) as { user: { id: string } };
  const session = {
    id: crypto.randomUUID(),
    kind: 'individual',
    supervisorId: null,
    supervisorName: '林教授',
    heldAt: new Date(Date.now() - HOUR_MS).toISOString(),
    minutes: 45,
    participantIds: [user.id],
    topics: '自己的界限',
    agreed: '',
    replacesId: null,
  };
  const made = await supervisor.request.post('/api/v1/talent/supervision', { data: session });
  expect(made.ok(), await made.text()).toBe(true);
  await supervisor.goto('/talent/me');
  await expect(supervisor.getByText('要由别人确认以后才算数').first()).toBeVisible();

  const administrator = await pageOf(browser, 'admin.wenzhou');
  await administrator.goto(`/talent/workers/${user.id}`);
  await expect(administrator.getByText('今年接受 0 分，给同事 0 分。')).toBeVisible();
  await expectAccessible(administrator, 'supervision to confirm');
  await administrator.getByRole('button', { name: new RegExp(`^确认 ${name} 在`) }).click();
  await expect(administrator.getByText('今年接受 45 分，给同事 0 分。')).toBeVisible();
  await expect(administrator.getByText('自己的界限')).toHaveCount(0);

  await suspend();
  await administrator.goto('/talent');
  await administrator.getByRole('link', { name: '已离开的同事' }).click();
  await administrator.getByRole('link', { name }).click();
  await expect(administrator.getByText('已不在岗。记录仍然保存，只能查看。')).toBeVisible();
  await expect(administrator.getByRole('button', { name: '登记资格或学习' })).toHaveCount(0);
  await fitsTelephone(administrator, 'the record of somebody who left');
});

test('a supervisor sees what a report says, sends it, and a department reads sums of organisations side by side', async ({
  browser,
}) => {
  const desk = await pageOf(browser, 'supervisor.liuzhou');
  await desk.goto('/talent');
  await desk.getByRole('link', { name: '报送数据' }).click();
  await expect(desk.getByText('愿意支援的同事每周还有')).toBeVisible();
  await choose(desk, '报送给', '社会工作主管部门（演示）');
  await desk.getByRole('button', { name: '报送今天的数字' }).click();
  await expect(desk.getByText('已报送', { exact: true })).toBeVisible();
  await expectAccessible(desk, 'reporting');

  const department = await pageOf(browser, 'viewer.department');
  await expect(async () => {
    await department.goto('/');
    await department.getByRole('link', { name: '人才数据' }).first().click();
    const loads = department.getByRole('region', { name: '负荷', exact: true });
    await expect(loads.getByRole('row', { name: /柳州拾光社会工作服务社/ })).toBeVisible();
  }).toPass();
  const competences = department.getByRole('region', { name: '谁会什么，缺什么' });
  await expect(competences.getByRole('row', { name: /新就业群体服务/ })).toContainText('1（1 位可支援）');
  for (const name of ['韦小燕', '覃文', '黄桂芳', '莫子轩'])
    await expect(department.getByText(name)).toHaveCount(0);
  await fitsTelephone(department, 'figures for a department');
});
