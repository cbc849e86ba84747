import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { sealAudit, systemSettings, verifyAudit } from './audit-seal.ts';
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
    expect(await rotateKeys(database, both, wenzhou.id, new Date())).toBe(1);
    expect(await rotateKeys(database, both, wenzhou.id, new Date())).toBe(1);
    const read = await supervisor.call('GET', `/api/v1/clients/${client.id}`);
    expect(read.body.name).toBe('轮换前');
    const onlyNew = new Keyring({ current: next, byVersion: new Map([[2, next]]) });
    await expect(onlyNew.of(database.reader(systemSettings(wenzhou.id)))).resolves.toBeDefined();
  });
});

describe('the audit trail', () => {
  it('holds a row for each reading, and finds any row changed, added or removed, sealed or not', async () => {
    const { body: client } = await supervisor.call('POST', '/api/v1/clients', {
      name: '被看见',
      siteId: wenzhou.siteIds[0],
    });
    await supervisor.call('GET', `/api/v1/clients/${client.id}`);
    const { rows } = await server.admin.query(
      "select id from audit_event where organisation_id = $1 and action = 'client.read' and $2 = any (subject_ids)",
      [wenzhou.id, client.id],
    );
    expect(rows).toHaveLength(1);
    const { database, keyring } = server.services;
    const verify = async (head?: string) => {
      const reader = database.readerApart(systemSettings(wenzhou.id));
      return verifyAudit(reader, await keyring.of(reader), head);
    };
    await sealAudit(database, keyring, wenzhou.id, new Date());
    await supervisor.call('GET', `/api/v1/clients/${client.id}`);
    await sealAudit(database, keyring, wenzhou.id, new Date());
    await supervisor.call('GET', `/api/v1/clients/${client.id}`);
    const clean = await verify();
    expect(clean).toMatchObject({ seals: 2, unsealed: 1, faults: [] });

    /** Tampers as the database's superuser could, looks, and puts everything back. */
    const tampering = async (sql: string) => {
      await server.admin.query('begin');
      const { rowCount } = await server.admin.query(sql);
      expect(rowCount, sql).toBeGreaterThan(0);
      await server.admin.query('commit');
      return verify(clean.head);
    };
    const table = `audit_event where organisation_id = '${wenzhou.id}'`;
    await server.admin.query(
      `create table kept as select * from ${table}; create table kept_seal as select * from audit_seal`,
    );
    const restore = async () => {
      await server.admin.query(
        `delete from audit_event; insert into audit_event select * from kept;
         delete from audit_seal; insert into audit_seal select * from kept_seal`,
      );
      expect((await verify(clean.head)).faults).toEqual([]);
    };
    const attacks = [
      `update audit_event set action = 'client.list' where id = '${rows[0].id}'`,
      `update audit_event set at = at + interval '1 millisecond' where seal is null`,
      `update audit_event set detail = '{"reason":"x"}' where id = '${rows[0].id}'`,
      `delete from audit_event where id = '${rows[0].id}'`,
      `update audit_event set seal = 2 where id = '${rows[0].id}'`,
      `delete from audit_seal where number = 1`,
      `update audit_seal set rows = rows - 1 where number = 1`,
      `with gone as (delete from audit_event where seal = 2) delete from audit_seal where number = 2`,
      `insert into audit_event select organisation_id, gen_random_uuid(), at, actor_id, action, subject_kind, subject_ids, request_id, detail, code, null from kept limit 1`,
    ];
    for (const attack of attacks) {
      expect((await tampering(attack)).faults.length, attack).toBeGreaterThan(0);
      await restore();
    }
  });

  it('cannot be changed or deleted by the application’s role', async () => {
    const { database } = server.services;
    const reader = database.reader(systemSettings(wenzhou.id));
    const run = (text: string) => reader.all({ name: '', text, values: [] });
    await expect(run("update audit_event set action = 'x'")).rejects.toMatchObject({ code: '42501' });
    await expect(run('delete from audit_event')).rejects.toMatchObject({ code: '42501' });
    await expect(run('update audit_seal set rows = 0')).rejects.toMatchObject({ code: '42501' });
  });
});
