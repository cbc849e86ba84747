import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOperations } from '../../test/operations.ts';
import { giveEveryRow, must, openRound } from '../../test/person-rows.ts';
import { sendRoster } from '../../test/roster-sending.ts';
import {
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../test/server.ts';
import type { OperationShape } from '../contract/operation.ts';
import { exportRoster, rewriteOldTokens } from './clients/public.ts';
import { systemSettings } from './platform/database/database.ts';
import { newId } from './platform/database/ids.ts';
import { Work } from './platform/work/work.ts';
import { organisationSealed, personSealed } from './sealed-columns.ts';

let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;
let liaison: TestUser;
let reads: [string, OperationShape][];
/** about whom every kind of row is on record */
let clientId: string;
let className: string;
/** what stands for `:id`, by the beginning of an address */
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  supervisor = await makeUser(server, home, 'supervisor');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  liaison = await makeUser(server, home, 'liaison', [home.siteIds[0]]);
  clientId = await giveEveryRow(server, home, { supervisor, worker });
  const about = (table: string, column = 'id') =>
    find(`select ${column} as id from ${table} where client_id = $1 limit 1`);
  className = await find(
    'select name as id from school_class where id = (select class_id from client where id = $1)',
  );
  ids = {
    clients: clientId,
    cases: await about('client_case'),
    alerts: await about('alert'),
    responses: await about('response'),
    groups: await about('group_member', 'group_id'),
    campaigns: await about('response', 'campaign_id'),
    sites: home.siteIds[0],
    instruments: 'growth-check@1',
  };
  await must(
    supervisor.call('POST', `/api/v1/referrals/${await about('referral')}/decline`, { reason: 'duplicate' }),
  );
  const request = `/api/v1/closure-requests/${await about('closure_request')}`;
  await must(supervisor.call('POST', `${request}/decision`, { isAccepted: false, words: '先家访' }));
  const { rows: alerts } = await server.admin.query('select id from alert where client_id = $1', [clientId]);
  for (const { id } of alerts) {
    await worker.call('POST', `/api/v1/alerts/${id}/take`);
    // the report's alert stays open
    await worker.call('POST', `/api/v1/alerts/${id}/close`, { outcome: 'safe_checked', note: '已见面' });
  }
  // a case that goes on has none: bytes that never open stand for it
  await server.admin.query('update client_case set sealed_closure = $2 where client_id = $1', [
    clientId,
    Buffer.alloc(60, 1),
  ]);
  await callForClass();
  reads = (await listOperations()).filter(([, { method }]) => method === 'GET');
});
afterAll(() => server.dispose());

/** Two calls of the class, one of them seen to. */
async function callForClass(): Promise<void> {
  const classId = await find('select class_id as id from client where id = $1');
  const invitationToken = await openRound(classId, supervisor);
  const call = (words: string) =>
    request(server, 'POST', '/api/v1/self-referrals', {
      id: newId(),
      invitationToken,
      isMine: false,
      urgency: 'soon',
      words,
    });
  for (const words of ['一', '二']) await must(call(words));
  const { body } = await supervisor.call('GET', '/api/v1/help-calls');
  await must(worker.call('POST', `/api/v1/help-calls/${body.items[0].id}/close`, { note: '已联系' }));
}

async function find(sql: string): Promise<string> {
  const { rows } = await server.admin.query(sql, [clientId]);
  return String(rows[0]?.id);
}

/** Reports were events of cases once. */
const telling: Readonly<Record<string, string>> = { 'mandatory_report.sealed': 'case_event.sealed' };

/** Closed, so that no list shows it: whoever says the same again is answered without it. */
const SEEN_BY_NOBODY = new Set(['help_call.sealed_note']);

