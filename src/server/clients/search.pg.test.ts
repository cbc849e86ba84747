import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOKENS_PER_PERSON, tokensToStore } from '../../domain/people/name-tokens.ts';
import {
  makeOrganisation,
  makeUser,
  PASSWORD,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { systemSettings } from '../platform/database/database.ts';
import { rewriteOldTokens } from './public.ts';

let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  supervisor = await makeUser(server, home, 'supervisor');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
});
afterAll(() => server.dispose());

async function register(details: object, siteId = home.siteIds[0]): Promise<string> {
  const { status, body } = await supervisor.call('POST', '/api/v1/clients', { ...details, siteId });
  expect(status).toBe(201);
  return body.id;
}

async function find(user: TestUser, q: string, more = ''): Promise<{ ids: string[]; next: string | null }> {
  const { status, body } = await user.call('GET', `/api/v1/clients?q=${encodeURIComponent(q)}${more}`);
  expect(status).toBe(200);
  return { ids: body.items.map(({ id }: { id: string }) => id), next: body.next };
}

async function findAll(user: TestUser, q: string, limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let next: string | null = null;
  do {
    const after = next === null ? '' : `&after=${next}`;
    const page = await find(user, q, `&limit=${limit}${after}`);
    pages.push(page.ids);
    next = page.next;
  } while (next !== null);
  return pages;
}

