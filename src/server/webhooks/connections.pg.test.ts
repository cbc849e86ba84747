import type { JobHelpers } from 'graphile-worker';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { giveEveryRow } from '../../../test/person-rows.ts';
import { type Received, startReceiver, type TestReceiver, verify } from '../../../test/receiver.ts';
import {
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { eventCatalogue, eventTypes } from '../../contract/events.ts';
import { askedQueue, webhookQueue } from '../jobs.ts';
import { systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { finishRotation, beginRotation } from '../platform/keys/key-rotation.ts';
import { newSealingKey } from '../platform/keys/sealing.ts';
import { organisationSealed } from '../sealed-columns.ts';

const HOUR = 3_600_000;
const url = '/api/v1/webhooks';
const first = { 'if-match': '"1"' };

let server: TestServer;
let receiver: TestReceiver;
let home: TestOrganisation;
let administrator: TestUser;
let worker: TestUser;
let ahead = 0;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(Date.now() + ahead), webhooksPrivate: true });
});
afterAll(() => server.dispose());

beforeEach(async () => {
  ahead = 0;
  receiver = await startReceiver();
  home = await makeOrganisation(server);
  administrator = await makeUser(server, home, 'administrator');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  return () => receiver.close();
});

async function connect(by = administrator) {
  const { status, body } = await by.call('POST', url, { name: '市数据平台', url: receiver.url, types: null });
  expect(status, JSON.stringify(body)).toBe(201);
  return {
    id: body.webhook.id as string,
    secret: body.secret as string,
    address: `${url}/${body.webhook.id}`,
  };
}

const register = async (name: string) =>
  (await worker.call('POST', '/api/v1/clients', { name })).body.id as string;
const send = () => server.webhooks.sendDue([home.id]);
const job = (name: string, payload: object) =>
  ({ ...webhookQueue(server).tasks, ...askedQueue(server).tasks })[name]?.(payload, {} as JobHelpers);
const idsOf = (received: readonly Received[]) => received.map(({ headers }) => String(headers['webhook-id']));
const audited = async () =>
  (
    await server.admin.query(
      `select action, detail from audit_event where organisation_id = $1 and action like 'webhook.%' order by at, id`,
      [home.id],
    )
  ).rows;

describe('what leaves', () => {
  it('names nobody: of all that can be on record of a person, ids and codes alone, and each type as declared', async () => {
    await connect();
    const supervisor = await makeUser(server, home, 'supervisor');
    const clientId = await giveEveryRow(server, home, { supervisor, worker });
    await server.admin.query('update alert set closed_at = now(), matter_code = null where client_id = $1', [
      clientId,
    ]);
    await supervisor.call('POST', `/api/v1/clients/${clientId}/erase`, { reason: 'request' });
    await send();
    const events = receiver.received.map(({ body }) => JSON.parse(body));
    const types = new Set(events.map(({ type }) => type.replace('cn.nuantu.', '')));
    expect(types.size).toBeGreaterThan(12);
    for (const { body } of receiver.received) {
      // no letter that is not a code's, and no number: nothing counted, measured or dated but the event itself
      expect(body).toMatch(/^[\x20-\x7e]+$/);
      const { type, data, subject, time: _time, ...rest } = JSON.parse(body);
      const entry = eventCatalogue[type.replace('cn.nuantu.', '') as (typeof eventTypes)[number]];
      expect(
        Object.keys(data).every((name) => Object.hasOwn(entry.data, name)),
        type,
      ).toBe(true);
      for (const value of Object.values(data)) expect(value, type).toMatch(/^[\w.:@-]+$/);
      expect(subject === undefined, type).toBe(entry.subject === null);
      expect(Object.keys(rest).toSorted()).toEqual(['datacontenttype', 'id', 'source', 'specversion']);
    }
    // that an alert is raised is told to nobody: beside what happened in the same moment it would say of whom
    expect(events.filter(({ type }) => /alert\.raised/.test(type))).toEqual([]);
    // that somebody was erased is: whoever keeps something under the id erases it too
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'cn.nuantu.client.erased', subject: clientId, data: {} }),
    );
  });

  it('is what the catalogue says, whatever stands in the outbox', async () => {
    await connect();
    const put = (type: string, data: object) =>
      server.admin.query(
        `insert into outbox_event (organisation_id, id, at, type, subject_id, data) values ($1, $2, now(), $3, $2, $4)`,
        [home.id, newId(), type, data],
      );
    // of an earlier version, of a later one, of a defect
    await put('encounter.created', { kind: 'phone', minutes: 45 });
    await put('never.heard_of', { kind: 'phone' });
    await put('client.created', { region: '330300', status: '陈欣', name: '陈欣' });
    await send();
    expect(receiver.received.map(({ body }) => JSON.parse(body).data)).toEqual([
      { kind: 'phone' },
      { region: '330300' },
    ]);
  });

  it('stands in the description of the API, each type with what it tells', async () => {
    const { body } = await request(server, 'GET', '/api/v1/openapi.json');
    expect(body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(body.webhooks).toSorted()).toEqual(
      [...eventTypes, 'webhook.test'].map((type) => `cn.nuantu.${type}`).toSorted(),
    );
    const { content } = body.webhooks['cn.nuantu.case.moved'].post.requestBody;
    const { schema } = content['application/cloudevents+json'];
    expect(schema.required).toContain('subject');
    expect(Object.keys(schema.properties.data.properties)).toEqual(['from', 'to']);
  });
});

