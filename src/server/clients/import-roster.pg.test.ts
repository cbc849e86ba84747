import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identityCheckCharacter } from '../../domain/people/identity-number.ts';
import { untilWaiting } from '../../../test/barrier.ts';
import { brokenRoster } from '../../../test/roster-file.ts';
import { sendRoster } from '../../../test/roster-sending.ts';
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

beforeAll(async () => {
  server = await startTestServer();
  wenzhou = await makeOrganisation(server);
  supervisor = await makeUser(server, wenzhou, 'supervisor');
});
afterAll(() => server.dispose());

const importFile = (user: TestUser, bytes: Buffer, options: { dryRun?: boolean; importId?: string } = {}) =>
  sendRoster(user, wenzhou.siteIds[0], bytes, options);

async function countClients(): Promise<number> {
  const { rows } = await server.admin.query(
    'select count(*)::int as count from client where organisation_id = $1',
    [wenzhou.id],
  );
  return rows[0].count;
}

describe('a roster of 500 rows, 12 of them broken', () => {
  const roster = brokenRoster();

  it('shows what it would do, and changes nothing, in a dry run', async () => {
    const { body } = await importFile(supervisor, roster.bytes, { dryRun: true });
    expect(body).toMatchObject({ rows: 500, created: 488, updated: 0, unchanged: 0 });
    expect(await countClients()).toBe(0);
  });

  it('lands 488 rows and reports 12 by row and reason', async () => {
    const { body } = await importFile(supervisor, roster.bytes);
    expect(body).toMatchObject({ rows: 500, created: 488, updated: 0, unchanged: 0 });
    const reported = body.rejected.map(({ row, column, code }: Record<string, unknown>) => ({
      row,
      column,
      code,
    }));
    expect(reported).toEqual(roster.rejected.map(({ row, column, code }) => ({ row, column, code })));
    expect(new Set(body.rejected.map(({ code }: { code: string }) => code)).size).toBe(12);
    expect(await countClients()).toBe(488);
  });

  it('changes nothing the second time', async () => {
    const { body } = await importFile(supervisor, roster.bytes);
    expect(body).toMatchObject({ rows: 500, created: 0, updated: 0, unchanged: 488 });
    expect(await countClients()).toBe(488);
  });
});

describe('a roster without numbers', () => {
  const file = (address: string) =>
    Buffer.from(
      `学校,班级,姓名,住址,监护人姓名,监护人电话\n实验小学,三班,赵无号,${address},赵父,13800138000\n`,
    );

  it('finds the same child again by name and class, and updates what changed', async () => {
    expect((await importFile(supervisor, file('甲路'))).body).toMatchObject({ created: 1 });
    expect((await importFile(supervisor, file('甲路'))).body).toMatchObject({ unchanged: 1 });
    expect((await importFile(supervisor, file('乙路'))).body).toMatchObject({ updated: 1, created: 0 });
    const found = await supervisor.call('GET', `/api/v1/clients?q=${encodeURIComponent('赵无号')}`);
    expect(found.body.items).toHaveLength(1);
    const client = await supervisor.call('GET', `/api/v1/clients/${found.body.items[0].id}`);
    expect(client.body.address).toBe('乙路');
    const guardians = await supervisor.call('GET', `/api/v1/clients/${client.body.id}/guardians`);
    expect(guardians.body.items).toHaveLength(1);
  });
});

describe('a roster that contradicts the record', () => {
  it('is asked about row by row: a number of somebody else changes nobody', async () => {
    const head = '学校,班级,姓名,学号\n';
    await importFile(supervisor, Buffer.from(`${head}二中,一班,钱一,S001\n`));
    const { body } = await importFile(supervisor, Buffer.from(`${head}二中,一班,钱二,S001\n`));
    expect(body).toMatchObject({ created: 0, updated: 0 });
    expect(body.decide).toMatchObject([
      { row: 2, name: '钱二', reason: 'student_number', candidates: [{ name: '钱一' }] },
    ]);
    const elsewhere = await importFile(supervisor, Buffer.from(`${head}三中,一班,钱二,S001\n`));
    expect(elsewhere.body).toMatchObject({ created: 1 });
  });
});

