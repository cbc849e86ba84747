import { expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible, expectNoWiderThan } from './accessible.ts';
import { beSignedIn, choose, clockTime, dialogOf, pageOf, submitDialog, test } from './journey.ts';
import { haveShift, haveVolunteer, type JourneyVolunteer, telephoneOf } from './volunteer.ts';

test.use({ viewport: { width: 1280, height: 800 } });

const rowOf = (page: Page, { name }: Pick<JourneyVolunteer, 'name'>): Locator =>
  page.getByRole('listitem').filter({ hasText: name });
const codeOf = (page: Page): Locator => page.locator('.attendance-code');

async function fitsTelephone(page: Page, what: string): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page, what);
  await expectNoWiderThan(page, 390);
  await page.setViewportSize({ width: 1280, height: 800 });
}

test('at the door a volunteer checks in by the code of that minute, another is checked in and out by hand', async ({
  page,
  browser,
}) => {
  await beSignedIn(page, 'coordinator.liuzhou');
  const [first, second] = [await haveVolunteer(page), await haveVolunteer(page)];
  const shift = await haveShift(page, [first, second], { from: -10, until: 120 });
  await page.goto(`/shifts/${shift.id}`);
  await page.getByRole('link', { name: '签到', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: `签到：${shift.title}` })).toBeVisible();
  await expect(page.getByRole('img', { name: '签到二维码' })).toBeVisible();
  await expect(page.getByText(/^\d+ 秒后换新码$/)).toBeVisible();
  await expect(rowOf(page, first).getByText('还没到')).toBeVisible();

  const code = await codeOf(page).innerText();
  const telephone = await telephoneOf(browser, first);
  const checkedIn = await telephone.post(`/api/v1/shifts/${shift.id}/check-ins`, {
    data: { id: crypto.randomUUID(), code: code.replaceAll(/\D/g, '') },
  });
  expect(checkedIn.ok(), await checkedIn.text()).toBe(true);
  // the screen finds it by itself
  await expect(rowOf(page, first).getByText('在场')).toBeVisible({ timeout: 30_000 });
  await expect(rowOf(page, first).getByText('（现场签到码）')).toBeVisible();

  await page.getByRole('button', { name: `到了：${second.name}` }).click();
  await expect(rowOf(page, second).getByText('（工作人员）')).toBeVisible();
  await expect(page.getByText('到了 2/2 人 · 现在在场 2 人')).toBeVisible();
  await page.getByRole('button', { name: `离开：${second.name}` }).click();
  await expect(rowOf(page, second).getByText('已离开')).toBeVisible();
  await expectAccessible(page, 'the screen at the door');
  await fitsTelephone(page, 'the screen at the door on a telephone');

  await page.goto(`/shifts/${shift.id}`);
  await expect(rowOf(page, second).getByText(/到（工作人员） · .* 离开（工作人员）/)).toBeVisible();
});

test('a tablet that slept or lost its connection shows no code that has passed, and goes on by itself', async ({
  page,
}) => {
  await beSignedIn(page, 'coordinator.liuzhou');
  const shift = await haveShift(page, [], { from: -10, until: 120 });
  await page.clock.install();
  await page.goto(`/shifts/${shift.id}/check-in`);
  await expect(codeOf(page)).toBeVisible();
  await page.context().setOffline(true);
  await page.clock.fastForward(70_000);
  await expect(codeOf(page)).toHaveCount(0);
  await expect(page.getByText('连接不上服务器，正在重试')).toBeVisible();
  await page.context().setOffline(false);
  // its clock is fast now: it shows codes all the same
  await expect(codeOf(page)).toBeVisible({ timeout: 15_000 });
});

