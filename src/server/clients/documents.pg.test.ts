import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importedRoster } from '../../../test/roster-sending.ts';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';

let server: TestServer;
let station: TestOrganisation;
let supervisor: TestUser;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());
beforeEach(async () => {
  station = await makeOrganisation(server);
  supervisor = await makeUser(server, station, 'supervisor');
});

const importBytes = (
  bytes: Buffer,
  fileName: string,
  decisions?: string,
  user = supervisor,
  site: 0 | 1 | 2 = 0,
) => importedRoster(user, station.siteIds[site], bytes, { fileName, decisions });
const lines = (...written: string[]) => Buffer.from(written.join('\n'));

const register = (body: object, user = supervisor) =>
  user.call('POST', '/api/v1/clients', { siteId: station.siteIds[0], ...body });

const find = async (q: string, user = supervisor): Promise<{ id: string; name: string }[]> =>
  (await user.call('GET', `/api/v1/clients?q=${encodeURIComponent(q)}`)).body.items;

/** Everybody at the station, by name: kind and number, and whether it was confirmed. */
async function documents(): Promise<Record<string, [string | null, string | null, boolean]>> {
  const { body } = await supervisor.call('GET', '/api/v1/clients?limit=100');
  const found = await Promise.all(
    body.items.map(
      async ({ id }: { id: string }) => (await supervisor.call('GET', `/api/v1/clients/${id}`)).body,
    ),
  );
  return Object.fromEntries(
    found.map(({ name, idKind, idNumber, idNumberConfirmed }) => [
      name,
      [idKind, idNumber, idNumberConfirmed],
    ]),
  );
}

