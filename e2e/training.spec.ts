import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { beSignedIn, choose, clockTime, dialogOf, newName, pageOf, submitDialog, test } from './journey.ts';

const MINUTE = 60_000;

/** A course of an hour that begins so many milliseconds from now, open to colleagues; as usual on another day than those that journeys plan. */
async function haveCourse(page: Page, more: object = {}, startsIn = 72 * 60 * MINUTE) {
  const id = crypto.randomUUID();
  const title = `绘画与会谈 ${newName()}`;
  const at = (ms: number) => new Date(Date.now() + startsIn + ms).toISOString();
  const lesson = {
    id: crypto.randomUUID(),
    title: '',
    startsAt: at(0),
    endsAt: at(60 * MINUTE),
    minutes: 60,
  };
  const said = {
    title,
    content: '用绘画开始谈话',
    organiser: '',
    kind: 'own',
    place: '三楼',
    link: '',
    roles: [],
    specialities: [],
  };
  const body = { id, ...said, capacity: null, share: 80, creditMinutes: 60, lessons: [lesson], ...more };
  const made = await page.request.post('/api/v1/courses', { data: body });
  expect(made.ok(), await made.text()).toBe(true);
  const opened = await page.request.put(`/api/v1/courses/${id}/state`, {
    data: { state: 'open' },
    headers: { 'if-match': '"1"' },
  });
  expect(opened.ok(), await opened.text()).toBe(true);
  return { id, title, begins: Date.parse(lesson.startsAt) };
}

const tomorrow = () => clockTime(new Date(Date.now() + 24 * 60 * MINUTE)).slice(0, 'YYYY-MM-DD'.length);

