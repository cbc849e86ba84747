import { randomInt } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { pinyin } from 'pinyin-pro';
import { beSignedIn, dialogOf, haveClient, newName, pageOf, settled, test } from './journey.ts';
import { importClass } from './screening-round.ts';

/** Presses of the pointer and of Enter since the first page was there: what a job costs beside what is typed. */
async function countPresses(page: Page): Promise<() => Promise<number>> {
  let presses = 0;
  await page.exposeFunction('pressed', () => {
    presses += 1;
  });
  await page.addInitScript(`
    addEventListener('pointerdown', () => pressed(), true);
    addEventListener('keydown', ({ key }) => key === 'Enter' && pressed(), true);
  `);
  return async () => presses;
}

async function openToday(page: Page): Promise<void> {
  await page.goto('/');
  await settled(page);
}

test('a client is found by the initials of the name in two presses from anywhere', async ({ page }) => {
  await beSignedIn(page, 'worker.wenzhou');
  const { name } = await haveClient(page);
  const initials = pinyin(name, { pattern: 'first', toneType: 'none', type: 'array' }).join('');
  const presses = await countPresses(page);
  await openToday(page);
  await page.getByRole('button', { name: /^查找/ }).click();
  await page.keyboard.type(initials);
  await expect(dialogOf(page).getByRole('link', { name })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  expect(await presses()).toBe(2);
});

test('who came to a group is recorded in three presses from today', async ({ page }) => {
  await beSignedIn(page, 'worker.wenzhou');
  const { sites } = await (await page.request.get('/api/v1/me')).json();
  const { id: clientId } = await haveClient(page, { birthDate: '2009-03-04' });
  const consent = { purpose: 'service', givenBy: 'client', evidence: 'signed_form', givenOn: '2026-01-05' };
  await page.request.post(`/api/v1/clients/${clientId}/consents`, { data: consent });
  const name = newName();
  const day = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
  const group = {
    name,
    siteId: sites[0].id,
    playbookId: 'warm-way@1',
    level: 'selective',
    startsOn: day,
    clientIds: [clientId],
  };
  const made = await page.request.post('/api/v1/groups', { data: group });
  expect(made.ok(), await made.text()).toBe(true);
  const presses = await countPresses(page);
  await openToday(page);
  await page.getByRole('link', { name: `记录：${name}` }).click();
  await dialogOf(page).getByRole('button', { name: '其余都到了' }).click();
  await dialogOf(page).getByRole('button', { name: '保存' }).click();
  await expect(page.getByText(/1 \/ 1 人到/)).toBeVisible();
  expect(await presses()).toBe(3);
});

test('a teacher refers a pupil in four presses from today', async ({ page, browser }) => {
  const worker = await pageOf(browser, 'worker.wenzhou');
  const { sites } = await (await worker.request.get('/api/v1/me')).json();
  const [className, name] = [newName(), newName()];
  await importClass(worker.request, sites[0].id, `${className}学校`, [name]);
  await beSignedIn(page, 'teacher.wenzhou');
  const presses = await countPresses(page);
  await openToday(page);
  await page.getByRole('link', { name: '转介学生' }).first().click();
  await page.getByRole('combobox', { name: '班级' }).fill(className);
  await expect(page.getByTitle(new RegExp(className))).toBeVisible();
  await page.keyboard.press('Enter');
  await page.getByLabel('学生姓名').fill(name);
  await page.getByText('一般', { exact: true }).click();
  await page.getByLabel('原因', { exact: true }).fill('上课总是睡着');
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: name })).toBeVisible();
  expect(await presses()).toBe(4);
});

test('a colleague is invited in three presses from today', async ({ page }) => {
  await beSignedIn(page, 'admin.wenzhou');
  const presses = await countPresses(page);
  await openToday(page);
  await page.getByRole('link', { name: '邀请同事' }).click();
  await dialogOf(page).getByLabel('姓名').fill(newName());
  await dialogOf(page)
    .getByLabel('用户名')
    .fill(`invitee${randomInt(1_000_000_000)}`);
  await dialogOf(page).getByLabel('督导', { exact: true }).check();
  await dialogOf(page).getByRole('button', { name: '邀请同事' }).click();
  await expect(page.getByLabel('一次性链接')).toBeVisible();
  expect(await presses()).toBe(3);
});
