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

/** Files as stations and schools sent them, each into a site where nobody of them is known. */
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

const importBytes = (bytes: Buffer, fileName: string, decisions?: string) =>
  importedRoster(supervisor, station.siteIds[0], bytes, { fileName, decisions });

async function importCase(name: string, decisions?: string) {
  const file = new URL(`../../../test/fixtures/rosters/${name}.xlsx`, import.meta.url);
  return importBytes(await readFile(file), `${name}.xlsx`, decisions);
}

const importText = (...lines: string[]) => importBytes(Buffer.from(lines.join('\n')), 'roster.csv');

interface Child {
  id: string;
  name: string;
  birthDate: string | null;
  idNumber: string | null;
  className: string | null;
  guardians: [relation: string, name: string, phone: string | null][];
}

/** Everybody at the station, in the order of their names. */
async function children(): Promise<Child[]> {
  const { body } = await supervisor.call('GET', '/api/v1/clients?limit=100');
  const classes = await supervisor.call('GET', '/api/v1/classes');
  const nameOf = new Map(classes.body.items.map(({ id, name }: { id: string; name: string }) => [id, name]));
  const found = await Promise.all(
    body.items.map(async ({ id }: { id: string }) => {
      const client = (await supervisor.call('GET', `/api/v1/clients/${id}`)).body;
      const guardians = (await supervisor.call('GET', `/api/v1/clients/${id}/guardians`)).body.items;
      return {
        id,
        name: client.name,
        birthDate: client.birthDate,
        idNumber: client.idNumber,
        className: nameOf.get(client.classId) ?? null,
        guardians: guardians.map((one: { relation: string; name: string; phone: string | null }) => [
          one.relation,
          one.name,
          one.phone,
        ]),
      };
    }),
  );
  return found.toSorted((left, right) => (left.name < right.name ? -1 : 1));
}
const names = async () => (await children()).map(({ name }) => name);

describe('two at once', () => {
  it('who import the same roster double nobody', async () => {
    const lines = Array.from(
      { length: 60 },
      (_, index) =>
        `郑${'甲乙丙丁戊己庚辛壬癸'.charAt(index % 10)}${'一二三四五六'.charAt(index / 10)},二小,一班`,
    );
    const both = await Promise.all([
      importText('姓名,学校,班级', ...lines),
      importText('姓名,学校,班级', ...lines),
    ]);
    expect(new Set(both.map(({ created }) => created))).toEqual(new Set([0, 60]));
    expect(await children()).toHaveLength(60);
  });

  it('who import and who write at a page undo nothing of each other', async () => {
    const lines = (at: string) =>
      Array.from(
        { length: 40 },
        (_, index) =>
          `${index},郑${'甲乙丙丁'.charAt(index % 4)}${'一二三四五六七八九十'.charAt(index / 4)},二小,${at}班`,
      );
    await importText('学号,姓名,学校,班级', ...lines('一'));
    const everybody = await children();
    const version = { 'if-match': '"1"' };
    const [report, ...saved] = await Promise.all([
      importText('学号,姓名,学校,班级', ...lines('二')),
      ...everybody.map(({ id }) =>
        supervisor.call('PATCH', `/api/v1/clients/${id}`, { phone: '13800138000' }, version),
      ),
    ]);
    expect(report).toMatchObject({ updated: 40 });
    const kept = saved.filter(({ status }) => status === 200).map(({ body }) => body.id);
    for (const id of kept) {
      const { body } = await supervisor.call('GET', `/api/v1/clients/${id}`);
      expect([body.phone, body.version]).toEqual(['13800138000', 3]);
    }
    expect((await children()).every(({ className }) => className === '二班')).toBe(true);
  });
});

describe('headings over two rows', () => {
  it('name a guardian below 监护人, and are no child', async () => {
    expect(await importCase('t06-min-two-row-header-a')).toMatchObject({ rows: 1, created: 1, rejected: [] });
    expect(await importCase('t06-min-two-row-header-c')).toMatchObject({ rows: 1, created: 1, rejected: [] });
    expect(await children()).toMatchObject([
      { name: '猪丙春', guardians: [['other', '猪大明', '13800138602']] },
      { name: '猪甲春', guardians: [['other', '猪大明', '13800138600']] },
    ]);
  });

  it('may give father and mother each their own', async () => {
    await importText(
      '学生信息,,父亲信息,,母亲信息,',
      '姓名,班级,姓名,电话,姓名,联系电话',
      '猪丁春,1班,猪大明,13800138605,苟小红,13900138605',
    );
    expect(await children()).toMatchObject([
      {
        name: '猪丁春',
        guardians: expect.arrayContaining([
          ['father', '猪大明', '13800138605'],
          ['mother', '苟小红', '13900138605'],
        ]),
      },
    ]);
  });
});

