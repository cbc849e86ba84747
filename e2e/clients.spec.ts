import { randomInt } from 'node:crypto';
import { expect } from '@playwright/test';
import { identityCheckCharacter } from '../src/domain/people/identity-number.ts';
import { expectAccessible } from './accessible.ts';
import {
  beSignedIn,
  choose,
  dialogOf,
  haveClient,
  haveGuardian,
  newName,
  submitDialog,
  test,
} from './journey.ts';

test('a worker registers a client and is shown who may be the same person', async ({ page }) => {
  await beSignedIn(page, 'worker.wenzhou');
  const known = await haveClient(page, { phone: '13812345678' });
  await page.goto('/clients');
  await page.getByRole('link', { name: '登记服务对象' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '登记服务对象' })).toBeVisible();
  await choose(page, '站点', '瓯江第一中学社工站');
  await page.getByLabel('姓名').fill(known.name);
  await expect(page.getByRole('heading', { name: '可能已经登记过' })).toBeVisible();
  await page.getByRole('button', { name: '比较' }).click();
  const drawer = dialogOf(page);
  await expect(drawer.getByRole('row', { name: /姓名/ })).toContainText('相同');
  await drawer.getByRole('button', { name: '不是同一人，继续登记' }).click();
  const name = newName();
  await page.getByLabel('姓名').fill(name);
  // the example number of GB 11643-1999
  await page.getByLabel('证件号').fill('11010519491231002x');
  await expect(page.getByLabel('出生日期')).toHaveValue('1949-12-31');
  await expect(page.getByRole('radio', { name: '女' })).toBeChecked();
  await page.getByRole('button', { name: '登记服务对象' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByText('11010519491231002X')).toBeVisible();
});

