import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { untilWaiting } from '../../../test/barrier.ts';
import { readMessage } from '../../../test/mail-server.ts';
import { haveMailAddress, type ReachingServer, startReachingServer } from '../../../test/notified-staff.ts';
import { must } from '../../../test/person-rows.ts';
import {
  makeOrganisation,
  makeUser,
  notifyAll,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { Doors } from '../platform/work/doors.ts';
import { holdDue, sendBundle } from './send.ts';
import { findCalls, spread } from './spread.ts';

const MORNING = Date.parse('2026-11-27T02:00:00Z');
const NIGHT = Date.parse('2026-11-26T17:00:00Z');
const MINUTE = 60_000;

let now = MORNING;
let reaching: ReachingServer;
let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let lin: TestUser;
let chen: TestUser;
/** e-mail address of each */
let addresses: Map<TestUser, string>;

beforeAll(async () => {
  reaching = await startReachingServer(() => new Date(now));
  ({ server } = reaching);
});
afterAll(() => reaching.close());
beforeEach(async () => {
  now = MORNING;
  reaching.mail.refusals.clear();
  home = await makeOrganisation(server);
  const [site] = home.siteIds;
  supervisor = await makeUser(server, home, 'supervisor');
  lin = await makeUser(server, home, 'worker', [site]);
  chen = await makeUser(server, home, 'worker', [site]);
  addresses = new Map();
  for (const user of [supervisor, lin, chen]) addresses.set(user, await haveMailAddress(reaching.mail, user));
});

async function refer(urgency = 'urgent', by = supervisor): Promise<string> {
  const pupil = { name: '周小', birthDate: '2011-03-04', siteId: home.siteIds[0] };
  const clientId = await must(supervisor.call('POST', '/api/v1/clients', pupil));
  const referral = { clientId, source: 'teacher', urgency, reason: '说不想活了' };
  return must(by.call('POST', '/api/v1/referrals', referral));
}

/** Subjects and ids of what somebody got, without codes. */
const mailOf = (user: TestUser) =>
  reaching.mail.messages
    .filter(({ to }) => to.includes(addresses.get(user) ?? ''))
    .map(({ raw }) => readMessage(raw).headers)
    .map((headers) => ({ subject: headers.get('subject') ?? '', id: headers.get('message-id') ?? '' }))
    .filter(({ subject }) => !subject.includes('验证码'));
const subjectsOf = (user: TestUser) => mailOf(user).map(({ subject }) => subject);
const statesOf = async (user: TestUser): Promise<string[]> =>
  (
    await server.admin.query('select state from notification_message where account_id = $1', [user.id])
  ).rows.map(({ state }) => state);
async function readAll(user: TestUser): Promise<void> {
  const until = new Date(now).toISOString();
  expect((await user.call('POST', '/api/v1/notifications/read', { until })).status).toBe(200);
}

function fail(error: unknown): never {
  throw error;
}

const RAISED = '暖途：有一个风险预警等人处理';

describe('two jobs at once', () => {
  it('that spread tell everybody once', async () => {
    await refer();
    await server.admin.query('begin');
    await server.admin.query('select from notification_occasion where organisation_id = $1 for update', [
      home.id,
    ]);
    const both = [0, 1].map(() => server.notifications.spreadNew(home.id));
    await untilWaiting(server, 2);
    await server.admin.query('commit');
    await Promise.all(both);
    expect([await statesOf(lin), await statesOf(chen)]).toEqual([['waiting'], ['waiting']]);
  });

  it('of which one read it before the other spread it tell everybody once', async () => {
    await refer();
    const { services, notifications } = server;
    const work = new Doors(services, new Set()).open(home.id, { requestId: 'notify', language: 'zh-CN' });
    const calls = await work.read((reading) => findCalls(reading, notifications.kinds, fail));
    await notifications.spreadNew(home.id);
    // whoever knows is told no second time in any case: as it is once it has ended for her
    await readAll(lin);
    await server.admin.query('update notification set ended_at = read_at where account_id = $1', [lin.id]);
    expect(await work.change((change) => spread(change, calls, ['mail']))).toBe(0);
    expect(await statesOf(lin)).toHaveLength(1);
  });

  it('that send wait for nobody: what one holds the other leaves alone', async () => {
    await refer();
    await server.notifications.spreadNew(home.id);
    await server.admin.query('begin');
    await server.admin.query('select from notification_message where account_id = $1 for update', [lin.id]);
    await server.notifications.sendDue(home.id, () => false);
    expect([subjectsOf(lin), subjectsOf(chen)]).toEqual([[], [RAISED]]);
    await server.admin.query('commit');
    await server.notifications.sendDue(home.id, () => false);
    expect(subjectsOf(lin)).toEqual([RAISED]);
  });
});

describe('what is due', () => {
  it('is one message to each person, and what failed goes again by itself, under the id that it had', async () => {
    reaching.mail.refusals.set(addresses.get(lin) ?? '', 'full');
    for (let alerts = 0; alerts < 2; alerts += 1) await refer();
    await notifyAll(server);
    expect([subjectsOf(lin), subjectsOf(chen)]).toEqual([[], ['暖途：有 2 件事等您']]);
    const failed = 'select distinct bundle_id from notification_message where account_id = $1';
    const [{ bundle_id: id }] = (await server.admin.query(failed, [lin.id])).rows;
    reaching.mail.refusals.clear();
    // what failed waits a minute, and what is new does not wait with it
    await refer();
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual([RAISED]);
    now += MINUTE;
    await refer();
    await notifyAll(server);
    const [, ...later] = mailOf(lin);
    expect(later.map(({ subject }) => subject).toSorted()).toEqual(
      [RAISED, '暖途：有 2 件事等您'].toSorted(),
    );
    expect(later.find(({ subject }) => subject !== RAISED)?.id).toContain(id);
  });

  it('by one way is no part of what is due by another', async () => {
    const confirm = async (way: string, address: string, code: () => string) => {
      await must(lin.call('PUT', `/api/v1/contact-ways/${way}`, { address }));
      await must(lin.call('POST', `/api/v1/contact-ways/${way}/confirm`, { code: code() }));
    };
    await confirm(
      'wecom',
      lin.username,
      () => /\d{6}/.exec(reaching.wecom.messages.at(-1)?.text ?? '')?.[0] ?? '',
    );
    await refer();
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual([RAISED]);
    const texts = reaching.wecom.messages.filter(({ to }) => to === lin.username);
    expect(texts.map(({ text }) => text.split('\n')[0]).slice(1)).toEqual([RAISED]);
  });

  it('and was read on the page while it was held rings nowhere', async () => {
    await refer();
    await server.notifications.spreadNew(home.id);
    const { services, notifications } = server;
    const { kinds, ways } = notifications;
    const doors = new Doors(services, new Set());
    const work = doors.open(home.id, { requestId: 'send', language: 'zh-CN' });
    const held = await work.change((change) => holdDue(change, 'mail', kinds));
    expect(held).toHaveLength(2);
    await readAll(lin);
    for (const bundle of held) await sendBundle({ services, kinds, ways, work, onFailure: fail }, bundle);
    expect([subjectsOf(lin), subjectsOf(chen)]).toEqual([[], [RAISED]]);
  });
});

describe('a message that waits for the morning', () => {
  const closed = {
    'is read': async (id: string) => {
      expect((await supervisor.call('POST', `/api/v1/notifications/${id}/read`)).status).toBe(200);
    },
    'is read with all others': () => readAll(supervisor),
    'is about what a colleague saw to': async (_: string, referralId: string) => {
      const other = await makeUser(server, home, 'supervisor');
      const reason = { reason: 'not_our_service' };
      await must(other.call('POST', `/api/v1/referrals/${referralId}/decline`, reason));
      await server.notifications.followMatters(home.id);
    },
  };

  it.each(Object.entries(closed))('%s, and waits for nobody any more', async (_, close) => {
    now = NIGHT;
    const referralId = await refer('soon', lin);
    await notifyAll(server);
    expect(await statesOf(supervisor)).toEqual(['waiting']);
    const [{ id }] = (await supervisor.call('GET', '/api/v1/notifications')).body.items;
    await close(id, referralId);
    expect(await statesOf(supervisor)).toEqual(['dropped']);
  });
});

it('an address that is given while its account is suspended counts for nothing', async () => {
  await server.admin.query('delete from contact_way where account_id = $1', [lin.id]);
  await server.admin.query('begin');
  await server.admin.query(`update account set status = 'suspended' where id = $1`, [lin.id]);
  const given = lin.call('PUT', '/api/v1/contact-ways/mail', { address: 'other@example.org' });
  await untilWaiting(server, 1);
  await server.admin.query('commit');
  expect((await given).body.code).toBe('not_signed_in');
  const left = await server.admin.query('select from contact_way where account_id = $1', [lin.id]);
  expect(left.rowCount).toBe(0);
});