describe('guardians', () => {
  it('of two columns are two', async () => {
    const report = await importCase('t06-min-two-guardians');
    expect(report).toMatchObject({ created: 1, ignoredColumns: [] });
    const [child] = await children();
    expect(child?.guardians.toSorted()).toEqual([
      ['father', '猪大明', '13800138605'],
      ['mother', '苟小红', '13900138605'],
    ]);
    expect(await importCase('t06-min-two-guardians')).toMatchObject({ unchanged: 1, created: 0, updated: 0 });
  });
});

describe('a table', () => {
  it('gives every row the class that is merged over them', async () => {
    expect(await importCase('t06-min-merged-class')).toMatchObject({ created: 2 });
    expect((await children()).map(({ className }) => className)).toEqual(['五1班', '五1班']);
  });

  it('of each class on a sheet of its own is read sheet by sheet, and each is named', async () => {
    const report = await importCase('t06-min-two-class-sheets');
    expect(report.sheets).toMatchObject([
      { name: '一班', rows: 1, used: true },
      { name: '二班', rows: 1, used: true },
    ]);
    expect(report).toMatchObject({ rows: 2, created: 2 });
  });

  it('with cells in error has their rows refused by row and column', async () => {
    const report = await importCase('t06-min-error-cell');
    expect(report).toMatchObject({ rows: 3, created: 0 });
    const faults = report.rejected.map(({ row, column, code }: Record<string, unknown>) => [
      row,
      column,
      code,
    ]);
    expect(faults).toEqual([
      [2, '性别', 'spreadsheet_error'],
      [2, '身份证号', 'spreadsheet_error'],
      [2, '出生日期', 'spreadsheet_error'],
      [2, '监护人电话', 'spreadsheet_error'],
      [2, '班级', 'spreadsheet_error'],
      [3, '姓名', 'spreadsheet_error'],
      [4, '性别', 'spreadsheet_error'],
    ]);
  });

  it('ends with sums and signatures that are nobody', async () => {
    const report = await importCase('t06-min-total-row');
    expect(report).toMatchObject({ rows: 1, created: 1, rejected: [] });
    expect(report.sheets[0].passedOver).toEqual([
      { row: 3, reason: 'total' },
      { row: 4, reason: 'total' },
      { row: 5, reason: 'note' },
      { row: 6, reason: 'note' },
    ]);
    expect(await names()).toEqual(['羊甲春']);
  });
});

describe('days', () => {
  it.each([
    ['f-1904-libreoffice', ['2012-02-29', '2012-02-29']],
    ['f-sheetjs-shanghai', ['2021-08-23']],
    ['f-utc-text', ['2012-02-29']],
  ])('of %s are those that were meant', async (name, days) => {
    await importCase(name);
    expect((await children()).map(({ birthDate }) => birthDate)).toEqual(days);
  });
});

describe('names', () => {
  it('with any dot are accepted, kept as written, and the same person', async () => {
    const first = await importCase('t04-middle-dots');
    expect(first.rejected).toEqual([]);
    const count = (await children()).length;
    const again = await importCase('t04-middle-dots');
    expect(again).toMatchObject({ created: 0, updated: 0 });
    expect((await children()).length).toBe(count);
    await importText('姓名,班级,学校', '阿卜杜拉・买买提,1班,试验四小');
    expect((await children()).length).toBe(count);
    expect((await children()).map(({ name }) => name)).toContain('阿卜杜拉．买买提');
  });

  it('of the form and of a roster are one person', async () => {
    const typed = { name: '热孜亚·买买提', birthDate: '2012-06-09', siteId: station.siteIds[0] };
    expect((await supervisor.call('POST', '/api/v1/clients', typed)).status).toBe(201);
    const report = await importCase('t04e-form-then-roster');
    expect(report.rejected).toEqual([]);
    expect((await names()).filter((name) => name.startsWith('热孜亚'))).toHaveLength(1);
  });
});

