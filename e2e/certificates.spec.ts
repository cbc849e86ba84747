import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { beSignedIn, choose, clockTime, dialogOf, newName, pageOf, submitDialog, test } from './journey.ts';
import { haveHours, haveVolunteer } from './volunteer.ts';

/** Before the hours, also in the first days of January. */
const firstDay = () => clockTime(new Date(Date.now() - 40 * 86_400_000)).slice(0, 'YYYY-MM-DD'.length);

async function savedBy(page: Page, button: Locator): Promise<{ name: string; content: Buffer }> {
  const download = page.waitForEvent('download');
  await button.click();
  const saved = await download;
  return { name: saved.suggestedFilename(), content: await readFile(await saved.path()) };
}

test('what a volunteer served is certified, saved as a PDF, verified by a stranger, and revoked', async ({
  page,
  browser,
}) => {
  await beSignedIn(page, 'coordinator.liuzhou');
  const volunteer = await haveVolunteer(page);
  await page.goto(`/volunteers/${volunteer.id}`);
  const part = page.getByRole('region', { name: '服务证明' });
  await expect(part.getByText('还没有开过证明。')).toBeVisible();
  await part.getByRole('button', { name: '开证明' }).click();
  await expect(dialogOf(page).getByText('还没有已记录的时长，现在开不了证明。')).toBeVisible();
  await dialogOf(page).getByRole('button', { name: '开证明' }).click();
  await expect(dialogOf(page).getByRole('alert')).toContainText('没有已记录的服务时长');

  await haveHours(page, [volunteer]);
  await page.reload();
  await part.getByRole('button', { name: '开证明' }).click();
  await expect(dialogOf(page).getByText('2 小时')).toBeVisible();
  await dialogOf(page).getByLabel('从', { exact: true }).fill(firstDay());
  await dialogOf(page).getByLabel('到', { exact: true }).fill('2020-01-01');
  await dialogOf(page).getByRole('button', { name: '开证明' }).click();
  await expect(dialogOf(page).getByText('结束日期不能早于开始日期')).toBeVisible();
  await dialogOf(page)
    .getByLabel('到', { exact: true })
    .fill(clockTime(new Date()).slice(0, 'YYYY-MM-DD'.length));
  await expectAccessible(page, 'a certificate to issue');
  await submitDialog(page, '开证明');

  const row = part.getByRole('listitem');
  await expect(row.getByText('有效')).toBeVisible();
  const number = await row.locator('strong').innerText();
  for (const form of ['PDF（中文）', 'PDF（中英文）']) {
    const { name, content } = await savedBy(page, row.getByRole('button', { name: `${form}：${number}` }));
    expect(name).toBe(`${number}.pdf`);
    expect(content.subarray(0, 5).toString()).toBe('%PDF-');
    expect(content.includes('credential.json')).toBe(true);
  }
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto((await row.getByRole('link', { name: /^核验页面/ }).getAttribute('href')) ?? '');
  await expect(stranger.getByRole('heading', { name: '证书有效' })).toBeVisible();
  await expect(stranger.getByText(volunteer.name)).toBeVisible();

  await row.getByRole('button', { name: `撤销：${number}` }).click();
  await expect(dialogOf(page).getByText('撤销后不能恢复')).toBeVisible();
  await dialogOf(page).getByText('内容有误').click();
  await expectAccessible(page, 'a certificate to revoke');
  await submitDialog(page, '撤销');
  await expect(row.getByText('已撤销')).toBeVisible();
  await expect(row.getByText('撤销：内容有误')).toBeVisible();
  await expect(row.getByRole('button')).toHaveCount(0);
  await stranger.reload();
  await expect(stranger.getByRole('heading', { name: '证书已撤销' })).toBeVisible();
  await expect(stranger.getByText(volunteer.name)).toHaveCount(0);
});

