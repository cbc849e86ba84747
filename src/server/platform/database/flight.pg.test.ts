import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../../test/server.ts';
import { ActorDatabase, systemSettings } from './database.ts';
import { NIL_ID } from './ids.ts';
import { instantsAsText, plain } from './statement.ts';

let server: TestServer;
let database: ActorDatabase;

beforeAll(async () => {
  server = await startTestServer();
  // one connection: every statement meets what the one before left
  database = new ActorDatabase({ url: server.appUrl, connections: 1, applicationName: 'flight test' });
});
afterAll(async () => {
  await database.close();
  await server.dispose();
});

const quotient = (divisor: number) =>
  plain<{ quotient: number }>('select 6 / $1::int as quotient', [divisor]);
/** Answers no rows. */
const remove = (divisor: number) => plain('delete from region where 6 / $1::int = 0', [divisor]);

it('a statement that failed works again on the same connection, and fails with its own error', async () => {
  await expect(database.global(quotient(0))).rejects.toMatchObject({ code: '22012' });
  await expect(database.global(quotient(0))).rejects.toMatchObject({ code: '22012' });
  expect(await database.global(quotient(2))).toEqual([[{ quotient: 3 }]]);
  await expect(database.global(quotient(0))).rejects.toMatchObject({ code: '22012' });
  expect(await database.global(quotient(3))).toEqual([[{ quotient: 2 }]]);
});

it('so does one that answers no rows, and one that stood behind the failing one', async () => {
  // 42501: the application may not delete here, which is found when it runs, after it was parsed
  for (const divisor of [1, 2]) {
    const removed = database.transaction(systemSettings(NIL_ID), (change) => change.all(remove(divisor)));
    await expect(removed).rejects.toMatchObject({ code: '42501' });
  }
  const behind = plain<{ one: number }>('select 1 as one');
  await expect(database.global(quotient(0), behind)).rejects.toMatchObject({ code: '22012' });
  expect(await database.global(behind, quotient(1))).toEqual([[{ one: 1 }], [{ quotient: 6 }]]);
});

it('one text is read with instants as dates and as they are told on, on the same connection', async () => {
  const at = new Date('2026-11-27T06:00:00.120Z');
  const dates = (instant: Date) => plain<{ at: Date }>('select $1::timestamptz as at', [instant]);
  const texts = instantsAsText(dates);
  for (let round = 0; round < 2; round += 1) {
    expect(await database.global(dates(at), texts(at))).toEqual([[{ at }], [{ at: at.toISOString() }]]);
  }
});

it('a connection that breaks under way fails its own statements, and the next ones have another', async () => {
  const { hostname, port } = new URL(server.appUrl);
  const lines = new Set<Socket>();
  const relay = createServer((near) => {
    const far = connect(Number(port), hostname);
    lines.add(near.pipe(far)).add(far.pipe(near));
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const address = new URL(server.appUrl);
  address.port = String((relay.address() as AddressInfo).port);
  const broken = new ActorDatabase({ url: address.href, connections: 1, applicationName: 'broken line' });
  const failure = broken.global(plain('select pg_sleep(30)')).catch((error: unknown) => error);
  await expect.poll(() => lines.size).toBe(2);
  await expect
    .poll(async () => {
      const sql = `select from pg_stat_activity where application_name = 'broken line' and state = 'active'`;
      return (await server.admin.query(sql)).rowCount;
    })
    .toBe(1);
  for (const line of lines) line.destroy();
  expect(String(await failure)).toMatch(/onnection/);
  expect(await broken.global(quotient(2))).toEqual([[{ quotient: 3 }]]);
  await broken.close();
  relay.close();
});
