import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';

let server: TestServer;
let wenzhou: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;

beforeAll(async () => {
  server = await startTestServer();
  wenzhou = await makeOrganisation(server);
  supervisor = await makeUser(server, wenzhou, 'supervisor');
  worker = await makeUser(server, wenzhou, 'worker', [wenzhou.siteIds[0]]);
});
afterAll(() => server.dispose());

describe('a client', () => {
  it('is registered, read back, and found by name, pinyin, initials, phone and ID number', async () => {
    const created = await worker.call('POST', '/api/v1/clients', {
      name: '陈欣',
      phone: '138 0013 8000',
      idNumber: '33030220120304123X'.slice(0, 17) + '9',
    });
    expect(created.body.errors?.[0]?.path).toBe('/idNumber');
    const client = await worker.call('POST', '/api/v1/clients', { name: '陈欣', phone: '138 0013 8000' });
    expect(client.status).toBe(201);
    expect(client.body).toMatchObject({
      name: '陈欣',
      phone: '13800138000',
      regionCode: '330300',
      version: 1,
    });
    for (const q of ['陈欣', '欣', 'chenxin', 'cx', '13800138000', '8000']) {
      const found = await worker.call('GET', `/api/v1/clients?q=${encodeURIComponent(q)}`);
      expect(
        found.body.items.map(({ id }: { id: string }) => id),
        q,
      ).toContain(client.body.id);
    }
    const read = await worker.call('GET', `/api/v1/clients/${client.body.id}`);
    expect(read.headers['etag']).toBe('"1"');
    expect(read.body).toEqual(client.body);
  });

  it('is not made twice when the request is repeated', async () => {
    const body = { id: newId(), name: '林小满' };
    const first = await worker.call('POST', '/api/v1/clients', body);
    const second = await worker.call('POST', '/api/v1/clients', body);
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    const other = await worker.call('POST', '/api/v1/clients', { ...body, name: '林大满' });
    expect(other.body.code).toBe('id_taken');
  });

  it('keeps both changes of different fields and shows the conflict on the same field', async () => {
    const { body: client } = await worker.call('POST', '/api/v1/clients', {
      name: '王一',
      address: '甲路 1 号',
    });
    const url = `/api/v1/clients/${client.id}`;
    const first = await worker.call('PATCH', url, { address: '乙路 2 号' }, { 'if-match': '"1"' });
    expect(first.body).toMatchObject({ address: '乙路 2 号', version: 2 });
    const merged = await supervisor.call('PATCH', url, { note: '喜欢画画' }, { 'if-match': '"1"' });
    expect(merged.body).toMatchObject({ address: '乙路 2 号', note: '喜欢画画', version: 3 });
    const late = await supervisor.call('PATCH', url, { address: '丙路 3 号' }, { 'if-match': '"1"' });
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({ code: 'version_conflict', current: { address: '乙路 2 号' } });
    expect(late.body.errors[0].path).toBe('/address');
    expect((await worker.call('PATCH', url, { note: 'x' })).body.code).toBe('version_required');
  });

  it('becomes unreadable when erased, and cannot be found any more', async () => {
    const { body: client } = await worker.call('POST', '/api/v1/clients', { name: '赵消失' });
    const erased = await supervisor.call('POST', `/api/v1/clients/${client.id}/erase`, { reason: 'request' });
    expect(erased.status).toBe(200);
    const read = await supervisor.call('GET', `/api/v1/clients/${client.id}`);
    expect(read.body).toMatchObject({ name: '—', status: 'archived' });
    const found = await supervisor.call('GET', `/api/v1/clients?q=${encodeURIComponent('赵消失')}`);
    expect(found.body.items).toEqual([]);
  });

  it('pages through all clients once, newest change first', async () => {
    const seen: string[] = [];
    let after = '';
    do {
      const page = await supervisor.call('GET', `/api/v1/clients?limit=2${after}`);
      seen.push(...page.body.items.map(({ id }: { id: string }) => id));
      after = page.body.next === null ? '' : `&after=${page.body.next}`;
    } while (after !== '');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(4);
  });

  it('is listed to whoever works at one site or two as to who sees them all, page by page, without the others', async () => {
    const [first, second, third] = wenzhou.siteIds;
    for (const [index, siteId] of [first, second, third, second, first, second].entries())
      await supervisor.call('POST', '/api/v1/clients', { name: `站点${index}`, siteId });
    const ofOne = await makeUser(server, wenzhou, 'worker', [second]);
    const ofTwo = await makeUser(server, wenzhou, 'worker', [first, second]);
    const { body } = await ofTwo.call('GET', '/api/v1/clients?limit=1');
    const region = `&region=${body.items[0].regionCode}`;
    for (const filter of ['', '&status=registered', region, `${region}&status=registered`]) {
      const all = await listAll(supervisor, filter);
      for (const [user, siteIds, least] of [
        [ofOne, [second], 3],
        [ofTwo, [first, second], 4],
      ] as const) {
        const expected = all.filter(({ siteId }) => siteIds.includes(siteId)).map(({ id }) => id);
        expect((await listAll(user, filter)).map(({ id }) => id)).toEqual(expected);
        expect(expected.length, filter).toBeGreaterThanOrEqual(least);
      }
    }
  });
});

