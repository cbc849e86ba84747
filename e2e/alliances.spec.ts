import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { beSignedIn, choose, dialogOf, newName, pageOf, submitDialog, test } from './journey.ts';

/** What another organisation did arrives a moment later. */
async function sees(page: Page, shown: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.reload();
    await shown();
  }).toPass({ timeout: 30_000 });
}

const organisations = (page: Page) => page.getByRole('region', { name: '机构', exact: true });
const agreement = (page: Page) => page.getByRole('region', { name: '协议', exact: true });

/** A part of the first page. */
const today = (page: Page, part: string) => page.getByRole('region', { name: part, exact: true });

async function found(host: Page, name: string, noticeDays: number): Promise<void> {
  await host.goto('/alliances');
  await host.getByRole('button', { name: '发起协作体' }).click();
  await dialogOf(host).getByLabel('名称').fill(name);
  await dialogOf(host).getByLabel('协议').fill('每季度开一次分享会。');
  await dialogOf(host).getByLabel('提前多少天告知退出').fill(String(noticeDays));
  await expectAccessible(host, 'an alliance to found');
  await submitDialog(host, '签署并发起');
}

async function openAlliance(page: Page, name: string): Promise<void> {
  await page.goto('/alliances');
  await sees(page, async () => {
    await expect(page.getByRole('link', { name })).toBeVisible({ timeout: 2_000 });
  });
  await page.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
}

async function invite(page: Page, organisation: string): Promise<void> {
  await organisations(page).getByRole('button', { name: '邀请机构' }).click();
  await choose(page, '机构', organisation);
  await submitDialog(page, '发出邀请');
}

test('organisations of three regions agree, each signs, one says what it shares, and one leaves', async ({
  page: host,
  browser,
}) => {
  const name = `${newName()}协作体`;
  await beSignedIn(host, 'manager.alliance');
  await found(host, name, 0);
  await expect(host.getByRole('heading', { level: 1 })).toContainText(name);
  const wenzhou = await pageOf(browser, 'supervisor.wenzhou');
  const liuzhou = await pageOf(browser, 'supervisor.liuzhou');
  const names = new Map<Page, string>();
  for (const page of [wenzhou, liuzhou]) {
    const me = (await (await page.request.get('/api/v1/me')).json()) as { organisation: { name: string } };
    names.set(page, me.organisation.name);
    await invite(host, me.organisation.name);
  }
  await expectAccessible(host, 'an alliance at its host');

  // what waits for an answer stands on the first page of whoever may give it
  await wenzhou.goto('/');
  await sees(wenzhou, async () => {
    await expect(today(wenzhou, '协作体邀请待答复').getByRole('link', { name })).toBeVisible({
      timeout: 2_000,
    });
  });
  await expectAccessible(wenzhou, 'today with an invitation to an alliance');
  await today(wenzhou, '协作体邀请待答复').getByRole('link', { name }).click();
  await wenzhou.getByRole('checkbox', { name: '干预模式' }).first().check();
  await expectAccessible(wenzhou, 'an invitation to an alliance');
  await wenzhou.getByRole('button', { name: '签署协议并加入' }).click();
  await expect(wenzhou.getByRole('heading', { level: 1 })).toContainText('已加入');
  await openAlliance(liuzhou, name);
  await liuzhou.getByRole('button', { name: '签署协议并加入' }).click();
  await expect(liuzhou.getByRole('heading', { level: 1 })).toContainText('已加入');
  await sees(host, async () => {
    await expect(agreement(host).getByRole('list', { name: '签署' }).getByRole('listitem')).toHaveCount(3, {
      timeout: 2_000,
    });
  });
  await expect(agreement(host).getByText('生效中')).toBeVisible();
  await expect(organisations(host).getByText('共享：干预模式')).toBeVisible();

  await host.getByRole('button', { name: '修订协议' }).click();
  await dialogOf(host).getByLabel('协议').fill('每两个月开一次分享会。');
  await submitDialog(host, '签署新版');
  await wenzhou.goto('/');
  await sees(wenzhou, async () => {
    await expect(today(wenzhou, '协作体协议待签署').getByRole('link', { name })).toBeVisible({
      timeout: 2_000,
    });
  });
  await today(wenzhou, '协作体协议待签署').getByRole('link', { name }).click();
  await sees(wenzhou, async () => {
    await expect(agreement(wenzhou).getByText('第 2 版等待本机构签署')).toBeVisible({ timeout: 2_000 });
  });
  await expect(agreement(wenzhou).getByText('（第 1 版生效中）')).toBeVisible();
  await expect(agreement(wenzhou).getByText(/^还没有签署：.*、/)).toBeVisible();
  await wenzhou.getByRole('button', { name: '以本机构名义签署' }).click();
  await expect(wenzhou.getByRole('heading', { level: 1 })).toContainText('已加入');
  await wenzhou.goto('/');
  await expect(wenzhou.getByRole('heading', { level: 1, name: '今日' })).toBeVisible();
  await wenzhou.waitForLoadState('networkidle');
  await expect(wenzhou.getByRole('link', { name })).toHaveCount(0);

  await liuzhou.getByRole('button', { name: '退出协作体' }).click();
  await dialogOf(liuzhou).getByRole('button', { name: '退出协作体' }).click();
  await expect(dialogOf(liuzhou).getByText(/请输入|必填|不能为空/)).toBeVisible();
  await dialogOf(liuzhou).getByLabel('原因').fill('人手不够');
  await submitDialog(liuzhou, '退出协作体');
  await expect(liuzhou.getByText('本机构已经退出')).toBeVisible();
  await expect(liuzhou.getByRole('button', { name: '退出协作体' })).toHaveCount(0);
  await sees(host, async () => {
    await expect(host.getByText(`${names.get(liuzhou)}退出`)).toBeVisible({ timeout: 2_000 });
  });
  // who is in it has signed the new version
  await expect(agreement(host).getByText('生效中')).toBeVisible();
});