test('hours that nobody checked are entered by one coordinator and approved by another; who was absent is noted', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await beSignedIn(page, 'coordinator.liuzhou');
  const [served, absent] = [await haveVolunteer(page), await haveVolunteer(page)];
  const shift = await haveShift(page, [served, absent], { from: -3 * 1_440, until: -3 * 1_440 + 120 });
  const afterBegin = (minutes: number) => clockTime(new Date(Date.now() + (minutes - 3 * 1_440) * 60_000));
  await page.goto(`/shifts/${shift.id}`);
  await expect(page.getByRole('link', { name: served.name })).toBeVisible();
  await expect(page.getByRole('button', { name: '修改班次' })).toBeVisible();
  for (const name of ['取消班次', /^移出/]) await expect(page.getByRole('button', { name })).toHaveCount(0);
  await page.goto(`/shifts/${shift.id}/check-in`);
  await expect(page.getByText('签到、签退的时间已过')).toBeVisible();
  await page.getByRole('button', { name: `记为缺席：${absent.name}` }).click();
  await choose(dialogOf(page), '原因', '身体不适');
  await submitDialog(page, '记为缺席');
  await expect(rowOf(page, absent).getByText('缺席：身体不适')).toBeVisible();

  await page.getByRole('link', { name: '待记时长' }).first().click();
  const due = rowOf(page, served);
  await expect(due.getByText('没有签到记录')).toBeVisible();
  await expect(rowOf(page, absent)).toHaveCount(0);
  await due.getByRole('button', { name: /^补记时长/ }).click();
  await dialogOf(page).getByLabel('扣除多少分钟').fill('10');
  await expect(dialogOf(page).getByText('共 1 小时 50 分')).toBeVisible();
  await dialogOf(page).getByLabel('为什么补记或更正').fill('当天屏幕坏了，没能签到');
  await expectAccessible(page, 'hours to enter');
  await submitDialog(page, '提交审核');
  await expect(due.getByText('等待审核')).toBeVisible();
  await expect(due.getByText('这是您填写的，要由另一位同事审核。')).toBeVisible();
  await expect(due.getByRole('button')).toHaveCount(0);

  await page.goto(`/volunteers/${served.id}`);
  await expect(page.getByRole('region', { name: '班次' })).toContainText('当时有名额');
  const hours = page.getByRole('region', { name: '服务时长' });
  await hours.getByRole('button', { name: '补记时长', exact: true }).click();
  await dialogOf(page).getByText('其他活动').click();
  await dialogOf(page).getByLabel('活动名称').fill('社区义诊协助');
  await choose(dialogOf(page), '站点', '龙潭中学社工站');
  await dialogOf(page).getByLabel('从', { exact: true }).fill(afterBegin(30));
  await dialogOf(page).getByLabel('到', { exact: true }).fill(afterBegin(150));
  await dialogOf(page).getByLabel('为什么补记或更正').fill('漏记了');
  await submitDialog(page, '提交审核');
  await expect(hours.getByText('3 小时 50 分')).toBeVisible();

  const supervisor = await pageOf(browser, 'supervisor.liuzhou');
  await supervisor.goto('/service-dues');
  const asked = rowOf(supervisor, served);
  await asked.filter({ hasText: shift.title }).getByRole('checkbox').check();
  await expectAccessible(supervisor, 'hours to record');
  await fitsTelephone(supervisor, 'hours to record on a telephone');
  await asked.filter({ hasText: '社区义诊协助' }).getByRole('checkbox').check();
  await supervisor.getByRole('button', { name: '通过所选（2）' }).click();
  await expect(asked.filter({ hasText: shift.title })).toHaveCount(0);
  // of the same time, and no time counts twice
  await expect(asked.getByRole('alert')).toHaveText(/同一段时间不能记两次/);
  await supervisor.getByRole('button', { name: `不通过：${served.name}，社区义诊协助` }).click();
  await supervisor.getByRole('dialog').getByLabel('答复').fill('那天没有义诊，请核对日期');
  await submitDialog(supervisor, '不通过');
  await expect(asked).toHaveCount(0);

  await page.reload();
  await expect(hours.getByText('已记录')).toBeVisible();
  await expect(hours.getByText('答复：那天没有义诊，请核对日期')).toBeVisible();
  await hours.getByRole('button', { name: /^更正/ }).click();
  await expect(dialogOf(page).getByText(shift.title)).toBeVisible();
  await expect(dialogOf(page).getByText('共 1 小时 50 分')).toBeVisible();
});

test('a QR for the wall of a site is made, printed, made anew and stopped', async ({ page }) => {
  await beSignedIn(page, 'coordinator.liuzhou');
  const { opportunityId, siteId } = await haveShift(page, [], { from: 60, until: 120 });
  await page.request.delete(`/api/v1/sites/${siteId}/station-code`);
  await page.goto(`/opportunities/${opportunityId}`);
  await page.getByRole('link', { name: /的签到二维码$/ }).click();
  await page.getByRole('button', { name: '生成二维码' }).click();
  const qr = page.getByRole('img', { name: /的签到二维码$/ });
  await expect(qr).toBeVisible();
  const before = await qr.getAttribute('src');
  await page.getByRole('button', { name: '换一个新码' }).click();
  await submitDialog(page, '换一个新码');
  await expect(qr).not.toHaveAttribute('src', before ?? '');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('navigation').first()).toBeHidden();
  await expect(page.getByRole('button', { name: '停用' })).toBeHidden();
  await expect(qr).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('button', { name: '停用' }).click();
  await submitDialog(page, '停用');
  await expect(page.getByText('还没有签到二维码')).toBeVisible();
});

test('whether volunteers have to be there is asked with the place where the coordinator stands', async ({
  page,
  context,
}) => {
  await beSignedIn(page, 'coordinator.liuzhou');
  const { opportunityId } = await haveShift(page, [], { from: 60, until: 120 });
  await page.goto(`/opportunities/${opportunityId}`);
  await page.getByRole('button', { name: '修改', exact: true }).click();
  const form = dialogOf(page);
  await form.getByText('签到时核对是否在现场').click();
  await form.getByRole('button', { name: '用我现在的位置' }).click();
  await expect(form.getByText('浏览器没有允许使用位置')).toBeVisible();
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: 24.3265, longitude: 109.4281, accuracy: 12 });
  await form.getByRole('button', { name: '用我现在的位置' }).click();
  await expect(form.getByText('误差约 12 米')).toBeVisible();
  await expect(form.getByLabel('纬度')).toHaveValue('24.3265');
  await expectAccessible(page, 'where one checks in');
  await submitDialog(page, '保存');
  await expect(page.getByText('要在签到地点 200 米以内')).toBeVisible();
});