test('documents are of kinds, a wrong digit is confirmed, and a child is found by the telephone of the second guardian', async ({
  page,
}) => {
  await beSignedIn(page, 'worker.wenzhou');
  await page.goto('/clients/new');
  await choose(page, '站点', '瓯江第一中学社工站');
  const name = newName();
  await page.getByLabel('姓名').fill(name);
  const kind = page.locator('.ant-form-item', { has: page.getByLabel('证件类型') });
  const number = page.getByLabel('证件号', { exact: true });
  for (const [typed, told] of [
    ['H12345678', '港澳居民来往内地通行证'],
    ['12345678', '台湾居民来往大陆通行证'],
    ['E12345678', '护照'],
    ['83000020120229009x', '港澳台居民居住证'],
  ] as const) {
    await number.fill(typed);
    await expect(kind).toContainText(told);
  }
  await expect(page.getByLabel('出生日期')).toHaveValue('2012-02-29');
  // what the number said goes with it; what somebody typed stays, and is said to contradict
  await page.getByLabel('出生日期').fill('1977-05-09');
  const wrong = `46010019770508${String(randomInt(1, 500) * 2).padStart(3, '0')}`;
  const digit = (identityCheckCharacter(wrong) === '1' ? '2' : '1') as string;
  await number.fill(wrong + digit);
  await page.getByLabel('住址').click();
  await expect(page.getByText('证件号校验位不符，请核对是否输错')).toBeVisible();
  await page.getByLabel('照此保存').check();
  await expect(page.getByText('证件号校验位不符，请核对是否输错')).toBeHidden();
  await page.getByRole('button', { name: '登记服务对象' }).click();
  await expect(page.getByText('出生日期与证件号不一致')).toBeVisible();
  await page.getByLabel('出生日期').fill('1977-05-08');
  await page.getByText('女', { exact: true }).click();
  const phone = `139${randomInt(10_000_000, 99_999_999)}`;
  for (const [n, guardian, relation, telephone] of [
    [1, '王大明', '父亲', ''],
    [2, '李 芳', '母亲', phone],
  ] as const) {
    await page.getByRole('button', { name: '添加监护人' }).click();
    await page.getByLabel(`监护人 ${n} 姓名`).fill(guardian);
    await choose(page, `监护人 ${n} 关系`, relation);
    await page.getByLabel(`监护人 ${n} 电话`).fill(telephone);
  }
  await expectAccessible(page, 'the form with two guardians');
  await page.getByRole('button', { name: '登记服务对象' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByText('校验位不符，已确认')).toBeVisible();
  await expect(page.getByText('李芳')).toBeVisible();
  const address = page.url();
  await page.goto('/clients');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  const field = page.getByLabel('查找服务对象、个案、小组、干预模式、研究和页面');
  await field.fill(phone);
  await page.getByRole('region', { name: '服务对象' }).getByRole('link', { name }).click();
  await expect(page).toHaveURL(address);
  // the same number again is somebody's already
  await page.goto('/clients/new');
  await choose(page, '站点', '瓯江第一中学社工站');
  await page.getByLabel('姓名').fill(newName());
  await number.fill(wrong + digit);
  await page.getByLabel('照此保存').check();
  await page.getByRole('button', { name: '登记服务对象' }).click();
  await expect(page.getByRole('alert').getByText('已有一份档案登记了这个证件号')).toBeVisible();
  await page.getByRole('link', { name: '打开这份档案' }).click();
  await expect(page).toHaveURL(address);
});

test('what the server refuses is said at its field', async ({ page }) => {
  await beSignedIn(page, 'worker.wenzhou');
  await page.goto('/clients/new');
  await choose(page, '站点', '瓯江第一中学社工站');
  await page.getByLabel('姓名').fill(newName());
  await page.getByLabel('出生日期').fill('1901-01-01');
  await page.getByRole('button', { name: '登记服务对象' }).click();
  await expect(page.getByText('出生日期过早，请核对。')).toBeVisible();
  await page.getByLabel('证件号').fill('110105194912310021');
  await page.getByLabel('电话').fill('123');
  await page.getByLabel('住址').click();
  await expect(page.getByText('证件号校验位不符，请核对是否输错')).toBeVisible();
  await expect(page.getByText('电话位数不对')).toBeVisible();
});

test('a client, a playbook and a page are found from anywhere, by the keyboard alone', async ({ page }) => {
  await beSignedIn(page, 'worker.liuzhou');
  await haveClient(page, { name: '欧阳予安' });
  await page.goto('/cases');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  const field = page.getByLabel('查找服务对象、个案、小组、干预模式、研究和页面');
  await field.fill('oyya');
  const found = page.getByRole('region', { name: '服务对象' });
  await expect(found.getByRole('link', { name: /欧阳予安/ }).first()).toBeVisible();
  await field.press('Enter');
  await expect(page).toHaveURL(/\/clients\//);
  await expect(page.getByRole('heading', { level: 1, name: '欧阳予安' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await field.fill('暖途');
  await expect(page.getByRole('region', { name: '干预模式' }).getByRole('link').first()).toBeVisible();
  await field.fill('小组');
  await expect(page.getByRole('region', { name: '页面和操作' }).getByRole('link')).toHaveText([
    '小组',
    '新建小组',
  ]);
  await field.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/groups$/);
  await page.keyboard.press('Control+k');
  await field.fill('没有这样的东西');
  await expect(page.getByText('没有找到。试试姓名或名称的一部分，或拼音首字母。')).toBeVisible();
});

test('the search offers nobody what they may not open', async ({ page }) => {
  await beSignedIn(page, 'viewer.department');
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByLabel('查找服务对象、个案、小组、干预模式、研究和页面').fill('新建');
  await expect(page.getByText('没有找到。')).toBeVisible();
});

test('under 14 a guardian consents, and consent can be withdrawn', async ({ page }) => {
  await beSignedIn(page, 'worker.wenzhou');
  const client = await haveClient(page, { birthDate: '2016-09-01' });
  await page.goto(`/clients/${client.id}`);
  await page.getByRole('button', { name: '记录同意：接受服务' }).click();
  await expect(dialogOf(page).getByText('请先添加监护人')).toBeVisible();
  await dialogOf(page).getByRole('button', { name: '取消' }).click();
  await page.getByRole('button', { name: '添加监护人' }).click();
  await dialogOf(page).getByLabel('姓名').fill('外婆');
  await choose(dialogOf(page), '关系', '祖父母或外祖父母');
  await submitDialog(page, '保存');
  await page.getByRole('button', { name: '记录同意：接受服务' }).click();
  await choose(dialogOf(page), '哪位监护人', '外婆 (祖父母或外祖父母)');
  await dialogOf(page).getByText('签字表格').click();
  await submitDialog(page, '保存');
  await expect(page.getByText('服务同意：有效')).toBeVisible();
  await page.getByRole('button', { name: '撤回“接受服务”的同意' }).click();
  await submitDialog(page, '撤回');
  await expect(page.getByText('服务同意：已撤回')).toBeVisible();
});

test('brother and sister are one family in both records, and their mother is entered once', async ({
  page,
}) => {
  await beSignedIn(page, 'worker.wenzhou');
  const sister = await haveClient(page);
  const brother = await haveClient(page);
  await haveGuardian(page, sister.id, { name: '林芳', relation: 'mother', phone: '13800138000' });
  await page.goto(`/clients/${brother.id}`);
  await page.getByRole('button', { name: '添加亲属' }).click();
  const who = dialogOf(page).getByLabel('亲属是谁');
  await who.fill(sister.name);
  await page.getByTitle(sister.name).last().click();
  await choose(dialogOf(page), `是 ${brother.name} 的`, '兄弟姐妹');
  await submitDialog(page, '保存');
  const family = page.getByRole('region', { name: '亲属' });
  await expect(family.getByText('兄弟姐妹')).toBeVisible();

  await page.getByRole('button', { name: '添加监护人' }).click();
  await dialogOf(page)
    .getByRole('button', { name: `林芳（${sister.name}的母亲）` })
    .click();
  await expect(dialogOf(page).getByLabel('电话')).toHaveValue('13800138000');
  await submitDialog(page, '保存');
  const guardians = page.getByRole('region', { name: '监护人' });
  await expect(guardians.getByText('母亲')).toBeVisible();

  await family.getByRole('link', { name: sister.name }).click();
  await expect(page.getByRole('heading', { level: 1, name: sister.name })).toBeVisible();
  await expect(family.getByRole('link', { name: brother.name })).toBeVisible();
  await family.getByRole('button', { name: '移除' }).click();
  await expect(family.getByRole('link')).toHaveCount(0);
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(family.getByRole('link', { name: brother.name })).toBeVisible();
});

test('a guardian is corrected, and one entered by mistake goes and comes back', async ({ page }) => {
  await beSignedIn(page, 'worker.wenzhou');
  const client = await haveClient(page);
  await haveGuardian(page, client.id, { name: '家长', relation: 'other', phone: '13800138000' });
  await page.goto(`/clients/${client.id}`);
  const guardians = page.getByRole('region', { name: '监护人' });
  await guardians.getByRole('button', { name: '修改监护人：家长' }).click();
  await dialogOf(page).getByLabel('姓名').fill('周敏');
  await choose(dialogOf(page), '关系', '母亲');
  await dialogOf(page).getByLabel('电话').fill('1380013');
  await dialogOf(page).getByRole('button', { name: '保存' }).click();
  await expect(dialogOf(page).getByText('电话位数不对')).toBeVisible();
  await dialogOf(page).getByLabel('电话').fill('13800138001');
  await submitDialog(page, '保存');
  await expect(guardians.getByRole('link', { name: '13800138001' })).toBeVisible();

  await guardians.getByRole('button', { name: '修改监护人：周敏' }).click();
  await dialogOf(page).getByRole('button', { name: '移除此监护人' }).click();
  await expect(guardians.getByText('还没有监护人')).toBeVisible();
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(guardians.getByText('周敏')).toBeVisible();
});

test('two people change the same field: each field is chosen, other changes are kept', async ({
  page,
  browser,
}) => {
  await beSignedIn(page, 'worker.zhengzhou');
  const client = await haveClient(page, { phone: '13800000001', address: '旧地址' });
  const context = await browser.newContext();
  const colleague = await context.newPage();
  await beSignedIn(colleague, 'supervisor.zhengzhou');
  for (const side of [page, colleague]) {
    await side.goto(`/clients/${client.id}`);
    await side.getByRole('button', { name: '修改' }).click();
  }
  await colleague.getByLabel('电话').fill('13800000002');
  await colleague.getByLabel('学号').fill('S-17');
  await colleague.getByRole('button', { name: '保存' }).click();
  await expect(colleague.getByText('13800000002')).toBeVisible();

  await page.getByLabel('电话').fill('13800000003');
  await page.getByLabel('住址').fill('新地址');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('heading', { name: '有人刚改了同一处' })).toBeVisible();
  await expect(page.getByRole('radio', { name: /13800000003/ })).toBeVisible();
  await page.getByRole('radio', { name: /13800000002/ }).check();
  await page.getByRole('button', { name: '按选择保存' }).click();
  for (const text of ['13800000002', '新地址', 'S-17']) await expect(page.getByText(text)).toBeVisible();
  await context.close();
});

test('a supervisor erases a person after typing the name', async ({ page }) => {
  await beSignedIn(page, 'supervisor.wenzhou');
  const client = await haveClient(page);
  await page.goto(`/clients/${client.id}`);
  await page.getByRole('button', { name: '删除个人资料' }).click();
  await dialogOf(page).getByText('登记有误').click();
  await dialogOf(page)
    .getByLabel(/请输入/)
    .fill('别人');
  await dialogOf(page).getByRole('button', { name: '永久删除' }).click();
  await expect(dialogOf(page).getByText('与姓名不一致')).toBeVisible();
  await dialogOf(page)
    .getByLabel(/请输入/)
    .fill(client.name);
  await submitDialog(page, '永久删除');
  await expect(page.getByRole('heading', { level: 1, name: '服务对象' })).toBeVisible();
  await page.goto(`/clients/${client.id}`);
  await expect(page.getByText('此人的资料已按要求删除')).toBeVisible();
  await page.goto(`/clients?q=${encodeURIComponent(client.name)}`);
  await expect(page.getByText('没有符合条件的服务对象')).toBeVisible();
});