describe('a roster of documents', () => {
  const file = () => readFile(new URL('../../../test/fixtures/rosters/t05-id-numbers.xlsx', import.meta.url));

  it('is stored by their kinds; one person with two names is told by row, a wrong check digit asked about', async () => {
    const report = await importBytes(await file(), 't05.xlsx');
    expect(report.rejected.map(({ row, code }: { row: number; code: string }) => [row, code])).toEqual([
      [5, 'id_number_with_two_names'],
      [6, 'id_number_with_two_names'],
      [7, 'id_number_with_two_names'],
      [9, 'id_number_with_two_names'],
      [15, 'id_number_date'],
    ]);
    expect(report.decide).toMatchObject([
      { row: 14, reason: 'id_check_digit', candidates: [], mayBeNew: false, mayBeAsWritten: true },
    ]);
    expect(await documents()).toEqual({
      台胞甲: ['residence_permit', '83000020120229009X', false],
      港胞乙: ['residence_permit', '81000020111031007X', false],
      小写丙: ['resident_id', '11010120120229005X', false],
      十五庚: ['resident_id', '11010119900307803X', false],
      港证辛: ['hong_kong_id', 'A123456(3)', false],
      澳证壬: ['macau_id', '1234567(8)', false],
      台证癸: ['taiwan_id', 'A123456789', false],
      护照子: ['passport', 'E12345678', false],
      旧区卯: ['resident_id', '330323201203010013', false],
      外国辰: ['foreigner_permit', '933000201203010017', false],
      通行巳: ['mainland_travel_permit', 'H12345678', false],
      台通午: ['taiwan_travel_permit', '12345678', false],
    });
  });

  it('is written with a wrong check digit once somebody has seen it, and nobody is asked again', async () => {
    const decided = await importBytes(await file(), 't05.xlsx', '1.14.written,1.15.written');
    expect(decided).toMatchObject({ created: 13, decide: [], rejected: { length: 5 } });
    expect((await documents())['错验丑']).toEqual(['resident_id', '460100197705084318', true]);
    expect(await importBytes(await file(), 't05.xlsx')).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 13,
      decide: [],
    });
  });

  it('means the same person by 15 digits and by 18, in a file, at the form and in a search', async () => {
    const head = '姓名,身份证号,学校,班级';
    await importBytes(lines(head, '庚十五,110101900307803,五小,1班'), 'a.csv');
    expect(await importBytes(lines(head, '庚十五,11010119900307803X,五小,1班'), 'b.csv')).toMatchObject({
      created: 0,
      unchanged: 1,
    });
    const typed = await register({ name: '庚十五', idNumber: '110101900307803' });
    expect(typed.body).toMatchObject({ code: 'id_number_held' });
    for (const q of ['110101900307803', '11010119900307803x', '803X'])
      expect(
        (await find(q)).map(({ name }) => name),
        q,
      ).toEqual(['庚十五']);
  });

  it('asks whom a row means and tells of its number at once, where both are doubtful', async () => {
    const head = '姓名,身份证号,学校,班级';
    await importBytes(lines(head, '丑同名,,五小,1班', '丑同名,,五小,2班'), 'a.csv');
    const file = lines(head, '丑同名,460100197705084318,五小,3班');
    const { decide } = await importBytes(file, 'b.csv');
    expect(decide).toMatchObject([
      { reason: 'elsewhere', message: expect.stringContaining('校验位'), mayBeAsWritten: false },
    ]);
    const whom = decide[0].candidates[0].id;
    expect(await importBytes(file, 'b.csv', `1.2.${whom}`)).toMatchObject({ updated: 1, decide: [] });
    const { body } = await supervisor.call('GET', `/api/v1/clients/${whom}`);
    expect(body).toMatchObject({ idNumber: '460100197705084318', idNumberConfirmed: true });
  });

  it('keeps the kind that somebody chose at the form, unless it has a column for it', async () => {
    await register({ name: '台胞选', idKind: 'other', idNumber: '12345678' });
    await importBytes(lines('姓名,证件号码', '台胞选,12345678'), 'a.csv');
    expect((await documents())['台胞选']).toEqual(['other', '12345678', false]);
    await importBytes(lines('姓名,证件类型,证件号码', '台胞选,台胞证,12345678'), 'b.csv');
    expect((await documents())['台胞选']).toEqual(['taiwan_travel_permit', '12345678', false]);
  });

  it('may say that there is no document yet, and takes nobody’s away by it', async () => {
    await register({ name: '有证', birthDate: '2014-02-03', idNumber: 'E12345678' });
    const file = lines('姓名,出生日期,身份证号', '有证,2014-02-03,无', '无证,2014-02-04,暂无');
    expect(await importBytes(file, 'a.csv')).toMatchObject({ created: 1, unchanged: 1, rejected: [] });
    expect(await documents()).toMatchObject({
      有证: ['passport', 'E12345678', false],
      无证: ['none', null, false],
    });
  });
});

