import { randomInt } from 'node:crypto';
import { expect } from '@playwright/test';
import { generateSync } from 'otplib';
import { beSignedIn, choose, dialogOf, signIn, submitDialog, test } from './journey.ts';

const PASSWORD = '一句容易记住的长密码';

test('an administrator invites a colleague, who sets a password, signs in, and adds a second factor', async ({
  page,
  browser,
}) => {
  const username = `invitee${randomInt(1_000_000_000)}`;
  await beSignedIn(page, 'admin.wenzhou');
  await page.goto('/administration');
  await page.getByRole('button', { name: '邀请同事' }).click();
  await dialogOf(page).getByLabel('姓名').fill('新同事');
  await dialogOf(page).getByLabel('用户名').fill(username);
  await dialogOf(page).getByLabel('社工', { exact: true }).check();
  await choose(dialogOf(page), '所属站点', '瓯江第一中学社工站');
  await page.keyboard.press('Escape');
  await dialogOf(page).getByRole('button', { name: '邀请同事' }).click();
  const link = await page.getByLabel('一次性链接').textContent();
  expect(link).toContain('/welcome#');

  const context = await browser.newContext();
  const invitee = await context.newPage();
  await invitee.goto(link ?? '');
  await expect(invitee.getByRole('heading', { name: '欢迎，新同事' })).toBeVisible();
  await invitee.getByLabel('新密码').fill(PASSWORD);
  await invitee.getByLabel('再输入一次').fill(PASSWORD);
  await invitee.getByRole('button', { name: '设置密码' }).click();
  await expect(invitee.getByText('密码已设置')).toBeVisible();
  await signIn(invitee, username, PASSWORD);

  await invitee.goto('/profile');
  await invitee.getByRole('button', { name: '开启' }).click();
  await invitee.getByLabel('请先输入密码').fill(PASSWORD);
  await invitee.getByRole('button', { name: '继续' }).click();
  const secret = await invitee.locator('code').textContent();
  await invitee.getByLabel('六位数字').fill(generateSync({ secret: secret ?? '' }));
  await invitee.getByRole('button', { name: '确认开启' }).click();
  await expect(invitee.getByRole('heading', { name: '恢复码' })).toBeVisible();
  const recovery = await invitee.locator('.identity-codes li').first().textContent();
  await invitee.getByRole('button', { name: '我已保存好' }).click();
  await invitee.context().clearCookies();
  await invitee.goto('/');
  await invitee.getByLabel('用户名').fill(username);
  await invitee.getByLabel('密码').fill(PASSWORD);
  await invitee.getByRole('button', { name: '登录' }).click();
  await expect(invitee.getByLabel('验证码')).toBeFocused();
  // the next person at the same door may have none
  await invitee.getByLabel('用户名').fill('worker.wenzhou');
  await expect(invitee.getByLabel('验证码')).toHaveCount(0);
  await invitee.getByLabel('用户名').fill(username);
  await invitee.getByRole('button', { name: '登录' }).click();
  // the code just used counts once: the second door opens by a recovery code
  await invitee.getByLabel('验证码').fill(recovery ?? '');
  await invitee.getByRole('button', { name: '登录' }).click();
  await expect(invitee.getByRole('heading', { level: 1, name: '今日' })).toBeVisible();
  await invitee.goto(link ?? '');
  await expect(invitee.getByText('链接无效、已使用或已过期')).toBeVisible();
  await context.close();
});

test('an administrator opens a site and renames it', async ({ page }) => {
  await beSignedIn(page, 'admin.wenzhou');
  const code = `s${randomInt(1_000_000_000)}`;
  await page.goto('/administration?view=sites');
  await page.getByRole('button', { name: '新建站点' }).click();
  await dialogOf(page).getByLabel('名称').fill(`站点 ${code}`);
  await dialogOf(page).getByLabel('代码').fill(code);
  await choose(dialogOf(page), '省', '浙江省');
  await choose(dialogOf(page), '市', '温州市');
  await choose(dialogOf(page), '县（区）', '鹿城区');
  await submitDialog(page, '保存');
  await page.getByRole('button', { name: `修改 站点 ${code}` }).click();
  await dialogOf(page).getByLabel('名称').fill(`改名 ${code}`);
  await submitDialog(page, '保存');
  // in the list, and among the sites that may have a calendar, which are those of the session
  await expect(page.getByRole('listitem').filter({ hasText: `改名 ${code}` })).toHaveCount(2);
});

test('an operator founds an organisation and hands its administrator a link', async ({ page }) => {
  await beSignedIn(page, 'operator.platform');
  const code = `org${randomInt(1_000_000_000)}`;
  await page.goto('/organisations');
  await page.getByLabel('名称', { exact: true }).fill(`机构 ${code}`);
  await page.getByLabel('机构代码').fill(code);
  await choose(page, '省', '河南省');
  await choose(page, '市', '郑州市');
  await page.getByLabel('第一位管理员: 用户名').fill(`${code}.admin`);
  await page.getByLabel('第一位管理员: 姓名').fill('负责人');
  await page.getByRole('button', { name: '开通机构' }).click();
  await expect(page.getByRole('heading', { name: `已开通 机构 ${code}` })).toBeVisible();
  await expect(page.getByLabel('一次性链接')).toContainText('/welcome#');
});

test('an auditor sees who read what and verifies that nothing was altered', async ({ page }) => {
  await beSignedIn(page, 'auditor.wenzhou');
  await page.goto('/audit');
  await page.getByRole('button', { name: '核对完整性' }).click();
  await expect(page.getByText(/记录完整：\d+ 条记录/)).toBeVisible();
});

test('a department sees totals only', async ({ page }) => {
  await beSignedIn(page, 'viewer.department');
  await page.goto('/');
  await expect(page.getByRole('heading', { name: '这里会有什么' })).toBeVisible();
  await expect(page.getByRole('link', { name: '服务对象' })).toHaveCount(0);
});

test('a program token is shown once and can be revoked', async ({ page }) => {
  await beSignedIn(page, 'evaluator.alliance');
  await page.goto('/profile');
  await page.getByLabel('用途').fill('月报');
  await page.getByRole('button', { name: '生成令牌' }).click();
  await expect(page.getByLabel('程序令牌', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: '退出 月报' }).click();
  await expect(page.getByRole('button', { name: '退出 月报' })).toHaveCount(0);
});
