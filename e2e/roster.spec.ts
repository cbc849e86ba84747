import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import writeXlsxFile from 'write-excel-file/node';
import { readSpreadsheet } from '../src/server/platform/files/spreadsheet.ts';
import { expectAccessible } from './accessible.ts';
import { beSignedIn, choose, newName, test } from './journey.ts';

/** Headings over two rows, below a title. */
function headOf(title: string) {
  return [
    [{ value: title, columnSpan: 9 }, ...Array.from({ length: 8 }, () => null)],
    [
      ...['姓名', '出生日期', '学校', '班级'].map((value) => ({ value, rowSpan: 2 })),
      ...['监护人', '母亲'].flatMap((value) => [{ value, columnSpan: 2 }, null]),
      { value: '民族', rowSpan: 2 },
    ],
    [null, null, null, null, ...rowOf('姓名', '电话', '姓名', '电话'), null],
  ];
}

const rowOf = (...values: string[]) => values.map((value) => ({ value }));

/** A school's workbook: a sheet per class, headings over two rows, two guardians, twins, a namesake, a sum. */
async function workbook({ twin, school }: { twin: string; school: string }): Promise<Buffer> {
  return writeXlsxFile([
    {
      sheet: '一班',
      data: [
        ...headOf('一班花名册'),
        rowOf('王子轩', '2014-02-03', school, '二1班', '王大明', '13800138700', '林芳', '13800138705', '汉'),
        rowOf(twin, '2014-02-03', school, '二1班', '王大明', '13800138700', '林芳', '13800138705', '汉'),
        [...rowOf('合计', '2人'), ...Array.from({ length: 7 }, () => null)],
      ],
    },
    {
      sheet: '二班',
      data: [
        ...headOf('二班花名册'),
        rowOf('周小明', '', school, '二2班', '周大', '13800138701', '', '', '汉'),
        rowOf('周小明', '', school, '二2班', '周二', '13800138702', '', '', '汉'),
      ],
    },
  ]).toBuffer();
}

/** What became of each row, as the workbook says that the page gives. */
async function outcomesIn(page: Page): Promise<unknown[][]> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载全部结果（.xlsx）' }).click();
  const [outcomes] = await readSpreadsheet(await readFile(await (await download).path()), 'outcomes.xlsx');
  return Array.from(outcomes?.cells ?? [], ([sheet, row, fate]) => [sheet, row, fate]);
}

async function previewed(page: Page, buffer: Buffer): Promise<void> {
  await page.goto('/clients/roster');
  await choose(page, '站点', '金水河小学社工站');
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page.locator('input[type=file]').setInputFiles({ name: '名册.xlsx', mimeType, buffer });
  await page.getByRole('button', { name: '预演' }).click();
}

test('a school’s workbook is understood in words, written, and changes nothing the second time; a corrected name is asked about', async ({
  page,
}) => {
  const school = `${newName()}小学`;
  await beSignedIn(page, 'worker.zhengzhou');
  await previewed(page, await workbook({ twin: '王子涵', school }));
  await expect(page.getByText('共 4 行：新增 4，更新 0，未变 0，退回 0，待确认 0')).toBeVisible();
  await expect(page.getByRole('heading', { name: '工作表“一班”' })).toBeVisible();
  await expect(page.getByText('表头在第 3 行，2 行有人')).toHaveCount(2);
  await expect(page.getByText('电话 → 监护人电话')).toHaveCount(2);
  await expect(page.getByText('电话 → 母亲电话')).toHaveCount(2);
  await expect(page.getByText('没有使用的列：民族')).toBeVisible();
  await expect(page.getByText('第 6 行（合计）')).toBeVisible();
  await page.getByRole('button', { name: '导入（4 行有变化）' }).click();
  await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible();

  await previewed(page, await workbook({ twin: '王子涵', school }));
  await expect(page.getByText('共 4 行：新增 0，更新 0，未变 4，退回 0，待确认 0')).toBeVisible();

  await previewed(page, await workbook({ twin: '王梓涵', school }));
  await expect(page.getByText('新增 0，更新 0，未变 3，退回 0，待确认 1')).toBeVisible();
  const asked = page.getByRole('row', { name: /王梓涵/ });
  await expect(asked).toContainText('是改了名，还是双胞胎？');
  await expect(asked.getByRole('link', { name: /王子涵 2014-02-03/ })).toBeVisible();
  await expect(page).toHaveURL('/clients/roster');
  await expectAccessible(page, 'roster with a row to decide');
  await asked.getByRole('radio', { name: /王子涵/ }).check();
  await page.getByRole('button', { name: '导入（1 行有变化）' }).click();
  await expect(page.getByText('新增 0，更新 1，未变 3，退回 0，待确认 0')).toBeVisible();
  expect(await outcomesIn(page)).toEqual([
    ['工作表', '行号', '结果'],
    ['一班', 4, '未变'],
    ['一班', 5, '更新'],
    ['一班', 6, '不是学生'],
    ['二班', 4, '未变'],
    ['二班', 5, '未变'],
  ]);
  await previewed(page, await workbook({ twin: '王梓涵', school }));
  await expect(page.getByText('新增 0，更新 0，未变 4，退回 0，待确认 0')).toBeVisible();
  await previewed(page, await workbook({ twin: '王子函', school }));
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载全部结果（.csv）' }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toContain('一班,5,待确认,');
  const old = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载全部结果（.csv，GB 18030）' }).click();
  const bytes = await readFile(await (await old).path());
  expect(new TextDecoder('gb18030', { fatal: true }).decode(bytes)).toContain('一班,5,待确认,');
});

test('a column that nobody knows is given its meaning by hand, and the next file of the school is read so', async ({
  page,
}) => {
  const school = `${newName()}小学`;
  const file = (...children: string[]) =>
    writeXlsxFile([
      {
        sheet: '名单',
        data: [
          rowOf('姓名', '学校', '班级', '大人手机', '=1+1'),
          ...children.map((name, at) => rowOf(name, school, '一1班', `1380013880${at}`, '无')),
          rowOf('', school, '一1班', '13800138809', '无'),
        ],
      },
    ]).toBuffer();
  await beSignedIn(page, 'worker.zhengzhou');
  await previewed(page, await file('欧阳一'));
  await expect(page.getByText('没有使用的列：大人手机')).toBeVisible();
  await page.getByText('改列的含义').click();
  await expectAccessible(page, 'roster whose columns are changed');
  await choose(page, '大人手机的含义', '监护人电话');
  await expect(page.getByText('大人手机 → 监护人电话 · 手动指定')).toBeVisible();
  await page.getByRole('button', { name: '导入（1 行有变化）' }).click();
  await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible();
  expect(await outcomesIn(page)).toEqual([
    ['工作表', '行号', '结果'],
    ['名单', 2, '新增'],
    ['名单', 3, '退回'],
  ]);

  await previewed(page, await file('欧阳一', '欧阳二'));
  await expect(page.getByText('大人手机 → 监护人电话 · 手动指定')).toBeVisible();
  await expect(page.getByText('共 3 行：新增 1，更新 0，未变 1，退回 1，待确认 0')).toBeVisible();
});
