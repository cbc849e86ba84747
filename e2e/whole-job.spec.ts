import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { beSignedIn } from './journey.ts';
import { takePicture } from './picture.ts';

const CLASS = '七年级9班';
const PUPILS = ['梁一诺', '韦子墨', '覃雨桐', '罗浩宇'];

/** A roster as a school sends it: a title above, a stray space, a wrong ID number, one pupil without a guardian. */
function rosterFile(): Buffer {
  const rows = [
    '暖途实验中学学生花名册,,,,,,',
    '姓名,性别,学号,学校,年级,班级,监护人姓名,监护人电话,出生日期,身份证号',
    ...PUPILS.map(
      (name, index) =>
        `${name.slice(0, 1)} ${name.slice(1)},女,W90${index},暖途实验中学,七年级,9班,${name.slice(0, 1)}女士,1990000000${index},2013-05-0${index + 1},`,
    ),
    '错证号,男,W909,暖途实验中学,七年级,9班,错先生,19900000009,,330302201305010011',
  ];
  return Buffer.from(`\u{feff}${rows.join('\r\n')}\r\n`);
}

async function importRoster(page: Page): Promise<void> {
  await page.goto('/clients');
  await page.getByRole('link', { name: '导入花名册' }).click();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '花名册.csv', mimeType: 'text/csv', buffer: rosterFile() });
  await page.getByRole('button', { name: '预演' }).click();
  await expect(page.getByText('共 5 行：新增 4，更新 0，未变 0，退回 1')).toBeVisible();
  await takePicture(page, 'roster-preview');
  await page.getByRole('button', { name: /^导入（4/ }).click();
  await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载退回的行' }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toContain('身份证号');
}

async function recordConsents(page: Page): Promise<void> {
  await page.goto('/clients/consents');
  await page.getByRole('combobox', { name: '班级' }).click();
  await page.getByRole('combobox', { name: '班级' }).fill(CLASS);
  await page.getByTitle(new RegExp(CLASS)).last().click();
  await expect(page.getByText('已选 4 / 4')).toBeVisible();
  await takePicture(page, 'class-consent');
  await page.getByRole('button', { name: '登记 4 人的同意' }).click();
  await expect(page.getByText('已登记 8 条同意。')).toBeVisible();
}

/** @returns the links of the class */
async function openRound(page: Page): Promise<string[]> {
  await page.getByRole('link', { name: '下一步：新建测评' }).click();
  await page.getByRole('link', { name: '新建测评' }).click();
  await page.getByLabel('名称').fill('全程演练筛查');
  await page.getByRole('checkbox', { name: new RegExp(CLASS) }).check();
  await page.getByLabel('截止日期').fill('2099-12-31');
  await page.getByRole('button', { name: '保存计划' }).click();
  await page.getByRole('button', { name: '开放测评' }).click();
  await page.getByRole('button', { name: '生成二维码' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载表格' }).click();
  const sheet = await readFile(await (await download).path(), 'utf8');
  const links = [...sheet.matchAll(/http[^"]+\/a\/#[\w-]+/g)].map(([link]) => link);
  expect(links).toHaveLength(4);
  return links;
}

async function answer(page: Page, link: string, isHurt: boolean): Promise<void> {
  const token = link.split('#')[1] ?? '';
  const form = await page.request.post('/api/v1/answer-forms', { data: { invitationToken: token } });
  expect(form.ok()).toBe(true);
  const growth = Object.fromEntries(
    Array.from({ length: 15 }, (_, index) => [`growth-${index + 1}`, 1 + (index % 5)]),
  );
  const parts: [string, object][] = [
    ['growth-check@1', growth],
    ['hardest-now@1', { hardest: isHurt ? ['being_hurt'] : ['academic_pressure'] }],
  ];
  for (const [instrumentId, answers] of parts) {
    const answered = await page.request.post('/api/v1/responses', {
      data: {
        id: crypto.randomUUID(),
        instrumentId,
        invitationToken: token,
        answers,
        answeredAt: new Date().toISOString(),
      },
    });
    expect(answered.status(), await answered.text()).toBe(201);
  }
}

test('from a roster file to answers, an alert and a case, without touching the database', async ({
  page,
}) => {
  await beSignedIn(page, 'supervisor.liuzhou');
  await page.goto('/');
  await takePicture(page, 'today');
  await importRoster(page);
  await recordConsents(page);
  const links = await openRound(page);
  for (const [index, link] of links.entries()) await answer(page, link, index === 2);
  await page.reload();
  await expect(page.getByRole('row', { name: new RegExp(`${CLASS}.*100%`) })).toBeVisible();
  // four pupils are too few to show
  await expect(page.getByText('少于 10').first()).toBeVisible();
  await takePicture(page, 'round');

  await page.goto('/');
  const alert = page
    .getByRole('listitem')
    .filter({ hasText: PUPILS[2] ?? '' })
    .first();
  await alert.getByRole('button', { name: '我来处理' }).click();
  await expect(alert.getByRole('button', { name: '我来处理' })).toBeHidden();
  await page.goto(`/clients?q=${encodeURIComponent(PUPILS[2] ?? '')}`);
  await page
    .getByRole('link', { name: PUPILS[2] ?? '' })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: '测评结果' })).toBeVisible();
  await page.getByRole('button', { name: '开案' }).click();
  await expect(page.getByRole('heading', { name: '服务过程' })).toBeVisible();
  await takePicture(page, 'case');
});
