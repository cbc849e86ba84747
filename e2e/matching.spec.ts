import { request as httpRequest } from 'node:http';
import { randomInt } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { instantOf } from '../src/domain/calendar/clock-time.ts';
import { expectAccessible } from './accessible.ts';
import { beSignedIn, clockTime, dialogOf, newName, test } from './journey.ts';
import { telephoneOf } from './volunteer.ts';

test.use({ viewport: { width: 1280, height: 900 } });

const PASSWORD = 'Liu-jiang shang de feng zheng 9';
const PEOPLE = 200;
const ZONE = 'Asia/Shanghai';

const dayAhead = (days: number) =>
  clockTime(new Date(Date.now() + days * 86_400_000)).slice(0, 'YYYY-MM-DD'.length);

interface Registered {
  readonly name: string;
  readonly loginName: string;
}

/** From a telephone with an address of its own: of one address the server takes only so many in a minute. */
async function register(page: Page, at: number): Promise<Registered> {
  const { hostname, port } = new URL(page.url());
  const name = newName();
  const loginName = `v${randomInt(1_000_000_000)}`;
  const body = JSON.stringify({
    id: crypto.randomUUID(),
    organisationCode: 'lz-station',
    name,
    loginName,
    password: PASSWORD,
    birthDate: '2003-02-11',
    phone: '13800138000',
    regionCode: '450202',
    skills: [at % 2 === 0 ? 'sign_language' : 'photography'],
    categories: ['riders'],
    availability: { weekly: [{ weekday: 1 + (at % 7), from: '14:00', to: '18:00' }], exceptions: [] },
  });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const localAddress = `127.0.0.${2 + Math.floor(at / 50)}`;
  const path = '/api/v1/volunteer-registrations';
  httpRequest({ hostname, port, path, method: 'POST', headers, localAddress }, (answer) => {
    answer.resume();
    resolve(answer.statusCode ?? 0);
  })
    .on('error', reject)
    .end(body);
  expect(await promise).toBe(201);
  return { name, loginName };
}

async function registerAll(page: Page): Promise<Registered[]> {
  const people: Registered[] = [];
  for (let at = 0; at < PEOPLE; at += 4)
    people.push(...(await Promise.all([0, 1, 2, 3].map((next) => register(page, at + next)))));
  // the organisation has the last of them after a few seconds
  await expect(async () => {
    const name = encodeURIComponent(people.at(-1)?.name ?? '');
    const found = await page.request.get(`/api/v1/volunteers?q=${name}&state=accepted`);
    expect(((await found.json()) as { items: unknown[] }).items).toHaveLength(1);
  }).toPass({ timeout: 60_000 });
  return people;
}

interface Programme {
  readonly title: string;
  readonly id: string;
}

