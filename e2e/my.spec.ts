import { readFile } from 'node:fs/promises';
import { type Browser, expect, type Page } from '@playwright/test';
import { expectAccessibleOnTelephone } from './accessible.ts';
import { newName, pageOf, test } from './journey.ts';
import { codeOn, makeOlder, newTelephone, prove } from './telephone.ts';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, locale: 'zh-CN' });

const STATION = '柳州拾光社会工作服务社';

async function expectAccessible(page: Page, name: string): Promise<void> {
  await expectAccessibleOnTelephone(page);
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
}

/** The coordinator's page, on a desk. */
async function coordinatorsPage(browser: Browser): Promise<Page> {
  const page = await pageOf(browser, 'coordinator.liuzhou');
  await page.setViewportSize({ width: 1280, height: 800 });
  return page;
}

test('somebody signs up by a telephone, asks an organisation, is taken in, changes what it is given, and leaves', async ({
  page,
  browser,
}) => {
  const [name, telephone] = [newName(), newTelephone()];
  await page.goto('/my/');
  await expect(page.getByRole('heading', { name: '登录或注册' })).toBeVisible();
  await expectAccessible(page, 'door-zh');
  await page.getByLabel('手机号').fill('12345');
  await page.getByRole('button', { name: '获取验证码' }).click();
  await expect(page.getByText('这里写的不是可用的地址，请检查。')).toBeVisible();
  await page.getByLabel('手机号').fill(telephone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByLabel('验证码').fill('000000');
  const code = await codeOn(telephone);
  if (code !== '000000') {
    await page.getByRole('button', { name: '继续' }).click();
    await expect(page.getByText('验证码不对。')).toBeVisible();
  }
  await expectAccessible(page, 'code-zh');
  // in the other language it is the same screen, with what was typed; and so it is after a telephone ended the page
  await page.getByRole('button', { name: '换成英文 English' }).click();
  await expect(page.getByLabel('Code')).toHaveValue('000000');
  await page.getByRole('button', { name: 'Switch to Chinese 中文' }).click();
  await page.reload();
  await page.getByLabel('验证码').fill(code);
  await page.getByRole('button', { name: '继续' }).click();
  await expect(page.getByRole('heading', { name: '第一次来？请留下姓名' })).toBeVisible();
  await page.getByLabel('姓名').fill(name);
  await page.getByRole('button', { name: '注册' }).click();
  await expect(page.getByText('请先确认您已满 14 周岁。')).toBeVisible();
  await page.getByLabel('我已满 14 周岁').check();
  await expectAccessible(page, 'name-zh');
  await page.getByRole('button', { name: '注册' }).click();
  await expect(page.getByRole('heading', { name: `${name}，您好` })).toBeVisible();

  await page.getByRole('link', { name: '找机构' }).click();
  const card = page.getByRole('listitem').filter({ hasText: STATION });
  await expect(card.getByText('周末陪孩子们读书')).toBeVisible();
  await expectAccessible(page, 'find-zh');
  await card.getByRole('link', { name: '申请加入' }).click();
  await page.getByLabel('志愿者').check();
  await page.getByLabel('想对机构说的话（可以不写）').fill('周日有空');
  await expectAccessible(page, 'join-zh');
  await page.getByRole('button', { name: '申请加入' }).click();
  await expect(page.getByText('已发给机构，答复会出现在这里。')).toBeVisible();
  const own = page.getByRole('listitem').filter({ hasText: STATION });
  await expect(own.getByText('等待答复')).toBeVisible();

  const desk = await coordinatorsPage(browser);
  await desk.goto('/book');
  const entry = desk.getByRole('listitem').filter({ hasText: name });
  await expect(async () => {
    await desk.reload();
    await expect(entry.getByText('周日有空')).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await expect(entry.getByRole('link', { name: telephone })).toBeVisible();
  await desk.screenshot({ path: test.info().outputPath('book-zh.png'), fullPage: true });
  await entry.getByRole('button', { name: `接受 ${name}`, exact: true }).click();
  await expect(desk.getByText(`${name} 已加入`)).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(own.getByText('已加入')).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await expectAccessible(page, 'home-zh');

  await own.getByRole('link', { name: '修改' }).click();
  await page.getByLabel('想对机构说的话（可以不写）').fill('周六也有空');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(async () => {
    await desk.reload();
    // hundreds may have joined after them
    await desk.getByLabel('姓名、拼音、手机号或邮箱').fill(name);
    await desk.getByText('已加入', { exact: true }).first().click();
    await expect(entry.getByText('周六也有空')).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });

  await page.getByRole('button', { name: '换成英文 English' }).click();
  await expect(page.getByRole('heading', { name: `Hello, ${name}` })).toBeVisible();
  await expectAccessible(page, 'home-en');
  await own.or(page.getByRole('listitem')).first().getByRole('link', { name: 'Leave' }).click();
  await expect(page.getByText('are destroyed there')).toBeVisible();
  await expectAccessible(page, 'leave-en');
  await page.getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByText('You are with no organisation yet.')).toBeVisible();
  await expect(async () => {
    await desk.reload();
    await desk.getByTitle('全部', { exact: true }).click();
    await desk.getByLabel('姓名、拼音、手机号或邮箱').fill(telephone);
    await expect(desk.getByText('没有找到', { exact: true })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
});

test('a link of an organisation leads there through the door; a password is set, devices are seen, all is exported and erased', async ({
  page,
  browser,
}) => {
  const [name, telephone] = [newName(), newTelephone()];
  const { items } = (await (await page.request.get('/api/v1/books')).json()) as {
    items: { organisationId: string; name: string }[];
  };
  await page.goto(`/my/#join/${items.find((item) => item.name === STATION)?.organisationId}`);
  await prove(page, telephone);
  await page.getByLabel('姓名').fill(name);
  await page.getByLabel('我已满 14 周岁').check();
  await page.getByRole('button', { name: '注册' }).click();
  await expect(page.getByRole('heading', { name: `加入${STATION}` })).toBeVisible();
  await page.getByRole('link', { name: '取消' }).click();
  await page.getByRole('link', { name: '我的资料与安全' }).click();
  await expect(page.getByText(`手机 138****${telephone.slice(-4)}`)).toBeVisible();
  await expectAccessible(page, 'profile-zh');
  await page.getByRole('link', { name: '设置密码' }).click();
  await page.getByLabel('新密码（至少 10 个字符）').fill('12345678');
  await page.getByRole('button', { name: '设置密码' }).click();
  await expect(page.locator('#next-error')).not.toBeEmpty();
  await expectAccessible(page, 'password-zh');
  await page.getByLabel('新密码（至少 10 个字符）').fill('kestrel over the wide river');
  await page.getByRole('button', { name: '设置密码' }).click();
  await expect(page.getByText('已设置密码。')).toBeVisible();

  const other = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
  await other.goto('/my/');
  await other.getByRole('button', { name: '用密码登录' }).click();
  await other.getByLabel('手机号、邮箱或登录名').fill(telephone);
  await other.getByLabel('密码').fill('kestrel over the wide lake');
  await other.getByRole('button', { name: '登录', exact: true }).click();
  await expect(other.getByText('手机号、邮箱或密码不对。')).toBeVisible();
  await other.getByLabel('密码').fill('kestrel over the wide river');
  await other.getByRole('button', { name: '登录', exact: true }).click();
  await expect(other.getByRole('heading', { name: `${name}，您好` })).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: '让它退出' }).click();
  await expect(page.getByRole('button', { name: '让它退出' })).toHaveCount(0);
  await other.reload();
  await expect(other.getByRole('heading', { name: '登录或注册' })).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出' }).click();
  const exported = JSON.parse(await readFile(await (await download).path(), 'utf8'));
  expect(exported).toMatchObject({ account: { name }, addresses: [{ way: 'sms', address: telephone }] });

  // an hour later: the session alone is not enough for what cannot be taken back
  await makeOlder(page);
  await page.getByRole('link', { name: '注销账号' }).click();
  await expectAccessible(page, 'erase-zh');
  await page.getByRole('button', { name: '永久注销' }).click();
  await expect(page.getByRole('heading', { name: '请证明是您本人' })).toBeVisible();
  await expectAccessible(page, 'prove-zh');
  await page.getByLabel('密码').fill('kestrel over the wide river');
  await page.getByRole('button', { name: '继续' }).click();
  await expect(page.getByText('已确认是您，请再按一次。')).toBeVisible();
  await page.getByRole('button', { name: '永久注销' }).click();
  await expect(page.getByText('账号已注销，数据已销毁。')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: '登录或注册' })).toBeVisible();
});

test('without a connection the page says so, and what was typed stays', async ({ page, context }) => {
  await page.goto('/my/');
  await page.getByLabel('手机号').fill('13800138000');
  await context.setOffline(true);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await expect(page.getByRole('alert')).toContainText('连不上服务器');
  await expect(page.getByLabel('手机号')).toHaveValue('13800138000');
  await context.setOffline(false);
});

test('two people in one browser: a page of the one does nothing to the other, and who cannot sign out is told so', async ({
  page,
  context,
}) => {
  const names: string[] = [];
  const tabs = [page, await context.newPage()];
  for (const tab of tabs) {
    names.push(newName());
    // the second finds the first signed in, as on a shared telephone, and signs up through the server
    const telephone = newTelephone();
    const asked = await tab.request.post('/api/v1/my/codes', { data: { way: 'sms', address: telephone } });
    const { codeRequest } = (await asked.json()) as { codeRequest: string };
    const proof = { way: 'sms', address: telephone, codeRequest, code: await codeOn(telephone) };
    const data = { ...proof, name: names.at(-1), isOfAge: true };
    expect((await tab.request.post('/api/v1/my/sign-up', { data })).ok()).toBe(true);
    await tab.goto('/my/#profile');
    await expect(tab.getByLabel('机构看到的姓名')).toHaveValue(names.at(-1) ?? '');
  }
  await page.getByLabel('机构看到的姓名').fill('别人的名字');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByLabel('机构看到的姓名')).toHaveValue(names[1] ?? '');
  await page.goto('/my/');
  await expect(page.getByRole('heading', { name: `${names[1]}，您好` })).toBeVisible();
  await context.setOffline(true);
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page.getByRole('alert')).toContainText('连不上服务器');
  await expect(page.getByRole('heading', { name: `${names[1]}，您好` })).toBeVisible();
  await context.setOffline(false);
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page.getByRole('heading', { name: '登录或注册' })).toBeVisible();
});