/** What the lists without a query leave out, or want one for. */
const queried = (): readonly [string, { url: string }][] => [
  ['ListAlerts', { url: '/api/v1/alerts?state=closed' }],
  ['ListClosureRequests', { url: '/api/v1/closure-requests?view=past' }],
  ['ListReferrals', { url: '/api/v1/referrals?status=declined' }],
  ['ListFiles', { url: `/api/v1/files?kind=consent&recordId=${clientId}` }],
];

const BY_ITSELF: Readonly<Record<string, readonly string[]>> = {
  ReadClient: ['client.card', 'client.profile', 'person_key.wrapped'],
  ReadResponse: ['response.answers', 'person_key.wrapped'],
};

const columns = [
  { table: 'person_key', column: 'wrapped' },
  // what is about nobody of the organisation's clients is tried where it stands
  ...personSealed.filter(({ person }) => person === undefined),
  ...organisationSealed.filter(({ table }) => ['group_session', 'help_call'].includes(table)),
].map(({ table, column }) => ({ name: `${table}.${column}`, table, column }));

/** Which rows of a table are about the one person, or the one group and class. */
const whose: Readonly<Record<string, string>> = {
  client: 'id = $1',
  person_key: 'person_id = $1',
  group_session: 'group_id in (select group_id from group_member where client_id = $1)',
  help_call: 'class_id in (select class_id from client where id = $1)',
};

/** Changes the last byte of all that a column holds; done again, it is as before. @returns of how many rows */
async function turnLastByte(table: string, column: string): Promise<number> {
  server.services.keyring.forgetPerson(clientId);
  const last = `octet_length(${column}) - 1`;
  const { rowCount } = await server.admin.query(
    `update ${table} set ${column} = set_byte(${column}, ${last}, get_byte(${column}, ${last}) # 1)
     where ${column} is not null and ${whose[table] ?? 'client_id = $1'}`,
    [clientId],
  );
  return rowCount ?? 0;
}

const told = async (name: string) => {
  const { body } = await server.app.inject({ url: '/metrics' });
  return Number(new RegExp(`nuantu_broken_seals_total\\{column="${name}"\\} (\\d+)`).exec(body)?.[1] ?? 0);
};

let imports = 0;

/** A class list of a pupil without a number, beside the one whose record is broken. */
function importRoster(names: readonly string[]) {
  const lines = ['姓名,班级', ...names.map((name) => `${name},${className}`)].join('\n');
  return sendRoster(supervisor, home.siteIds[0], lines);
}

async function exported(): Promise<(string | null)[][]> {
  const work = new Work(server.services, systemSettings(home.id), { requestId: newId(), language: 'zh-CN' });
  return work.read(async (reading) => {
    const rows: (string | null)[][] = [];
    for await (const page of (await exportRoster(reading, {})).pages) rows.push(...page);
    return rows;
  });
}

describe.each(columns)('$name that does not open', ({ name, table, column }) => {
  let rows = 0;

  beforeAll(async () => {
    rows = await turnLastByte(table, column);
  });
  afterAll(() => turnLastByte(table, column));

  it('fails no reading but that of the record by itself', async () => {
    for (const [operation, { url }] of [...reads, ...queried()]) {
      const address = url.replace(/^\/api\/v1\/([\w-]+)\/:id/, (whole, kind: string) =>
        whole.replace(':id', ids[kind] ?? newId()),
      );
      const { status, body } = await supervisor.call('GET', address);
      const mayFail = BY_ITSELF[operation]?.includes(name) === true;
      expect(mayFail ? 0 : status, `${address} ${JSON.stringify(body)}`).not.toBe(500);
    }
    expect(rows).toBeGreaterThan(0);
    expect(SEEN_BY_NOBODY.has(name) || (await told(telling[name] ?? name)) > 0).toBe(true);
  });

  it('stops nobody else’s registration, roster, export, referral or round', async () => {
    const namesake = await supervisor.call('POST', '/api/v1/clients/duplicates', { name: '陈欣' });
    expect(namesake.status, JSON.stringify(namesake.body)).toBe(200);
    imports += 1;
    const other = `新${[...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥金木水火土'][imports] ?? ''}`;
    const imported = await importRoster([other]);
    expect(imported.body).toMatchObject({ created: 1, rejected: [] });
    expect((await exported()).map(([who]) => who)).toContain(other);
    const classId = await find('select class_id as id from client where id = $1');
    const referral = { classId, name: other, urgency: 'soon', reason: '上课睡觉' };
    await must(liaison.call('POST', '/api/v1/pupil-referrals', referral));
    const hour = 3_600_000;
    const round = {
      title: '筛查',
      wave: 'baseline',
      opensAt: new Date(Date.now() - hour).toISOString(),
      closesAt: new Date(Date.now() + hour).toISOString(),
      classIds: [classId],
    };
    const campaign = await must(supervisor.call('POST', '/api/v1/campaigns', round));
    for (const step of ['open', 'links']) {
      const done = await supervisor.call('POST', `/api/v1/campaigns/${campaign}/${step}`, {
        classId,
      });
      expect(done.status, JSON.stringify(done.body)).toBeLessThan(300);
    }
  });
});

