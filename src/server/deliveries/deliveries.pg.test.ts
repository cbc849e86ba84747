import { readFileSync } from 'node:fs';
import type { JobHelpers } from 'graphile-worker';
import { Type } from 'typebox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  PASSWORDS,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { exchangeQueue } from '../jobs.ts';
import { systemSettings } from '../platform/database/database.ts';
import { startJobs } from '../platform/jobs/jobs.ts';
import { tellFigures } from '../platform/log/figures.ts';
import { Doors } from '../platform/work/doors.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Work } from '../platform/work/work.ts';
import { deliver } from './deliver.ts';
import { Deliveries } from './deliveries.ts';
import { Enquiries } from './enquiries.ts';
import { answererOf, type DeliveryKind, type EnquiryKind, type Receipt, receiverOf } from './kinds.ts';
import { dismissDelivery, listLate, retryDelivery } from './late.ts';
import { receive } from './receive.ts';
import { countLateDeliveries } from './sql.ts';
import { newId } from '../platform/database/ids.ts';
import { plain } from '../platform/database/statement.ts';

const MINUTE = 60_000;
const ORIGIN = { requestId: 'test', language: 'zh-CN' } as const;

const greeting = {
  kind: 'test.greeting',
  name: { zh: '问候', en: 'greeting' },
  schema: Type.Object({ code: Type.String({ maxLength: 10 }) }, { additionalProperties: false }),
} as const satisfies DeliveryKind;

let server: TestServer;
let now = Date.parse('2026-11-27T02:00:00.000Z');
let from: TestOrganisation;
let to: TestOrganisation;
/** what the handler was asked to do; each test says what it does then */
let handled: string[] = [];
let behaviour: (organisationId: string) => void = () => undefined;
const defects: string[] = [];
const closed = new Set<string>();

const receiver = receiverOf(greeting, async (change, { payload, fromOrganisationId }): Promise<Receipt> => {
  // something of the receiver's own, which has to be rolled back with a failure
  change.emit({ type: 'playbook.proposed', subjectId: fromOrganisationId, data: { playbook: payload.code } });
  await change.all();
  behaviour(change.organisationId);
  handled.push(`${payload.code} for ${change.organisationId}`);
  return { code: payload.code };
});

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  [from, to] = [await makeOrganisation(server), await makeOrganisation(server)];
  handled = [];
  behaviour = () => undefined;
  defects.length = 0;
});

const doors = () => new Doors(server.services, closed);
const post = (receivers = [receiver]) =>
  new Deliveries({ doors: doors(), receivers, onDefect: (_, error) => void defects.push(String(error)) });

const send = (code: string, receiverId = to.id, key = code) =>
  doors()
    .open(from.id, ORIGIN)
    .change((change) => deliver(change, { to: receiverId, kind: greeting, key, payload: { code } }));

const deliveries = async (organisationId = from.id) =>
  (
    await server.admin.query('select * from delivery where organisation_id = $1 order by created_at, id', [
      organisationId,
    ])
  ).rows;
const inbox = async (organisationId = to.id) =>
  (await server.admin.query('select * from inbox_item where organisation_id = $1', [organisationId])).rows;
const events = async (organisationId = to.id) =>
  (
    await server.admin.query(
      `select data->>'playbook' as code from outbox_event where organisation_id = $1 and type = 'playbook.proposed'`,
      [organisationId],
    )
  ).rows.map(({ code }) => code);