test('a supervisor plans a course and opens it; whoever waits for the only place has it when it is given back', async ({
  page,
  browser,
}) => {
  const title = `危机干预 ${newName()}`;
  await beSignedIn(page, 'supervisor.wenzhou');
  await page.goto('/training');
  await page.getByRole('button', { name: '安排培训' }).click();
  const form = dialogOf(page);
  await form.getByLabel('名称').fill(title);
  await form.getByLabel('内容').fill('识别、陪伴、转介，两人一组演练。');
  await form.getByLabel('这次课的主题').fill('识别');
  await form.getByLabel('日期').fill(tomorrow());
  await form.getByLabel('开始').fill('14:00');
  await form.getByLabel('结束').fill('13:00');
  await expect(form.getByText('次日')).toBeVisible();
  await form.getByLabel('结束').fill('17:00');
  await form.getByLabel('计入分钟').fill('200');
  await form.getByLabel('地点').fill('三楼会议室');
  await form.getByLabel('名额').fill('1');
  await choose(page, '给哪些岗位', '社工');
  await choose(page, '给哪些岗位', '督导');
  await page.keyboard.press('Escape');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form.getByText('计入的时间不能比这次课长')).toBeVisible();
  await expectAccessible(page, 'a course to plan');
  await form.getByLabel('计入分钟').fill('170');
  await submitDialog(page, '保存');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('草稿');
  await page.getByRole('button', { name: '开放报名' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('可报名');
  const own = page.getByRole('region', { name: '我的参加情况' });
  await own.getByRole('button', { name: '报名' }).click();
  await expect(own.getByText('您有名额')).toBeVisible();

  const telephone = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  await beSignedIn(telephone, 'worker.wenzhou');
  await telephone.goto('/training');
  await telephone.getByRole('link', { name: title }).click();
  const theirs = telephone.getByRole('region', { name: '我的参加情况' });
  await theirs.getByRole('button', { name: '排队报名' }).click();
  await expect(theirs.getByText('您排在第 1 位')).toBeVisible();
  await expectAccessible(telephone, 'a course that is full');

  await own.getByRole('button', { name: '退出' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '退出' }).click();
  await expect(own.getByRole('button', { name: '报名' })).toBeVisible();
  await telephone.reload();
  await expect(theirs.getByText('您有名额')).toBeVisible();
  await telephone.goto('/notifications');
  await expect(telephone.getByText('您有一门培训的名额了').first()).toBeVisible();
});

test('a course is called off, and whoever enrolled reads why', async ({ page, browser }) => {
  await beSignedIn(page, 'supervisor.wenzhou');
  const { id } = await haveCourse(page);
  const worker = await pageOf(browser, 'worker.wenzhou');
  await worker.goto(`/training/${id}`);
  await worker.getByRole('button', { name: '报名' }).click();
  await expect(worker.getByText('您有名额')).toBeVisible();
  await page.goto(`/training/${id}`);
  await page.getByRole('button', { name: '取消培训' }).click();
  await dialogOf(page).getByLabel('原因').fill('讲师生病，改期再通知');
  await expectAccessible(page, 'a course to call off');
  await submitDialog(page, '取消培训');
  await worker.reload();
  await expect(worker.getByText('这门培训取消了：讲师生病，改期再通知')).toBeVisible();
  await expect(worker.getByRole('button', { name: '报名' })).toHaveCount(0);
});

/** Of the demo: over for a fortnight, one worker completed it. */
async function openEnded(page: Page): Promise<void> {
  await page.goto('/training?view=all');
  await page.getByRole('link', { name: '儿童保护与强制报告' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('已结束');
}

test('a worker saves the certificate of a course, a stranger checks it, and a correction makes it void', async ({
  page,
  browser,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await beSignedIn(page, 'worker.liuzhou');
  await openEnded(page);
  const own = page.getByRole('region', { name: '我的参加情况' });
  await expect(own.getByText('已达到结业要求')).toBeVisible();
  await own.getByRole('button', { name: '出结业证书' }).click();
  const download = page.waitForEvent('download');
  await own.getByRole('button', { name: 'PDF（中英文）' }).click();
  const saved = await download;
  const number = saved.suggestedFilename().replace('.pdf', '');
  expect(number).toMatch(/^NTP-/);
  expect((await readFile(await saved.path())).subarray(0, 5).toString()).toBe('%PDF-');
  await expectAccessible(page, 'a course that one completed');

  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(`/verify?number=${number}`);
  await expect(stranger.getByRole('heading', { name: '证书有效' })).toBeVisible();
  await expect(stranger.getByText('韦小燕')).toBeVisible();
  await expectAccessible(stranger, 'a certificate of a course');

  const supervisor = await pageOf(browser, 'supervisor.liuzhou');
  await openEnded(supervisor);
  const list = supervisor.getByRole('region', { name: '登记出勤' });
  await list.getByText('第 2 次').click();
  await list.getByRole('button', { name: '更正：韦小燕' }).click();
  await dialogOf(supervisor).getByLabel('在场多少分钟').fill('145');
  await dialogOf(supervisor).getByLabel('更正的原因').fill('提前五分钟离开');
  await expectAccessible(supervisor, 'attendance to correct');
  await submitDialog(supervisor, '保存');
  await list.getByText('更正过 1 次').click();
  await expect(list.getByText('更正原因：提前五分钟离开')).toBeVisible();
  await stranger.reload();
  await expect(stranger.getByRole('heading', { name: '证书已作废' })).toBeVisible();
  await page.reload();
  await expect(own.getByRole('button', { name: '出结业证书' })).toBeVisible();
});

test('attendance is marked with a press each, by somebody else', async ({ page, browser }) => {
  await beSignedIn(page, 'supervisor.wenzhou');
  // nobody enrols once it has begun: it begins while the journey is under way
  const { id, begins } = await haveCourse(page, {}, 4_000);
  const worker = await pageOf(browser, 'worker.wenzhou');
  for (const who of [page, worker]) {
    const enrolled = await who.request.post(`/api/v1/courses/${id}/enrolments`, {
      data: { id: crypto.randomUUID() },
    });
    expect(enrolled.ok(), await enrolled.text()).toBe(true);
  }
  await expect.poll(() => Date.now() > begins).toBe(true);
  await page.goto(`/training/${id}`);
  const list = page.getByRole('region', { name: '登记出勤' });
  await expect(list.getByText('自己的出勤请别的同事登记')).toBeVisible();
  await expectAccessible(page, 'attendance to mark');
  await expect(list.getByRole('button', { name: /^全程：/ })).toHaveCount(1);
  await list.getByRole('button', { name: /^部分：/ }).click();
  await list.getByRole('spinbutton').fill('45');
  await list.getByRole('button', { name: '登记' }).click();
  await expect(list.getByText('45 分')).toBeVisible();
  await expect(list.getByRole('button', { name: /^更正：/ })).toHaveCount(1);
});
