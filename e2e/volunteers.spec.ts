import { randomInt } from 'node:crypto';
import { type Browser, expect, type Page } from '@playwright/test';
import { expectAccessibleOnTelephone } from './accessible.ts';
import { newName, pageOf, test } from './journey.ts';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, locale: 'zh-CN' });

const PASSWORD = 'Liu-jiang shang de feng zheng 9';

async function look(page: Page, name: string): Promise<void> {
  await expectAccessibleOnTelephone(page);
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
}

/** The coordinator's page, on a desk. */
async function coordinatorsPage(browser: Browser): Promise<Page> {
  const page = await pageOf(browser, 'coordinator.liuzhou');
  await page.setViewportSize({ width: 1280, height: 800 });
  return page;
}

async function narrowTo(desk: Page, filter: string, word: string): Promise<void> {
  await desk.getByRole('combobox', { name: filter }).click();
  await desk.getByTitle(word, { exact: true }).click();
}

/** The list, narrowed to somebody of this journey's own. */
async function findVolunteer(desk: Page, name: string, region?: string): Promise<void> {
  await desk.goto('/volunteers');
  if (region !== undefined) await narrowTo(desk, '所在地区', region);
  await desk.getByLabel('姓名、拼音、首字母、编号或手机号').fill(name);
  // the list of before is replaced once the typing pauses
  await expect(desk).toHaveURL(/[?&]q=/);
  await expect(desk.getByRole('main').getByRole('listitem')).toHaveCount(1);
  await desk.getByRole('link', { name }).click();
  await expect(desk.getByRole('heading', { level: 1 })).toContainText(name);
}

async function fillRegistration(
  page: Page,
  { name, birthDate }: { name: string; birthDate: string },
): Promise<string> {
  const loginName = `v${randomInt(1_000_000_000)}`;
  await page.goto('/my/#volunteer/lz-station');
  await expect(page.getByRole('heading', { name: '登记为志愿者' })).toBeVisible();
  await page.getByLabel('姓名', { exact: true }).fill(name);
  await page.getByLabel('出生日期').fill(birthDate);
  await page.getByLabel('手机号', { exact: true }).fill('13800138000');
  await page.getByLabel('登录名').fill(loginName);
  await page.getByLabel('密码').fill(PASSWORD);
  return loginName;
}

