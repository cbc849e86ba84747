import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { identityCheckCharacter } from '../../domain/people/identity-number.ts';
import { readVolunteerNumber } from '../../domain/volunteers/volunteer-number.ts';
import { untilWaiting } from '../../../test/barrier.ts';
import { openBook } from '../../../test/public-person.ts';
import { registerVolunteer, signInVolunteer, volunteerBody } from '../../../test/volunteer.ts';
import {
  type Answer,
  deliverAll,
  makeOrganisation,
  makeUser,
  must,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { followShifts } from '../opportunities/public.ts';
import { plain } from '../platform/database/statement.ts';
import { systemSettings } from '../platform/database/database.ts';
import { Work } from '../platform/work/work.ts';
import { readAccepted } from '../volunteers/public.ts';
import { writeWorkbook } from '../platform/files/write-workbook.ts';

const START = Date.parse('2026-03-20T02:00:00Z');
const HOUR = 3_600_000;
let now = START;

let server: TestServer;
let home: TestOrganisation;
let coordinator: TestUser;
let colleague: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  now = START;
  home = await makeOrganisation(server);
  await openBook(server, home, { takesAtOnce: true });
  coordinator = await makeUser(server, home, 'coordinator');
  colleague = await makeUser(server, home, 'coordinator');
});

interface Sent {
  readonly by?: TestUser;
  readonly fileName?: string;
  readonly dryRun?: boolean;
  readonly decisions?: string;
  readonly columns?: string;
}

function send(file: Buffer | string, { by = coordinator, fileName = '志愿者.csv', ...asked }: Sent = {}) {
  const query = new URLSearchParams({ siteId: home.siteIds[0] ?? '', fileName });
  for (const [name, value] of Object.entries(asked)) query.set(name, String(value));
  const type = { 'content-type': 'application/octet-stream' };
  return by.call('POST', `/api/v1/volunteer-imports?${query.toString()}`, Buffer.from(file), type);
}
const bring = async (...lines: string[]): Promise<Answer['body']> => must(send(lines.join('\n')));
const list = async () => (await must(coordinator.call('GET', '/api/v1/volunteers?limit=200'))).items;
const read = (id: string) => must(coordinator.call('GET', `/api/v1/volunteers/${id}`));
const hoursOf = (id: string) => must(coordinator.call('GET', `/api/v1/volunteers/${id}/services`));
const lots = async () => (await must(colleague.call('GET', '/api/v1/volunteer-imports'))).items;
const decide = (by: TestUser, id: string, decision = 'recorded') =>
  by.call('POST', `/api/v1/volunteer-imports/${id}/decide`, { decision });

const sorted = (numbers: readonly number[]) => numbers.toSorted((one, other) => one - other);

const PEOPLE = '姓名,性别,出生日期,手机号,技能,服务类别';
const LI = '李晓燕,女,1999-02-03,13900010001,急救、课业辅导,老年人';
const HOURS = '姓名,手机号,出生日期,活动名称,服务日期,开始时间,结束时间,服务时长(小时),地点,服务内容';

function idNumber(birthDate: string, order = '12'): string {
  const body = `330302${birthDate.replaceAll('-', '')}${order}4`;
  return body + identityCheckCharacter(body);
}

/** One digit is another than on the document. */
function wrongNumber(birthDate: string): string {
  const right = idNumber(birthDate);
  return right.slice(0, -1) + (right.endsWith('1') ? '2' : '1');
}

