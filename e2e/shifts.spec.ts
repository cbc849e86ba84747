import { expect } from '@playwright/test';
import { expectAccessible, expectNoWiderThan } from './accessible.ts';
import { beSignedIn, choose, clockTime, dialogOf, newName, pageOf, submitDialog, test } from './journey.ts';
import { haveVolunteer, telephoneOf } from './volunteer.ts';

test.use({ viewport: { width: 1280, height: 800 } });

/** As a field for a day takes it. */
const daysAhead = (days: number) =>
  clockTime(new Date(Date.now() + days * 86_400_000)).slice(0, 'YYYY-MM-DD'.length);

test('a coordinator asks for volunteers, sees who signed up, puts another in, lowers the places and calls the shift off', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await beSignedIn(page, 'coordinator.liuzhou');
  const [first, second] = [await haveVolunteer(page), await haveVolunteer(page)];

  const title = `课业辅导 ${newName()}`;
  await page.goto('/opportunities');
  await page.getByRole('button', { name: '发布招募' }).click();
  const form = dialogOf(page);
  await form.getByLabel('名称', { exact: true }).fill(title);
  await form.getByLabel('做什么').fill('陪小学生写作业');
  await form.getByRole('button', { name: '发布', exact: true }).click();
  await expect(form.locator('#risks_help')).toHaveText('此项必填');
  await form.getByRole('combobox', { name: '站点' }).click();
  await page.locator('.ant-select-item-option').first().click();
  await form.getByLabel('要注意什么、有什么风险').fill('没有特别的风险');
  // who meets children is checked, unless whoever asks takes it out again
  await form.getByRole('combobox', { name: '服务领域' }).click();
  await page.getByTitle('儿童青少年').click();
  const check = form.locator('.ant-select-selection-item', { hasText: '未成年人工作审查' });
  await expect(check).toBeVisible();
  await choose(form, '服务领域', '老年人');
  await expect(check).toHaveCount(0);
  await choose(form, '服务领域', '儿童青少年');
  await expect(check).toBeVisible();
  await expect(form.getByText('没有审查过的人也能报名')).toBeHidden();
  await check.locator('.ant-select-selection-item-remove').click();
  await expect(form.getByText('没有审查过的人也能报名')).toBeVisible();
  await form.getByRole('button', { name: '发布', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
  await expect(page.getByText('招募中')).toBeVisible();
  await expect(page.getByText('没有审查过的人也能报名')).toBeVisible();

  await page.getByRole('button', { name: '添加班次' }).click();
  await dialogOf(page).getByLabel('日期').fill(daysAhead(3));
  await dialogOf(page).getByLabel('需要几人').fill('2');
  await submitDialog(page, '保存');
  await page.getByRole('button', { name: '添加班次' }).click();
  await dialogOf(page).getByText('每周重复').click();
  await dialogOf(page).getByLabel('需要几人').fill('2');
  await dialogOf(page).getByLabel('到哪天为止').fill(daysAhead(27));
  await dialogOf(page).getByText('照常', { exact: true }).click();
  await dialogOf(page).getByText('按周六、周日照常').click();
  await submitDialog(page, '保存');
  await expect(page.getByText('已添加 4 个班次')).toBeVisible();
  const shifts = page.getByRole('region', { name: '班次' });
  await shifts.locator('a').first().waitFor();
  const listed = (await (
    await page.request.get(`/api/v1/own-opportunities/${page.url().split('/').at(-1)}`)
  ).json()) as { shiftList: { id: string; seriesId: string | null }[] };
  expect(listed.shiftList).toHaveLength(5);
  const shiftId = listed.shiftList.find(({ seriesId }) => seriesId === null)?.id ?? '';
  await expectAccessible(page, 'an opportunity with shifts');

  const telephone = await telephoneOf(browser, first);
  const signedUp = await telephone.post(`/api/v1/shifts/${shiftId}/sign-ups`, {
    data: { id: crypto.randomUUID() },
  });
  expect(signedUp.ok(), await signedUp.text()).toBe(true);

  await shifts.locator(`a[href="/shifts/${shiftId}"]`).click();
  const comes = page.getByRole('region', { name: /^有名额/ });
  await expect(comes.getByRole('link', { name: first.name })).toBeVisible();
  await expect(comes.getByText('第一次来')).toBeVisible();

  await page.getByRole('button', { name: '安排志愿者' }).click();
  await dialogOf(page).getByRole('combobox', { name: '志愿者' }).fill(second.name);
  await page.locator('.ant-select-item-option', { hasText: second.name }).click();
  await submitDialog(page, '安排');
  await expect(comes.getByRole('link', { name: second.name })).toBeVisible();

  await page.getByRole('button', { name: '修改班次' }).click();
  await dialogOf(page).getByLabel('需要几人').fill('1');
  await expect(dialogOf(page).getByText('名额比已经报上的人少')).toBeVisible();
  await submitDialog(page, '保存');
  await expect(page.getByText('2/1 人')).toBeVisible();

  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page, 'a shift on a telephone');
  await expectNoWiderThan(page, 390);
  await page.getByRole('button', { name: `移出：${second.name}` }).click();
  await submitDialog(page, '移出');
  await expect(comes.getByRole('link', { name: second.name })).toHaveCount(0);
  await page.getByRole('button', { name: '取消班次' }).click();
  await expect(dialogOf(page).getByText('报名和排队的 1 人会收到通知')).toBeVisible();
  await submitDialog(page, '取消班次');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('已取消');
});

test('a supervisor says for which group volunteers are asked, and a coordinator sees nothing of it', async ({
  page,
  browser,
}) => {
  await beSignedIn(page, 'supervisor.liuzhou');
  const { items: groups } = (await (await page.request.get('/api/v1/groups')).json()) as {
    items: { name: string; siteId: string }[];
  };
  const [group] = groups;
  const asked = { id: crypto.randomUUID(), title: `小组帮手 ${newName()}`, siteId: group?.siteId };
  const made = await page.request.post('/api/v1/opportunities', {
    data: { ...asked, description: '带孩子们做手工', risks: '没有特别的风险' },
  });
  expect(made.ok(), await made.text()).toBe(true);
  const name = group?.name ?? '';
  const section = page.locator('section', { has: page.getByRole('heading', { name: '为哪些小组招募' }) });
  const chosen = section.locator('.ant-select-selection-item', { hasText: name });
  await page.goto(`/opportunities/${asked.id}`);
  await section.getByRole('combobox', { name: '为哪些小组招募' }).fill(name);
  await page.getByTitle(name, { exact: true }).first().click();
  await expect(page.getByText('已保存')).toBeVisible();
  await page.reload();
  await expect(chosen).toBeVisible();
  await expectAccessible(page, 'opportunity-groups-zh');

  const desk = await pageOf(browser, 'coordinator.liuzhou');
  await desk.goto(`/opportunities/${asked.id}`);
  await expect(desk.getByRole('heading', { level: 1 })).toContainText(asked.title);
  await expect(desk.getByRole('heading', { name: '公开网址' })).toBeVisible();
  await expect(desk.getByText('为哪些小组招募')).toHaveCount(0);
  await expect(desk.getByText(name)).toHaveCount(0);
});
