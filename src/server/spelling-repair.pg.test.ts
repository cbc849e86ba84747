import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeUser, startTestServer, type TestServer } from '../../test/server.ts';
import { seedDemo } from './demo/public.ts';
import { auditStatement } from './platform/audit/audit.ts';
import { verifyAudit } from './platform/audit/audit-seal.ts';
import { ActorDatabase, systemSettings } from './platform/database/database.ts';
import { newId } from './platform/database/ids.ts';
import type { OrganisationKeys } from './platform/keys/keyring.ts';
import { open, type Place, seal, type SealingKey } from './platform/keys/sealing.ts';
import { rowIdOf } from './platform/keys/key-rotation.ts';
import { personOf, repairSpellings } from './platform/keys/spelling-repair.ts';
import { organisationSealed, personSealed } from './sealed-columns.ts';

/** Rows of each column that are bound to capitals, as versions wrote them that took ids as they came. */
const SPELT_IN_CAPITALS = 3;

let server: TestServer;
let owner: ActorDatabase;
let organisationId: string;
let keys: OrganisationKeys;

beforeAll(async () => {
  server = await startTestServer();
  owner = new ActorDatabase({ url: server.adminUrl, connections: 1, applicationName: 'test-owner' });
  await seedDemo(server.services, 'nuantu-demo', 'http://127.0.0.1:4310');
  const { rows } = await server.admin.query(`select id from organisation where code = 'wz-station'`);
  organisationId = rows[0].id;
  keys = await server.services.keyring.of(server.services.database.reader(systemSettings(organisationId)));
}, 120_000);
afterAll(async () => {
  await owner.close();
  await server.dispose();
});

const repair = () =>
  repairSpellings(owner, server.masterKeys, organisationId, {
    persons: personSealed,
    organisation: organisationSealed,
  });

/** Binds rows of a person's column to the capitals of their ids. @returns how many there were */
async function spellPersons(column: (typeof personSealed)[number]): Promise<number> {
  const { table, column: name, place = { table, column: name }, key: rowKey = ['id'] } = column;
  const person = personOf(column);
  const { rows } = await server.admin.query(
    `select ${rowIdOf(rowKey)} as id, held.${name} as sealed, held.${person} as person, wrapped from ${table} held
     join person_key on person_key.organisation_id = held.organisation_id and person_id = held.${person}
     where held.organisation_id = $1 and held.${name} is not null order by 1 limit ${SPELT_IN_CAPITALS}`,
    [organisationId],
  );
  for (const { id, sealed, person: personId, wrapped } of rows) {
    const at = (rowId: string): Place => ({ ...place, organisationId, rowId });
    const key: SealingKey = keys.openPersonKey(personId, wrapped);
    const anew = seal(key, at(id.toUpperCase()), open(key, at(id), sealed));
    await server.admin.query(`update ${table} set ${name} = $2 where ${rowIdOf(rowKey)} = $1`, [id, anew]);
  }
  return rows.length;
}

describe('records whose ids came in capitals', () => {
  it('open again once repaired, and the rest is left alone', async () => {
    const planted: Record<string, number> = {};
    for (const column of personSealed) {
      const count = await spellPersons(column);
      if (count > 0) planted[`${column.table}.${column.column}`] = count;
    }
    expect(Object.keys(planted)).toEqual(
      expect.arrayContaining([
        'client.card',
        'client.profile',
        'encounter.note',
        'response.answers',
        'mandatory_report.sealed',
      ]),
    );
    const { rows: accounts } = await server.admin.query(
      `select id from account where organisation_id = $1 order by id limit 1`,
      [organisationId],
    );
    const place = { table: 'account', column: 'totp_secret', rowId: accounts[0].id.toUpperCase() };
    await server.admin.query('update account set totp_secret = $2 where id = $1', [
      accounts[0].id,
      keys.sealForOrganisation(place, 'secret'),
    ]);
    planted['account.totp_secret'] = 1;
    const { rows: persons } = await server.admin.query(
      'select person_id as id, wrapped from person_key where organisation_id = $1 order by person_id limit 1',
      [organisationId],
    );
    const [{ id, wrapped }] = persons;
    await server.admin.query('update person_key set wrapped = $2 where person_id = $1', [
      id,
      keys.wrapPersonKey(id.toUpperCase(), keys.openPersonKey(id, wrapped)),
    ]);
    planted['person_key.wrapped'] = 1;

    const home = { id: organisationId, code: 'wz-station', siteIds: ['', '', ''] } as const;
    const supervisor = await makeUser(server, home, 'supervisor');
    const read = () => supervisor.call('GET', `/api/v1/clients/${id}`);
    expect((await read()).status).toBe(500);
    const found = await repair();
    expect(Object.fromEntries(found.map(({ name, mended }) => [name, mended]))).toEqual(planted);
    expect(found.flatMap(({ broken }) => broken)).toEqual([]);
    expect(await repair()).toEqual([]);
    expect((await read()).status).toBe(200);
  });

  it('that open under no spelling are told, and not touched', async () => {
    const { rows } = await server.admin.query(
      `update encounter set note = set_byte(note, 20, 255 - get_byte(note, 20)) where id =
         (select id from encounter where organisation_id = $1 and note is not null order by id limit 1)
       returning id, note`,
      [organisationId],
    );
    expect(await repair()).toEqual([{ name: 'encounter.note', mended: 0, broken: [rows[0].id] }]);
    const { rows: after } = await server.admin.query('select note from encounter where id = $1', [
      rows[0].id,
    ]);
    expect(after[0].note).toEqual(rows[0].note);
  });
});

describe('audit rows whose ids came in capitals', () => {
  const context = { actorId: null, requestId: 'test', now: new Date() };
  const faults = async () => {
    const reader = server.services.database.readerApart(systemSettings(organisationId));
    return (await verifyAudit(reader, keys)).faults.map(({ kind }) => kind);
  };

  it('are as they were written, and a change of them is found as ever', async () => {
    const [first, second] = [newId(), newId()];
    const entries = [
      [first.toUpperCase()],
      [first, second.toUpperCase()],
      [first, second, first, second].map((id) => id.toUpperCase()),
    ];
    await server.services.database.transaction(systemSettings(organisationId), async (transaction) => {
      for (const subjectIds of entries)
        transaction.push(
          auditStatement(keys, context, { action: 'client.read', subjectKind: 'client', subjectIds }),
        );
    });
    expect(await faults()).toEqual([]);
    const change = (text: string) =>
      server.admin.query(
        `update audit_event set ${text} where request_id = 'test' and cardinality(subject_ids) = 1`,
      );
    await change(`action = 'client.list'`);
    expect(await faults()).toEqual(['row_changed']);
    await change(`action = 'client.read', subject_ids = array['${second}'::uuid]`);
    expect(await faults()).toEqual(['row_changed']);
    await change(`subject_ids = array['${first}'::uuid]`);
    expect(await faults()).toEqual([]);
  });
});