test('somebody registers on a telephone, is seen by the coordinator, and corrects what they said', async ({
  page,
  browser,
}) => {
  const name = newName();
  const loginName = await fillRegistration(page, { name, birthDate: '2004-05-06' });
  await page.getByLabel('省', { exact: true }).selectOption({ label: '广西壮族自治区' });
  await page.getByLabel('市', { exact: true }).selectOption({ label: '柳州市' });
  // in the other language it is the same
  await page.getByRole('button', { name: /English/ }).click();
  await expect(page.getByLabel('City', { exact: true })).toHaveValue('450200');
  await page.getByRole('button', { name: /中文/ }).click();
  await page.getByLabel('区县').selectOption({ label: '鱼峰区' });
  await page.getByLabel('性别').selectOption({ label: '女' });
  await page.getByText('我会什么、想做什么').click();
  await page.getByLabel('课业辅导').check();
  await look(page, 'register-zh');
  await page.getByRole('button', { name: '登记' }).click();
  await expect(page.getByText('登记好了。这是您的志愿者编号，请记下。')).toBeVisible();
  // the organisation has the registration after a second
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/志愿者编号 \d{4} \d{4} \d{4} \d{4}/)).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(page.getByText('已加入')).toBeVisible();

  const desk = await coordinatorsPage(browser);
  await findVolunteer(desk, name);
  await expect(desk.getByText('鱼峰区')).toBeVisible();
  await expect(desk.getByRole('region', { name: '资料' })).toContainText('性别女');
  await desk.getByRole('button', { name: '登记一项' }).click();
  await desk.getByLabel('有效到哪天').fill('2099-12-31');
  await desk.getByRole('button', { name: '保存' }).click();
  await expect(desk.getByRole('listitem').filter({ hasText: '未成年人工作审查' })).toBeVisible();
  // somebody who lives in that city, not in another of its districts
  await findVolunteer(desk, name, '柳州市');
  await desk.goto('/volunteers');
  await narrowTo(desk, '所在地区', '城中区');
  await desk.getByLabel('姓名、拼音、首字母、编号或手机号').fill(name);
  await expect(desk.getByText('没有找到')).toBeVisible();
  await desk.goto('/volunteers');
  const team = `${name}的队伍`;
  await desk.getByRole('button', { name: '新建队伍' }).click();
  await desk.getByLabel('队伍名称').fill(team);
  await desk.getByRole('button', { name: '保存' }).click();
  await expect(desk.getByText('已建立队伍')).toBeVisible();
  await findVolunteer(desk, name);
  await desk.getByRole('combobox', { name: '队伍' }).click();
  await desk.getByTitle(team).click();
  await expect(desk.getByText('已更新队伍')).toBeVisible();
  await desk.keyboard.press('Escape');
  await desk.getByLabel('备注', { exact: true }).fill('很有耐心，适合低年级。');
  await desk.getByRole('button', { name: '添加备注' }).click();
  await expect(desk.getByText('很有耐心，适合低年级。')).toBeVisible();
  await desk.screenshot({ path: test.info().outputPath('volunteer-zh.png'), fullPage: true });

  // a coordinator under way has the list before the filters
  await desk.setViewportSize({ width: 390, height: 844 });
  await desk.goto('/volunteers');
  await expect(desk.getByRole('main').getByRole('listitem').first()).toBeVisible();
  await expect(desk.getByRole('combobox', { name: '技能' })).toBeHidden();
  await desk.getByRole('button', { name: '筛选' }).click();
  await expectAccessibleOnTelephone(desk);
  await desk.screenshot({ path: test.info().outputPath('volunteers-telephone-zh.png') });
  await narrowTo(desk, '服务时长', '100 小时以上');
  await expect(desk.getByRole('main').getByText(name, { exact: true })).toHaveCount(0);
  await desk.setViewportSize({ width: 1280, height: 800 });
  await findVolunteer(desk, name);

  await page.reload();
  await expect(page.getByText('审查 · 未成年人工作审查')).toBeVisible();
  await expect(page.getByText('有效至 2099年12月31日')).toBeVisible();
  await expect(page.getByText(`队伍：${team}`)).toBeVisible();
  await expect(page.getByLabel('区县')).toHaveValue('450203');
  await expect(page.getByLabel('性别')).toHaveValue('female');
  await expect(page.getByText('很有耐心')).toHaveCount(0);
  await page.getByLabel('手机号', { exact: true }).fill('13700137000');
  await page.getByLabel('急救').check();
  await page.getByRole('button', { name: '添加每周的时间' }).click();
  await page.getByLabel('每周时间 1 到').fill('08:00');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('结束时间要晚于开始时间。')).toBeVisible();
  await page.getByLabel('每周时间 1 到').fill('17:30');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('已保存')).toBeVisible();
  await look(page, 'volunteer-zh');
  await expect(async () => {
    await desk.reload();
    await expect(desk.getByText('更正了：手机号 · 技能 · 可服务时间')).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(desk.getByText('手机号原为 13800138000')).toBeVisible();
  await expect(desk.getByText('周六 09:00–17:30')).toBeVisible();

  // on another day, by the name, at whichever door
  await page.context().clearCookies();
  await page.goto('/');
  await page.getByLabel('用户名').fill(loginName);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('heading', { name: '志愿服务' })).toBeVisible();
  await page.getByRole('button', { name: '换成英文 English' }).click();
  await expect(page.getByRole('heading', { name: 'Volunteering' })).toBeVisible();
  await expect(page.getByLabel('Time of the week 1 to')).toHaveValue('17:30');
  await expect(page.getByLabel('Telephone number', { exact: true })).toHaveValue('13700137000');
  await look(page, 'volunteer-en');
});

test('somebody under eighteen names a guardian, and is taken in once the guardian has agreed', async ({
  page,
  browser,
}) => {
  const name = newName();
  await fillRegistration(page, { name, birthDate: `${new Date().getFullYear() - 16}-01-01` });
  await page.getByRole('button', { name: '登记' }).click();
  await expect(page.getByText('未满 18 周岁，请填写监护人的姓名和电话')).toBeVisible();
  await page.getByLabel('监护人姓名').fill('陈丽');
  await page.getByLabel('监护人电话').fill('13800138000');
  await page.getByRole('button', { name: '登记' }).click();
  await expect(page.getByText('监护人的电话不能和您自己的一样。')).toBeVisible();
  await page.getByLabel('监护人电话').fill('13900139000');
  await page.getByRole('button', { name: '登记' }).click();
  await expect(page.getByText('登记好了。这是您的志愿者编号，请记下。')).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('机构会先联系您的监护人。')).toBeVisible({ timeout: 2_000 });
  }).toPass();

  const desk = await coordinatorsPage(browser);
  await findVolunteer(desk, name);
  await expect(desk.getByText('陈丽')).toBeVisible();
  await desk.getByRole('button', { name: `接受 ${name}`, exact: true }).click();
  await expect(desk.getByText('请先联系监护人，登记“监护人同意”后再接受')).toBeVisible();
  await desk.getByRole('button', { name: '登记一项' }).click();
  await desk.getByRole('combobox', { name: '审查' }).click();
  await desk.getByTitle('监护人同意').click();
  await desk.getByRole('button', { name: '保存' }).click();
  await expect(desk.getByText('已登记')).toBeVisible();
  await desk.getByRole('button', { name: `接受 ${name}`, exact: true }).click();
  await expect(desk.getByText(`${name} 已加入`)).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('已加入')).toBeVisible({ timeout: 2_000 });
  }).toPass();
});
