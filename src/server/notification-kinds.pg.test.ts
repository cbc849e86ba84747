import type { JobHelpers } from 'graphile-worker';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MailServer, readMessage, startMailServer } from '../../test/mail-server.ts';
import { haveMailAddress } from '../../test/notified-staff.ts';
import {
  makeOrganisation,
  makeUser,
  notifyAll,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../test/server.ts';
import { notificationKinds } from './notification-kinds.ts';
import { countStuckMessages, Notifications } from './notifications/public.ts';
import { newId } from './platform/database/ids.ts';
import { Doors } from './platform/work/doors.ts';
import { messageQueue, ownQueue } from './jobs.ts';
import { must, openRound } from '../../test/person-rows.ts';
import { remindOfReports, watchAlerts } from './casework/public.ts';

/** Ten o'clock in the morning in Wenzhou. */
const MORNING = Date.parse('2026-11-27T02:00:00Z');
const NIGHT = Date.parse('2026-11-26T17:00:00Z');
const MINUTE = 60_000;
const LINK = 'https://nuantu.example.org';

let now = MORNING;
let mail: MailServer;
let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let lin: TestUser;
let chen: TestUser;
/** e-mail address of each */
let addresses: Map<TestUser, string>;
let pupils = 0;

beforeAll(async () => {
  mail = await startMailServer();
  const from = 'nuantu@example.org';
  server = await startTestServer({
    clock: () => new Date(now),
    messages: {
      mail: { host: '127.0.0.1', port: mail.port, tls: 'none', signIn: undefined, from },
      publicUrl: `${LINK}/`,
    },
  });
});
afterAll(async () => {
  await server.dispose();
  await mail.close();
});
beforeEach(async () => {
  now = MORNING;
  mail.refusals.clear();
  home = await makeOrganisation(server);
  const [site] = home.siteIds;
  supervisor = await makeUser(server, home, 'supervisor');
  lin = await makeUser(server, home, 'worker', [site]);
  chen = await makeUser(server, home, 'worker', [site]);
  addresses = new Map();
  for (const user of [supervisor, lin, chen]) addresses.set(user, await haveMailAddress(mail, user));
});

async function makePupil(siteId: string = home.siteIds[0]): Promise<{ id: string; name: string }> {
  pupils += 1;
  const name = `周小${pupils}`;
  const pupil = { name, birthDate: '2011-03-04', siteId, workerIds: [] };
  return { name, id: (await supervisor.call('POST', '/api/v1/clients', pupil)).body.id };
}

async function refer(clientId: string, urgency = 'urgent', by = supervisor): Promise<string> {
  const referral = { clientId, source: 'teacher', urgency, reason: '说不想活了' };
  return (await by.call('POST', '/api/v1/referrals', referral)).body.id;
}

/** Subjects and texts that somebody got, without codes. */
function mailOf(user: TestUser) {
  return mail.messages
    .filter(({ to }) => to.includes(addresses.get(user) ?? ''))
    .map(({ raw }) => readMessage(raw))
    .map(({ headers, text }) => ({ headers, text, subject: headers.get('subject') ?? '' }))
    .filter(({ subject }) => !/验证码|code/.test(subject));
}
const subjectsOf = (user: TestUser) => mailOf(user).map(({ subject }) => subject);
const bell = async (user: TestUser) => (await user.call('GET', '/api/v1/notifications')).body.items;
const unread = async (user: TestUser): Promise<number> =>
  (await user.call('GET', '/api/v1/notifications/unread-count')).body.unread;
const alertOf = async (user: TestUser): Promise<string> =>
  (await user.call('GET', '/api/v1/alerts')).body.items[0].id;
const messages = async () =>
  (
    await server.admin.query(
      'select way, state, attempts, failure, due_at from notification_message where organisation_id = $1 order by id',
      [home.id],
    )
  ).rows;
const choose = async (user: TestUser, change: object) => {
  const { body } = await user.call('GET', '/api/v1/notification-choices');
  const { urgent, normal, quiet, digestAt, version } = body;
  const wanted = { urgent, normal, quiet, digestAt, ...change };
  const headers = { 'if-match': `"${version}"` };
  return user.call('PUT', '/api/v1/notification-choices', wanted, headers);
};

const RAISED = '暖途：有一个风险预警等人处理';
const CALLED = '暖途：有一个风险预警没有人接手，请您处理';
const REFERRAL = '暖途：有一个转介等您决定';

describe('a risk alert', () => {
  it('rings with the workers of the site who are on duty, on the page and by e-mail, and names nobody', async () => {
    const { id, name } = await makePupil();
    await refer(id);
    await notifyAll(server);
    for (const user of [lin, chen]) {
      expect(await unread(user)).toBe(1);
      expect(await bell(user)).toMatchObject([
        {
          state: 'waiting',
          isUrgent: true,
          title: '有一个风险预警等人处理',
          path: '/cases?view=alerts',
          siteId: home.siteIds[0],
          readAt: null,
        },
      ]);
    }
    const [{ subject, text, headers } = { subject: '', text: '', headers: new Map<string, string>() }] =
      mailOf(lin);
    expect(subject).toBe(RAISED);
    expect(text).toContain(`打开：${LINK}/cases?view=alerts`);
    expect(text).toContain(`${LINK}/profile/notifications`);
    expect(headers.get('list-unsubscribe')).toBe(`<${LINK}/profile/notifications>`);
    expect(headers.get('message-id')).toMatch(/^<[\da-f-]{36}@example\.org>$/);
    expect(text + subject).not.toMatch(new RegExp(`${name}|不想活|${id}`));
    expect(subjectsOf(chen)).toEqual([RAISED]);
    // she is told that a referral waits; the alert is the workers' first
    expect(subjectsOf(supervisor)).toEqual([]);
  });

  it('rings once, however often its cause comes and however many jobs run at once', async () => {
    const { id } = await makePupil();
    await refer(id);
    await refer(id);
    await Promise.all([notifyAll(server), notifyAll(server), notifyAll(server)]);
    await refer(id);
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual([RAISED]);
    expect(await unread(lin)).toBe(1);
  });

  it('of several persons at once is one message', async () => {
    for (let count = 0; count < 3; count += 1) await refer((await makePupil()).id);
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual(['暖途：有 3 件事等您']);
    expect(mailOf(lin)[0]?.text).toContain(`打开：${LINK}/notifications`);
    expect(await unread(lin)).toBe(3);
  });

  it('rings at night', async () => {
    now = NIGHT;
    await refer((await makePupil()).id);
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual([RAISED]);
  });

  it('that a colleague took before the message went out rings with nobody, and waits in no bell', async () => {
    await refer((await makePupil()).id);
    await server.notifications.spreadNew(home.id);
    await chen.call('POST', `/api/v1/alerts/${await alertOf(chen)}/take`);
    // asked before it is sent, and not only each minute
    await server.notifications.sendDue(home.id, () => false);
    expect(subjectsOf(lin)).toEqual([]);
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual([]);
    expect(await unread(lin)).toBe(0);
    expect(await bell(lin)).toMatchObject([{ state: 'settled' }]);
    expect((await messages()).map(({ state }) => state)).toEqual(['dropped', 'dropped']);
  });

  it('that nobody takes rings with the next on duty and the supervisor, a step once', async () => {
    await refer((await makePupil()).id);
    await notifyAll(server);
    now += 241 * MINUTE;
    await watchAlerts(server.services, home.id);
    await watchAlerts(server.services, home.id);
    await notifyAll(server);
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([CALLED]);
    const [called, other] = [lin, chen].toSorted((left, right) => mailOf(right).length - mailOf(left).length);
    expect(subjectsOf(called as TestUser)).toEqual([RAISED, CALLED]);
    expect(subjectsOf(other as TestUser)).toEqual([RAISED]);
    // the first call is over with the second: one matter stands in a bell once
    expect(await unread(called as TestUser)).toBe(1);
  });

  it('that is handed over rings with whoever has it now', async () => {
    await refer((await makePupil()).id);
    const id = await alertOf(lin);
    await lin.call('POST', `/api/v1/alerts/${id}/take`);
    await notifyAll(server);
    await lin.call('POST', `/api/v1/alerts/${id}/hand-over`, { toId: chen.id, words: '我要去开会' });
    await notifyAll(server);
    expect(subjectsOf(chen)).toEqual(['暖途：同事把一个风险预警移交给了您']);
    expect(mailOf(chen)[0]?.text).not.toContain('开会');
    expect(subjectsOf(lin)).toEqual([]);
  });

  it('calls supervisors where no worker of the site is on duty', async () => {
    const until = new Date(now + 60 * MINUTE).toISOString();
    for (const user of [lin, chen]) await user.call('POST', '/api/v1/absences', { until });
    await refer((await makePupil()).id);
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([RAISED]);
    expect(subjectsOf(lin)).toEqual([]);
  });
});

describe('a mandatory report', () => {
  it('whose hour is nearly over rings with whoever filed it and the supervisor, once, and with nobody once it is made', async () => {
    const { id } = await makePupil();
    const discoveredAt = new Date(now).toISOString();
    const url = `/api/v1/clients/${id}/mandatory-reports`;
    const filed = await lin.call('POST', url, { discoveredAt, text: '身上有伤' });
    expect(filed.status).toBe(201);
    await notifyAll(server);
    const before = [lin, supervisor].map((user) => mailOf(user).length);
    now += 44 * MINUTE;
    await remindOfReports(server.services, home.id);
    await notifyAll(server);
    expect([lin, supervisor].map((user) => mailOf(user).length)).toEqual(before);
    now += 2 * MINUTE;
    for (let turn = 0; turn < 2; turn += 1) {
      await remindOfReports(server.services, home.id);
      await notifyAll(server);
    }
    for (const user of [lin, supervisor])
      expect(subjectsOf(user).filter((subject) => subject === '暖途：强制报告的期限快到了')).toHaveLength(1);
    expect(await bell(supervisor)).toMatchObject([{ title: '强制报告的期限快到了', state: 'waiting' }]);
    const reported = { reportedAt: new Date(now).toISOString(), reportedTo: '城关派出所' };
    const ifMatch = { 'if-match': '"1"' };
    expect(
      (await lin.call('PATCH', `/api/v1/mandatory-reports/${filed.body.id}`, reported, ifMatch)).status,
    ).toBe(200);
    await notifyAll(server);
    expect(await unread(supervisor)).toBe(0);
  });
});

describe('a referral', () => {
  it('that can wait rings with whoever decides, not with who referred, and not at night', async () => {
    const other = await makeUser(server, home, 'supervisor');
    addresses.set(other, await haveMailAddress(mail, other));
    now = NIGHT;
    await refer((await makePupil()).id, 'soon', other);
    await notifyAll(server);
    expect(await unread(supervisor)).toBe(1);
    expect(subjectsOf(supervisor)).toEqual([]);
    now = Date.parse('2026-11-26T22:59:00Z');
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([]);
    now += MINUTE;
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([REFERRAL]);
    expect(subjectsOf(other)).toEqual([]);
    expect(await unread(lin)).toBe(0);
  });

  it('is kept for the digest, with all that came until then, and what was decided meanwhile is left out', async () => {
    expect((await choose(supervisor, { digestAt: '17:00' })).status).toBe(200);
    const ids = [];
    for (let count = 0; count < 3; count += 1) ids.push(await refer((await makePupil()).id, 'soon', lin));
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([]);
    await supervisor.call('POST', `/api/v1/referrals/${ids[0]}/decline`, { reason: 'not_our_service' });
    now = Date.parse('2026-11-27T09:00:00Z');
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual(['暖途：有 2 件事等您']);
  });

  it('that was read on the page rings nowhere', async () => {
    await choose(supervisor, { digestAt: '17:00' });
    await refer((await makePupil()).id, 'soon', lin);
    await notifyAll(server);
    const [{ id }] = await bell(supervisor);
    expect((await supervisor.call('POST', `/api/v1/notifications/${id}/read`)).status).toBe(200);
    now = Date.parse('2026-11-27T09:00:00Z');
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([]);
  });

  it('rings with nobody who went away since, and waits on the page', async () => {
    await choose(supervisor, { digestAt: '17:00' });
    await refer((await makePupil()).id, 'soon', lin);
    await notifyAll(server);
    const until = new Date(now + 30 * 24 * 60 * MINUTE).toISOString();
    expect((await supervisor.call('POST', '/api/v1/absences', { until })).status).toBe(200);
    now = Date.parse('2026-11-27T09:00:00Z');
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([]);
    expect(await unread(supervisor)).toBe(1);
  });

  it('goes by no way to whoever wants none, and stands on the page all the same', async () => {
    await choose(supervisor, { normal: [] });
    await refer((await makePupil()).id, 'soon', lin);
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([]);
    expect(await unread(supervisor)).toBe(1);
  });
});

describe('somebody of a class who asks for help', () => {
  async function callFor(urgency: 'soon' | 'urgent'): Promise<void> {
    const classId = newId();
    await server.admin.query(
      `insert into school_class (organisation_id, id, site_id, kind, name, created_at) values ($1, $2, $3, 'class', $4, $5)`,
      [home.id, classId, home.siteIds[0], urgency, new Date(now)],
    );
    const pupil = { name: '何安', siteId: home.siteIds[0], classId, birthDate: '2009-03-04' };
    const clientId = await must(supervisor.call('POST', '/api/v1/clients', pupil));
    const consent = {
      purpose: 'assessment',
      givenBy: 'client',
      evidence: 'signed_form',
      givenOn: '2026-11-01',
    };
    await must(supervisor.call('POST', `/api/v1/clients/${clientId}/consents`, consent));
    const invitationToken = await openRound(classId, supervisor);
    const call = { id: newId(), urgency, words: '有人欺负我', isMine: false, invitationToken };
    await must(request(server, 'POST', '/api/v1/self-referrals', call));
  }

  it('rings at once where it cannot wait, in the morning where it can', async () => {
    now = NIGHT;
    await callFor('soon');
    await notifyAll(server);
    expect(await unread(lin)).toBe(1);
    expect(subjectsOf(lin)).toEqual([]);
    await callFor('urgent');
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual(['暖途：有学生求助，等人回应']);
    expect(mailOf(lin)[0]?.text).not.toContain('欺负');
    expect((await bell(lin)).map(({ isUrgent }: { isUrgent: boolean }) => isUrgent)).toEqual([true, false]);
    now = Date.parse('2026-11-26T23:00:00Z');
    await notifyAll(server);
    expect(subjectsOf(lin)).toHaveLength(2);
  });
});

describe('rights are those of the moment', () => {
  it('whoever lost the site, the role or the account by then is told nothing', async () => {
    await refer((await makePupil()).id);
    await server.notifications.spreadNew(home.id);
    await server.admin.query('update role_assignment set site_ids = $2 where account_id = $1', [
      lin.id,
      [home.siteIds[1]],
    ]);
    await server.admin.query(`update account set status = 'suspended' where id = $1`, [chen.id]);
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual([]);
    expect(subjectsOf(chen)).toEqual([]);
  });

  it('what moved out of reach shows neither words nor kind, and another account’s is not found', async () => {
    const { id } = await makePupil();
    await refer(id);
    await notifyAll(server);
    const [own] = await bell(lin);
    for (const user of [chen, supervisor]) {
      const answer = await user.call('POST', `/api/v1/notifications/${own.id}/read`);
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    }
    const elsewhere = await makeOrganisation(server);
    const stranger = await makeUser(server, elsewhere, 'supervisor');
    expect((await stranger.call('POST', `/api/v1/notifications/${own.id}/read`)).status).toBe(404);
    expect(await bell(stranger)).toEqual([]);
    await server.admin.query('update client set site_id = $2 where id = $1', [id, home.siteIds[1]]);
    expect(await bell(lin)).toEqual([
      {
        id: own.id,
        at: own.at,
        readAt: null,
        state: 'hidden',
        isUrgent: false,
        title: null,
        titleEn: null,
        path: null,
        siteId: null,
      },
    ]);
    expect((await lin.call('POST', `/api/v1/notifications/${own.id}/read`)).status).toBe(200);
    expect(await unread(lin)).toBe(0);
  });

  it('of a person who was erased nothing waits, and nothing is told', async () => {
    const { id } = await makePupil();
    await refer(id, 'soon', lin);
    await notifyAll(server);
    expect(await unread(supervisor)).toBe(1);
    const erased = await supervisor.call('POST', `/api/v1/clients/${id}/erase`, { reason: 'request' });
    expect(erased.status).toBe(200);
    await notifyAll(server);
    expect(await unread(supervisor)).toBe(0);
    expect(await bell(supervisor)).toMatchObject([{ state: 'settled', title: '有一个转介等您决定' }]);
  });
});

describe('names in messages', () => {
  it('stand there only where the administrator allows it, never in a subject, and are audited', async () => {
    const administrator = await makeUser(server, home, 'administrator');
    for (const user of [lin, supervisor]) {
      expect((await user.call('GET', '/api/v1/notification-rule')).status).toBe(403);
    }
    const first = await makePupil();
    await refer(first.id);
    await notifyAll(server);
    expect(mailOf(lin)[0]?.text).not.toContain(first.name);
    const allow = { namesInMessages: true };
    const version = { 'if-match': '"0"' };
    const changed = await administrator.call('PUT', '/api/v1/notification-rule', allow, version);
    expect(changed.body).toEqual({ namesInMessages: true, version: 1 });
    const second = await makePupil();
    await refer(second.id);
    await notifyAll(server);
    const [, told] = mailOf(lin);
    expect(told?.text).toContain(`有一个风险预警等人处理（${second.name}）`);
    expect(told?.subject).toBe(RAISED);
    const { rows } = await server.admin.query(
      `select action, subject_ids from audit_event where organisation_id = $1 and action in ('notification.rule', 'notification.send')`,
      [home.id],
    );
    expect(rows.filter(({ action }) => action === 'notification.rule')).toHaveLength(1);
    const sent = rows.filter(({ action }) => action === 'notification.send');
    expect(sent.map(({ subject_ids: ids }) => ids)).toEqual([[second.id], [second.id]]);
  });
});

describe('the language of the reader', () => {
  it('is that of the message', async () => {
    await lin.call('PATCH', '/api/v1/me', { language: 'en' });
    await refer((await makePupil()).id);
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual(['Nuantu: A risk alert waits']);
    expect(mailOf(lin)[0]?.text).toContain(`Open: ${LINK}/cases?view=alerts`);
  });
});

describe('a mail server that does not take a message', () => {
  it('is tried again, under the same Message-ID, and nobody else waits', async () => {
    mail.refusals.set(addresses.get(lin) ?? '', 'mailbox of 周小一 is full');
    await refer((await makePupil()).id);
    await notifyAll(server);
    expect(subjectsOf(chen)).toEqual([RAISED]);
    const failed = (await messages()).filter(({ state }) => state === 'waiting');
    expect(failed).toMatchObject([{ attempts: 1, failure: 'recipient_refused' }]);
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual([]);
    now += MINUTE;
    mail.refusals.clear();
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual([RAISED]);
  });

  it('that is away for a while gets what waits when it is back', async () => {
    const { port } = mail;
    const before = mail.messages;
    await mail.close();
    await refer((await makePupil()).id);
    await notifyAll(server);
    expect(await messages()).toMatchObject([
      { state: 'waiting', failure: 'unreachable' },
      { state: 'waiting', failure: 'unreachable' },
    ]);
    expect(await unread(lin)).toBe(1);
    mail = await startMailServer({}, port);
    now += MINUTE;
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual([RAISED]);
    expect(before.length).toBeGreaterThan(0);
  });

  it('is written to by no server that is told to stop, and by the next one', async () => {
    await refer((await makePupil()).id);
    await server.notifications.spreadNew(home.id);
    const sendBy = async (abortSignal: AbortSignal) =>
      messageQueue(server).tasks['send-due-messages']?.({}, { abortSignal } as JobHelpers);
    await sendBy(AbortSignal.abort());
    expect(subjectsOf(lin)).toEqual([]);
    await sendBy(new AbortController().signal);
    expect(subjectsOf(lin)).toEqual([RAISED]);
  });

  it('in the evening is not asked again at night, unless it is urgent', async () => {
    now = Date.parse('2026-11-27T13:59:00Z');
    mail.refusals.set(addresses.get(supervisor) ?? '', 'later');
    await refer((await makePupil()).id, 'soon', lin);
    await notifyAll(server);
    mail.refusals.clear();
    now += 2 * MINUTE;
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([]);
    now = Date.parse('2026-11-27T23:00:00Z');
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([REFERRAL]);
  });

  it('is given up after the seventh time, and the operator sees whom, never about whom', async () => {
    mail.refusals.set(addresses.get(lin) ?? '', 'no');
    const { id, name } = await makePupil();
    await refer(id);
    for (let turn = 0; turn < 7; turn += 1) {
      await notifyAll(server);
      now += 241 * MINUTE;
    }
    const given = (await messages()).find(({ state }) => state !== 'sent');
    expect(given).toMatchObject({ state: 'given_up', attempts: 7, failure: 'recipient_refused' });
    const { rows } = await server.admin.query(countStuckMessages([]).text, [[]]);
    expect(rows).toMatchObject([{ way: 'mail', given_up: expect.any(Number) }]);
    expect(rows[0].given_up).toBeGreaterThan(0);
    now = MORNING;
    const operator = await makeUser(server, await makeOrganisation(server), 'operator');
    const listed = await operator.call('GET', '/api/v1/unsent-messages');
    const item = listed.body.items.find(
      (listed: { organisation: { organisationId: string } }) =>
        listed.organisation.organisationId === home.id,
    );
    expect(item).toMatchObject({
      to: lin.username,
      way: 'mail',
      title: '有一个风险预警等人处理',
      failure: 'recipient_refused',
    });
    expect(JSON.stringify(listed.body)).not.toMatch(new RegExp(`${name}|${id}|不想活`));
    const told = `/api/v1/unsent-messages/${home.id}/${item.id}/told`;
    expect((await supervisor.call('POST', told)).status).toBe(403);
    for (let turn = 0; turn < 2; turn += 1) expect((await operator.call('POST', told)).status).toBe(200);
    expect((await operator.call('DELETE', `/api/v1/unsent-messages/${home.id}/${item.id}`)).status).toBe(404);
  });

  it('counts each matter by its own attempts, and never tells two different things under one Message-ID', async () => {
    const address = addresses.get(supervisor) ?? '';
    mail.refusals.set(address, 'down');
    await choose(supervisor, { quiet: { from: '10:05', until: '17:00' } });
    await refer((await makePupil()).id, 'soon', lin);
    // fails at 10:00 and 10:01, and waits for the end of her rest then
    for (const minutes of [0, 1, 5]) {
      now += minutes * MINUTE;
      await notifyAll(server);
    }
    await refer((await makePupil()).id, 'soon', lin);
    await notifyAll(server);
    now = Date.parse('2026-11-27T09:00:00Z');
    await notifyAll(server);
    const { rows: failed } = await server.admin.query(
      'select attempts, bundle_id, due_at from notification_message where organisation_id = $1 order by id',
      [home.id],
    );
    expect(failed.map(({ attempts }) => attempts)).toEqual([3, 1]);
    expect(failed[0].bundle_id).toBe(failed[1].bundle_id);
    expect(failed.map(({ due_at: due }) => due.getTime() - now)).toEqual([MINUTE, MINUTE]);
    mail.refusals.clear();
    // new to her in the minute after: a message of its own
    await refer((await makePupil()).id, 'soon', lin);
    now += MINUTE;
    await notifyAll(server);
    const told = mailOf(supervisor);
    expect(told.map(({ subject }) => subject).toSorted()).toEqual(['暖途：有 2 件事等您', REFERRAL]);
    expect(new Set(told.map(({ headers }) => headers.get('message-id'))).size).toBe(2);
  });

  it('is told again whole: what failed together is not taken in parts by two jobs', async () => {
    now = Date.parse('2026-11-27T13:59:00Z');
    const address = addresses.get(supervisor) ?? '';
    mail.refusals.set(address, 'down');
    for (let count = 0; count < 2; count += 1) await refer((await makePupil()).id, 'soon', lin);
    await notifyAll(server);
    // of what failed together another job has a part: the rest is left to it
    await server.admin.query('begin');
    try {
      await server.admin.query(
        `select id from notification_message where organisation_id = $1 and account_id = $2 limit 1 for update`,
        [home.id, supervisor.id],
      );
      mail.refusals.clear();
      await choose(supervisor, { quiet: null });
      now += MINUTE;
      await notifyAll(server);
      expect(subjectsOf(supervisor)).toEqual([]);
    } finally {
      await server.admin.query('rollback');
    }
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual(['暖途：有 2 件事等您']);
  });

  it('is left to the operator where the address is gone, and to a newer version where this one knows no such kind', async () => {
    await refer((await makePupil()).id);
    await server.notifications.spreadNew(home.id);
    const { services, notifications } = server;
    const doors = new Doors(services, new Set());
    const known = notificationKinds({ services, doors }).filter(({ kind }) => kind !== 'alert.raised');
    const older = new Notifications({
      services,
      doors,
      kinds: known,
      ways: notifications.ways,
      onFailure: (_task, _organisationId, error) => expect.unreachable(String(error)),
    });
    await older.sendDue(home.id, () => false);
    expect((await messages()).map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    await lin.call('DELETE', '/api/v1/contact-ways/mail');
    await notifyAll(server);
    expect(subjectsOf(chen)).toEqual([RAISED]);
    expect((await messages()).filter(({ state }) => state !== 'sent')).toMatchObject([
      { state: 'given_up', failure: 'address_missing', attempts: 0 },
    ]);
  });

  it('that died between the message and its mark gets at most the same one again', async () => {
    await refer((await makePupil()).id);
    await notifyAll(server);
    const [first] = mailOf(lin);
    // what a crash leaves: held, sent, and not written down
    await server.admin.query(
      `update notification_message set state = 'waiting', ended_at = null where account_id = $1`,
      [lin.id],
    );
    await notifyAll(server);
    expect(mailOf(lin)).toHaveLength(1);
    now += 3 * MINUTE;
    await notifyAll(server);
    const [, second] = mailOf(lin);
    expect(second?.headers.get('message-id')).toBe(first?.headers.get('message-id'));
  });
});

describe('a delivery between organisations', () => {
  it('that is given up rings with operators, until somebody has it tried again', async () => {
    const platform = await makeOrganisation(server);
    const operator = await makeUser(server, platform, 'operator');
    const id = newId();
    // a kind that nobody knows, which failed ten times
    await server.admin.query(
      `insert into delivery (organisation_id, id, to_organisation_id, kind, key, payload, created_at, next_attempt_at, attempts)
       values ($1, $2, $3, 'test.nothing', 'x', '{}', $4, $4, 10)`,
      [home.id, id, platform.id, new Date(now)],
    );
    await server.deliveries.deliverDue(home.id);
    await notifyAll(server);
    expect(await bell(operator)).toMatchObject([
      { title: '有一项机构间的送达已停止尝试', path: '/deliveries', state: 'waiting', isUrgent: false },
    ]);
    const retry = `/api/v1/late-deliveries/${home.id}/${id}/retry`;
    expect((await operator.call('POST', retry)).status).toBe(200);
    await notifyAll(server);
    expect(await unread(operator)).toBe(0);
    now += MINUTE;
    await server.admin.query('update delivery set attempts = 10 where id = $1', [id]);
    await server.deliveries.deliverDue(home.id);
    await notifyAll(server);
    expect(await unread(operator)).toBe(1);
  });
});

describe('what nobody looks for any more', () => {
  it('is forgotten with all that hangs on it, a quarter of a year later', async () => {
    await refer((await makePupil()).id);
    await notifyAll(server);
    const trim = async () => ownQueue(server).tasks['trim-old-rows']?.({}, {} as JobHelpers);
    now += 89 * 24 * 60 * MINUTE;
    await trim();
    expect(await messages()).toHaveLength(2);
    // ids do not go back with the clock of the tests before: a few days more
    now += 9 * 24 * 60 * MINUTE;
    await trim();
    const { rows } = await server.admin.query(
      `select count(*)::int as left from notification where organisation_id = $1`,
      [home.id],
    );
    expect([await messages(), rows]).toEqual([[], [{ left: 0 }]]);
  });
});

it('a page of notifications goes on where the one before ended, also among equal instants', async () => {
  for (let count = 0; count < 5; count += 1) await refer((await makePupil()).id);
  await notifyAll(server);
  const seen: string[] = [];
  let after = '';
  do {
    const { body } = await lin.call('GET', `/api/v1/notifications?limit=2${after}`);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    after = body.next === null ? '' : `&after=${body.next}`;
  } while (after !== '');
  expect(new Set(seen).size).toBe(5);
  const until = new Date(now).toISOString();
  expect((await lin.call('POST', '/api/v1/notifications/read', { until })).status).toBe(200);
  expect(await unread(lin)).toBe(0);
  expect(await unread(chen)).toBe(5);
});