test('notice is given, and taken back before its day', async ({ page: host, browser }) => {
  const name = `${newName()}协作体`;
  await beSignedIn(host, 'manager.alliance');
  await found(host, name, 30);
  const wenzhou = await pageOf(browser, 'supervisor.wenzhou');
  const me = (await (await wenzhou.request.get('/api/v1/me')).json()) as { organisation: { name: string } };
  await invite(host, me.organisation.name);
  await openAlliance(wenzhou, name);
  await wenzhou.getByRole('button', { name: '签署协议并加入' }).click();
  await expect(wenzhou.getByRole('heading', { level: 1 })).toContainText('已加入');
  await wenzhou.getByRole('button', { name: '退出协作体' }).click();
  await dialogOf(wenzhou).getByLabel('原因').fill('人手不够');
  await submitDialog(wenzhou, '退出协作体');
  await expect(wenzhou.getByRole('heading', { level: 1 })).toContainText('退出中');
  await expectAccessible(wenzhou, 'an alliance that one is leaving');
  await wenzhou.getByRole('button', { name: '收回退出告知' }).click();
  await expect(wenzhou.getByRole('heading', { level: 1 })).toContainText('已加入');
  await expect(wenzhou.getByRole('button', { name: '退出协作体' })).toBeVisible();
  await sees(host, async () => {
    await expect(host.getByText(`${me.organisation.name}收回了退出告知`)).toBeVisible({ timeout: 2_000 });
  });
});

test('whoever may not decide reads it on a telephone, and is offered nothing else', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await beSignedIn(page, 'worker.liuzhou');
  await page.goto('/');
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('region', { name: /^协作体/ })).toHaveCount(0);
  await page.goto('/alliances');
  await expect(page.getByRole('button', { name: '发起协作体' })).toHaveCount(0);
  await page.getByRole('link', { name: '三地学校社会工作协作体' }).click();
  // by its region, and not by the code of it
  await expect(organisations(page).getByText(/^郑州市 · 成员/)).toBeVisible();
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await expectAccessible(page, 'an alliance on a telephone');
});
