import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeOrganisation, makeUser, startTestServer, type TestServer } from '../../../../test/server.ts';

let server: TestServer;

beforeAll(async () => {
  // the 20th in Shanghai, still the 19th in Los Angeles
  server = await startTestServer({ clock: () => new Date('2026-11-20T02:00:00.000Z') });
});
afterAll(() => server.dispose());

it.each([
  ['Asia/Shanghai', 201],
  ['America/Los_Angeles', 400],
])('a day of the calendar begins in the zone of the organisation: %s', async (zone, status) => {
  const organisation = await makeOrganisation(server);
  await server.admin.query('update organisation set time_zone = $2 where id = $1', [organisation.id, zone]);
  const supervisor = await makeUser(server, organisation, 'supervisor');
  const client = await supervisor.call('POST', '/api/v1/clients', {
    name: '时区',
    birthDate: '2009-03-04',
    siteId: organisation.siteIds[0],
  });
  const given = { purpose: 'service', givenBy: 'client', evidence: 'signed_form', givenOn: '2026-11-20' };
  const recorded = await supervisor.call('POST', `/api/v1/clients/${client.body.id}/consents`, given);
  expect(recorded.status).toBe(status);
});