async function listAll(user: TestUser, filter: string): Promise<{ id: string; siteId: string }[]> {
  const seen: { id: string; siteId: string }[] = [];
  let after = '';
  do {
    const { body } = await user.call('GET', `/api/v1/clients?limit=3${filter}${after}`);
    seen.push(...body.items);
    after = body.next === null ? '' : `&after=${body.next}`;
  } while (after !== '');
  return seen;
}

describe('a name', () => {
  const NAMELESS = ['007', '？1', '·', '…', '  ', '13800138000', '😀'];

  it.each(NAMELESS)(
    'of no letters (%s) is refused by its field: nobody could be found by it',
    async (name) => {
      const siteId = wenzhou.siteIds[0];
      const refused = {
        status: 400,
        body: { errors: [{ path: '/name', message: '至少要有一个文字，不能只有数字和符号。' }] },
      };
      expect(await supervisor.call('POST', '/api/v1/clients', { name, siteId })).toMatchObject(refused);
      const { body } = await supervisor.call('POST', '/api/v1/clients', { name: '孔有字', siteId });
      const address = `/api/v1/clients/${body.id}`;
      const version = { 'if-match': `"${body.version}"` };
      expect(await supervisor.call('PATCH', address, { name }, version)).toMatchObject(refused);
      const guardian = { name, relation: 'mother' };
      expect(await supervisor.call('POST', `${address}/guardians`, guardian)).toMatchObject(refused);
    },
  );
});

describe('row rules', () => {
  it('show a client to nobody of another organisation, whatever the role', async () => {
    const { body: client } = await worker.call('POST', '/api/v1/clients', { name: '孙隔离' });
    const other = await makeOrganisation(server, '450200');
    for (const role of ['worker', 'supervisor', 'administrator'] as const) {
      const stranger = await makeUser(server, other, role, other.siteIds);
      const read = await stranger.call('GET', `/api/v1/clients/${client.id}`);
      expect(read.status, role).toBe(role === 'administrator' ? 403 : 404);
    }
  });

  it('show a client of another site to no worker of this site, and take none there', async () => {
    const body = { name: '周二站', siteId: wenzhou.siteIds[1] };
    const { body: client } = await supervisor.call('POST', '/api/v1/clients', body);
    expect((await worker.call('GET', `/api/v1/clients/${client.id}`)).status).toBe(404);
    expect((await worker.call('POST', '/api/v1/clients', body)).body.code).toBe('unknown_site');
  });
});

