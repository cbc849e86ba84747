import { expect, type Page } from '@playwright/test';
import { type Received, startReceiver, type TestReceiver, verify } from '../test/receiver.ts';
import { beSignedIn, dialogOf, haveClient, newName, pageOf, test } from './journey.ts';

const TEST_TYPE = 'cn.nuantu.webhook.test';
let receiver: TestReceiver;

test.beforeEach(async () => {
  receiver = await startReceiver();
});
test.afterEach(() => receiver.close());

/** Of the kind, as they came in: journeys beside cause events as well. */
function receivedOf(type: string): Received[] {
  return receiver.received.filter(({ body }) => JSON.parse(body).type === type);
}

async function takeSecret(page: Page): Promise<string> {
  const secret = await dialogOf(page).getByLabel('密钥', { exact: true }).innerText();
  await page.keyboard.press('Escape');
  await expect(dialogOf(page)).toBeHidden();
  return secret;
}

async function chooseInMenu(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `菜单 ${name}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

test('an administrator joins the city’s platform: tested, verified, broken, mended, sent again, a new secret', async ({
  page,
  browser,
}) => {
  const name = `平台${newName()}`;
  await beSignedIn(page, 'admin.wenzhou');
  await page.goto('/administration?view=connections');
  await page.getByRole('button', { name: '新建对接' }).click();
  await dialogOf(page).getByLabel('名称').fill(name);
  await dialogOf(page).getByLabel('接收地址').fill('data.example.cn');
  await dialogOf(page).getByRole('button', { name: '保存' }).click();
  await expect(dialogOf(page).getByText('https:// 开头的完整地址').first()).toBeVisible();
  await dialogOf(page).getByLabel('接收地址').fill(receiver.url);
  await dialogOf(page).getByRole('button', { name: '保存' }).click();
  const secret = await takeSecret(page);

  await page.getByRole('button', { name: `发送测试 ${name}` }).click();
  const list = page.getByRole('list', { name: `发送给“${name}”的消息` });
  // what other journeys do in the organisation at the same time is told to it as well
  const asked = list.getByRole('listitem').filter({ hasText: '测试消息' });
  await expect(asked.getByText('已送达')).toBeVisible();
  const [tested] = receivedOf(TEST_TYPE);
  expect(verify(secret, tested as Received)).toMatchObject({ type: TEST_TYPE, data: {} });

  // the other side is down, and then it is not
  receiver.behave = () => 503;
  const client = await haveClient(await pageOf(browser, 'worker.wenzhou'));
  await page.getByRole('button', { name: `发送测试 ${name}` }).click();
  await expect(list.getByText('等待发送').first()).toBeVisible();
  await expect(list.getByText('对方没有接收。').first()).toBeVisible();
  receiver.behave = () => 200;
  await list.getByRole('button', { name: /^重新发送 测试消息/ }).click();
  await expect.poll(() => receivedOf(TEST_TYPE).length).toBeGreaterThan(2);
  const ids = receivedOf(TEST_TYPE).map(({ headers }) => headers['webhook-id']);
  expect(ids.filter((id) => id === tested?.headers['webhook-id'])).toHaveLength(2);

  await chooseInMenu(page, name, '换密钥');
  await page.getByRole('button', { name: '换密钥', exact: true }).click();
  await expect(page.getByText('旧密钥在接下来的 24 小时里仍然有效')).toBeVisible();
  const renewed = await takeSecret(page);
  expect(renewed).not.toBe(secret);
  const since = page.getByLabel('从这个时间起全部重新发送');
  await since.fill('2026-01-01T00:00');
  const before = receiver.received.length;
  await page.getByRole('button', { name: '全部重新发送' }).click();
  await expect(page.getByText(/\d+ 条消息将重新发送/)).toBeVisible();
  await expect
    .poll(() => receiver.received.slice(before).some(({ body }) => body.includes(client.id)))
    .toBe(true);
  const again = receiver.received.slice(before).find(({ body }) => body.includes(client.id));
  for (const known of [secret, renewed])
    expect(verify(known, again as Received)).toMatchObject({ subject: client.id });
  expect(JSON.stringify(receiver.received)).not.toContain(client.name);

  await chooseInMenu(page, name, '删除');
  await page.getByRole('button', { name: '删除', exact: true }).click();
  await expect(page.getByText(name, { exact: true })).toHaveCount(0);
});

test('a connection that was switched off by the other side is told on the first page', async ({ page }) => {
  const name = `平台${newName()}`;
  receiver.behave = () => 410;
  await beSignedIn(page, 'admin.wenzhou');
  const made = await page.request.post('/api/v1/webhooks', {
    data: { name, url: receiver.url, types: ['study.registered'] },
  });
  const { webhook } = (await made.json()) as { webhook: { id: string } };
  const address = `/api/v1/webhooks/${webhook.id}`;
  await page.request.post(`${address}/test`);
  await expect.poll(() => receiver.received.length).toBe(1);
  await page.goto('/');
  await page.locator('.notice', { hasText: name }).getByRole('link', { name: '去看看' }).click();
  const row = page.getByRole('listitem').filter({ hasText: name });
  await expect(row.getByText('对方已不再接收')).toBeVisible();
  await expect(row.getByText('期间发生的事不会补发')).toBeVisible();
  await chooseInMenu(page, name, '启用');
  await expect(row.getByText('运行中')).toBeVisible();
  await page.request.delete(address);
});