describe('search', () => {
  it('asked again finds who came, moved and went since, as if it were asked for the first time', async () => {
    const kept = await register({ name: '公冶长安' });
    const found = async () => [
      (await find(supervisor, '公冶')).ids,
      (await find(worker, 'gongye')).ids,
      (await find(worker, '公冶', '&limit=1')).ids,
    ];
    expect(await found()).toEqual([[kept], [kept], [kept]]);
    const newer = await register({ name: '公冶长宁' });
    expect(await found()).toEqual([[newer, kept], [newer, kept], [newer]]);
    const elsewhere = await register({ name: '公冶长平' }, home.siteIds[1]);
    expect((await find(supervisor, '公冶')).ids.toSorted()).toEqual([kept, newer, elsewhere].toSorted());
    expect((await find(worker, '公冶')).ids).toEqual([newer, kept]);
    await supervisor.call('POST', `/api/v1/clients/${newer}/erase`, { reason: 'request' });
    expect((await find(worker, '公冶')).ids).toEqual([kept]);
    const site = { name: '新站', code: 'new', kind: 'school_station', regionCode: '330302' };
    const administrator = await makeUser(server, home, 'administrator');
    const { body } = await administrator.call('POST', '/api/v1/sites', site);
    const there = await register({ name: '公冶长新' }, body.id);
    expect((await find(supervisor, '公冶')).ids).toContain(there);
  });

  it('goes on behind the lists of its first page, which alone it looked at again, with whoever came there since', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 9; index += 1)
      ids.push(await register({ name: `宓${'甲乙丙'.charAt(index % 3)}` }, home.siteIds[index % 3]));
    for (const q of ['宓', '宓 甲', 'mi']) await find(supervisor, q);
    for (let index = 0; index < 9; index += 1)
      ids.push(await register({ name: `宓${'甲乙丙'.charAt(index % 3)}` }, home.siteIds[2 - (index % 3)]));
    for (const limit of [1, 2, 7, 50]) {
      expect((await findAll(supervisor, '宓', limit)).flat().sort()).toEqual([...ids].sort());
      expect((await findAll(supervisor, '宓 甲', limit)).flat()).toHaveLength(6);
      expect((await findAll(supervisor, 'mi', limit)).flat().sort()).toEqual([...ids].sort());
    }
    // of a list that nobody was in when it was asked for first
    const site = { name: '另一站', code: 'another', kind: 'school_station', regionCode: '330302' };
    const administrator = await makeUser(server, home, 'administrator');
    const { body } = await administrator.call('POST', '/api/v1/sites', site);
    expect((await find(supervisor, '宓')).ids).toHaveLength(18);
    const there = await register({ name: '宓丁' }, body.id);
    expect((await findAll(supervisor, '宓', 4)).flat().sort()).toEqual([...ids, there].sort());
  });

  it('finds the same for all who search at once, on a server that has just started and beside a new site', async () => {
    const known = await register({ name: '亓官安' });
    const beside = await server.startBeside();
    try {
      const [{ username }] = [supervisor];
      const { headers } = await request(beside, 'POST', '/api/v1/auth/sign-in', {
        username,
        password: PASSWORD,
      });
      const cookie = { cookie: String(headers['set-cookie']).split(';')[0] ?? '' };
      const search = async () =>
        (await request(beside, 'GET', `/api/v1/clients?q=${encodeURIComponent('亓官')}`, undefined, cookie))
          .body.items.length;
      const atOnce = () => Promise.all(Array.from({ length: 6 }, search));
      expect(await atOnce()).toEqual([1, 1, 1, 1, 1, 1]);
      const site = { name: '又一站', code: 'next', kind: 'school_station', regionCode: '330302' };
      const administrator = await makeUser(server, home, 'administrator');
      const { body } = await administrator.call('POST', '/api/v1/sites', site);
      const there = await register({ name: '亓官新' }, body.id);
      expect(there).not.toBe(known);
      expect(await atOnce()).toEqual([2, 2, 2, 2, 2, 2]);
    } finally {
      await beside.close();
    }
  });

  it('pages through everybody of a surname at all sites once, and a worker through those of the own site', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 13; index += 1)
      ids.push(await register({ name: `樊${'甲乙丙丁戊'.charAt(index % 5)}` }, home.siteIds[index % 3]));
    for (const [q, limit] of [
      ['樊', 4],
      ['fan', 5],
      ['fan', 13],
      ['樊', 50],
    ] as const) {
      const pages = await findAll(supervisor, q, limit);
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
      expect(pages.flat().sort()).toEqual([...ids].sort());
    }
    const own = (await findAll(worker, '樊', 2)).flat();
    expect(own.sort()).toEqual(ids.filter((_, index) => index % 3 === 0).sort());
  });

  it('shows only who has all that was asked for, page after full page', async () => {
    const wanted: string[] = [];
    for (let index = 0; index < 24; index += 1) {
      const id = await register({
        name: `郝${index % 4 === 0 ? '宁' : '云'}${'一二三四五六'.charAt(index % 6)}`,
      });
      if (index % 4 === 0) wanted.push(id);
    }
    for (let index = 0; index < 8; index += 1)
      await register({ name: `宁郑${index % 2 === 0 ? '安' : '平'}` });
    for (const q of ['郝 宁', '宁 郝', 'hao 宁', '郝 ning', 'hao ning']) {
      const pages = await findAll(supervisor, q, 2);
      // what is behind the last of them is looked at when it is asked for
      expect([q, pages.slice(0, 3).map((page) => page.length)]).toEqual([q, [2, 2, 2]]);
      expect(pages.flat().sort()).toEqual([...wanted].sort());
    }
  });

  it('finds once whom pinyin and initials both find', async () => {
    const both = await register({ name: '支浩' });
    const initials = await register({ name: '曾航' });
    const found = await findAll(supervisor, 'zh', 1);
    expect(found.flat().filter((id) => id === both)).toEqual([both]);
    expect(found.flat()).toContain(initials);
  });

  it('joins a number with a name', async () => {
    const id = await register({ name: '符小雨', phone: '13900004321' });
    const other = await register({ name: '符大雨', phone: '13900014321' });
    expect((await find(supervisor, '4321')).ids.sort()).toEqual([id, other].sort());
    expect((await find(supervisor, '小雨 4321')).ids).toEqual([id]);
    expect((await find(supervisor, 'fxy 13900004321')).ids).toEqual([id]);
    expect((await find(supervisor, '大雨 13900004321')).ids).toEqual([]);
  });

  it('follows a changed name, a changed number and a move, and leaves nothing behind', async () => {
    const id = await register({ name: '岑旧名', phone: '13700001111' });
    const change = (body: object, version: number) =>
      supervisor.call('PATCH', `/api/v1/clients/${id}`, body, { 'if-match': `"${version}"` });
    expect((await change({ name: '岑新名', phone: '13700002222' }, 1)).status).toBe(200);
    expect((await find(worker, '岑旧名')).ids).toEqual([]);
    expect((await find(worker, '13700001111')).ids).toEqual([]);
    expect((await find(worker, '新名 2222')).ids).toEqual([id]);
    expect((await change({ siteId: home.siteIds[1] }, 2)).status).toBe(200);
    expect((await find(worker, '岑新名')).ids).toEqual([]);
    expect((await find(supervisor, '岑新名')).ids).toEqual([id]);
    expect(await entriesOf(id)).toHaveLength(TOKENS_PER_PERSON);
  });

  it('keeps everybody apart who registers the same name at once', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => register({ name: '卓同时' })));
    expect((await find(supervisor, '卓同时')).ids.sort()).toEqual(ids.sort());
  });

  it.each(['{}', '["0","0","x","1"]', '["9","0","00000000-0000-4000-8000-000000000000","1"]'])(
    'refuses a mark that is none of its own: %s',
    async (mark) => {
      const after = Buffer.from(mark).toString('base64url');
      const { status, body } = await supervisor.call(
        'GET',
        `/api/v1/clients?q=${encodeURIComponent('樊')}&after=${after}`,
      );
      expect([status, body.code]).toEqual([400, 'cursor_invalid']);
    },
  );
});