describe('children who are known', () => {
  it('as twins stay two, whatever is corrected or added', async () => {
    expect(await importCase('t07-1-twins')).toMatchObject({ created: 2 });
    const corrected = await importCase('t07-2-corrected');
    expect(corrected).toMatchObject({ created: 0, updated: 0 });
    expect(corrected.decide).toMatchObject([
      { row: 2, reason: 'other_name', candidates: [{}, {}] },
      { row: 3, reason: 'other_name', candidates: [{}, {}] },
    ]);
    expect(await importCase('t07-2b-with-ids')).toMatchObject({ created: 0, updated: 2, decide: [] });
    expect((await children()).map(({ name, idNumber }) => [name, idNumber])).toEqual([
      ['王子涵', '330302201402030031'],
      ['王子轩', '330302201402030015'],
    ]);
  });

  it('with a number added and a name corrected at once are for somebody to decide', async () => {
    await importCase('t07-1-twins');
    const report = await importText(
      '姓名,身份证号,学校,班级,监护人姓名,监护人电话',
      '王梓轩,330302201402030015,试验七小,二1班,王大明,13800138700',
    );
    expect(report).toMatchObject({ created: 0, decide: [{ row: 2, reason: 'other_name' }] });
    expect(await children()).toHaveLength(2);
  });

  it('are whom somebody decided that they are: a corrected name, and somebody new', async () => {
    await importCase('t07-1-twins');
    const { decide } = await importCase('t07-2-corrected');
    const elder = decide[0].candidates.find(({ name }: { name: string }) => name === '王子轩').id;
    const decided = await importCase('t07-2-corrected', `1.2.${elder.toUpperCase()},1.3.new`);
    expect(decided).toMatchObject({ created: 1, updated: 1, decide: [] });
    expect(await names()).toEqual(['王子涵', '王梓涵', '王梓轩']);
    expect((await children()).find(({ id }) => id === elder)?.name).toBe('王梓轩');
    expect(await importCase('t07-2-corrected')).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
  });

  it('are decided about once each, among the candidates alone', async () => {
    await importCase('t07-1-twins');
    const { decide } = await importCase('t07-2-corrected');
    const [one] = decide[0].candidates;
    const twice = await importCase('t07-2-corrected', `1.2.${one.id},1.3.${one.id}`);
    expect(twice).toMatchObject({ updated: 1, decide: [{ row: 3 }] });
    const stranger = '01a21e46-2b1f-7125-9fb4-b079a700a694';
    expect(await importCase('t07-2-corrected', `1.3.${stranger}`)).toMatchObject({ created: 0, updated: 0 });
  });

  it('move to the next class with their student number', async () => {
    await importCase('t07-min-promotion-1');
    expect(await importCase('t07-min-promotion-2')).toMatchObject({ created: 0, updated: 1 });
    expect(await children()).toMatchObject([{ name: '郑升班', className: '五5班' }]);
  });

  it('move without a number where the birth date proves them, and are asked about where nothing does', async () => {
    await importText('姓名,出生日期,学校,班级', '郑有生,2014-02-03,试验七小,四5班', '郑无生,,试验七小,四5班');
    const report = await importText(
      '姓名,出生日期,学校,班级',
      '郑有生,2014-02-03,试验七小,五5班',
      '郑无生,,试验七小,五5班',
    );
    expect(report).toMatchObject({ created: 0, updated: 1, decide: [{ row: 3, reason: 'elsewhere' }] });
    expect(await children()).toHaveLength(2);
  });

  it('as namesakes in a class are told apart by their guardians, and asked about without', async () => {
    await importCase('t07-min-namesakes');
    expect(await importCase('t07-min-namesakes')).toMatchObject({ created: 0, updated: 0 });
    const report = await importText('姓名,学校,班级', '周小明,试验七小,四1班');
    expect(report).toMatchObject({ created: 0, decide: [{ reason: 'namesakes', candidates: [{}, {}] }] });
    expect(await children()).toHaveLength(2);
  });

  it('are found again by a roster without classes', async () => {
    await importCase('t07-min-no-class-column');
    expect(await importCase('t07-min-no-class-column')).toMatchObject({ created: 0, unchanged: 1 });
  });

  it('are never those of another school with the same number', async () => {
    await importCase('t07-min-cross-school-1');
    const [first] = await children();
    await importCase('t07-min-cross-school-2');
    await importCase('t07-min-cross-school-3');
    expect((await children()).find(({ id }) => id === first?.id)).toEqual(first);
  });

  it('stay in their class where a roster names only the school', async () => {
    await importText('姓名,出生日期,学校,班级', '郑有班,2014-02-03,试验七小,四5班');
    const report = await importText('姓名,出生日期,学校', '郑有班,2014-02-03,试验七小');
    expect(report).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    expect(await children()).toMatchObject([{ className: '四5班' }]);
  });

  it('of another site are left alone, and asked about', async () => {
    const known = { name: '郑别站', idNumber: '330302201203030012', siteId: station.siteIds[1] };
    expect((await supervisor.call('POST', '/api/v1/clients', known)).status).toBe(201);
    const report = await importText('姓名,身份证号,学校', '郑别站,330302201203030012,试验七小');
    expect(report).toMatchObject({
      created: 0,
      updated: 0,
      decide: [{ reason: 'elsewhere', mayBeNew: false, candidates: [{ isHere: false }] }],
    });
    const [{ id }] = report.decide[0].candidates;
    const file = Buffer.from('姓名,身份证号,学校\n郑别站,330302201203030012,试验七小');
    for (const whom of [id, 'new'])
      expect(await importBytes(file, 'roster.csv', `1.2.${whom}`)).toMatchObject({ created: 0, updated: 0 });
  });

  it('of a class in full-width brackets are those of the class in others; a row in doubt makes no class', async () => {
    await importText('姓名,学校,班级', '郑全角,二小（东）,五（1）班');
    expect(await importText('姓名,学校,班级', '郑全角,二小(东),五(1)班')).toMatchObject({ unchanged: 1 });
    expect(await importText('姓名,学校,班级', '郑全角,二小(东),空班')).toMatchObject({ decide: [{}] });
    const { body } = await supervisor.call('GET', '/api/v1/classes');
    const found = body.items.map(({ name }: { name: string }) => name);
    expect(new Set(found)).toEqual(new Set(['二小（东）', '五（1）班']));
  });
});