describe('a class', () => {
  const makeClass = async ({ id: organisationId, siteIds }: TestOrganisation, site: 0 | 1) => {
    const id = newId();
    await server.admin.query(
      `insert into school_class (organisation_id, id, site_id, kind, name, created_at)
       values ($1, $2, $3, 'class', $4, now())`,
      [organisationId, id, siteIds[site], `班级 ${id}`],
    );
    return id;
  };

  it('takes clients of its own site only: not of another, of another organisation, or of none', async () => {
    const own = await makeClass(wenzhou, 0);
    const { body: client, status } = await worker.call('POST', '/api/v1/clients', {
      name: '李一班',
      classId: own,
    });
    expect(status).toBe(201);
    const others = [await makeClass(wenzhou, 1), await makeClass(await makeOrganisation(server), 0), newId()];
    for (const classId of others) {
      const created = await worker.call('POST', '/api/v1/clients', { name: '李别班', classId });
      expect(created.body).toMatchObject({ code: 'unknown_class', errors: [{ path: '/classId' }] });
      const version = { 'if-match': `"${client.version}"` };
      const moved = await worker.call('PATCH', `/api/v1/clients/${client.id}`, { classId }, version);
      expect(moved.body.code).toBe('unknown_class');
    }
  });

  it('is left by whoever moves to another site, or changed for one of that site', async () => {
    const [here, there] = [await makeClass(wenzhou, 0), await makeClass(wenzhou, 1)];
    const siteId = wenzhou.siteIds[1];
    for (const [change, expected] of [
      [{ siteId }, null],
      [{ siteId, classId: here }, null],
      [{ siteId, classId: there }, there],
    ] as const) {
      const { body: client } = await worker.call('POST', '/api/v1/clients', {
        name: '李转班',
        classId: here,
      });
      const version = { 'if-match': `"${client.version}"` };
      const moved = await supervisor.call('PATCH', `/api/v1/clients/${client.id}`, change, version);
      expect(moved.body).toMatchObject({ siteId, classId: expected });
    }
  });
});

describe('a dump of every table', () => {
  it('contains no name, phone or ID number of a client or guardian', async () => {
    const secrets = ['钱不见了', '13912345678', '330302201203040018', 'zhuanyong-note'];
    const { body: client, status } = await worker.call('POST', '/api/v1/clients', {
      name: secrets[0],
      phone: secrets[1],
      note: secrets[3],
    });
    expect(status).toBe(201);
    await worker.call('POST', `/api/v1/clients/${client.id}/guardians`, {
      relation: 'mother',
      name: secrets[0],
      phone: secrets[1],
    });
    const { rows: tables } = await server.admin.query(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname in ('public', 'graphile_worker')`,
    );
    for (const { name } of tables) {
      const { rows } = await server.admin.query(`select row_to_json(t)::text as row from ${name} t`);
      const dump = rows.map(({ row }) => row).join('\n');
      const bytes = rows.map(({ row }) => Buffer.from(row, 'utf8').toString('hex')).join('\n');
      for (const secret of secrets) {
        expect(dump.includes(secret), `${secret} in ${name}`).toBe(false);
        expect(bytes.includes(Buffer.from(Buffer.from(secret).toString('hex')).toString('hex')), name).toBe(
          false,
        );
      }
    }
  });
});

describe('consent', () => {
  it('of a child under 14 is a guardian’s to give', async () => {
    const { body: client } = await worker.call('POST', '/api/v1/clients', {
      name: '吴小小',
      birthDate: '2016-05-01',
    });
    const url = `/api/v1/clients/${client.id}/consents`;
    const own = { purpose: 'assessment', givenBy: 'client', evidence: 'signed_form', givenOn: '2026-09-01' };
    expect((await worker.call('POST', url, own)).body.code).toBe('guardian_consent_required');
    const guardian = await worker.call('POST', `/api/v1/clients/${client.id}/guardians`, {
      relation: 'father',
      name: '吴大',
    });
    const given = await worker.call('POST', url, {
      ...own,
      givenBy: 'guardian',
      guardianId: guardian.body.id,
    });
    expect(given.status).toBe(201);
    expect((await worker.call('GET', url)).body.standing).toMatchObject({
      assessment: 'given',
      research: 'missing',
    });
    const withdrawn = await worker.call('POST', `${url}/${given.body.id}/withdraw`, {
      withdrawnOn: '2026-11-01',
    });
    expect(withdrawn.status).toBe(200);
    expect((await worker.call('GET', url)).body.standing.assessment).toBe('withdrawn');
    // the answer was lost
    const again = await worker.call('POST', `${url}/${given.body.id}/withdraw`, {
      withdrawnOn: '2026-11-01',
    });
    expect(again.body).toEqual(withdrawn.body);
    const other = await worker.call('POST', `${url}/${given.body.id}/withdraw`, {
      withdrawnOn: '2026-11-02',
    });
    expect(other.body.code).toBe('already_withdrawn');
  });
});
