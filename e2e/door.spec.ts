import { expect } from '@playwright/test';
import { beSignedIn, test } from './journey.ts';

test('whoever is signed in but got only half of the pages opens them again without a password', async ({
  page,
}) => {
  let isBroken = true;
  await page.route(/\/assets\/workbench-/, (route) => (isBroken ? route.abort() : route.continue()));
  await page.goto('/');
  await page.getByLabel('用户名').fill('worker.zhengzhou');
  await page.getByLabel('密码').fill('nuantu-demo');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toContainText('页面没有完整打开');
  isBroken = false;
  await page.getByRole('button', { name: '重试 · Try again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '今日' })).toBeVisible();
});

test('a session that ends while the page opens leads to the door', async ({ page }) => {
  await beSignedIn(page, 'worker.zhengzhou');
  await page.route('**/api/v1/me/draft-key', async (route) => {
    await page.context().clearCookies();
    await route.continue();
  });
  await page.goto('/clients');
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
  await expect(page).toHaveURL(/\/clients$/);
});

test('a page that the browser kept asks anew who is there', async ({ page }) => {
  await beSignedIn(page, 'manager.alliance');
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: '今日' })).toBeVisible();
  await page.context().clearCookies();
  // browsers without windows keep no pages: this is what those with windows say of one that Back brings
  await page.evaluate(() => {
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
  await expect(page.getByRole('heading', { name: '今日' })).toHaveCount(0);
});

test('the language waits while somebody is being signed in, and nobody is signed in twice', async ({
  page,
}) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let sent = 0;
  await page.route('**/api/v1/auth/sign-in', async (route) => {
    sent += 1;
    await held;
    await route.continue();
  });
  await page.goto('/');
  // both languages are there: another form would stand at once
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByLabel('用户名').fill('worker.zhengzhou');
  await page.getByLabel('密码').fill('nuantu-demo');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: /^(登录|Sign in)$/ }).click({ force: true });
  release();
  await expect(page.getByRole('heading', { level: 1, name: '今日' })).toBeVisible();
  expect(sent).toBe(1);
});