/** An opportunity with a shift on each of ten days, and one in the morning, when nobody of these can come. */
async function offer(page: Page, skill: string, capacity: number): Promise<Programme> {
  const { sites } = (await (await page.request.get('/api/v1/me')).json()) as { sites: { id: string }[] };
  const title = `${skill === 'photography' ? '活动摄影' : '手语角'} ${newName()}`;
  const id = crypto.randomUUID();
  const post = async (url: string, data: object) => {
    const answer = await page.request.post(url, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
  };
  const said = { title, siteId: sites[0]?.id, description: title, risks: '没有', category: 'riders' };
  await post('/api/v1/opportunities', { id, ...said, requirements: { skills: [skill] } });
  const shift = (days: number, from: string, to: string, places: number) => {
    const [startsAt, endsAt] = [from, to].map((time) => instantOf(ZONE, `${dayAhead(days)}T${time}`));
    return post(`/api/v1/opportunities/${id}/shifts`, {
      id: crypto.randomUUID(),
      startsAt,
      endsAt,
      capacity: places,
    });
  };
  for (let days = 2; days < 12; days += 1) await shift(days, '14:30', '16:30', capacity);
  await shift(3, '09:00', '11:00', 1);
  return { title, id };
}

test('a coordinator matches a programme of 200 volunteers, fixes two by hand, solves again and accepts', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  await page.goto('/');
  await beSignedIn(page, 'coordinator.liuzhou');
  const people = await registerAll(page);
  const [signs, pictures] = [await offer(page, 'sign_language', 6), await offer(page, 'photography', 4)];

  // from the opportunity to the match, which begins with it
  await page.goto(`/opportunities/${signs.id}`);
  await page
    .getByRole('region', { name: '还缺人' })
    .getByRole('link', { name: '为这个招募匹配志愿者' })
    .click();
  const form = dialogOf(page);
  await expect(form.getByText(signs.title)).toBeVisible();
  await form.getByRole('combobox', { name: '哪些招募' }).fill(pictures.title);
  await page.locator('.ant-select-item-option', { hasText: pictures.title }).click();
  await page.keyboard.press('Escape');
  await form.getByLabel('名称（选填）').fill('冬季班');
  await form.getByRole('button', { name: '开始计算' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('冬季班');

  const outcome = page.getByRole('region', { name: '结果' });
  await expect(outcome).toContainText('102 个空位里有 100 个找到人，2 个还空着。', { timeout: 60_000 });
  await expect(outcome).toContainText('已经证明');
  await expectAccessible(page, 'a match');

  // why a place is open, and one of those who could be asked is put there
  await page.getByText('还空着的（2）').click();
  const open = page
    .getByRole('region', { name: '班次' })
    .getByRole('listitem')
    .filter({ hasText: signs.title });
  await expect(open.first()).toContainText('位那时没空');
  await expect(open.first()).toContainText('位缺少手语');
  const put = open.first().getByRole('button', { name: /^安排/ }).first();
  const chosen = (await put.getAttribute('aria-label'))?.split('：')[1] ?? '';
  await put.click();
  await expect(page.getByText('有手动调整还没有算进去')).toBeVisible();
  await expect(page.getByRole('button', { name: '采用并通知志愿者' })).toBeHidden();

  // another in the place of the first who was proposed
  await page.getByText('全部', { exact: true }).click();
  const first = page
    .getByRole('region', { name: '班次' })
    .getByRole('listitem')
    .filter({ hasText: '14:30' })
    .first();
  const replace = first.getByRole('button', { name: /^换人/ }).first();
  const replaced = (await replace.getAttribute('aria-label'))?.split('：')[1] ?? '';
  await replace.click();
  await expectAccessible(page, 'choosing a volunteer');
  const choice = dialogOf(page).getByRole('button', { name: /^安排/ }).first();
  const other = (await choice.getAttribute('aria-label'))?.split('：')[1] ?? '';
  await choice.click();
  await expect(page.getByText(`不安排 ${replaced}`)).toBeVisible();

  await page.getByRole('button', { name: '重新计算' }).click();
  await expect(outcome).toContainText('102 个空位里有 101 个找到人，1 个还空着。', { timeout: 60_000 });
  for (const name of [chosen, other])
    await expect(
      page.getByRole('listitem').filter({ hasText: name }).getByText('已固定').first(),
    ).toBeVisible();
  await expect(page.getByText(`不安排 ${replaced}`)).toBeVisible();

  await page.getByRole('button', { name: '采用并通知志愿者' }).click();
  const sure = page.getByRole('dialog', { name: '为 101 个名额报名并通知志愿者？' });
  await sure.getByRole('button', { name: '采用并通知志愿者' }).click();
  await expect(outcome).toContainText('已为 101 人报名，请等他们确认。', { timeout: 90_000 });
  await expect(page.getByRole('button', { name: '重新计算' })).toBeHidden();

  // and is asked on the telephone
  const loginName = people.find(({ name }) => name === other)?.loginName ?? '';
  const telephone = await telephoneOf(browser, { id: '', name: other, loginName });
  const own = (await (await telephone.get('/api/v1/my/sign-ups')).json()) as {
    items: { title: string; status: string; confirmBy: string | null }[];
  };
  expect(
    own.items.filter(({ status, confirmBy }) => status === 'confirmed' && confirmBy !== null),
  ).not.toEqual([]);
});
