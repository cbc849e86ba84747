import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeOrganisation, makeUser, startTestServer, type TestServer } from '../../../../test/server.ts';

let server: TestServer;
let now: Date;

beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
});
afterAll(() => server.dispose());

async function registerIn(zone: string) {
  const organisation = await makeOrganisation(server);
  await server.admin.query('update organisation set time_zone = $2 where id = $1', [organisation.id, zone]);
  const supervisor = await makeUser(server, organisation, 'supervisor');
  const client = await supervisor.call('POST', '/api/v1/clients', {
    name: '时区',
    birthDate: '2009-03-04',
    siteId: organisation.siteIds[0],
  });
  return { supervisor, clientId: client.body.id };
}

it.each([
  ['Asia/Shanghai', 201],
  ['America/Los_Angeles', 400],
])('a day of the calendar begins in the zone of the organisation: %s', async (zone, status) => {
  // the 20th in Shanghai, still the 19th in Los Angeles
  now = new Date('2026-11-20T02:00:00.000Z');
  const { supervisor, clientId } = await registerIn(zone);
  const given = { purpose: 'service', givenBy: 'client', evidence: 'signed_form', givenOn: '2026-11-20' };
  const recorded = await supervisor.call('POST', `/api/v1/clients/${clientId}/consents`, given);
  expect(recorded.status).toBe(status);
});

it.each([
  ['Asia/Shanghai', /^2027-/],
  ['America/Los_Angeles', /^2026-/],
])('and so does the year of a case’s number: %s', async (zone, number) => {
  // one in the morning of New Year in Shanghai
  now = new Date('2026-12-31T17:00:00.000Z');
  const { supervisor, clientId } = await registerIn(zone);
  const opened = await supervisor.call('POST', '/api/v1/cases', { clientId });
  expect(opened.body.number).toMatch(number);
});
