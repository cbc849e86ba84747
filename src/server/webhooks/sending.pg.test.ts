import { describe, expect, it } from 'vitest';
import { untilWaiting } from '../../../test/barrier.ts';
import { type Received, verify } from '../../../test/receiver.ts';
import { makeOrganisation, makeUser, PASSWORDS } from '../../../test/server.ts';
import { tellWorld, typesOf } from '../../../test/told-receiver.ts';
import { askedQueue, webhookQueue } from '../jobs.ts';
import { startJobs } from '../platform/jobs/jobs.ts';
import { Doors } from '../platform/work/doors.ts';
import type { Resolve } from './post.ts';
import { Webhooks } from './webhooks.ts';

const MINUTE = 60_000;

const { world, connect, register, send, webhook, messagesOf, outbox, other } = tellWorld();

describe('what happens', () => {
  it('is received, is ours by the public library, and says ids and codes', async () => {
    const connection = await connect();
    const clientId = await register();
    await send();
    expect(world.receiver.received).toHaveLength(1);
    const [received] = world.receiver.received as [Received];
    const event = verify(connection.secret, received);
    expect(event).toEqual({
      specversion: '1.0',
      id: received.headers['webhook-id'],
      source: `urn:uuid:${world.home.id}`,
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
    expect(world.receiver.received).toHaveLength(1);
  });

  it('is told to whoever wants it, from when they asked for it, and kept for nobody else', async () => {
    await register('先来');
    const all = await connect();
    const few = await connect({ types: ['client.changed'], url: `${world.receiver.url}?few` });
    const clientId = await register();
    await world.worker.call(
      'PATCH',
      `/api/v1/clients/${clientId}`,
      { note: '说了心事' },
      { 'if-match': '"1"' },
    );
    await send();
    const at = (path: string) =>
      typesOf(world.receiver.received.filter((one) => one.path === path)).toSorted();
    expect(at('/hook')).toEqual(['cn.nuantu.client.changed', 'cn.nuantu.client.created']);
    expect(at('/hook?few')).toEqual(['cn.nuantu.client.changed']);
    expect(await messagesOf(all)).toHaveLength(2);
    expect(await messagesOf(few)).toHaveLength(1);
    // the same event has one id at each
    const ids = world.receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(2);

    const quiet = await makeOrganisation(world.server);
    await register('陈静', await makeUser(world.server, quiet, 'worker', [quiet.siteIds[0]]));
    expect(await outbox(quiet)).toBe(1);
    await send(world.server.webhooks, quiet);
    expect(await outbox(quiet)).toBe(0);
    const { rows } = await world.server.admin.query(
      'select from webhook_message where organisation_id = $1',
      [quiet.id],
    );
    expect(rows).toEqual([]);
  });

  it('is not told by an organisation that is closed here', async () => {
    const connection = await connect();
    await register();
    const closed = new Webhooks({
      services: world.server.services,
      doors: new Doors(world.server.services, new Set([world.home.id])),
      allowsPrivate: true,
      onDefect: (_, error) => {
        throw error;
      },
    });
    await send(closed);
    expect([world.receiver.received, await outbox(), await messagesOf(connection)]).toEqual([[], 0, []]);
  });

  it('is sent within two seconds of a test, where the jobs run, and by the job of each minute', async () => {
    const connection = await connect();
    const url = new URL(world.server.adminUrl);
    url.username = 'nuantu_jobs';
    url.password = PASSWORDS.jobs;
    const jobs = await startJobs(url.href, [webhookQueue(world.server), askedQueue(world.server)]);
    try {
      const { status, body } = await world.administrator.call(
        'POST',
        `/api/v1/webhooks/${connection.id}/test`,
      );
      expect(status).toBe(201);
      await expect.poll(() => world.receiver.received.length, { timeout: 2_000 }).toBe(1);
      const event = verify(connection.secret, world.receiver.received[0] as Received);
      expect(event).toMatchObject({ id: body.id, type: 'cn.nuantu.webhook.test', data: {} });
      await register();
      await world.server.admin.query(`select graphile_worker.add_job('send-webhooks')`);
      await expect.poll(() => world.receiver.received.length, { timeout: 4_000 }).toBe(2);
    } finally {
      await jobs.stop();
    }
  });
});

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
    expect(world.receiver.received).toEqual([]);
  });

  it('is not reached by a name that leads elsewhere a moment later: what was looked at is where it goes', async () => {
    const { port } = new URL(world.receiver.url);
    const connection = await connect({ url: `http://data.example.cn:${port}/hook` });
    await register();
    const asked: string[] = [];
    // whoever asked again would be led to where nobody listens
    const turning: Resolve = async (host) => [asked.push(host) === 1 ? '127.0.0.1' : '127.0.0.9'];
    await send(other(turning, true));
    expect(asked).toEqual(['data.example.cn']);
    expect(world.receiver.received).toHaveLength(1);
    expect(world.receiver.received[0]?.headers.host).toBe(`data.example.cn:${port}`);
    expect((await messagesOf(connection))[0].state).toBe('delivered');
  });
});

describe('two jobs at once', () => {
  it('write down each event once and send each message once', async () => {
    const connection = await connect();
    for (let index = 0; index < 30; index += 1) await register(`一${index}`);
    const servers = [
      world.server.webhooks,
      other(async () => ['127.0.0.1'], true),
      other(async () => ['127.0.0.1'], true),
    ];
    await Promise.all(servers.map((webhooks) => send(webhooks)));
    await send();
    const ids = world.receiver.received.map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([30, 30]);
    expect(await messagesOf(connection)).toHaveLength(30);
  });

  it('write down nothing for a connection that somebody switches off meanwhile', async () => {
    const connection = await connect();
    await register();
    await world.server.admin.query('begin');
    await world.server.admin.query(`update webhook_subscription set state = 'off' where id = $1`, [
      connection.id,
    ]);
    const sent = send();
    await untilWaiting(world.server, 1);
    await world.server.admin.query('commit');
    await sent;
    expect([await messagesOf(connection), await outbox()]).toEqual([[], 0]);
  });

  it('of which one died while it sent: the message is sent again, under its id', async () => {
    const connection = await connect();
    await register();
    await send();
    // as it stands while it is being sent
    await world.server.admin.query(
      `update webhook_message set delivered_at = null, http_status = null, next_attempt_at = now() + interval '1 minute'
       where subscription_id = $1`,
      [connection.id],
    );
    await send();
    expect(world.receiver.received).toHaveLength(1);
    world.ahead = 2 * MINUTE;
    await send();
    expect(world.receiver.received).toHaveLength(2);
    expect(world.receiver.received[1]?.headers['webhook-id']).toBe(
      world.receiver.received[0]?.headers['webhook-id'],
    );
  });
});
