import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { untilWaiting } from '../../../test/barrier.ts';
import {
  type Behaviour,
  type Received,
  startReceiver,
  type TestReceiver,
  verify,
} from '../../../test/receiver.ts';
import {
  makeOrganisation,
  makeUser,
  PASSWORDS,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { askedQueue, ownQueue, webhookQueue } from '../jobs.ts';
import { startJobs } from '../platform/jobs/jobs.ts';
import { tellFigures } from '../platform/log/figures.ts';
import { Doors } from '../platform/work/doors.ts';
import type { Resolve } from './post.ts';
import { countLateWebhooks } from './sql.ts';
import { Webhooks } from './webhooks.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let server: TestServer;
let receiver: TestReceiver;
let home: TestOrganisation;
let administrator: TestUser;
let worker: TestUser;
/** how far the server's clock is ahead; signatures are good for minutes, and are looked at without */
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

interface Connection {
  readonly id: string;
  readonly secret: string;
}

async function connect(
  { types = null, url = receiver.url }: { types?: string[] | null; url?: string } = {},
  user = administrator,
): Promise<Connection> {
  const { status, body } = await user.call('POST', '/api/v1/webhooks', { name: '市数据平台', url, types });
  expect(status, JSON.stringify(body)).toBe(201);
  return { id: body.webhook.id, secret: body.secret };
}

const register = async (name = '陈欣', by = worker) =>
  (await by.call('POST', '/api/v1/clients', { name })).body.id as string;
const send = (webhooks: Webhooks = server.webhooks, organisation = home) =>
  webhooks.sendDue([organisation.id]);
const webhook = async ({ id }: Connection) =>
  (await administrator.call('GET', '/api/v1/webhooks')).body.items.find(
    (one: { id: string }) => one.id === id,
  );
const messagesOf = async ({ id }: Connection, query = '') =>
  (await administrator.call('GET', `/api/v1/webhooks/${id}/messages${query}`)).body.items;
const typesOf = (received: readonly Received[]) =>
  received.map(({ body }) => JSON.parse(body).type as string);
const outbox = async (organisation = home) =>
  (
    await server.admin.query('select count(*)::int as left from outbox_event where organisation_id = $1', [
      organisation.id,
    ])
  ).rows[0].left as number;

const other = (resolve: Resolve, allowsPrivate: boolean) =>
  new Webhooks({
    services: server.services,
    doors: new Doors(server.services, new Set()),
    allowsPrivate,
    resolve,
    onDefect: (_, error) => {
      throw error;
    },
  });

describe('what happens', () => {
  it('is received, is ours by the public library, and says ids and codes', async () => {
    const connection = await connect();
    const clientId = await register();
    await send();
    expect(receiver.received).toHaveLength(1);
    const [received] = receiver.received as [Received];
    const event = verify(connection.secret, received);
    expect(event).toEqual({
      specversion: '1.0',
      id: received.headers['webhook-id'],
      source: `urn:uuid:${home.id}`,
      type: 'cn.nuantu.client.created',
      subject: clientId,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      datacontenttype: 'application/json',
      data: { region: '330300', status: 'registered' },
    });
    expect(received.headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    expect(() => verify(connection.secret, { ...received, body: `${received.body} ` })).toThrow(
      'No matching signature',
    );
    expect(() => verify(`whsec_${Buffer.alloc(32).toString('base64')}`, received)).toThrow(
      'No matching signature',
    );
    expect(await messagesOf(connection)).toMatchObject([
      { id: event['id'], type: 'client.created', state: 'delivered', httpStatus: 204, body: received.body },
    ]);
    expect((await webhook(connection)).deliveredAt).not.toBeNull();
    // and leaves the outbox, and is not sent twice
    expect(await outbox()).toBe(0);
    await send();
    expect(receiver.received).toHaveLength(1);
  });

  it('is told to whoever wants it, from when they asked for it, and kept for nobody else', async () => {
    await register('先来');
    const all = await connect();
    const few = await connect({ types: ['client.changed'], url: `${receiver.url}?few` });
    const clientId = await register();
    await worker.call('PATCH', `/api/v1/clients/${clientId}`, { note: '说了心事' }, { 'if-match': '"1"' });
    await send();
    const at = (path: string) => typesOf(receiver.received.filter((one) => one.path === path)).toSorted();
    expect(at('/hook')).toEqual(['cn.nuantu.client.changed', 'cn.nuantu.client.created']);
    expect(at('/hook?few')).toEqual(['cn.nuantu.client.changed']);
    expect(await messagesOf(all)).toHaveLength(2);
    expect(await messagesOf(few)).toHaveLength(1);
    // the same event has one id at each
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(2);

    const quiet = await makeOrganisation(server);
    await register('陈静', await makeUser(server, quiet, 'worker', [quiet.siteIds[0]]));
    expect(await outbox(quiet)).toBe(1);
    await send(server.webhooks, quiet);
    expect(await outbox(quiet)).toBe(0);
    const { rows } = await server.admin.query('select from webhook_message where organisation_id = $1', [
      quiet.id,
    ]);
    expect(rows).toEqual([]);
  });

  it('is not told by an organisation that is closed here', async () => {
    const connection = await connect();
    await register();
    const closed = new Webhooks({
      services: server.services,
      doors: new Doors(server.services, new Set([home.id])),
      allowsPrivate: true,
      onDefect: (_, error) => {
        throw error;
      },
    });
    await send(closed);
    expect([receiver.received, await outbox(), await messagesOf(connection)]).toEqual([[], 0, []]);
  });

  it('is sent within two seconds of a test, where the jobs run, and by the job of each minute', async () => {
    const connection = await connect();
    const url = new URL(server.adminUrl);
    url.username = 'nuantu_jobs';
    url.password = PASSWORDS.jobs;
    const jobs = await startJobs(url.href, [webhookQueue(server), askedQueue(server)]);
    try {
      const { status, body } = await administrator.call('POST', `/api/v1/webhooks/${connection.id}/test`);
      expect(status).toBe(201);
      await expect.poll(() => receiver.received.length, { timeout: 2_000 }).toBe(1);
      const event = verify(connection.secret, receiver.received[0] as Received);
      expect(event).toMatchObject({ id: body.id, type: 'cn.nuantu.webhook.test', data: {} });
      await register();
      await server.admin.query(`select graphile_worker.add_job('send-webhooks')`);
      await expect.poll(() => receiver.received.length, { timeout: 4_000 }).toBe(2);
    } finally {
      await jobs.stop();
    }
  });
});

describe('a receiver that fails', () => {
  it.each<[string, Behaviour, string, number | null]>([
    ['answers 500', 500, 'refused', 500],
    ['answers 404', 404, 'refused', 404],
    ['sends elsewhere, where nobody follows', 302, 'redirected', 302],
    ['ends the connection', 'cut', 'cut', null],
    ['says too much in its headers', 'boastful', 'cut', null],
  ])('and %s is asked again, with the same id', async (_, behaviour, failure, httpStatus) => {
    const connection = await connect();
    await register();
    receiver.behave = (__, index) => (index === 0 ? behaviour : 200);
    await send();
    expect(await messagesOf(connection)).toMatchObject([
      { state: 'waiting', attempts: 1, failure, httpStatus, deliveredAt: null },
    ]);
    expect(await webhook(connection)).toMatchObject({ state: 'active', failure, deliveredAt: null });
    // not before its time
    await send();
    expect(receiver.received).toHaveLength(1);
    ahead = 61_000;
    await send();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook', '/hook']);
    const [first, second] = receiver.received;
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.body).toBe(first?.body);
    expect(verify(connection.secret, second as Received)).toBeDefined();
    expect(await messagesOf(connection)).toMatchObject([
      { state: 'delivered', failure: null, httpStatus: 200 },
    ]);
    expect(await webhook(connection)).toMatchObject({ failingSince: null, failure: null });
  });

  it('and says nothing is left after ten seconds, and holds up nobody else meanwhile', async () => {
    const silent = await connect();
    const quick = await connect({ url: `${receiver.url}?quick` });
    for (const name of ['一一', '二二', '三三']) await register(name);
    receiver.behave = ({ path }) => (path.endsWith('quick') ? 200 : 'silent');
    const sending = send();
    await expect
      .poll(() => receiver.received.filter(({ path }) => path.endsWith('quick')).length, { timeout: 3_000 })
      .toBe(3);
    await sending;
    // and it is asked once: whatever is next would wait as long
    expect(receiver.received.filter(({ path }) => !path.endsWith('quick'))).toHaveLength(1);
    expect(await messagesOf(quick, '?undelivered=true')).toEqual([]);
    const waiting = await messagesOf(silent);
    expect(waiting.map(({ failure }: { failure: string }) => failure).toSorted()).toEqual([
      null,
      null,
      'too_slow',
    ]);
  }, 20_000);

  it('in nothing but its endless answer has got the message', async () => {
    const connection = await connect();
    await register();
    receiver.behave = () => 'endless';
    const began = performance.now();
    await send();
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(await messagesOf(connection)).toMatchObject([{ state: 'delivered', httpStatus: 200 }]);
    // whose connection does not stay open either
    await expect.poll(() => receiver.connections(), { timeout: 3_000 }).toBe(0);
  });

  it('with many messages keeps no stopping server waiting: the rest is due when it is up again', async () => {
    const connection = await connect();
    for (let index = 0; index < 5; index += 1) await register(`一${index}`);
    const stopping = other(async () => ['127.0.0.1'], true);
    receiver.behave = () => {
      stopping.stop();
      return 200;
    };
    await send(stopping);
    expect(receiver.received).toHaveLength(1);
    await send();
    expect(receiver.received).toHaveLength(5);
    expect(await messagesOf(connection, '?undelivered=true')).toEqual([]);
  });

  it('is not there, speaks no TLS, or has no such name', async () => {
    const gone = await connect({ url: 'http://127.0.0.1:9/' });
    const plain = await connect({ url: receiver.url.replace('http:', 'https:') });
    const nameless = await connect({ url: 'http://no-such-host.invalid/' });
    await register();
    await send();
    expect((await messagesOf(gone))[0].failure).toBe('unreachable');
    expect((await messagesOf(plain))[0].failure).toBe('tls_failed');
    expect((await messagesOf(nameless))[0].failure).toBe('address_not_found');
  });

  it('on one message gets the others', async () => {
    const connection = await connect();
    const bad = await register('一一');
    for (const name of ['二二', '三三']) await register(name);
    receiver.behave = ({ body }) => (body.includes(bad) ? 400 : 200);
    await send();
    const states = await messagesOf(connection);
    expect(states.map(({ state }: { state: string }) => state)).toEqual([
      'delivered',
      'delivered',
      'waiting',
    ]);
  });

  it('for three days is asked no more, which its page and the audit say; switched on, it gets everything', async () => {
    const connection = await connect();
    await register('一一');
    receiver.behave = () => 503;
    const hours = [0, 1 / 60, 0.1, 0.61, 2.61, 14.61, 26.61, 38.61, 50.61, 62.61, 74.61];
    for (const at of hours) {
      ahead = at * HOUR + 5_000;
      await send();
    }
    expect(receiver.received).toHaveLength(hours.length);
    // the session of who looks is of today
    ahead = 0;
    expect(await messagesOf(connection)).toMatchObject([{ state: 'given_up', attempts: 11 }]);
    expect(await webhook(connection)).toMatchObject({ state: 'stopped', failure: 'refused', version: 2 });
    const { rows } = await server.admin.query(
      `select actor_id, detail from audit_event where organisation_id = $1 and action = 'webhook.stop'`,
      [home.id],
    );
    expect(rows).toEqual([{ actor_id: null, detail: { state: 'stopped', failure: 'refused' } }]);
    expect((await server.admin.query(countLateWebhooks([]).text, [[]])).rows).toMatchObject([{ stopped: 1 }]);
    // what happens meanwhile is kept for it
    await register('二二');
    await send();
    expect(receiver.received).toHaveLength(hours.length);
    receiver.behave = () => 200;
    const on = await administrator.call(
      'PATCH',
      `/api/v1/webhooks/${connection.id}`,
      { state: 'active' },
      { 'if-match': '"2"' },
    );
    expect(on.body).toMatchObject({ state: 'active', failingSince: null, failure: null });
    await send();
    expect(receiver.received).toHaveLength(hours.length + 1);
  });

  it('that answers 410 is asked no more at once, nothing more is kept for it, and what waits goes when it is old', async () => {
    const connection = await connect();
    for (const name of ['一一', '二二']) await register(name);
    receiver.behave = () => 410;
    await send();
    expect(await webhook(connection)).toMatchObject({ state: 'gone', failure: 'gone' });
    await register('三三');
    ahead = DAY;
    await send();
    ahead = 0;
    expect(receiver.received).toHaveLength(1);
    expect(await messagesOf(connection)).toHaveLength(2);
    const outbox = 'select from outbox_event where organisation_id = $1';
    expect((await server.admin.query(outbox, [home.id])).rowCount).toBe(0);
    // more than the thirty days: ids do not go back with the clock of the tests before
    ahead = 60 * DAY;
    await server.webhooks.trim(home.id);
    ahead = 0;
    expect(await messagesOf(connection)).toEqual([]);
  });

  it('at an address that is another’s by now does not end the connection', async () => {
    const connection = await connect();
    await register('一一');
    const slow = other(async () => {
      const moved = { url: `${receiver.url}?new` };
      await administrator.call('PATCH', `/api/v1/webhooks/${connection.id}`, moved, { 'if-match': '"1"' });
      return ['127.0.0.1'];
    }, true);
    receiver.behave = () => 410;
    await send(slow);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
    expect(await webhook(connection)).toMatchObject({ state: 'active', failingSince: null, version: 2 });
  });

  it('like a dozen others keeps nobody waiting who takes much', async () => {
    const second = await makeOrganisation(server);
    const chen = await makeUser(server, second, 'administrator');
    receiver.behave = ({ path }) => (path.endsWith('quick') ? 200 : 'silent');
    for (const by of [administrator, chen])
      for (let index = 0; index < 6; index += 1) await connect({ types: ['study.registered'] }, by);
    await connect({ types: ['client.changed'], url: `${receiver.url}?quick` });
    const emit = (organisation: TestOrganisation, type: string, count: number) =>
      server.admin.query(
        `insert into outbox_event (organisation_id, id, at, type, subject_id, data)
         select $1, gen_random_uuid(), now() + interval '1 second', $2, $1, '{}' from generate_series(1, $3)`,
        [organisation.id, type, count],
      );
    await emit(home, 'client.changed', 150);
    for (const organisation of [home, second]) await emit(organisation, 'study.registered', 1);
    await server.admin.query(
      `update webhook_subscription set failing_since = now(), failures = 1, failure = 'too_slow'
       where types @> '{study.registered}'`,
    );
    const sending = server.webhooks.sendDue([home.id, second.id]);
    const quick = () => receiver.received.filter(({ path }) => path.endsWith('quick')).length;
    await expect.poll(quick, { timeout: 9_000 }).toBe(150);
    await sending;
  }, 40_000);

  it('is counted for whoever watches the server', async () => {
    await connect();
    await register();
    receiver.behave = () => 500;
    await send();
    await send();
    const figures = await tellFigures(server.webhooks.figures);
    expect(figures).toMatch(/nuantu_webhook_messages\{state="waiting"\} [1-9]/);
    expect(figures).toMatch(/nuantu_webhook_attempts_total\{outcome="refused"\} [1-9]/);
  });
});

it('a queue full of receivers that say nothing keeps no alert waiting', async () => {
  const connection = await connect();
  await register();
  receiver.behave = () => 'silent';
  const url = new URL(server.adminUrl);
  url.username = 'nuantu_jobs';
  url.password = PASSWORDS.jobs;
  const queues = [ownQueue(server), webhookQueue(server)].map(({ tasks }) => ({ tasks, schedule: [] }));
  const jobs = await startJobs(url.href, queues);
  try {
    const add = (task: string) => server.admin.query('select graphile_worker.add_job($1)', [task]);
    for (let added = 0; added < 4; added += 1) await add('send-webhooks');
    await expect.poll(() => receiver.received.length, { timeout: 4_000 }).toBe(1);
    await add('watch-alerts');
    const figures = async () => tellFigures(server.jobWatch.figures);
    await expect.poll(figures, { timeout: 4_000 }).toContain('{task="watch-alerts"}');
    expect(await messagesOf(connection)).toMatchObject([{ attempts: 0 }]);
  } finally {
    await jobs.stop();
  }
}, 30_000);

describe('an address in a private network', () => {
  const noSuchName = 'https://data.example.cn/hook';

  it.each([[['127.0.0.1']], [['93.184.215.14', '10.0.0.7']], [['93.184.215.14', '::ffff:127.0.0.1']]])(
    'is refused where a name leads there: %j',
    async (addresses) => {
      const connection = await connect({ url: noSuchName });
      await register();
      await send(other(async () => addresses, false));
      expect((await messagesOf(connection))[0].failure).toBe('address_private');
    },
  );

  it('is refused also where it was taken while it was allowed, by number and without TLS', async () => {
    const connection = await connect();
    await register();
    await send(other(async () => ['93.184.215.14'], false));
    expect((await messagesOf(connection))[0].failure).toBe('address_private');
    expect(receiver.received).toEqual([]);
  });

  it('is not reached by a name that leads elsewhere a moment later: what was looked at is where it goes', async () => {
    const { port } = new URL(receiver.url);
    const connection = await connect({ url: `http://data.example.cn:${port}/hook` });
    await register();
    const asked: string[] = [];
    // whoever asked again would be led to where nobody listens
    const turning: Resolve = async (host) => [asked.push(host) === 1 ? '127.0.0.1' : '127.0.0.9'];
    await send(other(turning, true));
    expect(asked).toEqual(['data.example.cn']);
    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]?.headers.host).toBe(`data.example.cn:${port}`);
    expect((await messagesOf(connection))[0].state).toBe('delivered');
  });
});