describe('a delivery', () => {
  it('leaves with its change, becomes a row of the receiver, is handled and receipted', async () => {
    await send('one');
    expect(await inbox()).toEqual([]);
    await post().deliverDue(from.id);
    expect(handled).toEqual([`one for ${to.id}`]);
    const [sent] = await deliveries();
    expect(sent).toMatchObject({
      to_organisation_id: to.id,
      delivered_at: new Date(now),
      receipt: { code: 'one' },
      attempts: 0,
      failure: null,
    });
    const [item] = await inbox();
    expect(item).toMatchObject({ from_organisation_id: from.id, id: sent.id, receipt: { code: 'one' } });
    expect(item.handled_at).toEqual(new Date(now));
    const { rows: audit } = await server.admin.query(
      `select detail, request_id from audit_event where organisation_id = $1 and action = 'delivery.receive'`,
      [to.id],
    );
    expect(audit).toEqual([{ detail: { kind: 'test.greeting', from: from.id }, request_id: sent.id }]);
  });

  it('is gone with a change that is rolled back, its job too', async () => {
    const jobs = async () =>
      (await server.admin.query('select count(*)::int as n from graphile_worker.jobs')).rows[0].n as number;
    const before = await jobs();
    const change = doors()
      .open(from.id, ORIGIN)
      .change(async (change) => {
        await deliver(change, { to: to.id, kind: greeting, key: 'x', payload: { code: 'x' } });
        throw new Error('something else went wrong');
      });
    await expect(change).rejects.toThrow('something else');
    expect(await deliveries()).toEqual([]);
    expect(await jobs()).toBe(before);
  });

  it('is sent by its kind where that left marks, also while others go; a kind that cannot keeps nothing back', async () => {
    let marked = ['newest'];
    const sendMarked = async (work: Work) => {
      const [code] = marked;
      marked = [];
      if (code === undefined) return;
      await work.change((change) =>
        deliver(change, { to: to.id, kind: greeting, key: code, payload: { code } }),
      );
    };
    behaviour = () => {
      if (handled.length === 0) marked = ['newer'];
    };
    await post([{ ...receiver, sendMarked }]).deliverDue(from.id);
    expect(handled).toEqual([`newest for ${to.id}`, `newer for ${to.id}`]);
    await send('other');
    const broken = async () => Promise.reject(new Error('cannot say it'));
    await post([{ ...receiver, sendMarked: broken }]).deliverDue(from.id);
    expect(handled.at(-1)).toBe(`other for ${to.id}`);
    expect(new Set(defects)).toEqual(new Set(['Error: cannot say it']));
  });

  it('is one job for a change with many receivers', async () => {
    await server.admin.query('delete from graphile_worker._private_jobs');
    const third = await makeOrganisation(server);
    await doors()
      .open(from.id, ORIGIN)
      .change(async (change) => {
        for (const { id } of [to, third])
          await deliver(change, { to: id, kind: greeting, key: 'x', payload: { code: 'x' } });
      });
    const jobs = async () =>
      (await server.admin.query('select task_identifier as task from graphile_worker.jobs')).rows;
    await expect.poll(jobs).toEqual([{ task: 'deliver' }]);
    await post().deliverDue(from.id);
    expect(handled).toEqual(expect.arrayContaining([`x for ${to.id}`, `x for ${third.id}`]));
  });

  it('is not sought by a kind that can say, with what is due, that it left no marks', async () => {
    let asked = 0;
    const sendMarked = async () => void (asked += 1);
    const isMarked = (marks: boolean) => () =>
      plain<{ is_marked: boolean }>('select $1::boolean as is_marked', [marks]);
    const other = { ...receiver, kind: 'test.other', sendMarked: async () => undefined };
    await post([other, { ...receiver, sendMarked, isMarked: isMarked(false) }]).deliverDue(from.id);
    expect(asked).toBe(0);
    await post([other, { ...receiver, sendMarked, isMarked: isMarked(true) }]).deliverDue(from.id);
    expect(asked).toBe(1);
  });

  it('sent twice is handled once; another thing under its key is refused', async () => {
    await send('one', to.id, 'key');
    await send('one', to.id, 'key');
    await post().deliverDue(from.id);
    await send('one', to.id, 'key');
    await post().deliverDue(from.id);
    expect(handled).toHaveLength(1);
    expect(await deliveries()).toHaveLength(1);
    await expect(send('two', to.id, 'key')).rejects.toThrow('another test.greeting has this key');
  });

  it('is handled once by two jobs at once', async () => {
    for (let n = 0; n < 12; n += 1) await send(`n${n}`);
    await Promise.all([post().deliverDue(from.id), post().deliverDue(from.id), post().deliverDue(from.id)]);
    expect(new Set(await events())).toEqual(new Set(Array.from({ length: 12 }, (_, n) => `n${n}`)));
    expect(await events()).toHaveLength(12);
    expect((await deliveries()).every(({ delivered_at: at }) => at !== null)).toBe(true);
  });

  it('whose receipt got lost between the two commits brings the receipt of the first time', async () => {
    await send('one');
    const [sent] = await deliveries();
    const item = { id: sent.id, fromOrganisationId: from.id, kind: sent.kind, payload: sent.payload };
    const receivers = new Map([[receiver.kind, receiver]]);
    // the receiver committed, and the process died
    await receive(doors().open(to.id, ORIGIN), receivers, item);
    expect((await deliveries())[0]).toMatchObject({ delivered_at: null, receipt: null });
    now += MINUTE;
    await post().deliverDue(from.id);
    expect(handled).toHaveLength(1);
    expect(await events()).toEqual(['one']);
    expect((await deliveries())[0]).toMatchObject({ delivered_at: new Date(now), receipt: { code: 'one' } });
    expect((await inbox())[0].handled_at).toEqual(new Date(now - MINUTE));
  });
});