describe('a student number that has lost its zeros', () => {
  it('is the same in the form as in a roster: of its school, as that writes its numbers', async () => {
    const head = '学校,班级,姓名,学号\n';
    const rows = ['零中,一班,周一,0007', '零中,一班,周二,0012', '另中,一班,周三,B7'].join('\n');
    expect((await importFile(supervisor, Buffer.from(head + rows))).body).toMatchObject({ created: 3 });
    const look = await importFile(supervisor, Buffer.from(`${head}零中,一班,卫七,7\n`), { dryRun: true });
    expect(look.body.decide).toMatchObject([{ reason: 'student_number', candidates: [{ name: '周一' }] }]);
    const { body: classes } = await supervisor.call('GET', '/api/v1/classes');
    const classOf = (school: string) =>
      classes.items.find(
        ({ parentId }: { parentId: string | null }) =>
          parentId !== null &&
          classes.items.some(
            (item: { id: string; name: string }) => item.id === parentId && item.name === school,
          ),
      ).id;
    const doublesOf = async (studentNumber: string, school: string) => {
      const entered = { name: '卫七', studentNumber, classId: classOf(school) };
      const { status, body } = await supervisor.call('POST', '/api/v1/clients/duplicates', entered);
      expect(status).toBe(200);
      return body.items.map(({ client, matches }: { client: { name: string }; matches: string[] }) => [
        client.name,
        matches,
      ]);
    };
    expect(await doublesOf('7', '零中')).toEqual([['周一', ['studentNumber']]]);
    expect(await doublesOf('0012', '零中')).toEqual([['周二', ['studentNumber']]]);
    expect(await doublesOf('012', '零中')).toEqual([]);
    expect(await doublesOf('7', '另中')).toEqual([]);
  });
});

describe('a dry run', () => {
  it('writes, holds and claims nobody, not even to undo it: whoever registers somebody does not wait for it', async () => {
    const head = '学校,班级,姓名,学号,住址,身份证号\n';
    await importFile(supervisor, Buffer.from(`${head}五中,一班,李旧,S201,甲路,\n`));
    await server.admin.query('begin');
    try {
      // others read, and wait with what they write or hold
      await server.admin.query(
        'lock table site, client, guardian, client_entry, number_claim in exclusive mode',
      );
      const rows = Buffer.from(
        `${head}五中,一班,李旧,S201,乙路,\n五中,一班,李新,S202,甲路,${identityNumber(700)}\n`,
      );
      const { body } = await importFile(supervisor, rows, { dryRun: true });
      expect(body).toMatchObject({ created: 1, updated: 1 });
    } finally {
      await server.admin.query('rollback');
    }
    expect(
      (await importFile(supervisor, Buffer.from(`${head}五中,一班,李旧,S201,甲路,\n`))).body,
    ).toMatchObject({
      unchanged: 1,
    });
  });

  it('leaves behind whom it showed beside the rows, though it leaves nothing else', async () => {
    const head = '学校,班级,姓名,学号\n';
    await importFile(supervisor, Buffer.from(`${head}四中,一班,孙一,S101\n`));
    const compared = async () => {
      const { rows } = await server.admin.query(
        `select actor_id, subject_ids from audit_event where organisation_id = $1 and action = 'client.compare'`,
        [wenzhou.id],
      );
      return rows;
    };
    const before = await compared();
    await importFile(supervisor, Buffer.from(`${head}四中,二班,孙新,S102\n`), { dryRun: true });
    expect(await compared()).toEqual(before);
    const { body } = await importFile(supervisor, Buffer.from(`${head}四中,一班,孙二,S101\n`), {
      dryRun: true,
    });
    const [{ candidates }] = body.decide;
    expect(candidates).toMatchObject([{ name: '孙一' }]);
    expect(await compared()).toEqual([
      ...before,
      { actor_id: supervisor.id, subject_ids: [candidates[0].id] },
    ]);
  });
});

