import process from 'node:process';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { creations, makeCreationWorld } from '../../test/creations.ts';
import { listOperations } from '../../test/operations.ts';
import {
  type Answer,
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../test/server.ts';
import { type Role, roles } from '../domain/access/roles.ts';
import { verifyAudit } from './platform/audit/audit-seal.ts';
import { systemSettings } from './platform/database/database.ts';
import { newId } from './platform/database/ids.ts';

let server: TestServer;
let home: TestOrganisation;
let users: TestUser[];

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  users = await Promise.all(roles.map(signIn));
  const supervisor = await signIn('supervisor');
  const { body: client } = await supervisor.call('POST', '/api/v1/clients', {
    name: '被试',
    siteId: home.siteIds[0],
  });
  const { body: opened } = await supervisor.call('POST', '/api/v1/cases', { clientId: client.id });
  knownIds.push(client.id, opened.id, home.siteIds[0], supervisor.id);
});
afterAll(() => server.dispose());

const signIn = (role: Role) => makeUser(server, home, role, [home.siteIds[0]]);

/** Some of the junk signs out, changes a password or suspends; what comes after must not be refused for that alone. */
async function signInAgain(): Promise<void> {
  users = await Promise.all(
    roles.map(async (role, index) => {
      const answer = await users[index]?.call('GET', '/api/v1/me');
      return users[index] !== undefined && answer?.status === 200 ? users[index] : signIn(role);
    }),
  );
}

/** Requests to each operation; NUANTU_HOSTILE=8 sends eight times as many, some 50,000. */
const RUNS = 60 * Number(process.env['NUANTU_HOSTILE'] ?? 1);
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

/** As long as it takes: only whoever hangs is to be found by it. */
const TIMEOUT_MS = 1_500_000;

/** Requests that were answered so far. */
let asked = 0;

describe('junk', { timeout: TIMEOUT_MS }, () => {
  it('at every door gets an answer below 500 that is a problem document without a trace', async () => {
    for (const [name, shape] of await listOperations()) {
      await signInAgain();
      const schema = (part: unknown) => near((part ?? {}) as Record<string, unknown>);
      await fc.assert(
        fc.asyncProperty(
          schema(shape.params),
          schema(shape.query),
          schema(shape.body),
          fc.nat({ max: roles.length - 1 }),
          fc.constantFrom('"1"', '"99"', '1', '*'),
          async (params, query, body, index, version) => {
            const user = users[index];
            if (user === undefined) throw new Error('somebody asks');
            const url = addressOf(shape.url, params, query);
            const payload = shape.method === 'GET' ? undefined : (body ?? undefined);
            const headers = { 'if-match': version, 'content-type': 'application/json', range: 'bytes=5-1' };
            const sent = payload === undefined ? undefined : JSON.stringify(payload);
            const answer = await user.call(shape.method, url, sent, sent === undefined ? {} : headers);
            expectRefusal(`${name} ${url}`, answer);
          },
        ),
        { numRuns: RUNS },
      );
    }
    expect(asked).toBeGreaterThan(RUNS * 50);
  });

  it('in requests that would else be right is refused by name, and breaks nothing', async () => {
    const before = asked;
    const operations = new Map(await listOperations());
    for (const [name, prepare] of Object.entries(creations)) {
      const shape = operations.get(name);
      if (shape === undefined) throw new Error(`no operation ${name}`);
      const world = await makeCreationWorld(server);
      const request = await prepare(world);
      const url = addressOf(shape.url, request.params ?? {}, undefined);
      await fc.assert(
        fc.asyncProperty(mutated({ ...request.body, id: newId() }), fc.boolean(), async (body, isFresh) => {
          const user = await world.user(request.by);
          const id = isFresh ? { id: newId() } : {};
          expectRefusal(
            `${name} ${JSON.stringify(body)}`,
            await user.call(shape.method, url, { ...body, ...id }),
          );
        }),
        { numRuns: RUNS * 2 },
      );
    }
    expect(asked - before).toBeGreaterThan(RUNS * 20);
  });

  it('leaves an audit trail that holds', async () => {
    const { database, keyring } = server.services;
    const reader = database.reader(systemSettings(home.id));
    const report = await verifyAudit(reader, await keyring.of(reader));
    expect(report.rows).toBeGreaterThan(50);
    expect(report.faults).toEqual([]);
  });
});

function expectRefusal(what: string, answer: Answer): void {
  asked += 1;
  expect(answer.status, `${what} ${JSON.stringify(answer.body)}`).toBeLessThan(500);
  if (answer.status < 400) return;
  expect(answer.headers['content-type'], what).toContain('application/problem+json');
  expect(answer.body, what).toMatchObject({ status: answer.status, code: expect.any(String) });
  expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts:\d|at async/);
}

const wrong = fc.oneof(
  nasty,
  fc.constantFrom(
    '2026-11-26T23:59:60Z',
    '0000-01-01',
    '9999-12-31',
    '007',
    '\u{fffe}',
    '\ud800',
    '\u202e',
    '\u000b',
    '',
    ' ',
    Number.MAX_SAFE_INTEGER,
    -1,
    0.5,
  ),
  fc.constantFrom(...knownIds.map((id) => id.toUpperCase()), newId().toUpperCase()),
);

/** One member, or one of a member's members, says something else; or one more is there. */
function mutated(body: Readonly<Record<string, unknown>>): fc.Arbitrary<Record<string, unknown>> {
  return fc.tuple(fc.constantFrom(...Object.keys(body), 'surplus'), wrong).chain(([name, value]) => {
    const member = body[name];
    const isObject = typeof member === 'object' && member !== null && !Array.isArray(member);
    return isObject && Object.keys(member).length > 0
      ? fc.oneof(
          fc.constant({ ...body, [name]: value }),
          mutated(member as Record<string, unknown>).map((inner) => ({ ...body, [name]: inner })),
        )
      : fc.constant({ ...body, [name]: Array.isArray(member) ? [...member, value] : value });
  });
}

describe('an id in capitals', () => {
  it('is the same id at every door: what is sealed under it opens, and the audit holds', async () => {
    const id = newId();
    const supervisor = await signIn('supervisor');
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