describe('a failure', () => {
  it('leaves nothing of the handler, is told by its code at both ends, and the next attempt succeeds', async () => {
    behaviour = () => {
      throw new AppError('not_found');
    };
    await send('one');
    await post().deliverDue(from.id);
    expect(await events()).toEqual([]);
    expect((await deliveries())[0]).toMatchObject({
      attempts: 1,
      failure: 'not_found',
      next_attempt_at: new Date(now + MINUTE),
    });
    expect((await inbox())[0]).toMatchObject({ failure: 'not_found', handled_at: null });
    behaviour = () => undefined;
    await post().deliverDue(from.id);
    expect(handled).toEqual([]);
    now += MINUTE;
    await post().deliverDue(from.id);
    expect(await events()).toEqual(['one']);
    expect((await deliveries())[0]).toMatchObject({ failure: null, delivered_at: new Date(now) });
    expect((await inbox())[0]).toMatchObject({ failure: null, handled_at: new Date(now) });
    expect(defects).toEqual([]);
  });

  it('that nobody foresaw goes to the log, and into no row by its words', async () => {
    behaviour = () => {
      throw new Error('陈欣 13800000000');
    };
    await send('one');
    await post().deliverDue(from.id);
    expect(defects).toHaveLength(1);
    expect(JSON.stringify([await deliveries(), await inbox()])).not.toContain('陈欣');
    expect((await deliveries())[0].failure).toBe('failed');
  });

  it('of one receiver, and one item that poisons its handler, hold up nobody else', async () => {
    const third = await makeOrganisation(server);
    behaviour = (organisationId) => {
      if (organisationId === to.id) throw new Error('poison');
    };
    // more than a turn takes of one receiver
    for (let n = 0; n < 30; n += 1) await send(`bad${n}`);
    await send('good', third.id);
    await post().deliverDue(from.id);
    expect(handled).toEqual([`good for ${third.id}`]);
    const rows = await deliveries();
    expect(rows.filter(({ attempts }) => attempts === 1)).toHaveLength(30);
  });

  it('sent again and again begins its three days anew each time', async () => {
    behaviour = () => {
      throw new AppError('not_found');
    };
    for (let times = 0; times < 12; times += 1) {
      await send('one');
      await post().deliverDue(from.id);
    }
    expect((await deliveries())[0]).toMatchObject({ attempts: 1, dead_at: null });
  });

  it('that fails late in a long turn waits from then, not from when the turn began', async () => {
    const began = now;
    behaviour = () => {
      now += 2 * MINUTE;
      throw new AppError('not_found');
    };
    await send('one');
    await post().deliverDue(from.id);
    expect((await deliveries())[0]).toMatchObject({
      attempts: 1,
      next_attempt_at: new Date(began + 3 * MINUTE),
    });
  });

  it('after three days is given up; tried again by the operator it begins anew', async () => {
    behaviour = () => {
      throw new AppError('not_found');
    };
    const start = now;
    await send('one');
    for (let failures = 1; failures <= 11; failures += 1) {
      await post().deliverDue(from.id);
      const [row] = await deliveries();
      expect(row.attempts).toBe(failures);
      expect(row.dead_at === null).toBe(failures < 11);
      now = (row.next_attempt_at as Date).getTime();
    }
    expect(now - start).toBeGreaterThan(3 * 1440 * MINUTE);
    now += 1440 * MINUTE;
    await post().deliverDue(from.id);
    const [dead] = await deliveries();
    expect(dead.attempts).toBe(11);

    const home = await makeOrganisation(server);
    const operator = await makeUser(server, home, 'operator');
    const listed = await operator.call('GET', '/api/v1/late-deliveries');
    const item = listed.body.items.find(({ id }: { id: string }) => id === dead.id);
    expect(item).toMatchObject({
      from: { organisationId: from.id },
      to: { organisationId: to.id },
      // the kind of this test is none of the server's
      kind: 'test.greeting',
      since: new Date(start).toISOString(),
      attempts: 11,
      nextAttemptAt: null,
      failure: 'not_found',
    });
    expect(JSON.stringify(listed.body)).not.toContain('"one"');
    behaviour = () => undefined;
    const retried = await operator.call('POST', `/api/v1/late-deliveries/${from.id}/${dead.id}/retry`);
    expect(retried.status).toBe(200);
    await post().deliverDue(from.id);
    expect((await deliveries())[0]).toMatchObject({ delivered_at: new Date(now), dead_at: null });
    const again = await operator.call('POST', `/api/v1/late-deliveries/${from.id}/${dead.id}/retry`);
    expect(again.status).toBe(404);
    const { rows: audit } = await server.admin.query(
      `select organisation_id, action, detail from audit_event where action like 'delivery.%' and action <> 'delivery.receive'
       order by at, id`,
    );
    expect(audit).toEqual([
      { organisation_id: home.id, action: 'delivery.list', detail: {} },
      {
        organisation_id: from.id,
        action: 'delivery.retry',
        detail: { operator: operator.id, kind: 'test.greeting' },
      },
    ]);
  });

  it('is a code where the receiver does not know the kind, or the payload is not as the kind says', async () => {
    await expect(send('much longer than ten')).rejects.toThrow('payload is no test.greeting');
    await send('one');
    await post([]).deliverDue(from.id);
    expect((await deliveries())[0]).toMatchObject({ failure: 'unknown_kind', attempts: 1, dead_at: null });
    await server.admin.query(`update delivery set payload = '{"code": 1}' where organisation_id = $1`, [
      from.id,
    ]);
    now += MINUTE;
    await post().deliverDue(from.id);
    expect((await deliveries())[0]).toMatchObject({ failure: 'payload_invalid', attempts: 2 });
    expect(await inbox()).toEqual([]);
    expect(defects).toEqual([]);
  });

  it('is final where the receiver is gone; where it is closed on this server it waits like any other', async () => {
    const gone = newId();
    const shut = await makeOrganisation(server);
    closed.add(shut.id);
    await send('one', gone);
    await send('one', shut.id);
    await send('one', to.id);
    await post().deliverDue(from.id);
    const rows = new Map((await deliveries()).map((row) => [row.to_organisation_id, row]));
    expect(rows.get(gone)).toMatchObject({ failure: 'organisation_gone', dead_at: new Date(now) });
    expect(rows.get(shut.id)).toMatchObject({ failure: 'organisation_closed', dead_at: null });
    expect(rows.get(to.id)).toMatchObject({ delivered_at: new Date(now) });
  });
});

