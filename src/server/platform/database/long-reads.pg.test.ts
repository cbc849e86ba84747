import { sql as raw } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
} from '../../../../test/server.ts';
import { ActorDatabase, type Reader, systemSettings } from './database.ts';
import { long, plain, prepare, query } from './statement.ts';

let server: TestServer;
let organisation: TestOrganisation;
let database: ActorDatabase;
let reader: Reader;
let owner: pg.Client;

// shorter than the database's own limit for a statement, after which those who waited fly again, each alone
vi.setConfig({ testTimeout: 20_000 });

beforeAll(async () => {
  server = await startTestServer();
  organisation = await makeOrganisation(server);
  database = new ActorDatabase({ url: server.appUrl, connections: 4, applicationName: 'long reads' });
  reader = database.reader(systemSettings(organisation.id));
  owner = new pg.Client(server.adminUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.close();
  await server.dispose();
});

const countAnswers = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('response')
    .select(raw<number>`count(*)::int`.as('count'))
    .where('organisation_id', '=', p.organisationId),
);
const short = plain<{ one: number }>('select 1 as one');

/**
 * While answers are locked: whoever reads them waits, without a clock, until the lock goes.
 * @returns what the short one answered meanwhile, and how many of the others were through before
 */
async function whileAnswersAreHeld<Answer>(
  slow: () => readonly Promise<unknown>[],
  short: () => Promise<Answer>,
): Promise<{ answer: Answer; through: number }> {
  let through = 0;
  await owner.query('begin; lock table response in access exclusive mode');
  // asked for in one turn of the event loop, so that they would share a flight
  const waiting = slow().map((one) => one.then(() => (through += 1)));
  try {
    return { answer: await short(), through };
  } finally {
    await owner.query('commit');
    await Promise.all(waiting);
  }
}

it('a long reading keeps no short one waiting', async () => {
  const { id: organisationId } = organisation;
  const found = await whileAnswersAreHeld(
    () => [reader.all(long(countAnswers)({ organisationId }))],
    () => reader.first(short),
  );
  expect(found).toEqual({ answer: { one: 1 }, through: 0 });
});

it('as many long ones as there may be leave connections to the short ones', async () => {
  const { id: organisationId } = organisation;
  const { answer, through } = await whileAnswersAreHeld(
    () => Array.from({ length: 20 }, () => reader.all(long(countAnswers)({ organisationId }))),
    async () => [await reader.first(short), await reader.first(short), await reader.first(short)],
  );
  expect(answer).toEqual([{ one: 1 }, { one: 1 }, { one: 1 }]);
  expect(through).toBe(0);
});

it('what brought a thousand rows once flies apart from then on', async () => {
  const series = (count: number) =>
    plain('select n, (select count(*) from response) from generate_series(1, $1::int) n', [count]);
  await reader.all(series(1_000));
  const found = await whileAnswersAreHeld(
    () => [reader.all(series(1))],
    () => reader.first(short),
  );
  expect(found).toEqual({ answer: { one: 1 }, through: 0 });
});

it('whoever reads a client does not wait for the quality of a questionnaire', async () => {
  const supervisor = await makeUser(server, organisation, 'supervisor');
  const siteId = organisation.siteIds[0];
  const { body: client } = await supervisor.call('POST', '/api/v1/clients', { name: '安一诺', siteId });
  const quality = async () => {
    const { status } = await supervisor.call('GET', '/api/v1/instruments/who-5@1/psychometrics');
    if (status !== 200) throw new Error(`answered ${status}`);
  };
  const { answer, through } = await whileAnswersAreHeld(
    () => [quality()],
    () => supervisor.call('GET', `/api/v1/clients/${client.id}`),
  );
  expect(answer.body.name).toBe('安一诺');
  expect(through).toBe(0);
});