describe('volunteers of before', () => {
  it('are told first and written then: in the book, with a number, and nobody’s account', async () => {
    const told = await must(send([PEOPLE, LI].join('\n'), { dryRun: true }));
    expect(told).toMatchObject({ rows: 1, created: 1, updated: 0, unchanged: 0, rejected: [], decide: [] });
    expect(await list()).toEqual([]);
    expect(await bring(PEOPLE, LI)).toMatchObject({ created: 1 });
    const [item] = await list();
    expect(item).toMatchObject({
      name: '李晓燕',
      state: 'accepted',
      isBrought: true,
      skills: ['first_aid', 'tutoring'],
      categories: ['elderly'],
    });
    expect(readVolunteerNumber(item.number)).toBe(item.number);
    expect(await read(item.id)).toMatchObject({
      profile: { birthDate: '1999-02-03', phone: '13900010001', sex: 'female', guardian: null },
      mayBe: [],
    });
  });

  it('twice are there once, and two at once are', async () => {
    const table = [PEOPLE, LI, '王建国,男,1988-08-08,13900010002,,'].join('\n');
    await server.admin.query('begin');
    let both: Promise<Answer>[];
    try {
      await server.admin.query('lock table volunteer_import in share mode');
      both = [send(table), send(table, { by: colleague })];
      // one has looked and is about to write, the other stands behind it
      await untilWaiting(server, 2);
    } finally {
      await server.admin.query('rollback');
    }
    const answers = await Promise.all(both);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(sorted(answers.map(({ body }) => body.created))).toEqual([0, 2]);
    expect(await bring(PEOPLE, LI)).toMatchObject({ created: 0, unchanged: 1 });
    expect(await list()).toHaveLength(2);
  });

  it('are written anew where the table says something else, and what stood there is kept', async () => {
    await bring(PEOPLE, LI);
    const again = await bring(PEOPLE, '李晓燕,女,1999-02-03,13900010009,急救,老年人');
    expect(again).toMatchObject({ created: 0, updated: 1 });
    const [item] = await list();
    const { profile, corrections } = await read(item.id);
    expect(profile).toMatchObject({ phone: '13900010009', skills: ['first_aid'] });
    expect(corrections).toMatchObject([{ before: { phone: '13900010001' } }]);
  });

  it('with an account of their own say of themselves what stands', async () => {
    const { id } = await registerVolunteer(server, home, { name: '周敏', birthDate: '1990-01-02' });
    const told = await bring(PEOPLE, '周敏,女,1990-01-02,13900010005,急救,');
    expect(told).toMatchObject({ created: 0, updated: 0, unchanged: 1, keptByHolder: 1 });
    expect((await read(id)).profile).toMatchObject({ phone: '13800138000', skills: [] });
  });

  it('under age wait for the guardian’s consent, and children of any age may be in the table', async () => {
    const told = await bring(
      `${PEOPLE},监护人姓名,监护人电话,监护人关系`,
      '小明,男,2010-05-06,13900010003,,,明妈,13900010004,母亲',
      '小小,女,2015-05-06,13900010006,,,,,',
    );
    expect(told).toMatchObject({ created: 2, waiting: 2, rejected: [] });
    const items = await list();
    expect(items.map(({ state }: { state: string }) => state)).toEqual(['asked', 'asked']);
    const ming = items.find(({ name }: { name: string }) => name === '小明');
    expect((await read(ming.id)).profile.guardian).toEqual({
      name: '明妈',
      phone: '13900010004',
      relation: 'mother',
    });
    const accept = () =>
      coordinator.call(
        'POST',
        `/api/v1/book/entries/${ming.id}/decision`,
        { decision: 'accept' },
        { 'if-match': `"${ming.entryVersion}"` },
      );
    expect((await accept()).body.code).toBe('guardian_consent_missing');
    const consent = { kind: 'check', code: 'guardian_consent', validFrom: '2026-03-01' };
    await must(
      coordinator.call('POST', `/api/v1/volunteers/${ming.id}/qualifications`, {
        id: crypto.randomUUID(),
        ...consent,
      }),
    );
    expect((await accept()).body.state).toBe('accepted');
  });

  it('are refused by row, column and reason', async () => {
    const { rejected, created } = await bring(
      '序号,姓名,出生日期,身份证号,手机号',
      '1,李晓燕,1999-02-03,,',
      '2,王建国,,,13900010002',
      '3,赵一,2031-01-01,,13900010003',
      `4,钱二,1999-01-01,${idNumber('1998-01-01')},13900010004`,
      `5,孙三,1999-01-01,${wrongNumber('1999-01-01')},13900010005`,
      '6,,1999-01-01,,13900010006',
      `7,周四,,${idNumber('1997-07-07')},13900010007`,
      '合计,,,,7',
    );
    expect(rejected.map(({ row, column, code }: Answer['body']) => [row, column, code])).toEqual([
      [2, '手机号', 'new_needs_phone'],
      [3, '出生日期', 'new_needs_birth_date'],
      [4, '出生日期', 'birth_date_future'],
      [5, '出生日期', 'birth_date_contradicts_id_number'],
      [6, '身份证号', 'id_number_check_digit'],
      [7, '姓名', 'person_missing'],
    ]);
    expect(created).toBe(1);
  });

  it('whom nobody can tell are decided by somebody, and never guessed', async () => {
    await bring(PEOPLE, LI, '王建国,男,1988-08-08,13900010002,,');
    const table = [
      PEOPLE,
      // of the family, or the same under another name?
      '李小燕,女,1999-02-03,13900010001,,',
      '王建国,男,1978-08-08,13900010002,,',
      '李晓燕,,,13900010077,,',
    ].join('\n');
    const told = await must(send(table, { dryRun: true }));
    expect(told.decide.map(({ row, reason, mayBeNew }: Answer['body']) => [row, reason, mayBeNew])).toEqual([
      [2, 'phone_other_name', true],
      [3, 'corrected', true],
      [4, 'namesake', true],
    ]);
    expect(await must(send(table))).toMatchObject({ created: 0, updated: 0 });
    const li = told.decide[0].candidates[0].id;
    const decisions = `1.2.new,1.3.new,1.4.${li}`;
    expect(await must(send(table, { decisions }))).toMatchObject({ created: 2, updated: 1, decide: [] });
    expect((await read(li)).profile.phone).toBe('13900010077');
  });

  it('are proposed for no shift, since a proposal is a question', async () => {
    await bring(PEOPLE, LI);
    const { id } = await registerVolunteer(server, home, { name: '有账号的' });
    const work = new Work(server.services, systemSettings(home.id), { requestId: 'test', language: 'zh-CN' });
    const asked = await work.read((reading) => readAccepted(reading, 10));
    expect(asked.map((one) => one.id)).toEqual([id]);
  });

  it('lose no place for not answering what nobody could ask them', async () => {
    await bring(PEOPLE, LI);
    const [item] = await list();
    const opportunityId = crypto.randomUUID();
    const asked = { title: '巡河', siteId: home.siteIds[0], description: '沿河捡垃圾', risks: '河边路滑' };
    await must(coordinator.call('POST', '/api/v1/opportunities', { id: opportunityId, ...asked }));
    const at = (hours: number) => new Date(now + hours * HOUR).toISOString();
    const shift = { id: crypto.randomUUID(), startsAt: at(100), endsAt: at(102), capacity: 2 };
    const { version } = await must(
      coordinator.call('POST', `/api/v1/opportunities/${opportunityId}/shifts`, shift),
    );
    await must(
      coordinator.call('POST', `/api/v1/shifts/${shift.id}/assignments`, {
        id: crypto.randomUUID(),
        volunteerId: item.id,
      }),
    );
    const moved = { startsAt: at(110), endsAt: at(112) };
    const held = { 'if-match': `"${version}"` };
    await must(coordinator.call('PATCH', `/api/v1/shifts/${shift.id}`, moved, held));
    now += 90 * HOUR;
    await followShifts(server.services, home.id);
    const { rows } = await server.admin.query(
      'select state, confirm_by from sign_up where organisation_id = $1 and volunteer_id = $2',
      [home.id, item.id],
    );
    expect(rows).toEqual([{ state: 'confirmed', confirm_by: null }]);
  });

  it('end like others: nothing of them stays, and nobody is told', async () => {
    await bring(PEOPLE, LI);
    const [item] = await list();
    await must(
      coordinator.call(
        'POST',
        `/api/v1/book/entries/${item.id}/decision`,
        { decision: 'end' },
        { 'if-match': `"${item.entryVersion}"` },
      ),
    );
    await deliverAll(server);
    expect(await read(item.id)).toMatchObject({ state: 'ended', name: null, profile: null });
    const { rows } = await server.admin.query(
      `select count(*)::int as open from delivery where organisation_id = $1 and delivered_at is null`,
      [home.id],
    );
    expect(rows).toEqual([{ open: 0 }]);
    // brought in again, they are somebody new by somebody's word alone
    const table = [PEOPLE, LI].join('\n');
    const told = await must(send(table));
    expect(told).toMatchObject({ created: 0, decide: [{ row: 2, reason: 'has_left', candidates: [] }] });
    const byPhone = [PEOPLE, '李燕,女,1990-01-01,13900010001,,'].join('\n');
    expect((await must(send(byPhone, { dryRun: true }))).decide).toMatchObject([{ reason: 'has_left' }]);
    const byNumber = await bring(`志愿者编号,${PEOPLE}`, `${item.number},${LI}`);
    expect(byNumber.rejected).toMatchObject([{ row: 2, code: 'number_of_nobody' }]);
    expect(await must(send(table, { decisions: '1.2.new' }))).toMatchObject({ created: 1 });
    // there again, they are nobody's doubt
    expect(await bring(PEOPLE, LI)).toMatchObject({ unchanged: 1, decide: [] });
  });

  it('of full age on record are made no child by a table', async () => {
    await bring(PEOPLE, LI);
    const table = `${PEOPLE}\n李晓燕,女,2012-02-03,13900010001,,`;
    const [item] = await list();
    const told = await must(send(table, { decisions: `1.2.${item.id}` }));
    expect(told.rejected).toMatchObject([{ row: 2, code: 'minor_by_correction' }]);
  });

  it('contradicted by a later row of the file keep what stood first', async () => {
    const { created, rejected } = await bring(PEOPLE, LI, '李晓燕,男,1999-02-03,13900010001,,');
    expect(created).toBe(1);
    expect(rejected).toMatchObject([{ row: 3, column: '性别', code: 'person_contradicts_row' }]);
  });

  it('columns that somebody explains are remembered for the next file', async () => {
    const table = '姓名,生,机\n李晓燕,1999-02-03,13900010001';
    expect((await must(send(table, { dryRun: true }))).created).toBe(0);
    expect((await must(send(table, { columns: '生=birthDate,机=phone' }))).created).toBe(1);
    const next = '姓名,生,机\n王建国,1988-08-08,13900010002';
    expect((await must(send(next, { dryRun: true }))).created).toBe(1);
    expect((await coordinator.call('DELETE', '/api/v1/volunteer-import-columns')).status).toBe(204);
    expect((await must(send(next, { dryRun: true }))).created).toBe(0);
  });
});