describe('the operator’s list', () => {
  const url = '/api/v1/late-deliveries';
  let operator: TestUser;
  beforeAll(async () => {
    operator = await makeUser(server, await makeOrganisation(server), 'operator');
  });
  beforeEach(() => server.admin.query('delete from delivery'));
  const listed = async (query = '') => (await operator.call('GET', `${url}${query}`)).body;

  it('goes through all of several senders, each once, whatever was given up before', async () => {
    const other = await makeOrganisation(server);
    // equal instants and some beyond the millisecond: where a page ends nothing is lost or told twice
    for (const sender of [from, other])
      await server.admin.query(
        `insert into delivery (organisation_id, id, to_organisation_id, kind, key, payload, created_at, next_attempt_at, dead_at)
         select $1, gen_random_uuid(), $2, 'test.greeting', n::text, '{}',
                $3::timestamptz + (n / 4) * interval '1 second' + n * interval '1 microsecond', now(), now()
         from generate_series(1, 60) as n`,
        [sender.id, to.id, new Date(now)],
      );
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const page = await listed(`?limit=50${after === null ? '' : `&after=${after}`}`);
      ids.push(...page.items.map(({ id }: { id: string }) => id));
      after = page.next;
    } while (after !== null);
    expect(ids).toHaveLength(120);
    expect(new Set(ids).size).toBe(120);
    expect((await operator.call('GET', `${url}?after=nonsense`)).body.code).toBe('cursor_invalid');
  });

  it('puts aside what was given up, and has it back when it is sent again', async () => {
    await send('one', newId());
    await send('two');
    behaviour = () => {
      throw new AppError('not_found');
    };
    await post().deliverDue(from.id);
    now += 11 * MINUTE;
    const [gone, waiting] = (await listed()).items;
    expect([gone.failure, waiting.failure]).toEqual(['organisation_gone', 'not_found']);
    const dismiss = ({ id }: { id: string }) => operator.call('POST', `${url}/${from.id}/${id}/dismiss`);
    expect(await givenUp()).toBe(1);
    // it is still tried: it would come back by itself
    expect((await dismiss(waiting)).status).toBe(404);
    expect((await dismiss(gone)).status).toBe(200);
    expect((await dismiss(gone)).status).toBe(200);
    expect((await listed()).items.map(({ id }: { id: string }) => id)).toEqual([waiting.id]);
    expect(await givenUp()).toBe(0);
    await send('one', gone.to.organisationId);
    await post().deliverDue(from.id);
    expect((await listed()).items).toHaveLength(2);
  });

  it('says of a closed sender that it is closed, and does nothing in its name', async () => {
    await send('one', newId());
    await post().deliverDue(from.id);
    const item = async () => (await listLateHere()).items[0];
    expect(await item()).toMatchObject({ senderIsClosed: false });
    closed.add(from.id);
    const { id } = (await item()) ?? { id: '' };
    expect(await item()).toMatchObject({ senderIsClosed: true });
    for (const act of [retryDelivery, dismissDelivery])
      await expect(act(doors(), ORIGIN, { organisationId: from.id, id }, operator.id)).rejects.toThrow(
        'demo_closed',
      );
    const { text, values } = countLateDeliveries([from.id]);
    expect((await server.admin.query(text, [...values])).rows).toEqual([]);
    closed.delete(from.id);
  });

  /** As the doctor counts them. */
  const givenUp = async () => {
    const { text, values } = countLateDeliveries([]);
    const { rows } = await server.admin.query<{ dead: number }>(text, [...values]);
    return rows.reduce((sum, { dead }) => sum + dead, 0);
  };

  /** As of a server that has these organisations closed. */
  const listLateHere = () =>
    doors()
      .open(to.id, ORIGIN)
      .read((reading) =>
        listLate({ services: server.services, doors: doors(), deliveries: post() }, reading, {}),
      );
});

