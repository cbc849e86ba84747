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
import { newId } from './platform/database/ids.ts';
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
  // what somebody of the staff alone may write is sealed anew all the same
  const supervisor = await makeUser(server, home, 'supervisor');
  const session = {
    id: newId(),
    kind: 'individual',
    supervisorId: supervisor.id,
    supervisorName: null,
    heldAt: '2026-01-10T06:00:00.000Z',
    minutes: 60,
    participantIds: [user.id],
    topics: '安全计划',
    agreed: '',
    replacesId: null,
  };
  expect((await supervisor.call('POST', '/api/v1/talent/supervision', session)).status).toBe(201);
  const word = { isAgreed: false, words: '只谈了半小时' };
  const url = `/api/v1/talent/supervision/${session.id}/word`;
  expect((await user.call('PUT', url, word)).status).toBe(200);
  const next = newSealingKey(2);
  const both = { current: next, byVersion: new Map([...server.masterKeys.byVersion, [2, next]]) };
  server.newestMasterKeys = both;
  const { database } = server.services;
  await beginRotation(database, both, [home.id], new Date());
  await finishRotation(database, both, home.id, organisationSealed);
  expect(await version()).toBe(2);
  const { rows } = await server.admin.query(
    'select substring(sealed from 2 for 4) as version from supervision_word where organisation_id = $1',
    [home.id],
  );
  expect(rows[0].version.readUInt32BE()).toBe(2);
  const [read] = (await supervisor.call('GET', '/api/v1/talent/supervision')).body.items;
  expect(read.words).toMatchObject([{ words: '只谈了半小时', isAgreed: false }]);
  // a code of the time after: the one before was used up
  const code = generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 });
  const signedIn = await request(server, 'POST', '/api/v1/auth/sign-in', {
    username: user.username,
    password: PASSWORD,
    code,
  });
  expect(signedIn.status).toBe(200);
});
