import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../../test/server.ts';
import { giveEveryRow } from '../../../../test/person-rows.ts';
import { systemSettings } from '../database/database.ts';
import { beginRotation, findCutShort, finishRotation, isMasterInUse } from './key-rotation.ts';
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
    for (const began of [new Date(1), new Date(2)]) {
      expect(await beginRotation(database, both, [wenzhou.id], began)).toEqual([]);
      expect(await finishRotation(database, both, wenzhou.id, [])).toEqual({ persons: 1, broken: [] });
    }
    const read = await supervisor.call('GET', `/api/v1/clients/${client.id}`);
    expect(read.body.name).toBe('轮换前');
    const onlyNew = new Keyring({ current: next, byVersion: new Map([[2, next]]) });
    await expect(onlyNew.of(database.reader(systemSettings(wenzhou.id)))).resolves.toBeDefined();
  });
});

it('whoever asks the same at once after a rotation waits for nobody whose keys are old', async () => {
  const home = await makeOrganisation(server);
  const lead = await makeUser(server, home, 'supervisor');
  const worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  const clientId = await giveEveryRow(server, home, { supervisor: lead, worker });
  const { rows } = await server.admin.query('select campaign_id from response where client_id = $1', [
    clientId,
  ]);
  const ask = () => lead.call('GET', `/api/v1/campaigns/${rows[0].campaign_id}/summary`);
  expect((await ask()).status).toBe(200);
  const { database, keyring } = server.services;
  await beginRotation(database, server.newestMasterKeys, [home.id], new Date());
  await finishRotation(database, server.newestMasterKeys, home.id, []);
  keyring.forgetPerson(clientId);
  const answers = await Promise.all(Array.from({ length: 6 }, ask));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 200));
});

describe('a rotation that is cut short', () => {
  const versionsOf = async (id: string) => {
    const { rows } = await server.admin.query(
      `select version from organisation_key where organisation_id = $1 and kind = 'data' order by version`,
      [id],
    );
    return rows.map(({ version }) => version as number);
  };
  const wrappedBy = async (id: string) => {
    const { rows } = await server.admin.query(
      'select distinct substring(wrapped from 2 for 4) as version from person_key where organisation_id = $1',
      [id],
    );
    return rows.map(({ version }) => version.readUInt32BE() as number);
  };

  it('is gone on with, with the version that it began and no other, also where an organisation was through', async () => {
    const { database } = server.services;
    const stations = [await makeOrganisation(server), await makeOrganisation(server)] as const;
    const ids = stations.map(({ id }) => id);
    for (const station of stations) {
      const lead = await makeUser(server, station, 'supervisor');
      await lead.call('POST', '/api/v1/clients', { name: '轮换', siteId: station.siteIds[0] });
    }
    const [first, second] = stations;
    const next = newSealingKey(3);
    const master = { current: next, byVersion: new Map([...server.newestMasterKeys.byVersion, [3, next]]) };
    server.newestMasterKeys = master;
    const began = new Date();
    expect(await isMasterInUse(database, ids, 3)).toBe(false);
    await beginRotation(database, master, ids, began);
    expect(await isMasterInUse(database, ids, 3)).toBe(true);
    await finishRotation(database, master, first.id, []);
    await server.admin.query(`create function cut_short() returns trigger language plpgsql as
      $$ begin raise exception 'no power'; end $$`);
    await server.admin.query(
      'create trigger cut_short before update on person_key for each row execute function cut_short()',
    );
    await expect(finishRotation(database, master, second.id, [])).rejects.toThrow('no power');
    await server.admin.query('drop trigger cut_short on person_key; drop function cut_short');
    expect(await findCutShort(database, ids)).toEqual(began);
    expect(await beginRotation(database, master, ids, began)).toEqual([]);
    expect(await finishRotation(database, master, first.id, [])).toMatchObject({ persons: 0 });
    expect(await finishRotation(database, master, second.id, [])).toMatchObject({ persons: 1 });
    expect(await findCutShort(database, ids)).toBeUndefined();
    for (const { id } of stations) {
      expect(await versionsOf(id)).toEqual([1, 2]);
      expect(await wrappedBy(id)).toEqual([2]);
    }
  });
});

describe('the audit trail', () => {
  it('cannot be changed or deleted by the application’s role', async () => {
    const run = (text: string) =>
      server.services.database.transaction(systemSettings(wenzhou.id), (transaction) =>
        transaction.all({ name: '', text, values: [] }),
      );
    await expect(run("update audit_event set action = 'x'")).rejects.toMatchObject({ code: '42501' });
    await expect(run('delete from audit_event')).rejects.toMatchObject({ code: '42501' });
    await expect(run('update audit_seal set rows = 0')).rejects.toMatchObject({ code: '42501' });
  });
});
