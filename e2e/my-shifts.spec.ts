import { randomInt } from 'node:crypto';
import { type Browser, expect } from '@playwright/test';
import { newId } from '../src/server/platform/database/ids.ts';
import { newName, pageOf, test } from './journey.ts';
import { look, volunteersPage } from './volunteer-telephone.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN' });

const HOUR = 3_600_000;

/** Something of this journey's own that the station in Liuzhou asks for, with one place. */
async function askForOne(browser: Browser): Promise<{ title: string; id: string }> {
  const desk = await pageOf(browser, 'coordinator.liuzhou');
  const me = (await (await desk.request.get('/api/v1/me')).json()) as { sites: { id: string }[] };
  const title = `${newName()}读书会`;
  const said = { description: '陪孩子读书', risks: '没有特别的风险', place: '三楼活动室' };
  const opportunity = { id: newId(), title, siteId: me.sites[0]?.id, ...said };
  expect((await desk.request.post('/api/v1/opportunities', { data: opportunity })).status()).toBe(201);
  // far enough from those of other journeys
  const begin = Date.now() + (1_000 + randomInt(5_000)) * HOUR;
  const times = {
    startsAt: new Date(begin).toISOString(),
    endsAt: new Date(begin + 2 * HOUR).toISOString(),
  };
  const shifts = `/api/v1/opportunities/${opportunity.id}/shifts`;
  const made = await desk.request.post(shifts, { data: { id: newId(), ...times, capacity: 1 } });
  expect(made.status()).toBe(201);
  return { title, id: opportunity.id };
}

