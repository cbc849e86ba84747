import { randomBytes } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import sharp from 'sharp';
import {
  dialogOf,
  endSessionAt,
  haveCase,
  haveClient,
  newName,
  pageOf,
  submitDialog,
  test,
} from './journey.ts';

/** As a telephone takes it, of some megabytes. */
function takePhoto(): Promise<Buffer> {
  const [width, height] = [1_600, 1_200];
  return sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

const photoNamed = async (name: string) => ({ name, mimeType: 'image/jpeg', buffer: await takePhoto() });

/** What is attached to the service consent of the client whose page is open. */
const filesOf = (page: Page) => page.getByRole('list', { name: '接受服务同意的附件' });

type ChosenFile = { name: string; mimeType: string; buffer: Buffer };

async function chooseFiles(page: Page, of: string, files: ChosenFile[]): Promise<void> {
  const opened = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: `添加照片或文件 ${of}` }).click();
  await (await opened).setFiles(files);
}

async function recordConsent(page: Page): Promise<void> {
  await page.getByRole('button', { name: '记录同意：接受服务' }).click();
  const dialog = dialogOf(page);
  await dialog.getByText('本人', { exact: true }).click();
  await dialog.getByText('签字表格', { exact: true }).click();
}

test('a signed form is photographed over a bad connection, opened by the supervisor, and gone with its person', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const worker = await pageOf(browser, 'worker.wenzhou');
  const { id } = await haveClient(worker, { birthDate: '2009-03-04' });
  await worker.goto(`/clients/${id}`);
  await recordConsent(worker);
  const dialog = dialogOf(worker);
  await chooseFiles(worker, '签字的照片或扫描件', [
    { name: '空的.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) },
    await photoNamed('签字.jpg'),
  ]);
  await expect(dialog.getByRole('alert')).toContainText('“空的.jpg”是空的');
  await expect(dialog.getByText('签字.jpg')).toBeVisible();
  // the second part is cut off, and for a while nothing gets through
  let parts = 0;
  await worker.route('**/api/v1/uploads/**', async (route) => {
    if (route.request().method() !== 'PATCH') return route.fallback();
    parts += 1;
    return parts === 2 ? route.abort('connectionreset') : route.fallback();
  });
  await submitDialog(worker, '保存');
  await expect(filesOf(worker).getByText('恢复后自动接着传')).toBeVisible();
  await worker.evaluate('window.dispatchEvent(new Event("online"))');
  const picture = filesOf(worker).getByRole('img', { name: '签字.jpg' });
  await expect(picture).toBeVisible({ timeout: 30_000 });
  expect(parts).toBeGreaterThan(2);

  const supervisor = await pageOf(browser, 'supervisor.wenzhou');
  await supervisor.goto(`/clients/${id}`);
  const link = filesOf(supervisor).getByRole('link', { name: '签字.jpg' });
  const address = (await link.getAttribute('href')) ?? '';
  const opened = await supervisor.request.get(address);
  expect(opened.headers()).toMatchObject({ 'content-type': 'image/jpeg' });
  const { exif, width } = await sharp(await opened.body()).metadata();
  expect([exif, width]).toEqual([undefined, 1_600]);
  // somebody of another station, and nobody at all
  const elsewhere = await pageOf(browser, 'supervisor.liuzhou');
  expect((await elsewhere.request.get(address)).status()).toBe(404);
  expect((await page.request.get(address)).status()).toBe(401);

  const erased = await supervisor.request.post(`/api/v1/clients/${id}/erase`, {
    data: { reason: 'request' },
  });
  expect(erased.ok()).toBe(true);
  expect((await supervisor.request.get(address)).status()).toBe(404);
});

test('what was chosen is not lost where the session ends in the middle: it goes on after the sign-in', async ({
  browser,
}) => {
  const page = await pageOf(browser, 'worker.wenzhou');
  const { clientId } = await haveCase(page);
  await page.goto(`/clients/${clientId}`);
  await page.getByRole('button', { name: '记录同意：研究' }).click();
  const dialog = dialogOf(page);
  await dialog.getByText('本人', { exact: true }).click();
  await dialog.getByText('签字表格', { exact: true }).click();
  await chooseFiles(page, '签字的照片或扫描件', [await photoNamed('第一页.jpg')]);
  // while the form is open, and again while the photograph is on its way
  await endSessionAt(page, 'POST');
  await dialog.getByRole('button', { name: '保存' }).click();
  await signInAgain(page);
  await expect(dialog.getByText('第一页.jpg')).toBeVisible();
  await endSessionAt(page, 'PATCH', 2);
  await submitDialog(page, '保存');
  await signInAgain(page);
  await expect(page.getByRole('img', { name: '第一页.jpg' })).toBeVisible({ timeout: 30_000 });
});

