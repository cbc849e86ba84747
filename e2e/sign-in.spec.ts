import { expect } from '@playwright/test';
import { beSignedIn, endSessionAt, haveClient, haveColleague, signIn, test } from './journey.ts';

test('a wrong password is refused in words, the right one opens the day', async ({ page }) => {
  await page.goto('/clients');
  await page.getByLabel('用户名').fill('worker.zhengzhou');
  await page.getByLabel('密码').fill('not-the-password');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toContainText('用户名或密码不正确');
  await page.getByLabel('密码').fill('nuantu-demo');
  await page.getByRole('button', { name: '登录' }).click();
  // the page that was asked for, not the front page
  await expect(page.getByRole('heading', { level: 1, name: '服务对象' })).toBeVisible();
  await expect(page.getByText('合成数据 · synthetic data')).toBeVisible();
});

test('the door says what is missing, shows what is typed, and keeps it in the other language', async ({
  page,
  browser,
}) => {
  const { username, password } = await haveColleague(browser, 'worker');
  await page.goto('/');
  await expect(page.getByLabel('用户名')).toBeFocused();
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByText('请输入用户名')).toBeVisible();
  await expect(page.getByLabel('用户名')).toHaveAccessibleDescription('请输入用户名');
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '显示' }).click();
  await expect(page.getByLabel('密码')).toHaveAttribute('type', 'text');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByLabel('User name')).toHaveValue(username);
  await expect(page.getByLabel('Password')).toHaveValue(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  // the wish for a language is the account's too
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
  const me = (await (await page.request.get('/api/v1/me')).json()) as { user: { language: string } };
  expect(me.user.language).toBe('en');
});

test('signing out closes the pages', async ({ page }) => {
  await signIn(page, 'manager.alliance');
  await page.getByRole('button', { name: '沈知行' }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
  await page.goto('/profile');
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
});

test('the language is remembered with the account', async ({ browser }) => {
  // somebody of this journey's own: others read their pages in Chinese
  const { page, name, username, password } = await haveColleague(browser, 'worker');
  await page.goto('/');
  await page.getByRole('button', { name }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const otherPage = await (await browser.newContext()).newPage();
  await otherPage.request.post('/api/v1/auth/sign-in', { data: { username, password } });
  await otherPage.goto('/');
  await expect(otherPage.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
});

test('a session that ends while typing is renewed over the page, and nothing typed is lost', async ({
  page,
}) => {
  await beSignedIn(page, 'supervisor.liuzhou');
  const client = await haveClient(page);
  await page.goto(`/clients/${client.id}`);
  await page.getByRole('button', { name: '修改' }).click();
  await page.getByLabel('住址').fill('柳江区一号楼');
  await endSessionAt(page, 'PATCH');
  await page.getByRole('button', { name: '保存' }).click();
  const dialog = page.getByRole('dialog', { name: '登录已过期' });
  await dialog.getByLabel('密码').fill('nuantu-demo');
  await dialog.getByRole('button', { name: '登录' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel('住址')).toHaveValue('柳江区一号楼');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('柳江区一号楼')).toBeVisible();
});

test('what was typed is offered again after a reload, to the same person and record only', async ({
  page,
}) => {
  await beSignedIn(page, 'supervisor.liuzhou');
  const [one, other] = [await haveClient(page), await haveClient(page)];
  await page.goto(`/clients/${one.id}`);
  await page.getByRole('button', { name: '修改' }).click();
  await page.getByLabel('备注').fill('周三家访');
  await page.goto(`/clients/${other.id}`);
  await page.getByRole('button', { name: '修改' }).click();
  await expect(page.getByLabel('备注')).toHaveValue('');
  await expect(page.getByRole('button', { name: '恢复' })).toHaveCount(0);
  await page.goto(`/clients/${one.id}`);
  await page.getByRole('button', { name: '修改' }).click();
  await page.getByRole('button', { name: '恢复' }).click();
  await expect(page.getByLabel('备注')).toHaveValue('周三家访');
});