async function entriesOf(id: string): Promise<string[]> {
  const { rows } = await server.admin.query('select label from client_entry where client_id = $1', [id]);
  return rows.map(({ label }) => label);
}

describe('a copy of the database', () => {
  it('shows as many entries of everybody, and nothing that two people of like names share', async () => {
    const names = ['王欣', '王欣怡', '王欣怡', '欧阳王欣', '阿卜杜拉·买买提', '行长乐', '王'];
    const labels: string[] = [];
    for (const [index, name] of names.entries()) {
      const phone = index % 2 === 0 ? null : `1380000${1000 + index}`;
      const entries = await entriesOf(await register({ name, ...(phone === null ? {} : { phone }) }));
      expect([name, entries.length]).toEqual([name, TOKENS_PER_PERSON]);
      labels.push(...entries);
    }
    expect(new Set(labels).size).toBe(labels.length);
    const { rows } = await server.admin.query(
      'select length from client_name_list where organisation_id = $1',
      [home.id],
    );
    // lengths are numbers of 62 bits: a short one would be a count in the clear
    expect(rows.filter(({ length }) => BigInt(length) < 2n ** 40n).length).toBeLessThan(2);
  });
});

describe('what older versions stored', () => {
  it('is made anew at a start, can be cut short, and leaves no old token', async () => {
    const id = await register({ name: '茅老册', idNumber: null });
    const keys = await server.services.keyring.of(server.services.database.reader(systemSettings(home.id)));
    await server.admin.query('delete from client_entry where client_id = $1', [id]);
    for (const token of tokensToStore({ name: '茅老册', phones: [] }))
      await server.admin.query(
        `insert into client_token select organisation_id, $1, id, site_id, worker_ids from client where id = $2`,
        [String(keys.token(token)), id],
      );
    expect((await find(supervisor, '茅老册')).ids).toEqual([]);
    await Promise.all([rewriteOldTokens(server.services), rewriteOldTokens(server.services)]);
    for (const q of ['茅老册', 'mlc', 'maolaoce']) expect((await find(supervisor, q)).ids).toEqual([id]);
    expect(await entriesOf(id)).toHaveLength(TOKENS_PER_PERSON);
    expect((await server.admin.query('select from client_token')).rowCount).toBe(0);
  });
});
