import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { must } from '../../test/person-rows.ts';
import {
  makeOrganisation,
  makeUser,
  notifyAll,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../test/server.ts';
import { remindOfReports, watchAlerts } from './casework/public.ts';

const MINUTE = 60_000;
const RAISED = '有一个风险预警等人处理';
const REFERRED = '有一个转介等您决定';

let now = Date.parse('2026-11-27T02:00:00Z');
let server: TestServer;
let home: TestOrganisation;
let here: string;
let there: string;
let supervisor: TestUser;
let lin: TestUser;
let chen: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  home = await makeOrganisation(server);
  [here, there] = home.siteIds;
  supervisor = await makeUser(server, home, 'supervisor');
  lin = await makeUser(server, home, 'worker', [here]);
  chen = await makeUser(server, home, 'worker', [there]);
});

const unread = async (user: TestUser): Promise<number> =>
  (await user.call('GET', '/api/v1/notifications/unread-count')).body.unread;
const titles = async (user: TestUser): Promise<string[]> =>
  (await user.call('GET', '/api/v1/notifications')).body.items.map(({ title }: { title: string }) => title);

async function makePupil(): Promise<string> {
  const pupil = { name: '周小', birthDate: '2011-03-04', siteId: here, workerIds: [] };
  return must(supervisor.call('POST', '/api/v1/clients', pupil));
}

const refer = (clientId: string, urgency = 'urgent', by = lin) =>
  must(by.call('POST', '/api/v1/referrals', { clientId, source: 'teacher', urgency, reason: '说不想活了' }));

async function move(clientId: string, siteId: string): Promise<void> {
  const { version } = (await supervisor.call('GET', `/api/v1/clients/${clientId}`)).body;
  const ifMatch = { 'if-match': `"${version}"` };
  await must(supervisor.call('PATCH', `/api/v1/clients/${clientId}`, { siteId }, ifMatch));
}

async function setStatus(user: TestUser, status: string): Promise<void> {
  await server.admin.query('update account set status = $2 where id = $1', [user.id, status]);
}

const alertOf = async (user: TestUser) => (await user.call('GET', '/api/v1/alerts')).body.items[0];
const take = async (user: TestUser) => {
  const { id, version } = await alertOf(user);
  const ifMatch = { 'if-match': `"${version}"` };
  return must(user.call('POST', `/api/v1/alerts/${id}/take`, undefined, ifMatch));
};

it('an alert that moves to another site rings there, and waits no more for those who do not reach it', async () => {
  const clientId = await makePupil();
  await refer(clientId);
  await notifyAll(server);
  expect([await unread(lin), await unread(chen), await unread(supervisor)]).toEqual([1, 0, 1]);
  await move(clientId, there);
  await notifyAll(server);
  expect([await unread(lin), await unread(chen)]).toEqual([0, 1]);
  expect(await titles(chen)).toEqual([RAISED]);
  // she decides about referrals wherever they are, and knows
  expect(await titles(supervisor)).toEqual([REFERRED]);
  await notifyAll(server);
  expect(await unread(chen)).toBe(1);
});

it('an alert that comes back rings again, and one that is back before the job came rings nobody', async () => {
  const clientId = await makePupil();
  await refer(clientId);
  await notifyAll(server);
  await move(clientId, there);
  await move(clientId, here);
  await notifyAll(server);
  expect([await titles(lin), await titles(chen)]).toEqual([[RAISED], []]);
  await lin.call('POST', '/api/v1/notifications/read', { until: new Date(now).toISOString() });
  await move(clientId, there);
  await notifyAll(server);
  await move(clientId, here);
  await notifyAll(server);
  expect([await unread(lin), await unread(chen)]).toEqual([1, 0]);
  expect(await titles(lin)).toEqual([RAISED, RAISED]);
});

