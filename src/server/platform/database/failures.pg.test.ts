import process from 'node:process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  makeOrganisation,
  startTestServer,
  type TestOrganisation,
  type TestServer,
} from '../../../../test/server.ts';
import { ActorDatabase, type Transaction, systemSettings } from './database.ts';
import { Flight } from './flight.ts';
import { plain } from './statement.ts';

let server: TestServer;
let home: TestOrganisation;
let database: ActorDatabase;
const unheard: unknown[] = [];
const hear = (error: unknown) => void unheard.push(error);

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  // one connection: whatever is left on it meets the next
  database = new ActorDatabase({ url: server.appUrl, connections: 1, applicationName: 'failures' });
  process.on('unhandledRejection', hear);
});

afterAll(async () => {
  process.off('unhandledRejection', hear);
  await database.close();
  await server.dispose();
});

/** What a failure left: whether the one connection serves the next, open transactions, rejections that nobody heard. */
async function left() {
  const [rows] = await database.global(one());
  const { rows: open } = await server.admin.query(
    `select pid from pg_stat_activity where application_name = 'failures' and state like 'idle in transaction%'`,
  );
  await new Promise((resolve) => void setImmediate(resolve));
  return { rows, open, unheard };
}
const NOTHING = { rows: [{ one: 1 }], open: [], unheard: [] };

const one = () => plain<{ one: number }>('select 1 as one');
/** No Date holds a leap second. */
const unwritable = () => plain('select $1::timestamptz', [new Date('2026-11-26T23:59:60Z')]);
const refused = () => plain('select 1 / $1::int', [0]);
const settings = () => systemSettings(home.id);
const failure = new Error('of the body');

const cut = async (transaction: Transaction) => {
  const row = await transaction.first(plain<{ pid: number }>('select pg_backend_pid() as pid'));
  await server.admin.query('select pg_terminate_backend($1)', [row?.pid]);
  return transaction.first(one());
};

const bodies: readonly (readonly [string, (transaction: Transaction) => Promise<unknown>])[] = [
  ['before it begins', () => Promise.reject(failure)],
  ['with its first statement, which cannot be written', (transaction) => transaction.first(unwritable())],
  [
    'with a later one that cannot be written',
    async (t) => [await t.first(one()), await t.first(unwritable())],
  ],
  ['with its first statement, which is refused', (transaction) => transaction.first(refused())],
  ['with a later one that is refused', async (t) => [await t.first(one()), await t.first(refused())]],
  ['after a reading', async (t) => [await t.first(one()), await Promise.reject(failure)]],
  ['with what it pushed, which cannot be written', async (transaction) => transaction.push(unwritable())],
  ['with what it pushed, which is refused', async (transaction) => transaction.push(refused())],
];

it.each(bodies)('a transaction that fails %s', async (_, body) => {
  await expect(database.transaction(settings(), body)).rejects.toBeInstanceOf(Error);
  expect(await left()).toEqual(NOTHING);
});

it.each(bodies)('an addition that fails %s', async (_, body) => {
  await expect(database.append(settings(), body)).rejects.toBeInstanceOf(Error);
  expect(await left()).toEqual(NOTHING);
});

it('a transaction whose connection is cut', async () => {
  await expect(database.transaction(settings(), cut)).rejects.toBeInstanceOf(Error);
  expect(await left()).toEqual(NOTHING);
});

it('a transaction that goes on after a statement was refused says so: it kept nothing', async () => {
  const body = async (transaction: Transaction) => {
    await transaction.first(refused()).catch(() => undefined);
    return 'saved';
  };
  await expect(database.transaction(settings(), body)).rejects.toMatchObject({ code: '22012' });
  expect(await left()).toEqual(NOTHING);
});

it.each([
  ['cannot be written', unwritable],
  ['is refused', refused],
])('a reading that %s stops nobody who travels with it', async (_, statement) => {
  const reader = database.reader(settings());
  const answers = await Promise.allSettled([
    reader.first(one()),
    reader.first(statement()),
    reader.first(one()),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await left()).toEqual(NOTHING);
});

it('a passenger who cannot say their statements stops nobody who travels with them', async () => {
  const answers = await Promise.allSettled([
    database.join(settings(), () => [one()]),
    database.join(settings(), () => {
      throw failure;
    }),
    database.join(settings(), () => [one()]),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await left()).toEqual(NOTHING);
});

it('a row that cannot be read fails its flight, not the process', async () => {
  const flight = new Flight([one()]);
  const JSON_TYPE = 114;
  flight.handleRowDescription({ fields: [{ name: 'broken', dataTypeID: JSON_TYPE }] as never });
  flight.handleDataRow({ fields: ['{'] });
  flight.handleReadyForQuery();
  await expect(flight.results).rejects.toThrow(SyntaxError);
  expect(await left()).toEqual(NOTHING);
});

it('whoever waits in vain for a connection hears that the database is away for now', async () => {
  const small = new ActorDatabase({
    url: server.appUrl.replace(/:\d+\//, ':1/'),
    connections: 1,
    applicationName: 'nobody there',
  });
  await expect(small.global(one())).rejects.toMatchObject({ code: expect.stringMatching(/^ECONN/) });
  await small.close();
  expect(await left()).toEqual(NOTHING);
});
