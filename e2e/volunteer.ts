import { randomInt } from 'node:crypto';
import { type Browser, expect, type Page } from '@playwright/test';
import { newName, pageOf } from './journey.ts';

const PASSWORD = 'Liu-jiang shang de feng zheng 9';

export interface JourneyVolunteer {
  readonly id: string;
  readonly name: string;
  readonly loginName: string;
}

/** How somebody signs in. */
export interface Registration {
  readonly name: string;
  readonly loginName: string;
  readonly password: string;
}

/** Somebody of this journey's own in the book of Liuzhou, registered as on a telephone. */
export async function registerVolunteer(page: Page): Promise<Registration> {
  const said = { name: newName(), loginName: `v${randomInt(1_000_000_000)}`, password: PASSWORD };
  const answer = await page.request.post('/api/v1/volunteer-registrations', {
    data: {
      id: crypto.randomUUID(),
      organisationCode: 'lz-station',
      birthDate: '2004-05-06',
      phone: '13800138000',
      ...said,
    },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return said;
}

/** The same as the organisation in Liuzhou has them, whose coordinator the page is. */
export async function haveVolunteer(page: Page): Promise<JourneyVolunteer> {
  const { name, loginName } = await registerVolunteer(page);
  let id = '';
  // the organisation has the registration after a second
  await expect(async () => {
    const found = await page.request.get(`/api/v1/volunteers?q=${encodeURIComponent(name)}&state=accepted`);
    const { items } = (await found.json()) as { items: { id: string }[] };
    expect(items).toHaveLength(1);
    id = items[0]?.id ?? '';
  }).toPass();
  return { id, name, loginName };
}

/** What their telephone sends, signed in. */
export async function telephoneOf(browser: Browser, { loginName }: JourneyVolunteer) {
  const { request } = await browser.newContext();
  const signedIn = await request.post('/api/v1/auth/sign-in', {
    data: { username: loginName, password: PASSWORD },
  });
  expect(signedIn.ok(), await signedIn.text()).toBe(true);
  return request;
}

/** A shift of the organisation in Liuzhou at which these have a place, so many minutes from now. */
export async function haveShift(
  page: Page,
  volunteers: readonly JourneyVolunteer[],
  { from, until }: { from: number; until: number },
): Promise<{ id: string; opportunityId: string; siteId: string; title: string }> {
  const { sites } = (await (await page.request.get('/api/v1/me')).json()) as { sites: { id: string }[] };
  const siteId = sites[0]?.id ?? '';
  const [opportunityId, id] = [crypto.randomUUID(), crypto.randomUUID()];
  const title = `课业辅导 ${newName()}`;
  const times = (first: number, last: number) => ({
    startsAt: new Date(Date.now() + first * 60_000).toISOString(),
    endsAt: new Date(Date.now() + last * 60_000).toISOString(),
  });
  const send = async (url: string, data: object, version?: number) => {
    const answer = await page.request.fetch(url, {
      method: version === undefined ? 'POST' : 'PATCH',
      data,
      ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()) as { version: number };
  };
  const asked = { title, siteId, description: '陪小学生写作业', risks: '没有特别的风险' };
  await send('/api/v1/opportunities', { id: opportunityId, ...asked });
  // nobody is put into a shift that is over: it is moved there
  const day = until < 0 ? 5 * 1_440 : 0;
  const shift = { id, ...times(from + day, until + day), capacity: 10 };
  const { version } = await send(`/api/v1/opportunities/${opportunityId}/shifts`, shift);
  for (const { id: volunteerId } of volunteers)
    await send(`/api/v1/shifts/${id}/assignments`, { id: crypto.randomUUID(), volunteerId });
  if (day > 0) await send(`/api/v1/shifts/${id}`, times(from, until), version);
  return { id, opportunityId, siteId, title };
}

/** Two hours of theirs of some days ago, which the page's coordinator enters and the supervisor approves. */
export async function haveHours(page: Page, volunteers: readonly JourneyVolunteer[]): Promise<void> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('a page of no browser');
  const { sites } = (await (await page.request.get('/api/v1/me')).json()) as { sites: { id: string }[] };
  const supervisor = await pageOf(browser, 'supervisor.liuzhou');
  const from = Date.now() - 3 * 86_400_000;
  for (const { id: volunteerId } of volunteers) {
    const id = crypto.randomUUID();
    const entered = await page.request.post(`/api/v1/volunteers/${volunteerId}/services`, {
      data: {
        id,
        title: '社区义诊协助',
        siteId: sites[0]?.id,
        category: null,
        from: new Date(from).toISOString(),
        until: new Date(from + 2 * 3_600_000).toISOString(),
        excludedMinutes: 0,
        reason: '当天没有网络',
      },
    });
    expect(entered.ok(), await entered.text()).toBe(true);
    const decided = await supervisor.request.post(`/api/v1/services/${id}/decide`, {
      data: { decision: 'recorded' },
    });
    expect(decided.ok(), await decided.text()).toBe(true);
  }
  await supervisor.context().close();
}
