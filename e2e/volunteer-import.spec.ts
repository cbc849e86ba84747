import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { readSpreadsheet } from '../src/server/platform/files/spreadsheet.ts';
import { expectAccessible, expectNoWiderThan } from './accessible.ts';
import { beSignedIn, choose, newName, pageOf, test } from './journey.ts';

async function fitsTelephone(page: Page, what: string): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoWiderThan(page, 390);
  await expectAccessible(page, what);
  if (before !== null) await page.setViewportSize(before);
}

async function previewed(page: Page, lines: readonly string[]): Promise<void> {
  await page.goto('/volunteers');
  await page.getByRole('link', { name: '从表格导入' }).click();
  await choose(page, '站点', '柳江小学社工站');
  const buffer = Buffer.from(lines.join('\r\n'));
  const file = { name: '志愿者时长.csv', mimeType: 'text/csv', buffer };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: '预演' }).click();
}

const phone = () => `139${String(randomInt(100_000_000)).padStart(8, '0')}`;

test('volunteers and hours of before come in, are approved by a colleague, and are theirs once they register', async ({
  page,
  browser,
}) => {
  await beSignedIn(page, 'coordinator.liuzhou');
  const [one, other, child] = [newName(), newName(), newName()];
  const own = phone();
  const lines = [
    '2025 年志愿服务登记表,,,,,,',
    '姓名,手机号,出生日期,活动名称,服务日期,工时,备注',
    `${one},${own},2004-05-06,敬老院陪伴,2025-03-08,2小时30分,`,
    `${one},${own},,社区义诊,2025-04-12,3,`,
    `${other},${phone()},1988-08-08,敬老院陪伴,2025-03-08,半天,`,
    `${child},${phone()},2013-01-02,,,,`,
    '合计,,,,,8,',
  ];
  await previewed(page, lines);
  await expect(page.locator('output')).toContainText('新增 2');
  await expect(page.locator('output')).toContainText('新增 2 次（5 小时 30 分）');
  await expect(page.getByText('不知道是几小时')).toBeVisible();
  await expect(page.getByText('不是志愿者的行：第 7 行（合计）')).toBeVisible();
  await expect(page.getByText('未满 18 周岁')).toBeVisible();
  await expectAccessible(page, 'import of volunteers');
  await fitsTelephone(page, 'import of volunteers on a telephone');
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载结果（.xlsx）' }).click();
  const [outcomes] = await readSpreadsheet(await readFile(await (await download).path()), 'outcomes.xlsx');
  expect(Array.from(outcomes?.cells ?? [], ([, row, name, fate]) => [row, name, fate])).toEqual([
    ['行号', '姓名', '志愿者'],
    [3, one, '新增'],
    [4, one, '新增'],
    [6, child, '新增'],
    [5, null, '退回'],
  ]);

  await previewed(page, lines);
  await expect(page.locator('output')).toContainText('新增 0 次（0 分），已有 2 次');
  await expect(page.getByRole('button', { name: '导入', exact: true })).toBeDisabled();

  const supervisor = await pageOf(browser, 'supervisor.liuzhou');
  await supervisor.goto('/service-dues');
  const lot = supervisor.locator('li', { hasText: '1 人，2 次，5 小时 30 分' }).first();
  await expectAccessible(supervisor, 'hours of a table that wait');
  await lot.getByRole('button', { name: '查看明细' }).click();
  await expect(lot.getByText('社区义诊')).toBeVisible();
  await expectAccessible(supervisor, 'the rows of a lot');
  await fitsTelephone(supervisor, 'the rows of a lot on a telephone');
  await lot.getByRole('button', { name: '全部确认' }).click();
  await supervisor.getByRole('dialog').getByRole('button', { name: '全部确认' }).click();
  await expect(supervisor.getByText('已处理')).toBeVisible();

  const answer = await page.request.post('/api/v1/volunteer-registrations', {
    data: {
      id: crypto.randomUUID(),
      organisationCode: 'lz-station',
      name: one,
      birthDate: '2004-05-06',
      phone: own,
      loginName: `v${randomInt(1_000_000_000)}`,
      password: 'Liu-jiang shang de feng zheng 9',
    },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  await expect(async () => {
    await page.goto(`/volunteers?q=${encodeURIComponent(one)}&state=asked`);
    await page.getByRole('link', { name: one }).click({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByText('相同：姓名 · 出生日期 · 手机号')).toBeVisible();
  await expectAccessible(page, 'somebody who may be there already');
  await fitsTelephone(page, 'somebody who may be there already on a telephone');
  await page.getByRole('button', { name: `是同一个人，合并：${one}` }).click();
  await expect(page.getByRole('dialog')).toContainText('手机号：相同');
  await expect(page.getByRole('dialog')).toContainText('不能撤销');
  await expectAccessible(page, 'joining with somebody of a table');
  await page.getByRole('button', { name: '合并，不能撤销' }).click();
  await expect(page.getByText('历史导入').first()).toBeVisible();
  await expect(page.getByText('5 小时 30 分').first()).toBeVisible();
});

test('volunteers go out in the order of the rules and come back as they went', async ({ page }) => {
  await beSignedIn(page, 'coordinator.liuzhou');
  await page.goto('/volunteers');
  await page.getByRole('button', { name: '导出' }).click();
  await expectAccessible(page, 'export of volunteers');
  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: /xlsx/u }).click();
  const buffer = await readFile(await (await download).path());
  const [sheet] = await readSpreadsheet(buffer, '志愿者.xlsx');
  expect(sheet?.cells.at(0)?.slice(0, 8)).toEqual([
    '志愿者编号',
    '姓名',
    '性别',
    '出生日期',
    '证件类型',
    '身份证号',
    '地区',
    '手机号',
  ]);
  await page.goto('/volunteers/import');
  await choose(page, '站点', '柳江小学社工站');
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page.locator('input[type=file]').setInputFiles({ name: '志愿者.xlsx', mimeType, buffer });
  await page.getByRole('button', { name: '预演' }).click();
  await expect(page.locator('output')).toContainText('新增 0，更新 0');
});