describe('hours of before', () => {
  const rows = [
    '李晓燕,13900010001,1999-02-03,敬老院陪伴,2025-03-08,09:00,11:30,2.5,鹿城敬老院,读报',
    '李晓燕,13900010001,,社区义诊,2024-11-02,,,2小时30分,,',
    '王建国,13900010002,1988-08-08,敬老院陪伴,2025/3/8,上午9点,11:00,,,',
  ];

  it('wait in a lot for somebody else, and count once that one has approved', async () => {
    const told = await bring(HOURS, ...rows);
    expect(told).toMatchObject({ created: 2, servicesAdded: 3, minutesAdded: 420, servicesThere: 0 });
    const li = (await list()).find(({ name }: { name: string }) => name === '李晓燕');
    expect(await hoursOf(li.id)).toMatchObject({
      recordedMinutes: 0,
      pendingMinutes: 300,
      items: [
        {
          title: '敬老院陪伴',
          minutes: 150,
          source: 'imported',
          isDayOnly: false,
          from: '2025-03-08T01:00:00.000Z',
          reason: '读报；地点：鹿城敬老院',
        },
        { title: '社区义诊', minutes: 150, isDayOnly: true, from: '2024-11-01T16:00:00.000Z' },
      ],
    });
    const [lot] = await lots();
    expect(lot).toMatchObject({ services: 3, pending: 3, pendingMinutes: 420, pendingPeople: 2 });
    // they stand in no list of single ones
    expect((await must(colleague.call('GET', '/api/v1/service-dues'))).items).toEqual([]);
    expect((await decide(coordinator, lot.id)).body.code).toBe('import_own_entry');
    expect((await decide(colleague, lot.id)).body).toMatchObject({ pending: 0, recorded: 3 });
    expect((await decide(colleague, lot.id)).body).toMatchObject({ pending: 0, recorded: 3 });
    expect(await hoursOf(li.id)).toMatchObject({ recordedMinutes: 300, backFilledMinutes: 300 });
  });

  it('are brought in once, from the same table, from two at once, and from another that says the same', async () => {
    const table = [HOURS, ...rows].join('\n');
    const both = await Promise.all([send(table), send(table, { by: colleague })]);
    expect(sorted(both.map(({ body }) => body.servicesAdded))).toEqual([0, 3]);
    const again = await bring(
      '姓名,手机号,活动名称,服务日期,服务时长',
      '李晓燕,13900010001,敬老院陪伴,2025-03-08,150分钟',
      '李晓燕,13900010001,社区义诊,2024-11-02,2.5',
      '李晓燕,13900010001,社区义诊,2024-11-02,2.5',
    );
    expect(again).toMatchObject({ servicesAdded: 0, servicesThere: 3, created: 0, rejected: [] });
    const [lot, another] = await lots();
    expect(another).toBeUndefined();
    await must(decide(lot.enteredBy === coordinator.id ? colleague : coordinator, lot.id));
    expect(await must(send(table))).toMatchObject({ servicesAdded: 0, servicesThere: 3 });
  });

  it('that cannot be are refused by row', async () => {
    await bring(HOURS, ...rows);
    const { rejected, servicesAdded } = await bring(
      HOURS,
      '李晓燕,13900010001,,巡河,2025-03-08,11:00,12:00,,,',
      '李晓燕,13900010001,,巡河,2025-03-09,,,半天,,',
      '李晓燕,13900010001,,巡河,2026-03-21,,,2,,',
      '李晓燕,13900010001,,巡河,2026-03-20,09:00,23:00,,,',
      '李晓燕,13900010001,,巡河,2025-03-10,,,25,,',
      '李晓燕,13900010001,,巡河,2025-03-11,18:00,02:00,,,',
      '李晓燕,13900010001,,巡河,2025-03-12,09:00,10:00,2,,',
      '李晓燕,13900010001,,巡河,03/12/25,09:00,10:00,1,,',
      '李晓燕,13900010001,,巡河,2025-03-13,,,20,,',
      '李晓燕,13900010001,,植树,2025-03-13,,,5,,',
      '李晓燕,13900010001,,,2025-03-14,,,5,,',
    );
    expect(rejected.map(({ row, code }: Answer['body']) => [row, code])).toEqual([
      [2, 'service_overlaps'],
      [3, 'minutes_vague'],
      [4, 'day_future'],
      [5, 'service_future'],
      [6, 'minutes_over_day'],
      [7, 'clock_backwards'],
      [8, 'minutes_beyond_times'],
      [9, 'day_format'],
      [11, 'service_day_over'],
      [12, 'missing'],
    ]);
    expect(servicesAdded).toBe(1);
  });

  it('of a time that counts by now go on waiting, and the others are approved', async () => {
    await bring(HOURS, ...rows);
    const li = (await list()).find(({ name }: { name: string }) => name === '李晓燕');
    const entered = await must(
      coordinator.call('POST', `/api/v1/volunteers/${li.id}/services`, {
        id: crypto.randomUUID(),
        siteId: home.siteIds[0],
        title: '同一时间',
        from: '2025-12-08T01:00:00Z',
        until: '2025-12-08T03:00:00Z',
        reason: '忘记签到',
      }),
    );
    await bring(HOURS, '李晓燕,13900010001,,巡河,2025-12-09,09:00,11:00,,,');
    await server.admin.query(
      `update service_record set served_from = served_from - interval '1 day', served_until = served_until - interval '1 day'
       where organisation_id = $1 and title = '巡河'`,
      [home.id],
    );
    await must(colleague.call('POST', `/api/v1/services/${entered.id}/decide`, { decision: 'recorded' }));
    const [later, first] = await lots();
    expect((await decide(colleague, later.id)).body).toMatchObject({ pending: 1, recorded: 0 });
    expect((await decide(colleague, first.id)).body).toMatchObject({ pending: 0, recorded: 3 });
    expect((await decide(colleague, later.id, 'declined')).body).toMatchObject({ pending: 0, declined: 1 });
  });

  it('of years ago are put right like others', async () => {
    await bring(HOURS, '李晓燕,13900010001,1999-02-03,巡河,2019-03-08,09:00,12:00,,,');
    const [lot] = await lots();
    await must(decide(colleague, lot.id));
    const [item] = await list();
    const [service] = (await hoursOf(item.id)).items;
    const correction = {
      id: crypto.randomUUID(),
      replacesId: service.id,
      siteId: service.siteId,
      title: service.title,
      from: service.from,
      until: '2019-03-08T03:00:00Z',
      reason: '原表抄错',
    };
    await must(coordinator.call('POST', `/api/v1/volunteers/${item.id}/services`, correction));
    await must(colleague.call('POST', `/api/v1/services/${correction.id}/decide`, { decision: 'recorded' }));
    expect((await hoursOf(item.id)).recordedMinutes).toBe(120);
    // what was corrected is not brought in again
    const again = await bring(HOURS, '李晓燕,13900010001,1999-02-03,巡河,2019-03-08,09:00,12:00,,,');
    expect(again).toMatchObject({ servicesAdded: 0, servicesThere: 1 });
  });

  it('come from a workbook as well', async () => {
    const people = await writeWorkbook([
      ['姓名', '出生日期', '手机号', '活动名称', '服务日期', '服务时长（分钟）'],
      ['李晓燕', '1999-02-03', '13900010001', '巡河', '2025-03-08', '90'],
    ]);
    const told = await must(send(people, { fileName: '志愿者.xlsx' }));
    expect(told).toMatchObject({ created: 1, servicesAdded: 1, minutesAdded: 90 });
  });
});

