import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { expectAccessible, expectNoWiderThan } from './accessible.ts';
import { beSignedIn, test } from './journey.ts';
import { haveShift, haveVolunteer } from './volunteer.ts';

async function fitsTelephone(page: Page, what: string): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoWiderThan(page, 390);
  await expectAccessible(page, what);
  await page.setViewportSize({ width: 1280, height: 800 });
}

test('a coordinator begins with what lacks people and who comes for the first time', async ({ page }) => {
  await beSignedIn(page, 'coordinator.liuzhou');
  const newcomer = await haveVolunteer(page);
  const shift = await haveShift(page, [newcomer], { from: 60, until: 180 });
  await page.goto('/');
  const unfilled = page.locator('section', { hasText: '还缺人的班次' });
  await expect(unfilled.getByRole('link').first()).toBeVisible();
  await expect(page.locator('section', { hasText: '第一次来的志愿者' })).toContainText(shift.title);
  await expect(page.getByRole('link', { name: newcomer.name })).toBeVisible();
  const dues = page.getByRole('region', { name: '还没记下的时长' });
  await expect(dues).toContainText('最急的一条，最晚 ');
  await expect(dues.getByRole('link', { name: '待记时长' })).toHaveAttribute('href', '/service-dues');
  await expectAccessible(page, 'home of a coordinator');
  await fitsTelephone(page, 'home of a coordinator on a telephone');
  await page.getByRole('link', { name: newcomer.name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(newcomer.name);
});

test('volunteering is told in figures, each with its table, and as a report to a funder', async ({
  page,
}) => {
  await beSignedIn(page, 'coordinator.liuzhou');
  await page.goto('/volunteering-figures');
  await expect(page.getByRole('heading', { name: '满员率' })).toBeVisible();
  await expect(page.getByRole('table', { name: '按站点的时长' })).toBeVisible();
  await expect(page.getByText(/n = \d+/u).first()).toBeVisible();
  await expectAccessible(page, 'volunteering figures');
  await fitsTelephone(page, 'volunteering figures on a telephone');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '报告（PDF）' }).click();
  const file = await readFile(await (await download).path());
  expect(file.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  await page.getByLabel('从').fill('2020-01-01');
  await page.getByLabel('到').fill('2020-02-01');
  await expect(page.getByText('这段时间还没有班次和时长')).toBeVisible();
});
