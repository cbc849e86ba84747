import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';

let server: TestServer;
let worker: TestUser;
let clientId: string;
let invitationToken: string;

beforeAll(async () => {
  server = await startTestServer();
  const organisation = await makeOrganisation(server);
  worker = await makeUser(server, organisation, 'worker', [organisation.siteIds[0]]);
  ({ id: clientId } = (await worker.call('POST', '/api/v1/clients', { name: '乱答' })).body);
  const supervisor = await makeUser(server, organisation, 'supervisor');
  const classId = await makeInvitedClass(supervisor, organisation);
  const { body: round } = await supervisor.call('POST', '/api/v1/campaigns', {
    title: '乱答',
    wave: 'baseline',
    opensAt: new Date(Date.now() - 3_600_000).toISOString(),
    closesAt: new Date(Date.now() + 3_600_000).toISOString(),
    classIds: [classId],
    instrumentIds: ['phq-9@1', 'hardest-now@1'],
  });
  await supervisor.call('POST', `/api/v1/campaigns/${round.id}/open`);
  const { body: sheet } = await supervisor.call('POST', `/api/v1/campaigns/${round.id}/links`, { classId });
  invitationToken = sheet.items[0].link.split('#')[1];
});
afterAll(() => server.dispose());

/** One pupil of fifteen, who consents. @returns the class */
async function makeInvitedClass(supervisor: TestUser, organisation: TestOrganisation): Promise<string> {
  const classId = newId();
  const [siteId] = organisation.siteIds;
  await server.admin.query(
    `insert into school_class (organisation_id, id, site_id, kind, name, created_at)
     values ($1, $2, $3, 'class', '乱答班', now())`,
    [organisation.id, classId, siteId],
  );
  const pupil = { name: '乱写', birthDate: '2011-03-04', classId, siteId };
  const { body } = await supervisor.call('POST', '/api/v1/clients', pupil);
  await worker.call('POST', `/api/v1/clients/${body.id}/consents`, {
    purpose: 'assessment',
    givenBy: 'client',
    evidence: 'signed_form',
    givenOn: '2026-01-01',
  });
  return classId;
}

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

it('junk by an invitation is kept or refused, can be read afterwards, and never breaks the server', async () => {
  let kept = 0;
  const anything = fc.record(
    {
      id: fc.constant(undefined).map(() => newId()),
      instrumentId: fc.constantFrom('phq-9@1', 'hardest-now@1', 'who-5@1', 'phq-9@2', 'made-up@1'),
      answers: fc.dictionary(itemId, fc.oneof(answer, fc.jsonValue({ noUnicodeString: false })), {
        maxKeys: 6,
      }),
      answeredAt: fc.constant('2026-01-01T00:00:00Z'),
    },
    { requiredKeys: ['answers', 'id', 'instrumentId', 'answeredAt'] },
  );
  await fc.assert(
    fc.asyncProperty(anything, async (junk) => {
      const { status } = await request(server, 'POST', '/api/v1/responses', { ...junk, invitationToken });
      expect(status, JSON.stringify(junk)).toBeLessThan(500);
      if (status !== 201) return;
      kept += 1;
      const read = await worker.call('GET', `/api/v1/responses/${junk.id}`);
      expect(read.status, JSON.stringify(junk)).toBe(200);
      await server.admin.query('update response set looked_at = now() where id = $1', [junk.id]);
    }),
    { numRuns: 300 },
  );
  expect(kept).toBeGreaterThan(0);
});