/** Registers by oneself, and is there once it is delivered. */
async function register(
  more: object,
): Promise<{ body: ReturnType<typeof volunteerBody>; asked: Answer['body'] }> {
  const before = new Set((await list()).map(({ id }: { id: string }) => id));
  const body = volunteerBody(home, more);
  await must(request(server, 'POST', '/api/v1/volunteer-registrations', body));
  await deliverAll(server);
  const asked = (await list()).find(({ id }: { id: string }) => !before.has(id));
  return { body, asked };
}
const join = (id: string, broughtId: string, more: object = {}) =>
  coordinator.call('POST', `/api/v1/volunteers/${id}/join`, { broughtId, ...more });
const decideEntry = async (id: string, decision: string) => {
  const held = { 'if-match': `"${(await read(id)).entryVersion}"` };
  return coordinator.call('POST', `/api/v1/book/entries/${id}/decision`, { decision }, held);
};
async function deliverAgain(): Promise<void> {
  await deliverAll(server);
  await deliverAll(server);
}

describe('whose entry is not accepted', () => {
  const child = '小明,13900010003,2010-05-06,巡河,2025-03-08,,,2,,';
  const certify = (volunteerId: string) =>
    coordinator.call('POST', '/api/v1/certificates', {
      id: crypto.randomUUID(),
      volunteerId,
      from: '2025-01-01',
      to: '2026-03-01',
    });

  it('is credited with nothing and certified nothing until a guardian was asked', async () => {
    await bring(HOURS, child, '李晓燕,13900010001,1999-02-03,巡河,2025-03-08,,,3,,');
    const ming = (await list()).find(({ name }: { name: string }) => name === '小明');
    const [lot] = await lots();
    expect(lot).toMatchObject({ pending: 2, notAccepted: 1 });
    expect((await decide(colleague, lot.id)).body).toMatchObject({ pending: 1, recorded: 1, notAccepted: 1 });
    expect((await hoursOf(ming.id)).recordedMinutes).toBe(0);
    const [service] = (await hoursOf(ming.id)).items;
    const alone = await colleague.call('POST', `/api/v1/services/${service.id}/decide`, {
      decision: 'recorded',
    });
    expect(alone.body.code).toBe('volunteer_waits');
    const consent = {
      kind: 'check',
      code: 'guardian_consent',
      validFrom: '2026-03-01',
      id: crypto.randomUUID(),
    };
    await must(coordinator.call('POST', `/api/v1/volunteers/${ming.id}/qualifications`, consent));
    await must(decideEntry(ming.id, 'accept'));
    await must(decide(colleague, lot.id));
    expect((await hoursOf(ming.id)).recordedMinutes).toBe(120);
    await must(certify(ming.id));
    // looked at anew, no certificate says what counts
    await server.admin.query(`update volunteer set state = 'asked' where organisation_id = $1 and id = $2`, [
      home.id,
      ming.id,
    ]);
    expect((await certify(ming.id)).body.code).toBe('volunteer_waits');
  });

  it('since it ended is credited with nothing, and what waits is declined', async () => {
    await bring(HOURS, '李晓燕,13900010001,1999-02-03,巡河,2025-03-08,,,3,,');
    const [item] = await list();
    await must(decideEntry(item.id, 'end'));
    const [lot] = await lots();
    expect((await decide(colleague, lot.id)).body).toMatchObject({ pending: 1, recorded: 0, notAccepted: 1 });
    expect((await decide(colleague, lot.id, 'declined')).body).toMatchObject({ pending: 0, declined: 1 });
  });
});