describe('the form', () => {
  it('saves a wrong check digit only as seen on the document, and forgets that with another number', async () => {
    const wrong = { name: '错验', idNumber: '460100197705084318' };
    expect((await register(wrong)).body).toMatchObject({
      code: 'invalid_request',
      errors: [{ path: '/idNumber' }],
    });
    const { body } = await register({ ...wrong, idNumberConfirmed: true });
    expect(body).toMatchObject({ idKind: 'resident_id', idNumberConfirmed: true, birthDate: '1977-05-08' });
    const url = `/api/v1/clients/${body.id}`;
    const other = await supervisor.call(
      'PATCH',
      url,
      { idNumber: '460100197705084326' },
      { 'if-match': '"1"' },
    );
    expect(other.body).toMatchObject({ code: 'invalid_request' });
    const passport = { idNumber: 'E12345678', idCountry: '中国' };
    const changed = await supervisor.call('PATCH', url, passport, { 'if-match': '"1"' });
    expect(changed.body).toMatchObject({ idKind: 'passport', idCountry: '中国', idNumberConfirmed: false });
  });

  it('says what contradicts, and refuses a number of another kind than was chosen', async () => {
    const said = { name: '矛盾', idNumber: '83000020120229009X', birthDate: '2012-02-28', sex: 'female' };
    const { body } = await register(said);
    expect(body.errors.map(({ path }: { path: string }) => path).toSorted()).toEqual(['/birthDate', '/sex']);
    expect((await register({ name: '另类', idKind: 'hong_kong_id', idNumber: 'E12345678' })).status).toBe(
      400,
    );
    expect((await register({ name: '无号', idKind: 'none', idNumber: 'E12345678' })).status).toBe(400);
    expect((await register({ name: '任号', idKind: 'passport', idNumber: '12345678' })).body).toMatchObject({
      idKind: 'passport',
    });
  });

  it('offers whoever has the number already, or says that somebody has it, to each as far as they may see', async () => {
    const idNumber = '330302201203030012';
    const holder = (await register({ name: '持有人', idNumber })).body;
    const here = await makeUser(server, station, 'worker', [station.siteIds[0]]);
    const away = await makeUser(server, station, 'worker', [station.siteIds[1]]);
    const mine = await register({ name: '另一人', idNumber }, here);
    expect(mine.body).toMatchObject({ status: 409, code: 'id_number_held', holderId: holder.id });
    const theirs = await register({ name: '另一人', idNumber, siteId: station.siteIds[1] }, away);
    expect(theirs.body).toMatchObject({ status: 409, code: 'id_number_held_elsewhere' });
    expect(JSON.stringify(theirs.body)).not.toContain(holder.id);
    expect(JSON.stringify(theirs.body)).not.toContain('持有人');
    const file = lines('姓名,身份证号', `另一人,${idNumber}`);
    expect(await importBytes(file, 'a.csv', undefined, away, 1)).toMatchObject({
      created: 0,
      rejected: [{ row: 2, code: 'id_number_held_elsewhere' }],
    });
    // another organisation has its own records, and learns nothing
    const abroad = await makeOrganisation(server, '450200');
    const stranger = await makeUser(server, abroad, 'supervisor');
    expect((await register({ name: '外地人', idNumber, siteId: abroad.siteIds[0] }, stranger)).status).toBe(
      201,
    );
  });

  it('gives a number to nobody else by a change, and to the next once its holder is erased', async () => {
    const idNumber = '330302201203030012';
    const { body: holder } = await register({ name: '持有人', idNumber });
    const { body: other } = await register({ name: '另一人' });
    const take = () =>
      supervisor.call('PATCH', `/api/v1/clients/${other.id}`, { idNumber }, { 'if-match': '"1"' });
    expect((await take()).body).toMatchObject({ code: 'id_number_held', holderId: holder.id });
    const own = await supervisor.call(
      'PATCH',
      `/api/v1/clients/${holder.id}`,
      { idKind: 'resident_id', note: '同一人' },
      { 'if-match': '"1"' },
    );
    expect(own.status).toBe(200);
    await supervisor.call('POST', `/api/v1/clients/${holder.id}/erase`, { reason: 'request' });
    expect((await take()).body).toMatchObject({ idNumber });
  });

  it('registers one of two who send the same number at once', async () => {
    const idNumber = '330302201203030012';
    const both = await Promise.all(['甲', '乙'].map((name) => register({ name, idNumber })));
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]));
  });

  it('takes two passports of one number, which are of two countries', async () => {
    expect(
      (await register({ name: '甲', idKind: 'passport', idNumber: '12345678', idCountry: '日本' })).status,
    ).toBe(201);
    expect(
      (await register({ name: '乙', idKind: 'passport', idNumber: '12345678', idCountry: '法国' })).status,
    ).toBe(201);
  });
});