describe('a connection', () => {
  it('tells its secret once, and its list tells none', async () => {
    const { id, secret } = await connect();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const listed = await administrator.call('GET', url);
    expect(listed.body.items).toMatchObject([
      {
        id,
        name: '市数据平台',
        url: receiver.url,
        types: null,
        state: 'active',
        createdBy: administrator.id,
      },
    ]);
    expect(JSON.stringify(listed.body)).not.toContain('whsec_');
    const asked = { id: newId(), name: '省平台', url: receiver.url, types: ['case.moved', 'case.opened'] };
    const made = await administrator.call('POST', url, asked);
    expect(made.body.webhook.types).toEqual(['case.moved', 'case.opened']);
    const again = await administrator.call('POST', url, asked);
    expect([again.status, again.body.secret, again.body.webhook.id]).toEqual([201, null, asked.id]);
    expect((await administrator.call('GET', url)).body.items).toHaveLength(2);
  });

  it('goes to an address that may be told, else says at the field why not', async () => {
    const strict = await startTestServer();
    try {
      const station = await makeOrganisation(strict);
      const chen = await makeUser(strict, station, 'administrator');
      const at = async (address: string) =>
        (await chen.call('POST', url, { name: '平台', url: address, types: null })).body;
      expect((await at('https://data.example.cn/hook')).webhook.url).toBe('https://data.example.cn/hook');
      const insecure = await at('http://data.example.cn/hook');
      expect(insecure).toMatchObject({ code: 'invalid_request', errors: [{ path: '/url' }] });
      expect(insecure.detail).toContain('https://');
      expect((await at('https://10.1.2.3/')).detail).toContain('内部网络');
      for (let made = 1; made < 20; made += 1) await at('https://data.example.cn/hook');
      expect(await at('https://data.example.cn/hook')).toMatchObject({
        status: 409,
        code: 'webhooks_too_many',
      });
    } finally {
      await strict.dispose();
    }
  });

  it('switched off gets nothing, is kept nothing, and cannot be tested; on again it goes on', async () => {
    const { address, secret } = await connect();
    const off = await administrator.call('PATCH', address, { state: 'off' }, first);
    expect(off.body).toMatchObject({ state: 'off', version: 2 });
    await register('一一');
    await send();
    for (const call of ['/test', `/messages/${newId()}/replay`])
      expect((await administrator.call('POST', address + call)).body.code).toBe('webhook_inactive');
    const stale = await administrator.call('PATCH', address, { state: 'active', name: '省平台' }, first);
    expect(stale).toMatchObject({
      status: 409,
      body: { code: 'version_conflict', current: { state: 'off' } },
    });
    await administrator.call('PATCH', address, { state: 'active' }, { 'if-match': '"2"' });
    const clientId = await register('二二');
    await send();
    expect(receiver.received).toHaveLength(1);
    expect(verify(secret, receiver.received[0] as Received)['subject']).toBe(clientId);
  });

  it('that is deleted is gone at once with its secret, and its messages soon after', async () => {
    const { id, address } = await connect();
    receiver.behave = () => 500;
    await register('一一');
    await send();
    for (let turn = 0; turn < 2; turn += 1)
      expect((await administrator.call('DELETE', address)).status).toBe(200);
    expect((await administrator.call('GET', `${address}/messages`)).status).toBe(404);
    ahead = HOUR;
    await register('二二');
    await send();
    expect(receiver.received).toHaveLength(1);
    const rows = async (table: string, column: string) =>
      (await server.admin.query(`select * from ${table} where ${column} = $1`, [id])).rows;
    expect(await rows('webhook_subscription', 'id')).toMatchObject([{ details: null, secrets: null }]);
    await job('trim-webhooks', {});
    expect(await rows('webhook_subscription', 'id')).toEqual([]);
    expect(await rows('webhook_message', 'subscription_id')).toEqual([]);
  });

  it('keeps messages for thirty days', async () => {
    const { address } = await connect();
    await register('一一');
    await send();
    await job('trim-webhooks', {});
    expect((await administrator.call('GET', `${address}/messages`)).body.items).toHaveLength(1);
    ahead = 31 * 24 * HOUR;
    await job('trim-webhooks', {});
    ahead = 0;
    expect((await administrator.call('GET', `${address}/messages`)).body.items).toHaveLength(0);
  });

  it('writes into the audit what was done with it, and no address', async () => {
    const { address } = await connect();
    await administrator.call('PATCH', address, { name: '省平台' }, first);
    await administrator.call('POST', `${address}/secret`);
    await administrator.call('POST', `${address}/test`);
    await administrator.call('POST', `${address}/replay`, { since: '1900-01-01T00:00:00Z' });
    await administrator.call('DELETE', address);
    const rows = await audited();
    expect(rows.map(({ action }) => action)).toEqual(
      ['create', 'change', 'renew_secret', 'test', 'replay', 'end'].map((action) => `webhook.${action}`),
    );
    expect(rows[1].detail).toEqual({ fields: ['name'] });
    expect(JSON.stringify(rows)).not.toMatch(/127\.0\.0\.1|whsec|平台/);
  });
});

