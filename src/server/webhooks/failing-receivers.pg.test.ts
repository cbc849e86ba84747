import { describe, expect, it } from 'vitest';
import { type Behaviour, type Received, verify } from '../../../test/receiver.ts';
import { makeOrganisation, makeUser, PASSWORDS, type TestOrganisation } from '../../../test/server.ts';
import { tellWorld } from '../../../test/told-receiver.ts';
import { ownQueue, webhookQueue } from '../jobs.ts';
import { startJobs } from '../platform/jobs/jobs.ts';
import { tellFigures } from '../platform/log/figures.ts';
import { countLateWebhooks } from './sql.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const { world, connect, register, send, webhook, messagesOf, other } = tellWorld();

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
    world.receiver.behave = (__, index) => (index === 0 ? behaviour : 200);
    await send();
    expect(await messagesOf(connection)).toMatchObject([
      { state: 'waiting', attempts: 1, failure, httpStatus, deliveredAt: null },
    ]);
    expect(await webhook(connection)).toMatchObject({ state: 'active', failure, deliveredAt: null });
    // not before its time
    await send();
    expect(world.receiver.received).toHaveLength(1);
    world.ahead = 61_000;
    await send();
    expect(world.receiver.received.map(({ path }) => path)).toEqual(['/hook', '/hook']);
    const [first, second] = world.receiver.received;
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
    const quick = await connect({ url: `${world.receiver.url}?quick` });
    for (const name of ['一一', '二二', '三三']) await register(name);
    world.receiver.behave = ({ path }) => (path.endsWith('quick') ? 200 : 'silent');
    const sending = send();
    await expect
      .poll(() => world.receiver.received.filter(({ path }) => path.endsWith('quick')).length, {
        timeout: 3_000,
      })
      .toBe(3);
    await sending;
    // and it is asked once: whatever is next would wait as long
    expect(world.receiver.received.filter(({ path }) => !path.endsWith('quick'))).toHaveLength(1);
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
    world.receiver.behave = () => 'endless';
    const began = performance.now();
    await send();
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(await messagesOf(connection)).toMatchObject([{ state: 'delivered', httpStatus: 200 }]);
    // whose connection does not stay open either
    await expect.poll(() => world.receiver.connections(), { timeout: 3_000 }).toBe(0);
  });

  it('with many messages keeps no stopping server waiting: the rest is due when it is up again', async () => {
    const connection = await connect();
    for (let index = 0; index < 5; index += 1) await register(`一${index}`);
    const stopping = other(async () => ['127.0.0.1'], true);
    world.receiver.behave = () => {
      stopping.stop();
      return 200;
    };
    await send(stopping);
    expect(world.receiver.received).toHaveLength(1);
    await send();
    expect(world.receiver.received).toHaveLength(5);
    expect(await messagesOf(connection, '?undelivered=true')).toEqual([]);
  });

  it('is not there, speaks no TLS, or has no such name', async () => {
    const gone = await connect({ url: 'http://127.0.0.1:9/' });
    const plain = await connect({ url: world.receiver.url.replace('http:', 'https:') });
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
    world.receiver.behave = ({ body }) => (body.includes(bad) ? 400 : 200);
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
    world.receiver.behave = () => 503;
    const hours = [0, 1 / 60, 0.1, 0.61, 2.61, 14.61, 26.61, 38.61, 50.61, 62.61, 74.61];
    for (const at of hours) {
      world.ahead = at * HOUR + 5_000;
      await send();
    }
    expect(world.receiver.received).toHaveLength(hours.length);
    // the session of who looks is of today
    world.ahead = 0;
    expect(await messagesOf(connection)).toMatchObject([{ state: 'given_up', attempts: 11 }]);
    expect(await webhook(connection)).toMatchObject({ state: 'stopped', failure: 'refused', version: 2 });
    const { rows } = await world.server.admin.query(
      `select actor_id, detail from audit_event where organisation_id = $1 and action = 'webhook.stop'`,
      [world.home.id],
    );
    expect(rows).toEqual([{ actor_id: null, detail: { state: 'stopped', failure: 'refused' } }]);
    expect((await world.server.admin.query(countLateWebhooks([]).text, [[]])).rows).toMatchObject([
      { stopped: 1 },
    ]);
    // what happens meanwhile is kept for it
    await register('二二');
    await send();
    expect(world.receiver.received).toHaveLength(hours.length);
    world.receiver.behave = () => 200;
    const on = await world.administrator.call(
      'PATCH',
      `/api/v1/webhooks/${connection.id}`,
      { state: 'active' },
      { 'if-match': '"2"' },
    );
    expect(on.body).toMatchObject({ state: 'active', failingSince: null, failure: null });
    await send();
    expect(world.receiver.received).toHaveLength(hours.length + 1);
  });

  it('that answers 410 is asked no more at once, nothing more is kept for it, and what waits goes when it is old', async () => {
    const connection = await connect();
    for (const name of ['一一', '二二']) await register(name);
    world.receiver.behave = () => 410;
    await send();
    expect(await webhook(connection)).toMatchObject({ state: 'gone', failure: 'gone' });
    await register('三三');
    world.ahead = DAY;
    await send();
    world.ahead = 0;
    expect(world.receiver.received).toHaveLength(1);
    expect(await messagesOf(connection)).toHaveLength(2);
    const outbox = 'select from outbox_event where organisation_id = $1';
    expect((await world.server.admin.query(outbox, [world.home.id])).rowCount).toBe(0);
    // more than the thirty days: ids do not go back with the clock of the tests before
    world.ahead = 60 * DAY;
    await world.server.webhooks.trim(world.home.id);
    world.ahead = 0;
    expect(await messagesOf(connection)).toEqual([]);
  });

  it('at an address that is another’s by now does not end the connection', async () => {
    const connection = await connect();
    await register('一一');
    const slow = other(async () => {
      const moved = { url: `${world.receiver.url}?new` };
      await world.administrator.call('PATCH', `/api/v1/webhooks/${connection.id}`, moved, {
        'if-match': '"1"',
      });
      return ['127.0.0.1'];
    }, true);
    world.receiver.behave = () => 410;
    await send(slow);
    expect(world.receiver.received.map(({ path }) => path)).toEqual(['/hook']);
    expect(await webhook(connection)).toMatchObject({ state: 'active', failingSince: null, version: 2 });
  });

  it('like a dozen others keeps nobody waiting who takes much', async () => {
    const second = await makeOrganisation(world.server);
    const chen = await makeUser(world.server, second, 'administrator');
    world.receiver.behave = ({ path }) => (path.endsWith('quick') ? 200 : 'silent');
    for (const by of [world.administrator, chen])
      for (let index = 0; index < 6; index += 1) await connect({ types: ['study.registered'] }, by);
    await connect({ types: ['client.changed'], url: `${world.receiver.url}?quick` });
    const emit = (organisation: TestOrganisation, type: string, count: number) =>
      world.server.admin.query(
        `insert into outbox_event (organisation_id, id, at, type, subject_id, data)
         select $1, gen_random_uuid(), now() + interval '1 second', $2, $1, '{}' from generate_series(1, $3)`,
        [organisation.id, type, count],
      );
    await emit(world.home, 'client.changed', 150);
    for (const organisation of [world.home, second]) await emit(organisation, 'study.registered', 1);
    await world.server.admin.query(
      `update webhook_subscription set failing_since = now(), failures = 1, failure = 'too_slow'
       where types @> '{study.registered}'`,
    );
    const sending = world.server.webhooks.sendDue([world.home.id, second.id]);
    const quick = () => world.receiver.received.filter(({ path }) => path.endsWith('quick')).length;
    await expect.poll(quick, { timeout: 9_000 }).toBe(150);
    await sending;
  }, 40_000);

  it('is counted for whoever watches the server', async () => {
    await connect();
    await register();
    world.receiver.behave = () => 500;
    await send();
    await send();
    const figures = await tellFigures(world.server.webhooks.figures);
    expect(figures).toMatch(/nuantu_webhook_messages\{state="waiting"\} [1-9]/);
    expect(figures).toMatch(/nuantu_webhook_attempts_total\{outcome="refused"\} [1-9]/);
  });
});

it('a queue full of receivers that say nothing keeps no alert waiting', async () => {
  const connection = await connect();
  await register();
  world.receiver.behave = () => 'silent';
  const url = new URL(world.server.adminUrl);
  url.username = 'nuantu_jobs';
  url.password = PASSWORDS.jobs;
  const queues = [ownQueue(world.server), webhookQueue(world.server)].map(({ tasks }) => ({
    tasks,
    schedule: [],
  }));
  const jobs = await startJobs(url.href, queues);
  try {
    const add = (task: string) => world.server.admin.query('select graphile_worker.add_job($1)', [task]);
    for (let added = 0; added < 4; added += 1) await add('send-webhooks');
    await expect.poll(() => world.receiver.received.length, { timeout: 4_000 }).toBe(1);
    await add('watch-alerts');
    const figures = async () => tellFigures(world.server.jobWatch.figures);
    await expect.poll(figures, { timeout: 4_000 }).toContain('{task="watch-alerts"}');
    expect(await messagesOf(connection)).toMatchObject([{ attempts: 0 }]);
  } finally {
    await jobs.stop();
  }
}, 30_000);