describe('a lot', () => {
  const rows = [
    '李晓燕,13900010001,1999-02-03,巡河,2025-03-08,,,3,,',
    '李晓燕,13900010001,,义诊,2025-03-09,09:00,11:00,,,',
    '王建国,13900010002,1988-08-08,巡河,2025-03-08,,,2,,',
    '赵一,13900010003,1990-08-08,巡河,2025-03-08,,,1,,',
  ];
  const open = (id: string, query = '') =>
    must(colleague.call('GET', `/api/v1/volunteer-imports/${id}/services${query}`));

  it('is opened before it is approved, by person and in pages, and what is wrong is taken out', async () => {
    await bring(HOURS, ...rows);
    const [lot] = await lots();
    const first = await open(lot.id, '?limit=2');
    const second = await open(lot.id, `?limit=2&after=${encodeURIComponent(first.next)}`);
    expect(second.next).toBeNull();
    const all = [...first.items, ...second.items];
    expect(
      all.map(({ name, title, minutes, isDayOnly }: Answer['body']) => [name, title, minutes, isDayOnly]),
    ).toEqual([
      ['李晓燕', '巡河', 180, true],
      ['李晓燕', '义诊', 120, false],
      ['王建国', '巡河', 120, true],
      ['赵一', '巡河', 60, true],
    ]);
    const part = (chosen: object, decision = 'declined', by = colleague) =>
      by.call('POST', `/api/v1/volunteer-imports/${lot.id}/decide`, { decision, ...chosen });
    expect((await part({ serviceIds: [all[1].id] }, 'declined', coordinator)).body.code).toBe(
      'import_own_entry',
    );
    expect((await part({ serviceIds: [all[1].id] })).body).toMatchObject({ pending: 3, declined: 1 });
    expect((await part({ volunteerIds: [all[2].volunteerId] })).body).toMatchObject({
      pending: 2,
      declined: 2,
    });
    expect((await part({ volunteerIds: [all[3].volunteerId] }, 'recorded')).body).toMatchObject({
      recorded: 1,
    });
    expect((await decide(colleague, lot.id)).body).toMatchObject({ pending: 0, recorded: 2, declined: 2 });
    expect((await hoursOf(all[0].volunteerId)).recordedMinutes).toBe(180);
    // what somebody served is read page by page as well
    const page = `/api/v1/volunteers/${all[0].volunteerId}/services?limit=1`;
    const { next } = await must(coordinator.call('GET', page));
    const later = await must(coordinator.call('GET', `${page}&after=${encodeURIComponent(next)}`));
    expect(later.items).toMatchObject([{ title: '巡河' }]);
  });

  it('credits nobody with more hours than a day has, with what counts by then', async () => {
    await bring(HOURS, '李晓燕,13900010001,1999-02-03,巡河,2025-12-08,,,20h,,');
    const [item] = await list();
    const [lot] = await lots();
    await server.admin.query(
      `update service_record set served_from = served_from - interval '1 day', served_until = served_until - interval '1 day'
       where organisation_id = $1 and title = '巡河'`,
      [home.id],
    );
    const entered = {
      id: crypto.randomUUID(),
      siteId: home.siteIds[0],
      title: '同一天',
      from: '2025-12-07T01:00:00Z',
      until: '2025-12-07T07:00:00Z',
      reason: '忘记签到',
    };
    await must(coordinator.call('POST', `/api/v1/volunteers/${item.id}/services`, entered));
    await must(colleague.call('POST', `/api/v1/services/${entered.id}/decide`, { decision: 'recorded' }));
    expect((await decide(colleague, lot.id)).body).toMatchObject({ pending: 1, recorded: 0 });
  });

  it('of a corrected table says what stands there with another length, and doubles nothing', async () => {
    await bring(HOURS, rows[0] ?? '');
    const again = await bring(HOURS, '李晓燕,13900010001,1999-02-03,巡河,2025-03-08,,,2.5,,');
    expect(again).toMatchObject({ servicesAdded: 0, rejected: [{ row: 2, code: 'service_other_length' }] });
    expect(again.rejected[0].message).toContain('180');
  });
});