describe('a new secret', () => {
  it('signs beside the former ones for a day, also where it was asked for twice, and alone after it', async () => {
    const { address, secret: known } = await connect();
    const renew = async () => (await administrator.call('POST', `${address}/secret`)).body;
    const lost = await renew();
    const { secret: newest, webhook } = await renew();
    expect(new Set([known, lost.secret, newest]).size).toBe(3);
    expect(Date.parse(webhook.formerSecretUntil) - Date.now()).toBeGreaterThan(23.9 * HOUR);
    await register('一一');
    await send();
    const [received] = receiver.received as [Received];
    expect(String(received.headers['webhook-signature']).split(' ')).toHaveLength(3);
    for (const secret of [known, newest]) expect(verify(secret, received)).toBeDefined();
    ahead = 25 * HOUR;
    await server.webhooks.sendDue([home.id]);
    await server.admin.query('update webhook_message set delivered_at = null, next_attempt_at = now()');
    await send();
    const after = receiver.received[1] as Received;
    expect(String(after.headers['webhook-signature']).split(' ')).toHaveLength(1);
  });

  it('opens after a rotation of the organisation’s keys as before it', async () => {
    const { address, secret } = await connect();
    const next = newSealingKey(2);
    const both = { current: next, byVersion: new Map([...server.masterKeys.byVersion, [2, next]]) };
    server.newestMasterKeys = both;
    const { database } = server.services;
    await beginRotation(database, both, [home.id], new Date());
    expect((await finishRotation(database, both, home.id, organisationSealed)).broken).toEqual([]);
    await register('一一');
    await send();
    expect(verify(secret, receiver.received[0] as Received)).toBeDefined();
    expect((await administrator.call('PATCH', address, { name: '省平台' }, first)).status).toBe(200);
  });

  it('is not needed where name and address do not open: they are entered anew, and written over by nothing less', async () => {
    const { id, address, secret } = await connect();
    await server.admin.query(`update webhook_subscription set details = '\\x00' where id = $1`, [id]);
    const off = await administrator.call('PATCH', address, { state: 'off' }, first);
    expect(off.body).toMatchObject({ name: '—', url: '', state: 'off' });
    const { rows } = await server.admin.query('select details from webhook_subscription where id = $1', [id]);
    expect(rows[0].details).toEqual(Buffer.from([0]));
    const second = { 'if-match': '"2"' };
    expect((await administrator.call('PATCH', address, { name: '省平台' }, second)).status).toBe(400);
    const whole = { name: '省平台', url: receiver.url, state: 'active' };
    expect((await administrator.call('PATCH', address, whole, second)).body).toMatchObject(whole);
    await register('一一');
    await send();
    expect(verify(secret, receiver.received[0] as Received)).toBeDefined();
  });

  it('mends one that does not open, whose messages wait; no other connection is kept from its page', async () => {
    const { id, address } = await connect();
    await connect();
    await server.admin.query(`update webhook_subscription set secrets = '\\x00' where id = $1`, [id]);
    await register('一一');
    await send();
    expect(receiver.received).toHaveLength(1);
    const { body } = await administrator.call('GET', url);
    expect(body.items).toHaveLength(2);
    expect(body.items[0]).toMatchObject({ id, failure: 'unreadable' });
    const { secret } = (await administrator.call('POST', `${address}/secret`)).body;
    ahead = HOUR;
    await send();
    ahead = 0;
    expect(receiver.received).toHaveLength(2);
    expect(secret).toMatch(/^whsec_/);
  });
});

