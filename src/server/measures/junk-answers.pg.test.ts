import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/ids.ts';

let server: TestServer;
let worker: TestUser;
let clientId: string;

beforeAll(async () => {
  server = await startTestServer();
  const organisation = await makeOrganisation(server);
  worker = await makeUser(server, organisation, 'worker', [organisation.siteIds[0]]);
  ({ id: clientId } = (await worker.call('POST', '/api/v1/clients', { name: '乱答' })).body);
});
afterAll(() => server.dispose());

const itemId = fc.oneof(
  fc.constantFrom('phq9-1', 'phq9-9', 'hardest', 'tell_us', '__proto__', 'constructor', ''),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const answer = fc.oneof(
  fc.integer({ min: -1, max: 4 }),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 600 }),
  fc.array(fc.constantFrom('being_hurt', 'nothing', 'money', 'peers', 'x'), { maxLength: 5 }),
  fc.constantFrom(null, true, {}, [[]], -0),
);
const submission = fc.record(
  {
    id: fc.oneof(
      { weight: 4, arbitrary: fc.constant(undefined).map(() => newId()) },
      { weight: 1, arbitrary: fc.string() },
    ),
    instrumentId: fc.constantFrom('phq-9@1', 'hardest-now@1', 'who-5@1', 'phq-9@2', '@', '../x@1'),
    // some that may be taken, so that the junk is seen to be what is refused
    answers: fc.oneof(
      fc.record({ 'phq9-1': fc.integer({ min: 0, max: 3 }) }),
      fc.dictionary(itemId, answer, { maxKeys: 6 }),
      fc.constantFrom(null, [], 'x', 7),
    ),
    answeredAt: fc.oneof(
      fc
        .date({ min: new Date('1990-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
        .map((day) => day.toISOString()),
      fc.constantFrom('0000-01-01T00:00:00Z', '2016-12-31T23:59:60Z', '9999-12-31T23:59:59Z', 'now'),
    ),
  },
  { requiredKeys: ['answers', 'id', 'instrumentId', 'answeredAt'] },
);

/** Rows that one taken response makes, and nothing else does. */
async function countRows(): Promise<Record<string, number>> {
  const { rows } = await server.admin.query(
    `select (select count(*)::int from response) as responses,
            (select count(*)::int from audit_event where action = 'response.create') as audited,
            (select count(*)::int from outbox_event where type = 'response.created') as emitted,
            (select count(*)::int from alert) as alerts`,
  );
  return rows[0];
}

it('junk answers are taken whole or refused whole, and never break the server', async () => {
  const expected = await countRows();
  const add = (name: string, count: number) => {
    expected[name] = (expected[name] ?? 0) + count;
  };
  await fc.assert(
    fc.asyncProperty(submission, async (junk) => {
      const { status, body } = await worker.call('POST', '/api/v1/responses', { ...junk, clientId });
      expect(status, JSON.stringify(junk)).toBeLessThan(500);
      const taken = status === 201 ? 1 : 0;
      for (const name of ['responses', 'audited', 'emitted']) add(name, taken);
      const kinds = new Set((body.alerts ?? []).map(({ kind }: { kind: string }) => kind));
      add('alerts', kinds.size);
      expect(await countRows()).toEqual(expected);
    }),
    { numRuns: 300 },
  );
  expect(expected['responses']).toBeGreaterThan(0);
});