describe('who may see', () => {
  it('rows of another organisation: nobody, neither to read nor to write', async () => {
    await send('one');
    await post().deliverDue(from.id);
    const stranger = await makeOrganisation(server);
    const as = (organisationId: string, text: string, values: unknown[] = []) =>
      server.services.database.transaction(
        systemSettings(organisationId),
        async (tx) => (await tx.all({ name: '', text, values }))[0],
      );
    for (const table of ['delivery', 'inbox_item']) {
      expect(await as(stranger.id, `select id from ${table}`)).toEqual([]);
      await expect(as(from.id, `update ${table} set payload = '{}'`)).rejects.toThrow('permission denied');
    }
    await expect(as(from.id, 'delete from inbox_item')).rejects.toThrow('permission denied');
    expect(await as(from.id, 'delete from delivery returning id')).toEqual([]);
    // the sender does not see the receiver's item, nor the receiver the sender's row
    expect(await as(from.id, 'select id from inbox_item')).toEqual([]);
    expect(await as(to.id, 'select id from delivery')).toEqual([]);
    expect(await as(stranger.id, 'update delivery set attempts = 9 returning id')).toEqual([]);
    const forged = `insert into inbox_item (organisation_id, from_organisation_id, id, kind, payload, received_at)
      values ($1, $2, $3, 'x', '{}', now())`;
    await expect(as(stranger.id, forged, [to.id, stranger.id, newId()])).rejects.toThrow(
      'row-level security',
    );
  });

  it('the list: the operator alone', async () => {
    const home = await makeOrganisation(server);
    const url = '/api/v1/late-deliveries';
    for (const role of [
      'supervisor',
      'administrator',
      'manager',
      'evaluator',
      'auditor',
      'viewer',
    ] as const) {
      const user = await makeUser(server, home, role);
      expect((await user.call('GET', url)).status, role).toBe(403);
      for (const act of ['retry', 'dismiss'])
        expect((await user.call('POST', `${url}/${home.id}/${newId()}/${act}`)).status, role).toBe(403);
    }
    expect((await request(server, 'GET', url)).status).toBe(401);
    const operator = await makeUser(server, home, 'operator');
    for (const organisationId of [home.id, newId()])
      for (const act of ['retry', 'dismiss'])
        expect((await operator.call('POST', `${url}/${organisationId}/${newId()}/${act}`)).status).toBe(404);
  });
});

