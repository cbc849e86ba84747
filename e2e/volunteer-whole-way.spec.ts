import { readFile } from 'node:fs/promises';
import { randomInt } from 'node:crypto';
import { type Browser, expect, type Page } from '@playwright/test';
import { newId } from '../src/server/platform/database/ids.ts';
import { newName, pageOf, test } from './journey.ts';
import { haveVolunteer, type JourneyVolunteer, telephoneOf } from './volunteer.ts';
import { look } from './volunteer-telephone.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN' });

const MINUTE = 60_000;
const TRAINING = 'T-journey';
const PASSWORD = 'Liu-jiang shang de feng zheng 9';

const fromNow = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString();

async function send(page: Page, url: string, data: object, version?: number): Promise<void> {
  const answer = await page.request.fetch(url, {
    method: version === undefined ? 'POST' : 'PATCH',
    data,
    ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

const train = (desk: Page, volunteerId: string) =>
  send(desk, `/api/v1/volunteers/${volunteerId}/qualifications`, {
    id: newId(),
    kind: 'training',
    code: TRAINING,
    title: '新志愿者培训',
    minutes: 120,
    validFrom: '2026-01-01',
  });

interface Asked {
  readonly title: string;
  readonly opportunityId: string;
  readonly shiftId: string;
}

/** A shift of one place that begins in nine minutes, for whoever was trained; somebody has the place. */
async function askForTrained(desk: Page, before: JourneyVolunteer): Promise<Asked> {
  const { sites } = (await (await desk.request.get('/api/v1/me')).json()) as { sites: { id: string }[] };
  const [opportunityId, shiftId] = [newId(), newId()];
  const title = `${newName()}读书会`;
  const said = { title, siteId: sites[0]?.id, description: '陪孩子读书', risks: '没有特别的风险' };
  await send(desk, '/api/v1/opportunities', {
    id: opportunityId,
    ...said,
    requirements: { trainings: [TRAINING] },
  });
  const times = { startsAt: fromNow(9), endsAt: fromNow(129) };
  await send(desk, `/api/v1/opportunities/${opportunityId}/shifts`, { id: shiftId, ...times, capacity: 1 });
  await train(desk, before.id);
  const place = { id: newId(), volunteerId: before.id };
  await send(desk, `/api/v1/shifts/${shiftId}/assignments`, place);
  return { title, opportunityId, shiftId };
}

/** As somebody does who was sent the link. @returns the name */
async function register(page: Page): Promise<string> {
  const name = newName();
  await page.goto('/my/#volunteer/lz-station');
  await page.getByLabel('姓名', { exact: true }).fill(name);
  await page.getByLabel('出生日期').fill('2004-05-06');
  await page.getByLabel('手机号', { exact: true }).fill('13800138000');
  await page.getByLabel('登录名').fill(`v${randomInt(1_000_000_000)}`);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登记' }).click();
  await expect(page.getByText('登记好了。这是您的志愿者编号，请记下。')).toBeVisible();
  return name;
}

async function findId(desk: Page, name: string): Promise<string> {
  let id = '';
  await expect(async () => {
    const found = await desk.request.get(`/api/v1/volunteers?q=${encodeURIComponent(name)}`);
    id = ((await found.json()) as { items: { id: string }[] }).items[0]?.id ?? '';
    expect(id).not.toBe('');
  }).toPass();
  return id;
}

/** What is only known a moment later. */
async function reloadUntil(page: Page, isThere: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.reload();
    await isThere();
  }).toPass();
}

/** Who had the place gives it back, on a telephone of theirs. */
async function giveBack(browser: Browser, before: JourneyVolunteer): Promise<void> {
  const telephone = await telephoneOf(browser, before);
  const { items } = (await (await telephone.get('/api/v1/my/sign-ups')).json()) as {
    items: { id: string }[];
  };
  expect((await telephone.post(`/api/v1/sign-ups/${items[0]?.id}/cancel`)).ok()).toBe(true);
}

test('from registering on a telephone over training, the line and the door to a certificate that a stranger believes', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  const desk = await pageOf(browser, 'coordinator.liuzhou');
  await desk.setViewportSize({ width: 1280, height: 800 });
  const before = await haveVolunteer(desk);
  const { title, opportunityId, shiftId } = await askForTrained(desk, before);

  const name = await register(page);
  const volunteerId = await findId(desk, name);
  await page.goto(`/my/#opportunity/${opportunityId}`);
  await page.getByRole('button', { name: '排队' }).click();
  await expect(page.getByText(`缺少：培训 ${TRAINING}。`)).toBeVisible();
  await look(page, 'not-trained-zh');
  await train(desk, volunteerId);
  await page.goto('/my/#volunteer');
  await reloadUntil(page, () =>
    expect(page.getByText('培训 · 新志愿者培训')).toBeVisible({ timeout: 2_000 }),
  );

  await page.goto(`/my/#opportunity/${opportunityId}`);
  await page.getByRole('button', { name: '排队' }).click();
  await expect(page.getByText('排队第 1 位')).toBeVisible();
  await giveBack(browser, before);
  const confirm = page.getByRole('button', { name: '确认能来' });
  await reloadUntil(page, () => expect(confirm).toBeVisible({ timeout: 2_000 }));
  await confirm.click();
  await expect(page.getByText('已确认，到时见。')).toBeVisible();

  // they begin a little earlier than was said: it is moved so slightly that nobody is asked again
  const { version } = (await (await desk.request.get(`/api/v1/shifts/${shiftId}`)).json()) as {
    version: number;
  };
  await send(desk, `/api/v1/shifts/${shiftId}`, { startsAt: fromNow(-5) }, version);
  await page.goto('/my/');
  await page.getByRole('link', { name: '签到' }).click();
  const shown = await desk.request.get(`/api/v1/shifts/${shiftId}/check-in-code`);
  const { code } = (await shown.json()) as { code: string };
  await page.getByLabel('现场屏幕上的六位数字').fill(code);
  await page.getByRole('button', { name: '签到' }).click();
  await expect(page.getByRole('heading', { name: '您在班次里' })).toBeVisible();
  await page.getByRole('button', { name: '签退' }).click();
  await expect(page.getByRole('heading', { name: '已签退' })).toBeVisible();

  // they had been there before the screen was: somebody looks at it and approves
  await page.getByRole('link', { name: '时间不对？' }).click();
  await page.getByLabel('发生了什么').fill('到的时候屏幕还没有开');
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByText('已提交，工作人员会答复您。')).toBeVisible();
  await desk.goto('/service-dues');
  const due = desk.getByRole('listitem').filter({ hasText: name });
  await expect(due).toContainText(title);
  await due.getByRole('button', { name: /^通过/ }).click();
  await expect(due).toHaveCount(0);

  await page.goto('/my/#certificates');
  await page.getByRole('button', { name: '开证明' }).click();
  await expect(page.getByText('证明开好了。')).toBeVisible();
  await look(page, 'certificates-zh');
  const arriving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'PDF 中英文' }).click();
  expect((await readFile(await (await arriving).path())).subarray(0, 4).toString()).toBe('%PDF');
  const verifyUrl = (await page.getByRole('link', { name: '核验页面' }).getAttribute('href')) ?? '';

  const stranger = await (
    await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 844 } })
  ).newPage();
  await stranger.goto(new URL(verifyUrl).pathname);
  for (const text of ['证书有效', name, title]) await expect(stranger.getByText(text).first()).toBeVisible();
  await expect(stranger.getByText('13800138000')).toHaveCount(0);
});
