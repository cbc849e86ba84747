import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOperations } from '../../test/operations.ts';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestServer,
  type TestUser,
} from '../../test/server.ts';

let server: TestServer;
let users: [TestUser, ...TestUser[]];

beforeAll(async () => {
  server = await startTestServer();
  const home = await makeOrganisation(server);
  const sites = [home.siteIds[0]];
  users = [
    await makeUser(server, home, 'supervisor', sites),
    await makeUser(server, home, 'administrator', sites),
    await makeUser(server, home, 'auditor', sites),
    await makeUser(server, home, 'operator', sites),
  ];
  const { body: client } = await users[0].call('POST', '/api/v1/clients', { name: '被试', siteId: sites[0] });
  const { body: opened } = await users[0].call('POST', '/api/v1/cases', { clientId: client.id });
  knownIds.push(client.id, opened.id, home.siteIds[0], users[0].id);
});
afterAll(() => server.dispose());

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
    if (schema['format'] === 'uuid') return fc.oneof(fc.uuid(), fc.constantFrom(...knownIds));
    if (schema['format'] === 'date')
      return fc.constantFrom('2026-02-30', '2026-11-01', '9999-12-31', '0000-00-00');
    if (schema['format'] === 'date-time')
      return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
    if (schema['type'] === 'integer') return fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer());
    return fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
  })();
  return fc.oneof({ weight: 12, arbitrary: shaped }, { weight: 1, arbitrary: nasty });
}

describe('junk', () => {
  it('at every door gets an answer below 500 that is a problem document without a trace', async () => {
    for (const [name, shape] of await listOperations()) {
      const schema = (part: unknown) => near((part ?? {}) as Record<string, unknown>);
      await fc.assert(
        fc.asyncProperty(
          schema(shape.params),
          schema(shape.query),
          schema(shape.body),
          fc.constantFrom(...users),
          fc.constantFrom('"1"', '"99"', '1', '*'),
          async (params, query, body, user, version) => {
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