test('a team has certificates at once, whose making survives a reload, and their list is saved', async ({
  page,
}) => {
  await beSignedIn(page, 'coordinator.liuzhou');
  const team = `义诊队 ${newName()}`;
  const teamId = crypto.randomUUID();
  await page.request.post('/api/v1/volunteer-teams', { data: { id: teamId, name: team, siteId: null } });
  const served = [await haveVolunteer(page), await haveVolunteer(page), await haveVolunteer(page)];
  const idle = await haveVolunteer(page);
  for (const { id } of [...served, idle])
    expect((await page.request.put(`/api/v1/volunteer-teams/${teamId}/members/${id}`)).ok()).toBe(true);
  await haveHours(page, served);
  await page.goto('/service-dues');
  await page.getByRole('link', { name: '服务证明', exact: true }).first().click();
  await page.getByLabel('从', { exact: true }).fill(firstDay());
  await choose(page, '给谁开', team);
  await page.getByLabel('至少服务多少小时').fill('3');
  await page.getByRole('button', { name: '开始开证明' }).click();
  await expect(page.getByRole('alert')).toContainText('没有已记录的服务时长');
  await page.getByLabel('至少服务多少小时').fill('2');
  await page.getByRole('button', { name: '开始开证明' }).click();
  await expect(page).toHaveURL(/\/certificates\/batches\//);
  await page.reload();
  await expect(page.getByText('已生成 3 份，共 3 份')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '100');
  for (const { name } of served)
    await expect(page.getByRole('row', { name }).getByText('有效')).toBeVisible();
  await expect(page.getByText(idle.name)).toHaveCount(0);
  const row = page.getByRole('row', { name: served[0]?.name ?? '' });
  const pdf = await savedBy(page, row.getByRole('button', { name: /^PDF（中文）/ }));
  expect(pdf.content.subarray(0, 5).toString()).toBe('%PDF-');
  const { name, content } = await savedBy(page, page.getByRole('button', { name: '下载名单（.csv）' }));
  expect(name).toBe('服务证明名单.csv');
  for (const one of served) expect(content.toString()).toContain(one.name);
  expect(content.toString().trimEnd().split('\n')).toHaveLength(4);
  await expectAccessible(page, 'many certificates');
  await page.goto('/certificates');
  const batches = page.getByRole('region', { name: '开过的批次' });
  await expect(batches.getByRole('listitem').first()).toContainText('已生成 3 份，共 3 份');
  await batches.getByRole('link').first().click();
  await expect(page.getByRole('row', { name: served[0]?.name ?? '' })).toBeVisible();
});

test('an administrator changes the signing key, and revokes one that others may have', async ({
  browser,
}) => {
  const page = await pageOf(browser, 'admin.wenzhou');
  const { items } = (await (await page.request.get('/api/v1/signing-keys')).json()) as { items: object[] };
  const { organisation } = (await (await page.request.get('/api/v1/me')).json()) as {
    organisation: { name: string };
  };
  await page.goto('/administration?view=rules');
  const part = page.getByRole('region', { name: '服务证明的签名密钥' });
  const rows = part.getByRole('listitem');
  const renew = async () => {
    await part.getByRole('button', { name: '换用新密钥' }).click();
    await submitDialog(page, '换用新密钥');
  };
  for (const nth of [1, 2]) {
    await renew();
    await expect(rows).toHaveCount(items.length + nth);
  }
  await expect(rows.first().getByText('正在使用')).toBeVisible();
  await expect(rows.nth(1).getByText('不再使用，签过的证明仍有效')).toBeVisible();
  await rows.nth(1).getByRole('button', { name: /^作废/ }).click();
  await dialogOf(page).getByRole('button', { name: '作废', exact: true }).click();
  await expect(dialogOf(page).getByText('和机构名称不一致')).toBeVisible();
  await dialogOf(page)
    .getByLabel(/^请输入机构名称/)
    .fill(organisation.name);
  await expectAccessible(page, 'a key to revoke');
  await submitDialog(page, '作废');
  await expect(rows.nth(1).getByText('已作废')).toBeVisible();
  await expect(rows.nth(1).getByRole('button')).toHaveCount(0);
  await expect(rows.first().getByText('正在使用')).toBeVisible();
});