describe('a value that differs from the one on record', () => {
  const before = '姓名,性别,出生日期,身份证号,学号,学校,班级,监护人姓名,监护人电话';
  const known = '周更正,男,2014-02-03,,2301,试验七小,二1班,周大,13800138700';

  it.each([
    ['birth date', '周更正,男,2014-03-02,,2301,试验七小,二1班,周大,13800138700', 'student_number'],
    ['birth date without a number', '周更正,男,2014-03-02,,,试验七小,二1班,周大,13800138700', 'corrected'],
    ['student number', '周更正,男,2014-02-03,,2401,试验七小,二1班,周大,13800138700', 'corrected'],
    ['student number in another class', '周更正,男,2014-02-03,,2401,试验七小,三1班,,', 'corrected'],
    ['sex', '周更正,女,2014-02-03,,,试验七小,二1班,周大,13800138700', 'corrected'],
    ['school', '周更正,男,2014-02-03,,,试验八小,二1班,,', 'elsewhere'],
  ])('as %s makes no second child', async (_, said, reason) => {
    await importText(before, known);
    const report = await importText(before, said);
    expect(report).toMatchObject({ created: 0, updated: 0, decide: [{ row: 2, reason, candidates: [{}] }] });
    expect(await children()).toHaveLength(1);
  });

  it('as ID number makes no second child, and corrects the first once somebody says so', async () => {
    const heading = '姓名,身份证号,学校,班级';
    await importText(heading, '周更正,330302201402030015,试验七小,二1班');
    const corrected = [heading, '周更正,330302201402030031,试验七小,二1班'];
    const { decide } = await importText(...corrected);
    expect(decide).toMatchObject([{ reason: 'corrected', message: expect.stringContaining('更正') }]);
    const bytes = Buffer.from(corrected.join('\n'));
    const decision = `1.2.${decide[0].candidates[0].id}`;
    expect(await importBytes(bytes, 'roster.csv', decision)).toMatchObject({ updated: 1, decide: [] });
    expect(await children()).toMatchObject([{ idNumber: '330302201402030031' }]);
  });

  it('does not move a child of another school whose guardian has the same name', async () => {
    const heading = '姓名,学校,班级,监护人姓名';
    await importText(heading, '周更正,试验七小,二1班,周大');
    expect(await importText(heading, '周更正,试验八小,二2班,周大')).toMatchObject({ created: 1, updated: 0 });
  });
});
