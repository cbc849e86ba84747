import { expect } from 'vitest';
import { newId } from '../src/server/platform/database/ids.ts';
import { personOf, type TestPerson } from './public-person.ts';
import { request, type TestOrganisation, type TestServer } from './server.ts';

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

/** At the door that staff sign in by. */
export async function signInVolunteer(
  server: TestServer,
  { loginName: username, password }: { loginName: string; password: string },
): Promise<TestPerson> {
  const answer = await request(server, 'POST', '/api/v1/auth/sign-in', { username, password });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return personOf(server, '', { ...answer, body: answer.body.user });
}