describe('many dry runs at once', () => {
  it('wait for each other without a connection, and everybody else is served', async () => {
    const rows = Buffer.from('学校,班级,姓名,学号\n六中,一班,吴一,S301\n');
    await server.admin.query('begin');
    await server.admin.query('lock table school_class in access exclusive mode');
    const importIds = Array.from({ length: 20 }, () => newId());
    const looks = importIds.map((importId) => importFile(supervisor, rows, { dryRun: true, importId }));
    const stages = async () => {
      const told = importIds.map((id) => supervisor.call('GET', `/api/v1/roster-imports/${id}`));
      return new Set((await Promise.all(told)).map(({ body }) => body.stage));
    };
    try {
      await expect.poll(stages, { timeout: 10_000 }).toEqual(new Set(['comparing']));
      await untilWaiting(server, 3);
      expect((await supervisor.call('GET', '/api/v1/clients')).status).toBe(200);
    } finally {
      await server.admin.query('rollback');
    }
    const answers = await Promise.all(looks);
    expect(answers.map(({ body }) => body.created)).toEqual(Array.from({ length: 20 }, () => 1));
  });
});

describe('whom others change between comparing and writing', () => {
  const head = '学校,班级,姓名,学号,住址\n';
  it.each([
    ['moves to another site', '蒋甲', 'elsewhere', () => ({ siteId: wenzhou.siteIds[1] })],
    ['leaves the class', '蒋乙', 'elsewhere', () => ({ classId: null })],
    ['gets another name', '蒋丙', 'other_name', () => ({ name: '蒋改名' })],
  ])('somebody who %s stays as they are then, and is asked about', async (_, name, reason, change) => {
    const row = (address: string) =>
      Buffer.from(`${head}八中,一班,${name},S${name.charCodeAt(1)},${address}\n`);
    await importFile(supervisor, row('甲路'));
    const found = await supervisor.call('GET', `/api/v1/clients?q=${encodeURIComponent(name)}`);
    const [{ id }] = found.body.items;
    await server.admin.query('begin');
    await server.admin.query('select from client where id = $1 for update', [id]);
    const changing = supervisor.call('PATCH', `/api/v1/clients/${id}`, change(), { 'if-match': '"1"' });
    await untilWaiting(server, 1);
    const importing = importFile(supervisor, row('乙路'));
    // it has compared, and stands behind whoever changes
    await untilWaiting(server, 2);
    await server.admin.query('rollback');
    const changed = (await changing).body;
    expect(changed).toMatchObject({ ...change(), version: 2 });
    expect((await importing).body).toMatchObject({
      updated: 0,
      decide: [{ reason, candidates: [{ id, name: changed.name }] }],
    });
    expect((await supervisor.call('GET', `/api/v1/clients/${id}`)).body).toEqual(changed);
  });
});

