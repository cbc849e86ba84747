import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { beSignedIn, haveCase, newName, settled } from './journey.ts';
import { openRound } from './screening-round.ts';

/** What a reader of the paper sees: nothing that can be pressed, and no way to other pages. */
async function expectPaper(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('button:visible')).toHaveCount(0);
  await expect(page.getByRole('navigation').filter({ visible: true })).toHaveCount(0);
  await expect(page.getByRole('banner').filter({ has: page.getByRole('button') })).toHaveCount(0);
  expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
}

test('a case prints its number, the person, and the records with dates and who wrote them', async ({
  page,
}) => {
  await beSignedIn(page, 'worker.wenzhou');
  const { id, name } = await haveCase(page);
  await page.request.post(`/api/v1/cases/${id}/records`, {
    data: { kind: 'assessment', occurredAt: new Date().toISOString(), text: '谈过睡眠', riskLevel: 'low' },
  });
  await page.goto(`/cases/${id}`);
  await settled(page);
  await page.setViewportSize({ width: 700, height: 1000 });
  await expectPaper(page);
  await expect(page.getByText(/^2\d{3}-[0-9A-F]{8}$/)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const record = page.getByRole('article').filter({ hasText: '谈过睡眠' });
  await expect(record).toContainText(/\d{4}年\d+月\d+日/);
  await expect(record).toContainText(/陈晓岚 记录/);
  await expect(page.getByRole('region', { name: '接下来' })).toBeHidden();
});

test('a client and the sheet of a group print without what can only be pressed', async ({ page }) => {
  await beSignedIn(page, 'worker.wenzhou');
  const { clientId, name } = await haveCase(page);
  await page.goto(`/clients/${clientId}`);
  await settled(page);
  await expectPaper(page);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  const { items } = (await (await page.request.get('/api/v1/groups')).json()) as { items: { id: string }[] };
  await page.goto(`/groups/${items[0]?.id ?? ''}/sheet`);
  await settled(page);
  await expectPaper(page);
  await expect(page.getByRole('columnheader', { name: '姓名' })).toBeVisible();
});

test('the slips of a round are one page to print, with the school and class above each part', async ({
  page,
}) => {
  const names = [newName(), newName()];
  const { campaignId } = await openRound(page.request, names);
  const links = await page.request.post(`/api/v1/campaigns/${campaignId}/links/all`, {
    data: { format: 'html' },
  });
  await page.setContent(await links.text());
  await expect(page.getByRole('heading', { level: 1 })).toContainText('测试学校');
  for (const name of names) await expect(page.getByRole('main').getByText(name)).toBeVisible();
  await expectAccessible(page, 'slips to cut');
});