describe('whoever registers later', () => {
  const rows = ['李晓燕,13800138000,2004-05-06,敬老院陪伴,2025-03-08,09:00,11:30,,,'];

  it('and was decided on before is joined with nobody, so that nothing of theirs ends', async () => {
    const { id } = await registerVolunteer(server, home, { name: '李晓燕' });
    const entered = {
      id: crypto.randomUUID(),
      siteId: home.siteIds[0],
      title: '整理图书',
      from: '2026-03-01T01:00:00Z',
      until: '2026-03-01T05:00:00Z',
      reason: '忘记签到',
    };
    await must(coordinator.call('POST', `/api/v1/volunteers/${id}/services`, entered));
    await must(colleague.call('POST', `/api/v1/services/${entered.id}/decide`, { decision: 'recorded' }));
    const table = [HOURS, '李晓燕,13800138000,2003-05-06,巡河,2025-03-08,,,2,,'].join('\n');
    await must(send(table, { decisions: '1.2.new' }));
    const brought = (await list()).find(({ isBrought }: { isBrought: boolean }) => isBrought);
    await server.admin.query(`update book_entry set state = 'asked' where organisation_id = $1 and id = $2`, [
      home.id,
      id,
    ]);
    await server.admin.query(`update volunteer set state = 'asked' where organisation_id = $1 and id = $2`, [
      home.id,
      id,
    ]);
    expect(await read(id)).toMatchObject({ mayBe: [{ id: brought.id }], mayJoin: false });
    expect((await join(id, brought.id)).body.code).toBe('volunteers_not_one');
    expect((await hoursOf(id)).recordedMinutes).toBe(240);
  });

  it('and has hours before anybody decided is joined with nobody either', async () => {
    await bring(HOURS, ...rows);
    const [brought] = await list();
    const { asked } = await register({ name: '李晓燕' });
    expect((await read(asked.id)).mayJoin).toBe(true);
    const entered = {
      id: crypto.randomUUID(),
      siteId: home.siteIds[0],
      title: '整理图书',
      from: '2026-03-01T01:00:00Z',
      until: '2026-03-01T05:00:00Z',
      reason: '忘记签到',
    };
    await must(coordinator.call('POST', `/api/v1/volunteers/${asked.id}/services`, entered));
    expect((await read(asked.id)).mayJoin).toBe(false);
    expect((await join(asked.id, brought.id)).body.code).toBe('volunteers_not_one');
  });

  it('is not joined with somebody of whom nothing is the same, and by name and birth date only with a reason', async () => {
    await bring(PEOPLE, '王建国,男,1988-08-08,13900010002,,', '李晓燕,女,2004-05-06,13900010001,,');
    const items = await list();
    const [wang, li] = ['王建国', '李晓燕'].map((name) =>
      items.find((one: { name: string }) => one.name === name),
    );
    const { asked } = await register({ name: '李晓燕' });
    expect((await read(asked.id)).mayBe).toMatchObject([{ id: li.id, same: ['name', 'birthDate'] }]);
    const madeSure = '当面看了旧工作证';
    expect((await join(asked.id, wang.id, { madeSure })).body.code).toBe('volunteers_not_one');
    expect((await join(asked.id, li.id)).body).toMatchObject({ errors: [{ path: '/madeSure' }] });
    await must(join(asked.id, li.id, { madeSure }));
    expect((await read(li.id)).corrections).toMatchObject([{ madeSure }]);
  });

  it('learns nothing of what a table said of the record', async () => {
    const [first, second] = [PEOPLE, '李晓燕,女,2004-05-06,13900010001,急救,'];
    await bring(`${first},身份证号`, `${second},${idNumber('2004-05-06')}`);
    await bring(`${first},身份证号`, `${second.replace('0001,', '0007,')},${idNumber('2004-05-06')}`);
    const [brought] = await list();
    const training = { id: crypto.randomUUID(), kind: 'check', code: 'identity', validFrom: '2026-03-01' };
    const { body, asked } = await register({ name: '李晓燕' });
    await must(coordinator.call('POST', `/api/v1/volunteers/${asked.id}/qualifications`, training));
    const team = { id: crypto.randomUUID(), name: '巡河队' };
    await must(coordinator.call('POST', '/api/v1/volunteer-teams', team));
    const member = `/api/v1/volunteer-teams/${team.id}/members/${asked.id}`;
    expect((await coordinator.call('PUT', member)).status).toBeLessThan(300);
    await must(join(asked.id, brought.id, { madeSure: '当面核对' }));
    await deliverAgain();
    const whole = await read(brought.id);
    expect(whole).toMatchObject({
      teamIds: [team.id],
      qualifications: [{ kind: 'check', code: 'identity' }],
      corrections: [
        { before: { phone: '13900010007', idNumber: idNumber('2004-05-06') }, madeSure: '当面核对' },
        { before: { phone: '13900010001' }, madeSure: null },
      ],
    });
    const person = await signInVolunteer(server, body);
    const own = await must(person.call('GET', '/api/v1/my/volunteer'));
    expect(own.records).toMatchObject([{ number: brought.number, corrections: [] }]);
    expect(JSON.stringify(own)).not.toMatch(/1390001000|330302/u);
  });

  it('under age is asked for a guardian at once, whatever the table said', async () => {
    await bring(PEOPLE, '李晓燕,女,1990-05-06,13800138000,,');
    const [brought] = await list();
    const guardian = { name: '李母', phone: '13900010055', relation: 'mother' };
    const { asked } = await register({ name: '小燕', birthDate: '2010-05-06', guardian });
    await must(join(asked.id, brought.id));
    expect((await read(brought.id)).state).toBe('asked');
    await deliverAgain();
    expect((await read(brought.id)).state).toBe('asked');
    expect((await decideEntry(brought.id, 'accept')).body.code).toBe('guardian_consent_missing');
  });

  it('and is joined leaves no mark of having left', async () => {
    await bring(HOURS, ...rows);
    const [brought] = await list();
    const { asked } = await register({ name: '李晓燕' });
    await must(join(asked.id, brought.id));
    await deliverAgain();
    const { rows: gone } = await server.admin.query('select from volunteer_gone where organisation_id = $1', [
      home.id,
    ]);
    expect(gone).toEqual([]);
  });

  it('and leaves of themselves is not brought back by the same table', async () => {
    await bring(HOURS, ...rows);
    const [brought] = await list();
    const { body, asked } = await register({ name: '李晓燕' });
    await must(join(asked.id, brought.id));
    await deliverAgain();
    const person = await signInVolunteer(server, body);
    await must(person.call('DELETE', `/api/v1/my/books/${home.id}`));
    await deliverAgain();
    const again = await must(send([HOURS, ...rows].join('\n')));
    expect(again).toMatchObject({ created: 0, servicesAdded: 0, decide: [{ reason: 'has_left' }] });
  });

  it('waits, is told to be the same, and has number and hours of before', async () => {
    await bring(HOURS, ...rows);
    const [lot] = await lots();
    await must(decide(colleague, lot.id));
    const [brought] = await list();
    const body = volunteerBody(home, { name: '李晓燕' });
    await must(request(server, 'POST', '/api/v1/volunteer-registrations', body));
    await deliverAll(server);
    const asked = (await list()).find(({ id }: { id: string }) => id !== brought.id);
    // the book takes in at once: not somebody who may be there already
    expect(asked).toMatchObject({ state: 'asked', isBrought: false });
    expect((await read(asked.id)).mayBe).toEqual([
      {
        id: brought.id,
        number: brought.number,
        name: '李晓燕',
        birthDate: '2004-05-06',
        same: ['name', 'birthDate', 'phone'],
      },
    ]);
    const note = { id: crypto.randomUUID(), text: '电话里核对过' };
    await must(coordinator.call('POST', `/api/v1/volunteers/${asked.id}/notes`, note));
    const join = () =>
      coordinator.call('POST', `/api/v1/volunteers/${asked.id}/join`, { broughtId: brought.id });
    expect(await must(join())).toEqual({ id: brought.id });
    await deliverAll(server);
    await deliverAll(server);
    const person = await signInVolunteer(server, body);
    const own = await must(person.call('GET', '/api/v1/my/volunteer'));
    expect(own.records).toMatchObject([{ number: brought.number, state: 'accepted' }]);
    expect(await must(person.call('GET', '/api/v1/volunteers/me/hours'))).toMatchObject({
      recordedMinutes: 150,
    });
    expect(await read(brought.id)).toMatchObject({
      state: 'accepted',
      isBrought: false,
      notes: [{ text: '电话里核对过' }],
    });
    expect((await join()).body.code).toBe('volunteers_not_one');
    // what the holder says from now on comes to the record of before
    const { profile } = own;
    const { version, ...said } = profile;
    await must(
      person.call(
        'PUT',
        '/api/v1/my/volunteer',
        { ...said, phone: '13900010088' },
        { 'if-match': `"${version}"` },
      ),
    );
    await deliverAll(server);
    expect((await read(brought.id)).profile.phone).toBe('13900010088');
  });

  it('while the table comes in is compared with it all the same', async () => {
    await server.admin.query('begin');
    let importing: Promise<Answer>;
    let arriving: Promise<void>;
    try {
      await server.admin.query('lock table volunteer_import in share mode');
      importing = send([HOURS, ...rows].join('\n'));
      await untilWaiting(server, 1);
      const body = volunteerBody(home, { name: '李晓燕' });
      await must(request(server, 'POST', '/api/v1/volunteer-registrations', body));
      arriving = deliverAll(server);
      await untilWaiting(server, 2);
    } finally {
      await server.admin.query('rollback');
    }
    await Promise.all([importing, arriving]);
    await deliverAll(server);
    const asked = (await list()).find(({ isBrought }: { isBrought: boolean }) => !isBrought);
    expect(asked.state).toBe('asked');
    expect((await read(asked.id)).mayBe).toHaveLength(1);
  });

  it('may be somebody else, who is taken in beside', async () => {
    await bring(HOURS, ...rows);
    const [brought] = await list();
    await must(
      request(server, 'POST', '/api/v1/volunteer-registrations', volunteerBody(home, { name: '王五' })),
    );
    await deliverAll(server);
    const asked = (await list()).find(({ id }: { id: string }) => id !== brought.id);
    expect((await read(asked.id)).mayBe).toMatchObject([{ same: ['birthDate', 'phone'] }]);
    const taken = await coordinator.call(
      'POST',
      `/api/v1/book/entries/${asked.id}/decision`,
      { decision: 'accept' },
      { 'if-match': `"${asked.entryVersion}"` },
    );
    expect(taken.body.state).toBe('accepted');
    expect((await read(brought.id)).isBrought).toBe(true);
  });

  it('and leaves before it is known to be them leaves nothing behind', async () => {
    await bring(HOURS, ...rows);
    const [brought] = await list();
    const body = volunteerBody(home, { name: '李晓燕' });
    await must(request(server, 'POST', '/api/v1/volunteer-registrations', body));
    await deliverAll(server);
    const asked = (await list()).find(({ id }: { id: string }) => id !== brought.id);
    const person = await signInVolunteer(server, body);
    await must(person.call('DELETE', `/api/v1/my/books/${home.id}`));
    await must(coordinator.call('POST', `/api/v1/volunteers/${asked.id}/join`, { broughtId: brought.id }));
    await deliverAll(server);
    await deliverAll(server);
    expect(await read(brought.id)).toMatchObject({ state: 'left', name: null, profile: null });
  });

  it('is joined with one only, whoever of two is quicker', async () => {
    await bring(HOURS, ...rows);
    const [brought] = await list();
    for (let count = 0; count < 2; count += 1)
      await must(
        request(server, 'POST', '/api/v1/volunteer-registrations', volunteerBody(home, { name: '李晓燕' })),
      );
    await deliverAll(server);
    const asked = (await list()).filter(({ id }: { id: string }) => id !== brought.id);
    expect(asked).toHaveLength(2);
    const answers = await Promise.all(
      asked.map(({ id }: { id: string }) =>
        coordinator.call('POST', `/api/v1/volunteers/${id}/join`, { broughtId: brought.id }),
      ),
    );
    expect(sorted(answers.map(({ status }) => status))).toEqual([200, 409]);
  });
});