describe('while a roster is written', () => {
  it('those who wait for its numbers do not keep it from its end, even where they hold all connections', async () => {
    const rows = Array.from(
      { length: 1_200 },
      (_, at) => `姜${'甲乙丙丁戊己庚'.charAt(at % 7)},${identityNumber(at, '05')},姜父`,
    );
    await server.admin.query('begin');
    // the import waits here: it has claimed its numbers, and wants more places afterwards
    await server.admin.query('lock table guardian in share mode');
    const importing = importFile(supervisor, Buffer.from(`姓名,身份证号,父亲姓名\n${rows.join('\n')}\n`));
    await untilWaiting(server, 1);
    const registering = Array.from({ length: 20 }, (_, at) =>
      supervisor.call('POST', '/api/v1/clients', {
        siteId: wenzhou.siteIds[0],
        regionCode: '330302',
        name: '姜八',
        idNumber: identityNumber(at, '05'),
      }),
    );
    await untilWaiting(server, 16);
    await server.admin.query('rollback');
    expect((await importing).body).toMatchObject({ created: 1_200 });
    const answers = await Promise.all(registering);
    expect(new Set(answers.map(({ body }) => body.code))).toEqual(new Set(['id_number_held']));
  });

  it('whoever registers somebody of a like name at the site is done before it is', async () => {
    const rows = Array.from(
      { length: 400 },
      (_, at) => `郑欣怡,${identityNumber(at)},郑父,${13_900_000_000 + at}`,
    );
    const roster = Buffer.from(`姓名,身份证号,父亲姓名,父亲电话\n${rows.join('\n')}\n`);
    let isOver = false;
    await server.admin.query('begin');
    // the import waits here, when all else of its first portion is written
    await server.admin.query('lock table guardian in share mode');
    const importing = importFile(supervisor, roster).finally(() => (isOver = true));
    try {
      await waitsFor('guardian');
      for (let at = 500; at < 512; at += 1) {
        const { status } = await supervisor.call('POST', '/api/v1/clients', {
          siteId: wenzhou.siteIds[0],
          regionCode: '330302',
          name: '郑欣怡',
          idNumber: identityNumber(at),
        });
        expect(status).toBe(201);
      }
      expect(isOver).toBe(false);
    } finally {
      await server.admin.query('rollback');
    }
    expect((await importing).body).toMatchObject({ created: 400 });
    const found = await supervisor.call('GET', `/api/v1/clients?limit=100&q=${encodeURIComponent('郑欣怡')}`);
    expect(found.body.items).toHaveLength(100);
  });

  it('whoever registers a number of it waits for it, and then is told', async () => {
    await server.admin.query('begin');
    await server.admin.query('lock table guardian in share mode');
    const roster = Buffer.from(`姓名,身份证号,父亲姓名\n冯一,${identityNumber(600)},冯父\n`);
    const importing = importFile(supervisor, roster);
    await waitsFor('guardian');
    const registering = supervisor.call('POST', '/api/v1/clients', {
      siteId: wenzhou.siteIds[0],
      regionCode: '330302',
      name: '冯二',
      idNumber: identityNumber(600),
    });
    await waitsFor('number_claim');
    await server.admin.query('rollback');
    expect((await importing).body).toMatchObject({ created: 1 });
    expect((await registering).body).toMatchObject({ status: 409, code: 'id_number_held' });
  });
});

/** Until some transaction waits for another's hold of a table or of one of its rows. */
async function waitsFor(table: string): Promise<void> {
  for (;;) {
    const { rows } = await server.admin.query(
      `select exists (select from pg_locks waiting join pg_locks held using (pid)
       where not waiting.granted and held.relation = $1::regclass) as there`,
      [table],
    );
    if (rows[0].there === true) return;
    await setTimeout(10);
  }
}

function identityNumber(at: number, month = '03'): string {
  const days = String(1 + Math.floor(at / 1_000)).padStart(2, '0');
  const digits = `3303022012${month}${days}${String(at % 1_000).padStart(3, '0')}`;
  return digits + identityCheckCharacter(digits);
}

describe('whoever may not', () => {
  it('imports nothing: other site, other organisation, no permission, not a file', async () => {
    const roster = Buffer.from('姓名\n孙外人\n');
    const before = await countClients();
    const worker = await makeUser(server, wenzhou, 'worker', [wenzhou.siteIds[1]]);
    expect((await importFile(worker, roster)).body.code).toBe('unknown_site');
    const other = await makeOrganisation(server, '450200');
    const stranger = await makeUser(server, other, 'supervisor');
    expect((await importFile(stranger, roster)).body.code).toBe('unknown_site');
    const auditor = await makeUser(server, wenzhou, 'auditor');
    expect((await importFile(auditor, roster)).status).toBe(403);
    const json = await supervisor.call(
      'POST',
      `/api/v1/roster-imports?siteId=${wenzhou.siteIds[0]}&fileName=x.csv`,
      {},
    );
    expect(json.status).toBe(415);
    const junk = await importFile(supervisor, Buffer.from([0x50, 0x4b, 3, 4, 0, 255, 254]));
    expect(junk.body).toMatchObject({ status: 422, code: 'roster_unreadable' });
    expect(await countClients()).toBe(before);
  });
});