test('the administrator opens the book and gets a link to give to people', async ({ browser }) => {
  const page = await pageOf(browser, 'admin.wenzhou');
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto('/administration?view=rules');
  const rule = page.locator('section').filter({ hasText: '公众登记' });
  const save = () =>
    rule
      .getByRole('button', { name: '保 存' })
      .or(rule.getByRole('button', { name: '保存' }))
      .click();
  // the demo's is open: closed, and opened again for nobody
  await rule.getByRole('switch', { name: '开放登记' }).click();
  await save();
  await expect(rule.getByText('未开放')).toBeVisible();
  await rule.getByRole('switch', { name: '开放登记' }).click();
  for (const kind of ['志愿者', '居民', '捐助人']) await rule.getByLabel(kind, { exact: true }).uncheck();
  await save();
  await expect(rule.getByText('请至少选择一种参与身份')).toBeVisible();
  await rule.getByLabel('志愿者', { exact: true }).check();
  await rule.getByLabel('对申请人说的话（中文）').fill('欢迎来社工站');
  await page.screenshot({ path: test.info().outputPath('rule-zh.png'), fullPage: true });
  await save();
  await expect(rule.getByText('已开放')).toBeVisible();
  await expect(rule.getByText(/\/my\/#join\/[0-9a-f-]{36}$/)).toBeVisible();
  const { items } = await (await page.request.get('/api/v1/books')).json();
  expect(items).toContainEqual(expect.objectContaining({ welcome: '欢迎来社工站' }));
});