describe('what goes out', () => {
  const out = async (what: string, more: object = {}): Promise<string> =>
    must(coordinator.call('POST', '/api/v1/volunteers/export', { what, format: 'csv', ...more }));

  it('stands in the order of the record’s rules, and comes back as it went', async () => {
    await bring(
      `${PEOPLE},身份证号,语言,地区,监护人姓名,监护人电话,监护人关系`,
      `李晓燕,女,1999-02-03,13900010001,急救、课业辅导,老年人,${idNumber('1999-02-03')},普通话,浙江省温州市鹿城区,,,`,
      '小明,男,2010-05-06,13900010003,,,,,330302,明妈,13900010004,母亲',
    );
    await bring(
      HOURS,
      '李晓燕,13900010001,,敬老院陪伴,2025-03-08,09:00,11:30,2.5,鹿城敬老院,读报',
      '李晓燕,13900010001,,社区义诊,2024-11-02,,,80分钟,,',
    );
    const lot = (await lots()).find(({ services }: { services: number }) => services > 0);
    await must(decide(colleague, lot.id));
    const people = await out('volunteers');
    expect(people.split('\r\n')[0]).toBe(
      '\uFEFF志愿者编号,姓名,性别,出生日期,证件类型,身份证号,地区,手机号,技能,服务类别,语言,监护人姓名,监护人关系,监护人电话,培训情况,表彰奖励情况,评价情况',
    );
    expect(people).toContain('330302');
    expect(await must(send(people, { dryRun: true }))).toMatchObject({
      rows: 2,
      created: 0,
      updated: 0,
      unchanged: 2,
      rejected: [],
      decide: [],
    });
    const services = await out('services');
    expect(services.split('\r\n').slice(0, 3)).toEqual([
      '\uFEFF志愿者编号,姓名,活动名称,服务日期,开始时间,结束时间,地点,服务内容,服务时长（小时）,服务类别,组织单位,负责人',
      expect.stringContaining(',社区义诊,2024-11-02,,,'),
      expect.stringContaining(',敬老院陪伴,2025-03-08,09:00,11:30,'),
    ]);
    expect(await must(send(services, { dryRun: true }))).toMatchObject({
      rows: 2,
      unchanged: 1,
      servicesAdded: 0,
      servicesThere: 2,
      rejected: [],
    });
    const { rows } = await server.admin.query(
      "select count(*)::int as count from audit_event where organisation_id = $1 and action = 'volunteer.export'",
      [home.id],
    );
    expect(rows[0].count).toBe(2);
  });

  it('is nobody’s but of whoever looks after volunteers', async () => {
    const worker = await makeUser(server, home, 'worker', [home.siteIds[0] ?? '']);
    const asked = await worker.call('POST', '/api/v1/volunteers/export', { what: 'volunteers' });
    expect(asked.status).toBe(403);
  });
});