describe('two jobs at once', () => {
  it('write down each event once and send each message once', async () => {
    const connection = await connect();
    for (let index = 0; index < 30; index += 1) await register(`一${index}`);
    const servers = [
      server.webhooks,
      other(async () => ['127.0.0.1'], true),
      other(async () => ['127.0.0.1'], true),
    ];
    await Promise.all(servers.map((webhooks) => send(webhooks)));
    await send();
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([30, 30]);
    expect(await messagesOf(connection)).toHaveLength(30);
  });

  it('write down nothing for a connection that somebody switches off meanwhile', async () => {
    const connection = await connect();
    await register();
    await server.admin.query('begin');
    await server.admin.query(`update webhook_subscription set state = 'off' where id = $1`, [connection.id]);
    const sent = send();
    await untilWaiting(server, 1);
    await server.admin.query('commit');
    await sent;
    expect([await messagesOf(connection), await outbox()]).toEqual([[], 0]);
  });

  it('of which one died while it sent: the message is sent again, under its id', async () => {
    const connection = await connect();
    await register();
    await send();
    // as it stands while it is being sent
    await server.admin.query(
      `update webhook_message set delivered_at = null, http_status = null, next_attempt_at = now() + interval '1 minute'
       where subscription_id = $1`,
      [connection.id],
    );
    await send();
    expect(receiver.received).toHaveLength(1);
    ahead = 2 * MINUTE;
    await send();
    expect(receiver.received).toHaveLength(2);
    expect(receiver.received[1]?.headers['webhook-id']).toBe(receiver.received[0]?.headers['webhook-id']);
  });
});
