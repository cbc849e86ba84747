import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../../test/server.ts';
import { systemSettings } from '../database/database.ts';
import { rotateKeys } from './key-rotation.ts';
import { Keyring } from './keyring.ts';
import { newSealingKey } from './sealing.ts';

let server: TestServer;
let wenzhou: TestOrganisation;
let supervisor: TestUser;

beforeAll(async () => {
  server = await startTestServer();
  wenzhou = await makeOrganisation(server);
  supervisor = await makeUser(server, wenzhou, 'supervisor');
});
afterAll(() => server.dispose());

describe('a rotation of keys', () => {
  it('wraps every person’s key anew; the running server reads on, the old master key is not needed any more', async () => {
    const { body: client } = await supervisor.call('POST', '/api/v1/clients', {
      name: '轮换前',
      siteId: wenzhou.siteIds[0],
    });
    const next = newSealingKey(2);
    const both = { current: next, byVersion: new Map([...server.masterKeys.byVersion, [2, next]]) };
    server.newestMasterKeys = both;
    const { database } = server.services;
    expect(await rotateKeys(database, both, wenzhou.id, new Date(), [])).toBe(1);
    expect(await rotateKeys(database, both, wenzhou.id, new Date(), [])).toBe(1);
    const read = await supervisor.call('GET', `/api/v1/clients/${client.id}`);
    expect(read.body.name).toBe('轮换前');
    const onlyNew = new Keyring({ current: next, byVersion: new Map([[2, next]]) });
    await expect(onlyNew.of(database.reader(systemSettings(wenzhou.id)))).resolves.toBeDefined();
  });
});

describe('the audit trail', () => {
  it('cannot be changed or deleted by the application’s role', async () => {
    const { database } = server.services;
    const reader = database.reader(systemSettings(wenzhou.id));
    const run = (text: string) => reader.all({ name: '', text, values: [] });
    await expect(run("update audit_event set action = 'x'")).rejects.toMatchObject({ code: '42501' });
    await expect(run('delete from audit_event')).rejects.toMatchObject({ code: '42501' });
    await expect(run('update audit_seal set rows = 0')).rejects.toMatchObject({ code: '42501' });
  });
});
