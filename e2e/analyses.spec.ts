import { execFile } from 'node:child_process';
import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { expect, type Page } from '@playwright/test';
import iconv from 'iconv-lite';
import { beSignedIn, choose, test } from './journey.ts';
import { takePicture } from './picture.ts';

/** Two classes of four, as WPS saves them on a Chinese computer; in one row somebody wrote a word for a number. */
function csvWith(lastOfSecondRow: string): Buffer {
  const rows = [
    '姓名,组别,前测,后测',
    '甲,干预,20,16',
    `乙,干预,22,${lastOfSecondRow}`,
    '丙,干预,19,15',
    '丁,干预,24,17',
    '戊,对照,21,20',
    '己,对照,18,19',
    '庚,对照,23,22',
    '辛,对照,20,21',
  ];
  return iconv.encode(rows.join('\r\n'), 'gb18030');
}

async function open(page: Page, buffer: Buffer): Promise<void> {
  await page.getByLabel('选择文件').setInputFiles({ name: 'classes.csv', mimeType: 'text/csv', buffer });
  await expect(page.getByText('classes.csv：8 行，4 列')).toBeVisible();
}

test('a GB18030 table with one bad cell is refused by its row, mended, and computed as the command does', async ({
  page,
}) => {
  const sent: string[] = [];
  await beSignedIn(page, 'evaluator.alliance');
  await page.goto('/studies');
  await page.getByRole('link', { name: '分析一份数据表' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '分析一份数据表' })).toBeVisible();
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(request.url());
  });
  await open(page, csvWith('缺失'));
  await page.getByText('两组有差别吗').click();
  await choose(page, '结果（数值列）', '后测');
  await choose(page, '分组', '组别');
  await page.getByRole('button', { name: '计算' }).click();
  await expect(page.getByRole('alert')).toContainText('列 后测 应为数值，但第 3 行是“缺失”');

  await page.getByRole('combobox', { name: /没有作答的写法/ }).fill('缺失');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '计算' }).click();
  // oracle: the means of 16, 15, 17 and of 20, 19, 22, 21, by hand
  await expect(page.getByText('干预 比 对照 相差 −4.50')).toBeVisible();
  await expect(page.getByText('8 行中有 1 行在分析所用的列中缺值')).toBeVisible();
  await takePicture(page, 'analyse');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: '保存说明文件' }).click();
  const specification = await (await saving).path();
  // nothing of the data left this computer
  expect(sent).toEqual([]);

  const folder = await mkdtemp(join(tmpdir(), 'nuantu-analyse-'));
  await writeFile(join(folder, 'analysis.json'), await readFile(specification));
  await writeFile(join(folder, 'classes.csv'), csvWith('缺失'));
  const { stdout } = await promisify(execFile)(process.execPath, [
    'src/cli/main.ts',
    'analyse',
    join(folder, 'analysis.json'),
  ]);
  await rm(folder, { recursive: true });
  expect((JSON.parse(stdout) as { welch: { difference: number } }).welch.difference).toBeCloseTo(-4.5, 12);
});

test('what is no text table is refused in words', async ({ page }) => {
  await beSignedIn(page, 'evaluator.alliance');
  await page.goto('/analyses');
  const choosing = page.getByLabel('选择文件');
  const workbook = Buffer.from('504b0304140000000800', 'hex');
  await choosing.setInputFiles({ name: 'a.xlsx', mimeType: 'application/zip', buffer: workbook });
  await expect(page.getByRole('alert')).toContainText('这是 Excel 文件');
  await choosing.setInputFiles({
    name: 'a.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('\u0001\u0002\u0003\u0004'),
  });
  await expect(page.getByRole('alert')).toContainText('这个文件不是文字表格');
});

test('a heading of two lines, as spreadsheets have them, is chosen and computed by its one line', async ({
  page,
}) => {
  await beSignedIn(page, 'evaluator.alliance');
  await page.goto('/analyses');
  const buffer = Buffer.from('组别,"后测\n（分）"\n干预,1\n干预,3\n对照,5\n对照,6\n');
  await page.getByLabel('选择文件').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer });
  await page.getByText('两组有差别吗').click();
  await choose(page, '结果（数值列）', '后测 （分）');
  await choose(page, '分组', '组别');
  await page.getByRole('button', { name: '计算' }).click();
  await expect(page.getByText('干预 比 对照 相差 −3.50')).toBeVisible();
});

test('a file that went away since it was chosen is said to be, and nobody waits for it', async ({ page }) => {
  await beSignedIn(page, 'evaluator.alliance');
  await page.goto('/analyses');
  // as browsers answer for a file that was moved or changed: none can be taken away between choosing and reading here
  await page.evaluate(() => {
    File.prototype.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
  });
  await page
    .getByLabel('选择文件')
    .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') });
  await expect(page.getByRole('alert')).toContainText('没有加载出来');
});