it('what waits and what was given up is counted for whoever watches the server', async () => {
  const carrier = post();
  behaviour = () => {
    throw new AppError('not_found');
  };
  await send('one');
  await send('one', newId());
  await carrier.deliverDue(from.id);
  expect(await tellFigures(carrier.figures)).toContain('nuantu_deliveries{state="waiting"} 1');
  expect(await tellFigures(carrier.figures)).toContain('nuantu_deliveries{state="dead"} 1');
  expect((await request(server, 'GET', '/metrics')).body).toContain('nuantu_deliveries{state="dead"}');
});

it('the job of each minute takes what is due, and the doctor counts by kind what is late or given up', async () => {
  await server.admin.query('delete from delivery');
  await send('one');
  await send('one', newId());
  // the server of this test knows no such kind
  await exchangeQueue(server).tasks['deliver-due']?.({}, {} as JobHelpers);
  expect((await deliveries()).map(({ failure }) => failure)).toEqual(['unknown_kind', 'unknown_kind']);
  const since = new Date(Date.now() - 20 * MINUTE);
  await server.admin.query('update delivery set created_at = $1', [since]);
  await server.admin.query('update delivery set dead_at = now() where to_organisation_id <> $1', [to.id]);
  const { text, values } = countLateDeliveries([]);
  const { rows } = await server.admin.query(text, [...values]);
  expect(rows).toEqual([{ kind: 'test.greeting', late: 1, dead: 1, since }]);
});

describe('an enquiry', () => {
  const count = {
    kind: 'test.count',
    params: Type.Object({ of: Type.String() }, { additionalProperties: false }),
    answer: Type.Integer({ minimum: 0 }),
  } as const satisfies EnquiryKind;

  it('is answered by the organisation that is asked, which has it in its audit', async () => {
    const enquiries = new Enquiries(doors(), [answererOf(count, async () => 7)]);
    const asker = doors().open(from.id, ORIGIN);
    expect(await enquiries.ask(asker, count, to.id, { of: 'x' })).toBe(7);
    const { rows } = await server.admin.query(
      `select subject_ids, detail from audit_event where organisation_id = $1 and action = 'enquiry.answer'`,
      [to.id],
    );
    expect(rows).toEqual([{ subject_ids: [from.id], detail: { kind: 'test.count', from: from.id } }]);
    await expect(enquiries.ask(asker, count, newId(), { of: 'x' })).rejects.toMatchObject({
      code: 'organisation_silent',
    });
  });

  it('lets nothing out but what its kind says', async () => {
    const rows = async () => ['陈欣'] as unknown as number;
    const enquiries = new Enquiries(doors(), [answererOf(count, rows)]);
    const asker = doors().open(from.id, ORIGIN);
    await expect(enquiries.ask(asker, count, to.id, { of: 'x' })).rejects.toThrow('no such answer');
    await expect(new Enquiries(doors(), []).ask(asker, count, to.id, { of: 'x' })).rejects.toMatchObject({
      code: 'organisation_silent',
    });
  });
});

