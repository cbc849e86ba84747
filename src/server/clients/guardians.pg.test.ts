import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importedRoster } from '../../../test/roster-sending.ts';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { copyDatabase, tablesWith } from '../../../test/stolen-copy.ts';
import { TOKENS_PER_PERSON } from '../../domain/people/name-tokens.ts';
import { newId } from '../platform/database/ids.ts';
import { rewriteOldTokens } from './public.ts';

let server: TestServer;
let station: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;

beforeAll(async () => {
  server = await startTestServer();
  station = await makeOrganisation(server);
  supervisor = await makeUser(server, station, 'supervisor');
  worker = await makeUser(server, station, 'worker', [station.siteIds[0]]);
});
afterAll(() => server.dispose());

let calls = 0;
/** A telephone that nobody else has. */
const newPhone = () => `1390013${String((calls += 1)).padStart(4, '0')}`;

const register = async (body: object, site = 0): Promise<string> => {
  const sent = { siteId: station.siteIds[site], ...body };
  const { status, body: client } = await supervisor.call('POST', '/api/v1/clients', sent);
  expect(status, JSON.stringify(client)).toBe(201);
  return client.id;
};
const found = async (q: string, user = supervisor): Promise<string[]> =>
  (await user.call('GET', `/api/v1/clients?q=${encodeURIComponent(q)}`)).body.items.map(
    ({ id }: { id: string }) => id,
  );
const guardiansOf = async (id: string) =>
  (await supervisor.call('GET', `/api/v1/clients/${id}/guardians`)).body.items.map(
    ({ id: _, version: __, ...one }: Record<string, unknown>) => one,
  );