describe('student numbers', () => {
  const head = '学号,姓名,学校,班级';
  const numbers = async () => {
    const { body } = await supervisor.call('GET', '/api/v1/clients?limit=100');
    const all = await Promise.all(
      body.items.map(
        async ({ id }: { id: string }) => (await supervisor.call('GET', `/api/v1/clients/${id}`)).body,
      ),
    );
    return all.map(({ name, studentNumber }) => `${name} ${studentNumber}`).toSorted();
  };

  it('without their zeros are those of the school that writes four digits', async () => {
    await importBytes(lines(head, '0007,学甲,五小,1班', '0012,学乙,五小,1班'), 'a.csv');
    const report = await importBytes(
      lines(head, '7,学甲,五小,2班', '12,学乙,五小,2班', '30,学丙,五小,2班'),
      'b.csv',
    );
    expect(report).toMatchObject({ created: 1, updated: 2, decide: [], rejected: [] });
    expect(await numbers()).toEqual(['学丙 0030', '学乙 0012', '学甲 0007'].toSorted());
    const other = await importBytes(lines(head, '7,学丁,五小,2班'), 'c.csv');
    expect(other).toMatchObject({ created: 0, decide: [{ reason: 'student_number' }] });
  });

  it('are asked about where the school’s others do not say so, and double nobody', async () => {
    await importBytes(lines(head, '0007,学甲,五小,1班', '12,学乙,五小,1班', '345,学丁,五小,1班'), 'a.csv');
    const short = await importBytes(lines(head, '7,学甲,五小,2班', '0012,学乙,五小,2班'), 'b.csv');
    expect(short).toMatchObject({
      created: 0,
      updated: 0,
      decide: [
        { row: 2, reason: 'student_number_zeros', candidates: [{ name: '学甲' }], mayBeNew: true },
        { row: 3, reason: 'student_number_zeros', candidates: [{ name: '学乙' }] },
      ],
    });
    // another school counts for itself
    expect(await importBytes(lines(head, '7,学甲,六小,2班'), 'c.csv')).toMatchObject({ created: 1 });
  });

  it('follow the others of one file where the school has nobody on record', async () => {
    await importBytes(lines(head, '0001,学甲,五小,1班', '0002,学乙,五小,1班', '7,学丙,五小,1班'), 'a.csv');
    expect(await numbers()).toContain('学丙 0007');
  });
});

describe('two rows of one file that may mean one child', () => {
  const head = '姓名,出生日期,学号,学校,班级,监护人,监护人电话';

  it.each([
    [
      'name and birth date',
      '双行,2014-02-03,,五小,1班,双大,13800138700',
      '双行,2014-02-03,,五小,2班,单二,13900139000',
    ],
    ['name and class, and one says less', '双行,2014-02-03,,五小,1班,双大,13800138700', '双行,,,五小,1班,,'],
    ['a student number but for its zeros', '双行,,0007,五小,1班,,', '双行,,7,五小,2班,,'],
  ])('by %s are asked about, by row', async (_, first, second) => {
    const file = lines(
      head,
      '别人,2014-05-06,0123,五小,1班,,',
      '又一,2014-05-07,12,五小,1班,,',
      first,
      second,
    );
    const report = await importBytes(file, 'a.csv');
    expect(report).toMatchObject({
      created: 3,
      rejected: [],
      decide: [
        { row: 5, reason: 'same_in_file', message: expect.stringContaining('第 4 行'), mayBeNew: true },
      ],
    });
    expect(await importBytes(file, 'a.csv', '1.5.new')).toMatchObject({ decide: expect.any(Array) });
  });

  it('are two where the file says so: other guardians in a class, other numbers, other days', async () => {
    const file = lines(
      head,
      '双行,,,五小,1班,双大,13800138700',
      '双行,,,五小,1班,单二,13900139000',
      '两个,2014-02-03,11,五小,1班,,',
      '两个,2014-02-03,12,五小,1班,,',
      '三人,2014-02-03,,五小,1班,,',
      '三人,2014-02-04,,五小,1班,,',
    );
    expect(await importBytes(file, 'a.csv')).toMatchObject({ created: 6, decide: [], rejected: [] });
  });

  it('are two once somebody says so', async () => {
    const file = lines(head, '双行,2014-02-03,,五小,1班,,', '双行,2014-02-03,,五小,2班,,');
    expect(await importBytes(file, 'a.csv', '1.3.new')).toMatchObject({ created: 2, decide: [] });
  });
});