describe('a study that is registered', () => {
  const plan = (participantCodes: string[]) => ({
    title: '班级研究',
    question: '八周后，参加的班级比等候的班级心理韧性更高吗？',
    playbookId: 'warm-way@1',
    arms: { intervention: '八周', comparison: '下学期' },
    allocation: 'existing_classes',
    primaryOutcome: { instrumentId: 'growth-check@1', scale: 'total' },
    reliability: { r: 0.85, kind: 'alpha', source: '基线' },
    sd: { kind: 'baseline' },
    participantCodes,
  });

  async function register(manager: TestUser): Promise<string> {
    const { body } = await manager.call('POST', '/api/v1/studies', plan([to.code]));
    const registered = await manager.call('POST', `/api/v1/studies/${body.id}/register`);
    expect(registered.body).toMatchObject({
      state: 'registered',
      deliveries: [{ organisationId: to.id, state: 'waiting', deliveredAt: null }],
    });
    return body.id;
  }

  it('is with its participants within two seconds, where the jobs run', async () => {
    const manager = await makeUser(server, from, 'manager');
    const supervisor = await makeUser(server, to, 'supervisor');
    const url = new URL(server.adminUrl);
    url.username = 'nuantu_jobs';
    url.password = PASSWORDS.jobs;
    const jobs = await startJobs(url.href, [{ ...exchangeQueue(server), schedule: [] }]);
    try {
      const id = await register(manager);
      await expect
        .poll(async () => (await supervisor.call('GET', `/api/v1/studies/${id}`)).status, { timeout: 2_000 })
        .toBe(200);
      const view = async () => (await manager.call('GET', `/api/v1/studies/${id}`)).body.deliveries;
      await expect
        .poll(view, { timeout: 2_000 })
        .toEqual([{ organisationId: to.id, state: 'delivered', deliveredAt: new Date(now).toISOString() }]);
      // how far it got to whom is the owner's
      expect((await supervisor.call('GET', `/api/v1/studies/${id}`)).body.deliveries).toEqual([]);
    } finally {
      await jobs.stop();
    }
  });

  it('reaches the others where one participant fails, and shows its owner how far it got', async () => {
    const manager = await makeUser(server, from, 'manager');
    const [broken, third] = [await makeOrganisation(server), await makeOrganisation(server)];
    const { body } = await manager.call('POST', '/api/v1/studies', plan([broken.code, third.code]));
    await manager.call('POST', `/api/v1/studies/${body.id}/register`);
    await server.admin.query(`update organisation_key set wrapped = '\\x00' where organisation_id = $1`, [
      broken.id,
    ]);
    // which has no key in memory
    const beside = await server.startBeside();
    try {
      await beside.deliveries.deliverDue(from.id);
      const view = await manager.call('GET', `/api/v1/studies/${body.id}`);
      expect(view.body.deliveries).toEqual([
        { organisationId: broken.id, state: 'late', deliveredAt: null },
        { organisationId: third.id, state: 'delivered', deliveredAt: new Date(now).toISOString() },
      ]);
      // of which the one that fails may have sent something too
      const operator = await makeUser(beside, third, 'operator');
      expect((await operator.call('GET', '/api/v1/late-deliveries')).status).toBe(200);
    } finally {
      await beside.close();
    }
  });

  it('before deliveries were kept is delivered by the upgrade to whom it did not get, with its amendments', async () => {
    const manager = await makeUser(server, from, 'manager');
    const supervisor = await makeUser(server, to, 'supervisor');
    const id = await register(manager);
    const amendment = { amendment: '第六周因考试停一次', reason: '学校安排' };
    await manager.call('POST', `/api/v1/studies/${id}/amendments`, amendment);
    const before = await deliveries();
    await server.admin.query('delete from delivery');
    const migration = readFileSync(
      new URL('../../../db/migrations/0110_delivery.sql', import.meta.url),
      'utf8',
    );
    await server.admin.query(migration.slice(migration.indexOf('insert into delivery')));
    const payloads = (rows: { kind: string; key: string; payload: unknown }[]) =>
      rows.map(({ kind, key, payload }) => ({ kind, key, payload }));
    expect(payloads(await deliveries())).toEqual(payloads(before));
    // due by the database's own clock
    now = Math.max(now, Date.now() + MINUTE);
    await server.deliveries.deliverDue(from.id);
    const seen = await supervisor.call('GET', `/api/v1/studies/${id}`);
    expect(seen.body).toMatchObject({ site: 'offered', amendments: [amendment] });
    // the same once more is the same delivery
    expect((await manager.call('POST', `/api/v1/studies/${id}/register`)).status).toBe(200);
    expect(await deliveries()).toHaveLength(2);
  });
});