it('an alert that everybody had read, or that nobody was there for, rings where it moves', async () => {
  const read = await makePupil();
  await refer(read);
  await notifyAll(server);
  await lin.call('POST', '/api/v1/notifications/read', { until: new Date(now).toISOString() });
  await setStatus(lin, 'suspended');
  const unheard = await makePupil();
  await refer(unheard, 'urgent', supervisor);
  await notifyAll(server);
  for (const clientId of [read, unheard]) await move(clientId, there);
  await notifyAll(server);
  expect(await titles(chen)).toEqual([RAISED, RAISED]);
});

it('an alert that is taken between its move and the ring rings nobody', async () => {
  const clientId = await makePupil();
  await refer(clientId);
  await notifyAll(server);
  await move(clientId, there);
  await server.notifications.followMatters(home.id);
  await take(chen);
  await notifyAll(server);
  expect([await titles(chen), await unread(lin)]).toEqual([[], 0]);
});

it('two jobs that see one move ring once', async () => {
  const clientId = await makePupil();
  await refer(clientId);
  await notifyAll(server);
  await move(clientId, there);
  await Promise.all([1, 2, 3].map(() => server.notifications.followMatters(home.id)));
  await Promise.all([1, 2, 3].map(() => server.notifications.spreadNew(home.id)));
  expect([await titles(chen), await unread(lin)]).toEqual([[RAISED], 0]);
});

it('whoever was suspended during a move finds what is at the own site when they are back, and nothing else', async () => {
  const [gone, back] = [await makePupil(), await makePupil()];
  for (const clientId of [gone, back]) await refer(clientId);
  await notifyAll(server);
  await setStatus(lin, 'suspended');
  for (const clientId of [gone, back]) await move(clientId, there);
  await notifyAll(server);
  await move(back, here);
  await notifyAll(server);
  await setStatus(lin, 'active');
  await notifyAll(server);
  expect([await unread(lin), await unread(chen)]).toEqual([1, 1]);
});

it('what waits for somebody who comes to another site, or has the right no more, is not in their bell', async () => {
  await refer(await makePupil());
  await notifyAll(server);
  await server.admin.query('update role_assignment set site_ids = $2 where account_id = $1', [
    lin.id,
    [there],
  ]);
  await server.admin.query(`update role_assignment set role = 'viewer' where account_id = $1`, [
    supervisor.id,
  ]);
  await notifyAll(server);
  expect([await unread(lin), await unread(supervisor)]).toEqual([0, 0]);
});

it('an alert that somebody was called for calls at the other site', async () => {
  const clientId = await makePupil();
  await refer(clientId);
  now += 241 * MINUTE;
  await watchAlerts(server.services, home.id);
  await notifyAll(server);
  expect((await titles(lin)).slice(0, 1)).toEqual(['有一个风险预警没有人接手，请您处理']);
  await move(clientId, there);
  await notifyAll(server);
  expect([await titles(chen), await unread(lin)]).toEqual([['有一个风险预警没有人接手，请您处理'], 0]);
});

it('a mandatory report that is nearly due reminds the workers who have it after a move', async () => {
  const clientId = await makePupil();
  const report = { discoveredAt: new Date(now).toISOString(), text: '身上有伤' };
  await must(lin.call('POST', `/api/v1/clients/${clientId}/mandatory-reports`, report));
  now += 50 * MINUTE;
  await remindOfReports(server.services, home.id);
  await notifyAll(server);
  const REMINDED = '强制报告的期限快到了';
  expect([await titles(lin), await titles(chen)].map((all) => all.includes(REMINDED))).toEqual([true, false]);
  const { version } = (await supervisor.call('GET', `/api/v1/clients/${clientId}`)).body;
  const moved = { siteId: there, workerIds: [chen.id] };
  const ifMatch = { 'if-match': `"${version}"` };
  await must(supervisor.call('PATCH', `/api/v1/clients/${clientId}`, moved, ifMatch));
  await notifyAll(server);
  expect((await titles(chen)).includes(REMINDED)).toBe(true);
  expect((await titles(supervisor)).filter((title) => title === REMINDED)).toHaveLength(1);
});