it('whoever cannot be read keeps nobody from starting: old search tokens of others become entries', async () => {
  const { rows } = await server.admin.query(
    'select id from client where organisation_id = $1 and id <> $2 limit 1',
    [home.id, clientId],
  );
  await server.admin.query(
    `insert into client_token (organisation_id, token, client_id, site_id, worker_ids)
     select organisation_id, 1, id, site_id, worker_ids from client where id = any($1)`,
    [[clientId, rows[0].id]],
  );
  await turnLastByte('client', 'card');
  await rewriteOldTokens(server.services);
  await turnLastByte('client', 'card');
  const { rows: left } = await server.admin.query('select client_id from client_token');
  expect(left).toEqual([]);
});

describe('somebody whose record does not open', () => {
  const roster = (lines: readonly string[]) => {
    const csv = ['学校,班级,姓名,学号,家长姓名,联系电话', ...lines].join('\n');
    return sendRoster(supervisor, home.siteIds[0], csv);
  };
  const breakOne = (table: string, column: string, where: string) =>
    server.admin.query(
      `update ${table} set ${column} = set_byte(${column}, 40, get_byte(${column}, 40) # 1) where ${where}`,
    );

  it('is not registered again by a roster: by the number in the school, else by the name in the class', async () => {
    const lines = ['一中,八班,郑甲,0801,郑父,13800138000', '一中,九班,郑乙,,郑母,13800138001'];
    expect((await roster(lines)).body).toMatchObject({ created: 2 });
    const { rows } = await server.admin.query(
      'select id from client where organisation_id = $1 order by created_at desc, id desc limit 2',
      [home.id],
    );
    const both = `id in ('${rows[0].id}', '${rows[1].id}')`;
    const guardiansOf = `client_id in ('${rows[0].id}', '${rows[1].id}')`;
    await breakOne('guardian', 'sealed', guardiansOf);
    expect((await roster(lines)).body).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    const { rows: guardians } = await server.admin.query(`select id from guardian where ${guardiansOf}`);
    expect(guardians).toHaveLength(2);
    await breakOne('guardian', 'sealed', guardiansOf);
    await breakOne('client', 'profile', both);
    const left = {
      rows: 2,
      created: 0,
      updated: 0,
      unchanged: 0,
      rejected: [2, 3].map((row) => ({ row, column: '姓名', code: 'record_unreadable' })),
    };
    expect((await roster(lines)).body).toMatchObject(left);
    // the same number in another school is somebody else's
    expect((await roster(['二中,八班,郑丙,0801,,'])).body).toMatchObject({ created: 1 });
    await breakOne('client', 'profile', both);
    expect((await roster(lines)).body).toMatchObject({ created: 0, unchanged: 2 });
  });
});
