import { generateSync } from 'otplib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  PASSWORD,
  request,
  startTestServer,
  type TestServer,
} from '../../test/server.ts';
import { newSealingKey } from './platform/keys/sealing.ts';
import { beginRotation, finishRotation } from './platform/keys/key-rotation.ts';
import { organisationSealed, otherBytes, personSealed } from './sealed-columns.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());

it('every column of bytes is known: whose key seals it, or why none does', async () => {
  const { rows } = await server.admin.query<{ name: string }>(
    `select table_name || '.' || column_name collate "C" as name from information_schema.columns
     where table_schema = 'public' and data_type = 'bytea'`,
  );
  const known = [
    ...[...organisationSealed, ...personSealed].map(({ table, column }) => `${table}.${column}`),
    ...otherBytes,
  ];
  expect(known.toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
});

it('a rotation seals anew what the organisation’s key sealed, and it opens as before', async () => {
  const home = await makeOrganisation(server);
  const user = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  const started = await user.call('POST', '/api/v1/auth/second-factor', { password: PASSWORD });
  const { secret } = started.body;
  const confirmed = await user.call('POST', '/api/v1/auth/second-factor/confirm', {
    code: generateSync({ secret }),
  });
  expect(confirmed.status).toBe(200);
  const version = async () => {
    const { rows } = await server.admin.query(
      'select substring(totp_secret from 2 for 4) as version from account where id = $1',
      [user.id],
    );
    return rows[0].version.readUInt32BE() as number;
  };
  expect(await version()).toBe(1);
  const next = newSealingKey(2);
  const both = { current: next, byVersion: new Map([...server.masterKeys.byVersion, [2, next]]) };
  server.newestMasterKeys = both;
  const { database } = server.services;
  await beginRotation(database, both, [home.id], new Date());
  await finishRotation(database, both, home.id, organisationSealed);
  expect(await version()).toBe(2);
  // a code of the time after: the one before was used up
  const code = generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 });
  const signedIn = await request(server, 'POST', '/api/v1/auth/sign-in', {
    username: user.username,
    password: PASSWORD,
    code,
  });
  expect(signedIn.status).toBe(200);
});
