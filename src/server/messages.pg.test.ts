import type { JobHelpers } from 'graphile-worker';
import { describe, expect, it } from 'vitest';
import { makeOrganisation, makeUser, notifyAll } from '../../test/server.ts';
import { notificationKinds } from './notification-kinds.ts';
import { countStuckMessages, Notifications } from './notifications/public.ts';
import { Doors } from './platform/work/doors.ts';
import { messageQueue, ownQueue } from './jobs.ts';
import {
  addresses,
  chen,
  choose,
  home,
  letPass,
  lin,
  LINK,
  mail,
  mailOf,
  makePupil,
  messages,
  MINUTE,
  MORNING,
  now,
  RAISED,
  refer,
  REFERRAL,
  server,
  setNow,
  startMailAgain,
  subjectsOf,
  supervisor,
  unread,
  useToldStation,
} from '../../test/told-station.ts';

useToldStation();

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
    letPass(MINUTE);
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
    await startMailAgain(port);
    letPass(MINUTE);
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
    setNow(Date.parse('2026-11-27T13:59:00Z'));
    mail.refusals.set(addresses.get(supervisor) ?? '', 'later');
    await refer((await makePupil()).id, 'soon', lin);
    await notifyAll(server);
    mail.refusals.clear();
    letPass(2 * MINUTE);
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([]);
    setNow(Date.parse('2026-11-27T23:00:00Z'));
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([REFERRAL]);
  });

  it('is given up after the seventh time, and the operator sees whom, never about whom', async () => {
    mail.refusals.set(addresses.get(lin) ?? '', 'no');
    const { id, name } = await makePupil();
    await refer(id);
    for (let turn = 0; turn < 7; turn += 1) {
      await notifyAll(server);
      letPass(241 * MINUTE);
    }
    const given = (await messages()).find(({ state }) => state !== 'sent');
    expect(given).toMatchObject({ state: 'given_up', attempts: 7, failure: 'recipient_refused' });
    const { rows } = await server.admin.query(countStuckMessages([]).text, [[]]);
    expect(rows).toMatchObject([{ way: 'mail', given_up: expect.any(Number) }]);
    expect(rows[0].given_up).toBeGreaterThan(0);
    setNow(MORNING);
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
      letPass(minutes * MINUTE);
      await notifyAll(server);
    }
    await refer((await makePupil()).id, 'soon', lin);
    await notifyAll(server);
    setNow(Date.parse('2026-11-27T09:00:00Z'));
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
    letPass(MINUTE);
    await notifyAll(server);
    const told = mailOf(supervisor);
    expect(told.map(({ subject }) => subject).toSorted()).toEqual(['暖途：有 2 件事等您', REFERRAL]);
    expect(new Set(told.map(({ headers }) => headers.get('message-id'))).size).toBe(2);
  });

  it('is told again whole: what failed together is not taken in parts by two jobs', async () => {
    setNow(Date.parse('2026-11-27T13:59:00Z'));
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
      letPass(MINUTE);
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
    letPass(3 * MINUTE);
    await notifyAll(server);
    const [, second] = mailOf(lin);
    expect(second?.headers.get('message-id')).toBe(first?.headers.get('message-id'));
  });
});

describe('what nobody looks for any more', () => {
  it('is forgotten with all that hangs on it, a quarter of a year later', async () => {
    await refer((await makePupil()).id);
    await notifyAll(server);
    const trim = async () => ownQueue(server).tasks['trim-old-rows']?.({}, {} as JobHelpers);
    letPass(89 * 24 * 60 * MINUTE);
    await trim();
    expect(await messages()).toHaveLength(2);
    // ids do not go back with the clock of the tests before: a few days more
    letPass(9 * 24 * 60 * MINUTE);
    await trim();
    const { rows } = await server.admin.query(
      `select count(*)::int as left from notification where organisation_id = $1`,
      [home.id],
    );
    expect([await messages(), rows]).toEqual([[], [{ left: 0 }]]);
  });
});