test('a stranger reads what is wanted without a script; a place goes on to whoever waits, and they say that they come', async ({
  browser,
}) => {
  const { title, id } = await askForOne(browser);
  const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' });
  const stranger = await plain.newPage();
  await stranger.goto(`/volunteering/${id}`);
  await expect(stranger.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(stranger.getByText('还有 1 个名额')).toBeVisible();
  await stranger.screenshot({ path: test.info().outputPath('public-zh.png'), fullPage: true });
  await stranger.getByRole('link', { name: 'English' }).click();
  await expect(stranger.getByText('Places: 1')).toBeVisible();
  await stranger.getByRole('link', { name: 'Poster to print' }).click();
  await expect(stranger.getByText('Scan to see the times and sign up')).toBeVisible();
  await plain.close();

  const [first, second] = [await volunteersPage(browser), await volunteersPage(browser)];
  await first.goto(`/my/#opportunity/${id}`);
  await expect(first.getByRole('heading', { name: title })).toBeVisible();
  await look(first, 'opportunity-zh');
  await first.getByRole('button', { name: '报名' }).click();
  await expect(first.getByText('报上了。来不了的话请早点取消。')).toBeVisible();
  await look(first, 'shifts-zh');

  await second.goto('/my/#opportunities');
  const card = second.getByRole('listitem').filter({ hasText: title });
  // what everybody reads is a second old at most
  await expect(async () => {
    await second.reload();
    await expect(card.getByText('都满了，可以排队')).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(second.getByText('填了住在哪里，近的就排在前面。')).toBeVisible();
  await second.getByLabel('查找').fill('一个没有的活动');
  await expect(second.getByText('没有找到，换个写法试试。')).toBeVisible();
  await expect(second.getByRole('main').getByRole('listitem')).toHaveCount(0);
  await second.getByLabel('查找').fill(`柳州 ${title}`);
  await expect(second.getByRole('main').getByRole('listitem')).toHaveCount(1);
  await look(second, 'opportunities-zh');
  await card.getByRole('link', { name: '看一看' }).click();
  await second.getByRole('button', { name: '排队' }).click();
  await expect(second.getByText('排队第 1 位')).toBeVisible();

  await first.getByRole('button', { name: '来不了了' }).click();
  await expect(first.getByText('名额会马上让给排队的人。')).toBeVisible();
  await look(first, 'cancel-zh');
  await first.getByLabel('原因').selectOption('study');
  await first.getByRole('button', { name: '取消班次' }).click();
  await expect(first.getByText('已取消。谢谢您早点告诉我们。')).toBeVisible();

  // moved up by a job, soon after
  await expect(async () => {
    await second.reload();
    await expect(second.getByRole('button', { name: '确认能来' })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await look(second, 'moved-up-zh');
  await second.getByRole('button', { name: '确认能来' }).click();
  await expect(second.getByText('已确认，到时见。')).toBeVisible();
  await second.getByText('放进手机日历').click();
  await second.getByRole('button', { name: '生成地址' }).click();
  await expect(second.getByText(/\/calendar\/.+\.ics/)).toBeVisible();
  await second.getByRole('button', { name: /English/ }).click();
  await expect(second.getByRole('heading', { name: 'My shifts' })).toBeVisible();
  await look(second, 'shifts-en');
  await second.goto('/my/#');
  await expect(second.getByText(title)).toBeVisible();
  await look(second, 'home-en');
});

test('what is near to where somebody lives stands first', async ({ browser }) => {
  const person = await volunteersPage(browser);
  const organisations = async () => {
    await person.goto('/my/#');
    await person.goto('/my/#opportunities');
    await expect(person.getByRole('heading', { name: '志愿服务招募' })).toBeVisible();
    await expect(person.getByLabel('查找')).toBeVisible();
    const cards = await person.getByRole('main').getByRole('listitem').allTextContents();
    return cards.map((text) => ['温州', '郑州', '柳州'].find((city) => text.includes(city)));
  };
  // by time: those of other cities stand between
  const before = await organisations();
  expect(before.lastIndexOf('柳州')).toBeGreaterThan(before.indexOf('郑州'));
  await person.goto('/my/#volunteer');
  await person.getByLabel('省', { exact: true }).selectOption({ label: '河南省' });
  await person.getByLabel('市', { exact: true }).selectOption({ label: '郑州市' });
  await person.getByRole('button', { name: '保存' }).click();
  await expect(person.getByText('已保存')).toBeVisible();
  const after = await organisations();
  await expect(person.getByText('离您住的地方近的排在前面。')).toBeVisible();
  // how many there are, journeys beside this one change
  const near = after.filter((city) => city === '郑州').length;
  expect(after.slice(0, near)).toEqual(Array.from({ length: near }, () => '郑州'));
});

test('a shift is swapped for another, and the way between two places is minded', async ({ browser }) => {
  const { title, id } = await askForOne(browser);
  const person = await volunteersPage(browser);
  await person.goto(`/my/#opportunity/${id}`);
  await person.getByRole('button', { name: '报名' }).click();
  await person.getByRole('button', { name: '换个时间' }).click();
  await expect(person.getByText('别的班次都没有空名额。')).toBeVisible();
  await person.getByRole('button', { name: '不变' }).click();
  const desk = await pageOf(browser, 'coordinator.liuzhou');
  const [mine] = (await (await person.request.get('/api/v1/my/sign-ups')).json()).items;
  const startsAt = new Date(Date.parse(mine.endsAt) + HOUR).toISOString();
  const endsAt = new Date(Date.parse(mine.endsAt) + 2 * HOUR).toISOString();
  const more = { id: newId(), startsAt, endsAt, capacity: 1 };
  await desk.request.post(`/api/v1/opportunities/${id}/shifts`, { data: more });
  await person.getByRole('button', { name: '换个时间' }).click();
  await look(person, 'swap-zh');
  await person.getByRole('button', { name: '换到这个' }).click();
  await expect(person.getByText('换好了。')).toBeVisible();
  await expect(person.getByRole('main').getByRole('listitem').filter({ hasText: title })).toHaveCount(1);
  // at another place, a quarter of an hour after
  const me = (await (await desk.request.get('/api/v1/me')).json()) as { sites: { id: string }[] };
  const said = { title: `${title}二`, siteId: me.sites[1]?.id, description: '读书', risks: '无' };
  const elsewhere = { id: newId(), ...said };
  await desk.request.post('/api/v1/opportunities', { data: elsewhere });
  const begin = Date.parse(endsAt) + HOUR / 4;
  const later = {
    id: newId(),
    startsAt: new Date(begin).toISOString(),
    endsAt: new Date(begin + HOUR).toISOString(),
    capacity: 1,
  };
  await desk.request.post(`/api/v1/opportunities/${elsewhere.id}/shifts`, { data: later });
  await person.request.post(`/api/v1/shifts/${later.id}/sign-ups`, { data: { id: newId() } });
  await person.reload();
  await expect(person.getByText(/中间只有 15 分钟/)).toBeVisible();
});

test('whoever lacks what a shift asks, or has another at the time, is told which', async ({ browser }) => {
  const person = await volunteersPage(browser);
  const found = await (
    await person.request.get('/api/v1/opportunities?organisationCode=lz-station&limit=200')
  ).json();
  const tutoring = found.items.find((one: { title: string }) => one.title === '周末课业辅导');
  await person.goto(`/my/#opportunity/${tutoring.id}`);
  await person
    .getByRole('button', { name: /报名|排队/ })
    .first()
    .click();
  await expect(person.getByText('缺少：未成年人工作审查。')).toBeVisible();
  // nobody is with an organisation that they did not choose
  const elsewhere = await (
    await person.request.get('/api/v1/opportunities?organisationCode=wz-station&limit=200')
  ).json();
  await person.goto(`/my/#opportunity/${elsewhere.items[0].id}`);
  // the screen before stands until this one is there
  await expect(person.getByText(/^温州/)).toBeVisible();
  await person
    .getByRole('button', { name: /报名|排队/ })
    .first()
    .click();
  await expect(person.getByText('请先在这家机构登记为志愿者，再报名。')).toBeVisible();
  await expect(person.getByRole('link', { name: '申请加入' })).toBeVisible();
});