describe('again', () => {
  it('one message is sent, and everything since a time, each under its id', async () => {
    const { address, secret, id } = await connect();
    for (const name of ['一一', '二二', '三三']) await register(name);
    await send();
    const ids = idsOf(receiver.received);
    const replayed = await administrator.call('POST', `${address}/messages/${ids[1]}/replay`);
    expect(replayed.body).toMatchObject({ id: ids[1], state: 'waiting', attempts: 0, deliveredAt: null });
    await send();
    expect(idsOf(receiver.received)).toEqual([...ids, ids[1]]);
    expect(verify(secret, receiver.received[3] as Received)['id']).toBe(ids[1]);

    const since = new Date(Date.now() - HOUR).toISOString();
    const all = await administrator.call('POST', `${address}/replay`, { since });
    expect(all.body).toEqual({ messages: 3 });
    // as the queue hands it over
    const { rows } = await server.admin.query(
      `select payload from graphile_worker._private_jobs job
       join graphile_worker._private_tasks task on task.id = job.task_id
       where task.identifier = 'replay-webhooks' and payload ->> 'subscriptionId' = $1`,
      [id],
    );
    await job('replay-webhooks', rows[0].payload);
    expect(idsOf(receiver.received).slice(4).toSorted()).toEqual(ids.toSorted());
    const later = await administrator.call('POST', `${address}/replay`, {
      since: new Date(Date.now() + HOUR).toISOString(),
    });
    expect(later.body).toEqual({ messages: 0 });
  });

  it('what was given up is sent too; pages hold each message once', async () => {
    const { address } = await connect();
    for (const name of ['一一', '二二', '三三']) await register(name);
    await send();
    await server.admin.query(
      `update webhook_message set delivered_at = null, dead_at = now(), failure = 'refused', attempts = 11`,
    );
    const page = async (query: string) =>
      (await administrator.call('GET', `${address}/messages${query}`)).body;
    const whole = (await page('')).items.map(({ id }: { id: string }) => id);
    const one = await page('?limit=2');
    const two = await page(`?limit=2&after=${one.next}`);
    expect([...one.items, ...two.items].map(({ id }) => id)).toEqual(whole);
    expect(two.next).toBeNull();
    expect(one.items[0]).toMatchObject({ state: 'given_up', nextAttemptAt: null });
    await administrator.call('POST', `${address}/messages/${whole[0]}/replay`);
    await send();
    expect((await page('?undelivered=true')).items).toHaveLength(2);
    expect((await page('?after=x')).code).toBe('cursor_invalid');
  });
});

describe('who may', () => {
  it('not whoever is no administrator, nor an administrator’s program', async () => {
    const { address } = await connect();
    for (const role of ['worker', 'supervisor', 'manager', 'auditor', 'viewer', 'operator'] as const) {
      const user = await makeUser(server, home, role, [home.siteIds[0]]);
      expect((await user.call('GET', url)).status, role).toBe(403);
      expect((await user.call('POST', `${address}/secret`)).status, role).toBe(403);
    }
    const { body } = await administrator.call('POST', '/api/v1/auth/tokens', {});
    const headers = { authorization: `Bearer ${body.token}` };
    expect((await request(server, 'GET', url, undefined, headers)).body.code).toBe('token_forbidden');
  });

  it('not an administrator of another organisation: not by id, nor by message, nor below the statements', async () => {
    const { id, address } = await connect();
    await register('一一');
    await send();
    const [messageId] = idsOf(receiver.received);
    const foreign = await makeOrganisation(server);
    const stranger = await makeUser(server, foreign, 'administrator');
    expect((await stranger.call('GET', url)).body.items).toEqual([]);
    for (const [method, path, body, headers] of [
      ['PATCH', '', { state: 'off' }, first],
      ['DELETE', ''],
      ['POST', '/secret'],
      ['POST', '/test'],
      ['GET', '/messages'],
      ['POST', `/messages/${messageId}/replay`],
      ['POST', '/replay', { since: new Date(0).toISOString() }],
    ] as const)
      expect((await stranger.call(method, address + path, body, headers)).status, path).toBe(404);
    // a message of another connection of one's own
    const mine = await connect();
    expect((await administrator.call('POST', `${mine.address}/messages/${messageId}/replay`)).status).toBe(
      404,
    );
    const as = (organisationId: string, text: string, values: unknown[] = []) =>
      server.services.database.transaction(
        systemSettings(organisationId),
        async (tx) => (await tx.all({ name: '', text, values }))[0],
      );
    for (const table of ['webhook_subscription', 'webhook_message'])
      expect(await as(foreign.id, `select from ${table}`)).toEqual([]);
    expect(await as(foreign.id, `update webhook_message set attempts = 9 returning id`)).toEqual([]);
    await expect(as(home.id, `update webhook_message set body = '{}'`)).rejects.toThrow('permission denied');
    const forged = `insert into webhook_message (organisation_id, subscription_id, id, type, body, created_at, next_attempt_at)
      values ($1, $2, $3, 'x', '{}', now(), now())`;
    await expect(as(foreign.id, forged, [home.id, id, newId()])).rejects.toThrow('row-level security');
  });
});