describe('others', () => {
  it('bring nothing in, see no lot, and decide on none', async () => {
    await bring(HOURS, '李晓燕,13900010001,1999-02-03,巡河,2025-03-08,,,2,,');
    const [lot] = await lots();
    const worker = await makeUser(server, home, 'worker', [home.siteIds[0] ?? '']);
    const elsewhere = await makeOrganisation(server);
    const stranger = await makeUser(server, elsewhere, 'coordinator');
    expect((await send(`${PEOPLE}\n${LI}`, { by: worker })).status).toBe(403);
    expect((await decide(worker, lot.id)).status).toBe(403);
    expect((await send(`${PEOPLE}\n${LI}`, { by: stranger })).body.code).toBe('unknown_site');
    expect((await decide(stranger, lot.id)).body.code).toBe('not_found');
    expect((await must(stranger.call('GET', '/api/v1/volunteer-imports'))).items).toEqual([]);
    const [item] = await list();
    const join = await stranger.call('POST', `/api/v1/volunteers/${item.id}/join`, { broughtId: item.id });
    expect(join.body.code).toBe('not_found');
  });

  it('are given no entry of another by a holder’s own word', async () => {
    await bring(PEOPLE, LI);
    const [brought] = await list();
    const { asked } = await register({ name: '王五' });
    const found = await server.admin.query<{ organisation_id: string; account_id: string }>(
      'select organisation_id, account_id from public_membership where id = $1',
      [asked.id],
    );
    const { organisation_id: organisationId = '', account_id: actorId = '' } = found.rows[0] ?? {};
    const take = (scope: 'own' | 'organisation') =>
      server.services.database
        .transaction({ organisationId, actorId, scope, siteIds: [] }, async (transaction) => {
          const text = 'update public_membership set id = $1 where organisation_id = $2 and id = $3';
          await transaction.all(plain(text, [brought.id, organisationId, asked.id]));
        })
        .then(
          () => 'done',
          (error: unknown) => (error as { code?: string }).code,
        );
    expect(await take('own')).toBe('42501');
    expect(await take('organisation')).toBe('done');
  });

  it('read of a file that it is none', async () => {
    expect((await send('a,b\n1,2')).body).toMatchObject({ code: 'volunteer_table_unreadable' });
    expect((await send('姓名,手机号\n李晓燕,1', { columns: '手机号=nothing' })).status).toBe(400);
  });
});
