import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOperations } from '../../test/operations.ts';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../test/server.ts';

import { systemSettings, verifyAudit } from './platform/audit-seal.ts';
import { newId } from './platform/ids.ts';

let server: TestServer;
let home: TestOrganisation;
let users: [TestUser, ...TestUser[]];

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  users = await signInAll();
  const { body: client } = await users[0].call('POST', '/api/v1/clients', {
    name: '被试',
    siteId: home.siteIds[0],
  });
  const { body: opened } = await users[0].call('POST', '/api/v1/cases', { clientId: client.id });
  knownIds.push(client.id, opened.id, home.siteIds[0], users[0].id);
});
afterAll(() => server.dispose());

const ROLES = ['supervisor', 'administrator', 'auditor', 'operator'] as const;

async function signInAll(): Promise<typeof users> {
  const [first, ...others] = ROLES;
  const user = (role: (typeof ROLES)[number]) => makeUser(server, home, role, [home.siteIds[0]]);
  return [await user(first), ...(await Promise.all(others.map(user)))];
}

/** Some of the junk signs out, changes a password or suspends; what comes after must not be refused for that alone. */
async function signInAgain(): Promise<void> {
  const answers = await Promise.all(users.map((user) => user.call('GET', '/api/v1/me')));
  if (answers.some(({ status }) => status !== 200)) users = await signInAll();
}

const RUNS = 60;
/** ids of rows that are there, so that junk also meets something */
const knownIds: string[] = [];

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '\u0000',
    "'; drop table client; --",
    '../../etc/passwd',
    '{{7*7}}',
    '<script>',
    '𠮷'.repeat(300),
  ),
  fc.double(),
  fc.integer(),
  fc.constantFrom(null, true, [], {}, 1e308, -0),
  fc.uuid(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);

/** Something near a schema's shape, and sometimes anything at all. */
function near(schema: Record<string, unknown>): fc.Arbitrary<unknown> {
  const properties = schema['properties'] as Record<string, Record<string, unknown>> | undefined;
  const shaped = ((): fc.Arbitrary<unknown> => {
    if (properties !== undefined) {
      const members = Object.fromEntries(
        Object.entries(properties).map(([name, member]) => [name, near(member)]),
      );
      // mostly complete, so that junk gets past the first check
      return fc.oneof(
        {
          weight: 4,
          arbitrary: fc.record(members, { requiredKeys: (schema['required'] ?? []) as string[] }),
        },
        { weight: 1, arbitrary: fc.record(members, { requiredKeys: [] }) },
      );
    }
    if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
    if (schema['type'] === 'array') {
      return fc.array(near((schema['items'] ?? {}) as Record<string, unknown>), { maxLength: 4 });
    }
    if (schema['format'] === 'uuid')
      return fc
        .oneof(fc.uuid(), fc.constantFrom(...knownIds))
        .chain((id) => fc.constantFrom(id, id, id.toUpperCase()));
    if (schema['format'] === 'date')
      return fc.constantFrom('2026-02-30', '2026-11-01', '9999-12-31', '0000-00-00');
    if (schema['format'] === 'date-time')
      return fc.oneof(
        fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        fc.constantFrom('2026-11-26T23:59:60Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59'),
      );
    if (schema['type'] === 'integer') return fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer());
    return fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      // names without a letter
      fc.constantFrom('007', '？1', '··', '𠮷'),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
  })();
  return fc.oneof({ weight: 12, arbitrary: shaped }, { weight: 1, arbitrary: nasty });
}

describe('junk', () => {
  it('at every door gets an answer below 500 that is a problem document without a trace', async () => {
    for (const [name, shape] of await listOperations()) {
      await signInAgain();
      const schema = (part: unknown) => near((part ?? {}) as Record<string, unknown>);
      await fc.assert(
        fc.asyncProperty(
          schema(shape.params),
          schema(shape.query),
          schema(shape.body),
          fc.nat({ max: ROLES.length - 1 }),
          fc.constantFrom('"1"', '"99"', '1', '*'),
          async (params, query, body, index, version) => {
            const user = users[index] ?? users[0];
            const url = addressOf(shape.url, params, query);
            const payload = shape.method === 'GET' ? undefined : (body ?? undefined);
            const headers = { 'if-match': version, 'content-type': 'application/json' };
            const sent = payload === undefined ? undefined : JSON.stringify(payload);
            const answer = await user.call(shape.method, url, sent, sent === undefined ? {} : headers);
            expect(answer.status, `${name} ${url}`).toBeLessThan(500);
            if (answer.status < 400) return;
            expect(answer.headers['content-type'], name).toContain('application/problem+json');
            expect(answer.body, name).toMatchObject({ status: answer.status, code: expect.any(String) });
            expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts:\d|at async/);
          },
        ),
        { numRuns: RUNS },
      );
    }
    const { database, keyring } = server.services;
    const reader = database.reader(systemSettings(home.id));
    const report = await verifyAudit(reader, await keyring.of(reader));
    expect(report.rows).toBeGreaterThan(50);
    expect(report.faults).toEqual([]);
  });
});

describe('an id in capitals', () => {
  it('is the same id at every door: what is sealed under it opens, and the audit holds', async () => {
    await signInAgain();
    const id = newId();
    const [supervisor] = users;
    const created = await supervisor.call('POST', '/api/v1/clients', {
      id: id.toUpperCase(),
      siteId: home.siteIds[0].toUpperCase(),
      name: '大写',
    });
    expect(created).toMatchObject({ status: 201, body: { id, name: '大写' } });
    const read = await supervisor.call('GET', `/api/v1/clients/${id.toUpperCase()}`);
    expect(read).toMatchObject({ status: 200, body: { id, name: '大写' } });
    const opened = await supervisor.call('POST', '/api/v1/cases', { clientId: id.toUpperCase() });
    expect(opened).toMatchObject({ status: 201, body: { clientId: id } });
  });
});

function addressOf(url: string, params: unknown, query: unknown): string {
  const filled = url.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = (params as Record<string, unknown> | null)?.[name] ?? 'x';
    return encodeURIComponent(textOf(value)) || 'x';
  });
  const isObject = typeof query === 'object' && query !== null && !Array.isArray(query);
  const pairs = isObject ? Object.entries(query).map(([name, value]) => [name, textOf(value)]) : [];
  return pairs.length === 0
    ? filled
    : `${filled}?${new URLSearchParams(pairs as [string, string][]).toString()}`;
}

/** Well-formed UTF-16: what a browser can put into an address. */
function textOf(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed().slice(0, 120);
}