test('somebody else who signs in while a file waits is not asked whether to leave, and finds nothing of it', async ({
  browser,
}) => {
  const page = await pageOf(browser, 'worker.wenzhou');
  const { id: clientId, name } = await haveClient(page, { birthDate: '2009-03-04' });
  await page.goto(`/clients/${clientId}`);
  await recordConsent(page);
  await chooseFiles(page, '签字的照片或扫描件', [await photoNamed('第一页.jpg')]);
  await endSessionAt(page, 'PATCH');
  await submitDialog(page, '保存');
  const asked: string[] = [];
  page.on('dialog', (question) => {
    asked.push(question.type());
    void question.dismiss();
  });
  const expired = page.getByRole('dialog', { name: '登录已过期' });
  await expired.getByLabel('用户名').fill('supervisor.wenzhou');
  await expired.getByLabel('密码').fill('nuantu-demo');
  await expired.getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('heading', { name })).toBeHidden();
  expect(asked).toEqual([]);
});

test('whoever signs out while a file is on its way is asked once, in words, and goes', async ({
  browser,
}) => {
  const page = await pageOf(browser, 'worker.wenzhou');
  const { id: clientId } = await haveClient(page, { birthDate: '2009-03-04' });
  await page.goto(`/clients/${clientId}`);
  // the file never arrives
  await page.route('**/api/v1/uploads/**', (route) =>
    route.request().method() === 'PATCH' ? undefined : route.fallback(),
  );
  await recordConsent(page);
  await chooseFiles(page, '签字的照片或扫描件', [await photoNamed('第一页.jpg')]);
  const sending = page.waitForRequest((request) => request.method() === 'PATCH');
  await submitDialog(page, '保存');
  await sending;
  const asked: string[] = [];
  page.on('dialog', (question) => {
    asked.push(question.type());
    void question.dismiss();
  });
  const signOut = async (answer: string) => {
    await page.getByRole('button', { name: '陈晓岚' }).click();
    await page.getByRole('menuitem', { name: '退出登录' }).click();
    const question = page.getByRole('dialog', { name: '文件还没有保存' });
    await expect(question).toContainText('没传完的文件不会保存');
    await question.getByRole('button', { name: answer }).click();
    await expect(question).toBeHidden();
  };
  await signOut('留下来等一等');
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible();
  await signOut('不保存，退出');
  await expect(page.getByRole('button', { name: '登录' })).toBeVisible();
  await expect(page).toHaveURL('/');
  expect(asked).toEqual([]);
});

async function signInAgain(page: Page): Promise<void> {
  const expired = page.getByRole('dialog', { name: '登录已过期' });
  await expired.getByLabel('密码').fill('nuantu-demo');
  await expired.getByRole('button', { name: '登录' }).click();
  await expect(expired).toBeHidden();
}

test('a file that is not what it says is refused in words, and removed', async ({ browser }) => {
  const page = await pageOf(browser, 'worker.wenzhou');
  const { id, clientId } = await haveCase(page);
  await page.goto(`/clients/${clientId}`);
  const html = Buffer.from('<!doctype html><script>alert(1)</script>');
  await chooseFiles(page, '接受服务同意', [{ name: '照片.jpg', mimeType: 'image/jpeg', buffer: html }]);
  await expect(filesOf(page).getByText('不支持这种文件')).toBeVisible({ timeout: 15_000 });
  await page.getByRole('button', { name: '删除 照片.jpg' }).click();
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /删\s*除/ })
    .click();
  await expect(page.getByText('照片.jpg')).toHaveCount(0);

  // what was drawn at an encounter is chosen with its record, pasted here as from another program
  await page.goto(`/cases/${id}`);
  await page.getByRole('button', { name: '记录服务' }).first().click();
  const dialog = dialogOf(page);
  await dialog.getByText('面谈', { exact: true }).click();
  const drawing = (await takePhoto()).toString('base64');
  await dialog.getByRole('region', { name: '照片和文件' }).getByRole('button').first().focus();
  await page.evaluate(`(() => {
    const bytes = Uint8Array.from(atob('${drawing}'), (letter) => letter.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], '家庭图.jpg', { type: 'image/jpeg' }));
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  })()`);
  await submitDialog(page, '保存');
  await expect(page.getByRole('img', { name: '家庭图.jpg' })).toBeVisible({ timeout: 30_000 });
});

test('a material is put into the library with its file, and another station loads it', async ({
  browser,
}) => {
  const page = await pageOf(browser, 'worker.wenzhou');
  await page.goto('/playbooks/materials');
  await page.getByRole('button', { name: '添加资料' }).click();
  const dialog = dialogOf(page);
  const name = newName();
  const pdf = Buffer.from(`%PDF-1.7\n${'情绪卡片 '.repeat(100_000)}`);
  await chooseFiles(page, '文件', [{ name: '卡片.pdf', mimeType: 'application/pdf', buffer: pdf }]);
  await dialog.getByLabel('名称', { exact: true }).fill(name);
  await dialog.getByRole('combobox', { name: '许可' }).click();
  await page
    .getByTitle(/CC BY-SA|相同方式/)
    .last()
    .click();
  await dialog.getByLabel('作者和来源').fill('本机构');
  await submitDialog(page, '放进资料库');
  const link = page.getByRole('link', { name: `下载 ${name}` });
  await expect(link).toBeVisible({ timeout: 20_000 });
  const other = await pageOf(browser, 'worker.liuzhou');
  const loaded = await other.request.get((await link.getAttribute('href')) ?? '');
  expect((await loaded.body()).equals(pdf)).toBe(true);
});
