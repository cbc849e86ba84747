import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  makeOrganisation,
  PASSWORD,
  startTestServer,
  type TestServer,
  makeUser,
} from '../../../test/server.ts';
import { Sessions } from './sessions.ts';

let server: TestServer;
let token: string;

beforeAll(async () => {
  server = await startTestServer();
  const { username } = await makeUser(server, await makeOrganisation(server), 'viewer');
  const signedIn = await server.app.inject({
    method: 'POST',
    url: '/api/v1/auth/sign-in',
    payload: { username, password: PASSWORD },
  });
  token = signedIn.cookies[0]?.value ?? '';
});
afterAll(() => server.dispose());

it('a session that was read before all were forgotten is not remembered after it', async () => {
  const sessions = new Sessions(server.services.database, server.services.clock);
  const reading = sessions.find(token);
  sessions.forgetAll();
  expect(await reading).toBeDefined();
  expect(sessions.remembered(token)).toBeUndefined();
  // the next one is read anew, and remembered
  expect(await sessions.find(token)).toBeDefined();
  expect(sessions.remembered(token)).toBeDefined();
});
