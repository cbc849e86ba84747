import { expect } from 'vitest';
import { newId } from '../src/server/platform/database/ids.ts';
import { personOf, type TestPerson } from './public-person.ts';
import { deliverAll, must, request, type TestOrganisation, type TestServer } from './server.ts';

let volunteers = 0;

/** What a grown volunteer sends to register with an organisation. */
export function volunteerBody(organisation: TestOrganisation, more: object = {}) {
  volunteers += 1;
  return {
    id: newId(),
    organisationCode: organisation.code,
    name: '陈欣',
    birthDate: '2004-05-06',
    phone: '13800138000',
    loginName: `volunteer-${volunteers}`,
    password: 'yellow kite over the river',
    ...more,
  };
}

/** Registers a grown volunteer with an organisation that takes in at once. `id` is the one under which it knows them. */
export async function registerVolunteer(
  server: TestServer,
  organisation: TestOrganisation,
  more: object = {},
): Promise<{ id: string; name: string; number: string; loginName: string; password: string }> {
  const body = volunteerBody(organisation, more);
  const { volunteerNumber: number } = await must(
    request(server, 'POST', '/api/v1/volunteer-registrations', body),
  );
  await deliverAll(server);
  const { rows } = await server.admin.query<{ id: string }>(
    'select id from volunteer where organisation_id = $1 and number = $2',
    [organisation.id, number],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('no volunteer arrived');
  const { name, loginName, password } = body;
  return { id: row.id, name, number, loginName, password };
}

/** Somebody who registered, and signed in before anything was delivered. */
export async function comeAsVolunteer(
  server: TestServer,
  organisation: TestOrganisation,
  more: object = {},
): Promise<TestPerson> {
  const body = volunteerBody(organisation, more);
  await must(request(server, 'POST', '/api/v1/volunteer-registrations', body));
  return signInVolunteer(server, body);
}

/** At the door that staff sign in by. */
export async function signInVolunteer(
  server: TestServer,
  { loginName: username, password }: { loginName: string; password: string },
): Promise<TestPerson> {
  const answer = await request(server, 'POST', '/api/v1/auth/sign-in', { username, password });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return personOf(server, '', { ...answer, body: answer.body.user });
}
