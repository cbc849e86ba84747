import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  notifyAll,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { must } from '../../../test/person-rows.ts';
import { newId } from '../platform/database/ids.ts';

const HOUR = 3_600_000;

let now = Date.parse('2026-11-27T02:00:00Z');
let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  home = await makeOrganisation(server);
  supervisor = await makeUser(server, home, 'supervisor');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
});

const unread = async (user: TestUser): Promise<number> =>
  (await user.call('GET', '/api/v1/notifications/unread-count')).body.unread;
const titles = async (user: TestUser): Promise<string[]> =>
  (await user.call('GET', '/api/v1/notifications')).body.items.map(({ title }: { title: string }) => title);

async function makePupil(): Promise<string> {
  const pupil = { name: '周小', birthDate: '2011-03-04', siteId: home.siteIds[0], workerIds: [] };
  return must(supervisor.call('POST', '/api/v1/clients', pupil));
}

const refer = (clientId: string, urgency: string, by: TestUser) =>
  must(by.call('POST', '/api/v1/referrals', { clientId, source: 'teacher', urgency, reason: '说不想活了' }));

it('whoever has an alert hears that the child said it again, and whoever has none is not rung twice', async () => {
  const clientId = await makePupil();
  await refer(clientId, 'urgent', supervisor);
  await notifyAll(server);
  const alert = async () => (await worker.call('GET', '/api/v1/alerts')).body.items[0];
  await refer(clientId, 'urgent', supervisor);
  await notifyAll(server);
  expect(await titles(worker)).toEqual(['有一个风险预警等人处理']);
  const { id, version } = await alert();
  await must(worker.call('POST', `/api/v1/alerts/${id}/take`, undefined, { 'if-match': `"${version}"` }));
  await notifyAll(server);
  expect(await unread(worker)).toBe(0);
  now += HOUR;
  await refer(clientId, 'urgent', supervisor);
  await notifyAll(server);
  expect(await unread(worker)).toBe(1);
  expect((await titles(worker))[0]).toBe('您处理的风险预警又有新情况');
  await worker.call('POST', `/api/v1/alerts/${id}/close`, { outcome: 'safe_checked', note: '已见面' });
  await notifyAll(server);
  expect(await unread(worker)).toBe(0);
});

it('what comes while everybody is away is on the page when they are back, and rings with nobody', async () => {
  await supervisor.call('POST', '/api/v1/absences', { until: new Date(now + HOUR).toISOString() });
  await refer(await makePupil(), 'routine', worker);
  await notifyAll(server);
  now += 2 * HOUR;
  expect(await titles(supervisor)).toEqual(['有一个转介等您决定']);
  expect(await unread(supervisor)).toBe(1);
  const { rows } = await server.admin.query(
    'select count(*)::int as messages from notification_message where organisation_id = $1',
    [home.id],
  );
  expect(rows).toEqual([{ messages: 0 }]);
});

/** A delivery of a kind that nobody knows, which fails for the eleventh time. */
async function giveUp(sender: TestOrganisation): Promise<string> {
  const id = newId();
  await server.admin.query(
    `insert into delivery (organisation_id, id, to_organisation_id, kind, key, payload, created_at, next_attempt_at, attempts)
     values ($1, $2, $3, 'test.nothing', 'x', '{}', $4, $4, 10)`,
    [sender.id, id, home.id, new Date(now)],
  );
  await server.deliveries.deliverDue(sender.id);
  await server.notifications.spreadNew(home.id);
  return id;
}

it('a delivery that was put aside waits for no operator, and one that arrives after all is put aside no more', async () => {
  const operator = await makeUser(server, home, 'operator');
  const sender = await makeOrganisation(server);
  const id = await giveUp(sender);
  expect(await unread(operator)).toBe(1);
  await operator.call('POST', `/api/v1/late-deliveries/${sender.id}/${id}/dismiss`);
  await notifyAll(server);
  expect(await unread(operator)).toBe(0);
});

it('a sender whose keys do not open keeps no operator from hearing of the others', async () => {
  const operator = await makeUser(server, home, 'operator');
  const [broken, sound] = [await makeOrganisation(server), await makeOrganisation(server)];
  // whose keys nobody has opened yet
  await server.admin.query(
    `update organisation_key set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) where organisation_id = $1`,
    [broken.id],
  );
  for (const sender of [broken, sound]) {
    const id = newId();
    const at = new Date(now);
    await server.admin.query(
      `insert into delivery (organisation_id, id, to_organisation_id, kind, key, payload, created_at, next_attempt_at, attempts,
         dead_at)
       values ($1, $2, $3, 'test.nothing', 'x', '{}', $4, $4, 11, $4)`,
      [sender.id, id, home.id, at],
    );
    await server.admin.query(
      `insert into notification_occasion (organisation_id, id, kind, matter_id, step, to_ids, created_at)
       values ($1, $2, 'delivery.given_up', $3, $4, $5, $6)`,
      [home.id, newId(), id, `${sender.id} ${at.toISOString()}`, [operator.id], at],
    );
  }
  await server.notifications.spreadNew(home.id);
  const { status, body } = await operator.call('GET', '/api/v1/notifications');
  expect([status, body.items.length]).toEqual([200, 2]);
});