describe('two guardians', () => {
  it('are registered with the child, who is found by the telephone of either', async () => {
    const [first, second] = [newPhone(), newPhone()];
    const guardians = [
      { relation: 'father', name: '王大明', phone: first },
      { relation: 'mother', name: '李 芳', phone: `+86 ${second}` },
    ];
    const id = await register({ name: '王小监', guardians });
    expect(await guardiansOf(id)).toEqual([
      { relation: 'father', name: '王大明', phone: first },
      { relation: 'mother', name: '李芳', phone: second },
    ]);
    for (const q of [first, second, second.slice(-4)]) expect(await found(q), q).toEqual([id]);
    expect(await found(second, worker)).toEqual([id]);
  });

  it('with a wrong telephone are refused at their field, and nobody is registered', async () => {
    const guardians = [
      { relation: 'father', name: '王大明' },
      { relation: 'mother', name: '李芳', phone: '123' },
    ];
    const sent = { name: '不成立', siteId: station.siteIds[0], guardians };
    const { body } = await supervisor.call('POST', '/api/v1/clients', sent);
    expect(body).toMatchObject({ code: 'invalid_request', errors: [{ path: '/guardians/1/phone' }] });
    expect(await found('不成立')).toEqual([]);
  });

  it('are found as they are added, corrected and removed, and the child still by its own', async () => {
    const [own, before, after] = [newPhone(), newPhone(), newPhone()];
    const id = await register({ name: '欧阳监', phone: own });
    const url = `/api/v1/clients/${id}/guardians`;
    const added = await worker.call('POST', url, { relation: 'mother', name: '李芳', phone: before });
    expect(await found(before)).toEqual([id]);
    const one = `${url}/${added.body.id}`;
    await worker.call('PATCH', one, { phone: after }, { 'if-match': '"1"' });
    expect([await found(before), await found(after)]).toEqual([[], [id]]);
    // what is changed of the child keeps them
    await worker.call('PATCH', `/api/v1/clients/${id}`, { studentNumber: 'S77' }, { 'if-match': '"1"' });
    expect(await found(after)).toEqual([id]);
    await worker.call('DELETE', one);
    expect(await found(after)).toEqual([]);
    expect([await found(own), await found('欧阳监'), await found('oyj')]).toEqual([[id], [id], [id]]);
  });

  it('added at the same time are both found', async () => {
    const id = await register({ name: '同时监' });
    const phones = [newPhone(), newPhone(), newPhone(), newPhone()];
    const added = await Promise.all(
      phones.map((phone) =>
        supervisor.call('POST', `/api/v1/clients/${id}/guardians`, {
          relation: 'other',
          name: '某人',
          phone,
        }),
      ),
    );
    expect(added.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    for (const phone of phones) expect(await found(phone)).toEqual([id]);
  });

  it('of a child elsewhere are found by nobody who may not see the child', async () => {
    const phone = newPhone();
    const guardians = [{ relation: 'mother', name: '李芳', phone }];
    const id = await register({ name: '别处监', guardians }, 1);
    const abroad = await makeOrganisation(server, '450200');
    const stranger = await makeUser(server, abroad, 'supervisor');
    expect(await found(phone)).toEqual([id]);
    expect(await found(phone, worker)).toEqual([]);
    expect(await found(phone, stranger)).toEqual([]);
    // moved to the worker's site, the child is found there
    const moved = { siteId: station.siteIds[0] };
    await supervisor.call('PATCH', `/api/v1/clients/${id}`, moved, { 'if-match': '"1"' });
    expect(await found(phone, worker)).toEqual([id]);
  });

  it('leave nothing to be found by, once the child is erased, and as many entries as everybody has before', async () => {
    const phone = newPhone();
    const guardians = [
      { relation: 'mother', name: '李芳', phone },
      { relation: 'father', name: '王大', phone: newPhone() },
    ];
    const id = await register({ name: '删除监', guardians });
    const count = async () =>
      (await server.admin.query('select label from client_entry where client_id = $1', [id])).rows.length;
    expect(await count()).toBe(TOKENS_PER_PERSON);
    await supervisor.call('POST', `/api/v1/clients/${id}/erase`, { reason: 'request' });
    expect([await count(), await found(phone)]).toEqual([0, []]);
  });

  it('stand with their telephones in no copy of the database that can be read', async () => {
    const phone = newPhone();
    await register({ name: '副本监', guardians: [{ relation: 'mother', name: '李副本', phone }] });
    const copy = await copyDatabase(server.admin);
    expect(tablesWith(copy, Buffer.from(phone))).toEqual([]);
    expect(tablesWith(copy, Buffer.from('李副本'))).toEqual([]);
  });

  it('are ten at most', async () => {
    const guardians = Array.from({ length: 10 }, (_, index) => ({
      relation: 'other',
      name: `监护${'甲乙丙丁戊己庚辛壬癸'.charAt(index)}`,
    }));
    const id = await register({ name: '众人监', guardians });
    const eleventh = { id: newId(), relation: 'other', name: '第十一' };
    const { body } = await supervisor.call('POST', `/api/v1/clients/${id}/guardians`, eleventh);
    expect(body.code).toBe('too_many_guardians');
  });
});

describe('guardians whom an older version stored', () => {
  it('are found after the first start', async () => {
    const phone = newPhone();
    const id = await register({ name: '旧版监', guardians: [{ relation: 'mother', name: '李芳', phone }] });
    await server.admin.query('delete from client_entry where client_id = $1', [id]);
    // as the migration leaves it to the first start
    await server.admin.query(
      `insert into client_token (organisation_id, token, client_id, site_id, worker_ids)
       select organisation_id, 0, id, site_id, worker_ids from client where id = $1`,
      [id],
    );
    expect(await found(phone)).toEqual([]);
    await rewriteOldTokens(server.services);
    expect([await found(phone), await found('旧版监')]).toEqual([[id], [id]]);
  });
});

describe('guardians of a roster', () => {
  const importLines = (...lines: string[]) =>
    importedRoster(supervisor, station.siteIds[0], lines.join('\n'));

  it('complete those who are known: a telephone, a name, what they are to the child', async () => {
    const [phone, other] = [newPhone(), newPhone()];
    const head = '姓名,出生日期,父亲,父亲电话,监护人,监护人电话';
    await importLines(head, `补充监,2014-02-03,王大明,,,${other}`);
    const [id = ''] = await found('补充监');
    const completed = await importLines(head, `补充监,2014-02-03,王大明,${phone},李芳,${other}`);
    expect(completed).toMatchObject({ updated: 1, created: 0 });
    expect(await guardiansOf(id)).toEqual([
      { relation: 'father', name: '王大明', phone },
      { relation: 'other', name: '李芳', phone: other },
    ]);
    expect(await found(phone)).toEqual([id]);
    const related = await importLines('姓名,出生日期,母亲', '补充监,2014-02-03,李芳');
    expect(related).toMatchObject({ updated: 1 });
    expect(await guardiansOf(id)).toMatchObject([
      { relation: 'father' },
      { relation: 'mother', phone: other },
    ]);
    expect(await importLines(head, `补充监,2014-02-03,王大明,${phone},李芳,${other}`)).toMatchObject({
      unchanged: 1,
    });
  });

  it('of grandparents and aunts in one row of headings are each kept', async () => {
    const [first, second] = [newPhone(), newPhone()];
    await importLines(
      '姓名,性別,學號,爷爷姓名,爷爷电话,外婆,姑姑姓名,姑姑手机',
      `祖辈监,男,G1,王老大,${first},赵婆婆,王姑姑,${second}`,
    );
    const [id = ''] = await found(second);
    expect(await guardiansOf(id)).toEqual([
      { relation: 'grandparent', name: '王老大', phone: first },
      { relation: 'grandparent', name: '赵婆婆', phone: null },
      { relation: 'other_relative', name: '王姑姑', phone: second },
    ]);
    const { body } = await supervisor.call('GET', `/api/v1/clients/${id}`);
    expect(body).toMatchObject({ sex: 'male', studentNumber: 'G1' });
  });
});
