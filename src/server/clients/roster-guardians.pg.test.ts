import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identityCheckCharacter } from '../../domain/people/identity-number.ts';
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
  station = await makeOrganisation(server);
  supervisor = await makeUser(server, station, 'supervisor');
});
afterAll(() => server.dispose());

const importText = (...lines: string[]) => importedRoster(supervisor, station.siteIds[0], lines.join('\n'));

async function guardiansOf(name: string): Promise<string[]> {
  const { body } = await supervisor.call('GET', '/api/v1/clients?limit=100');
  const { id } = body.items.find((client: { name: string }) => client.name === name) ?? {};
  const guardians = await supervisor.call('GET', `/api/v1/clients/${id}/guardians`);
  return guardians.body.items.map((one: { name: string }) => one.name).toSorted();
}

const SURNAMES = Array.from('赵钱孙李周吴郑王冯陈');
const numbered = SURNAMES.map((_, index) => `监护人${index + 1}`);

describe('more guardians than anybody may have', () => {
  it('are refused with their row, whose child keeps those on record', async () => {
    await importText(
      ['姓名,学号,学校', ...numbered].join(','),
      ['丁一,1001,实验小学', ...SURNAMES.map((one) => `${one}甲`)].join(','),
    );
    expect(await guardiansOf('丁一')).toHaveLength(10);
    const report = await importText('姓名,学号,学校,性别,监护人', '丁一,1001,实验小学,女,褚甲');
    expect(report).toMatchObject({ rows: 1, updated: 0, rejected: [{ row: 2, code: 'guardians_too_many' }] });
    expect(report.rejected[0].message).toContain('11');
    expect(await guardiansOf('丁一')).toHaveLength(10);
  });

  it('are refused of somebody new as well', async () => {
    const report = await importText(
      ['姓名,学号,学校', ...numbered, '父亲姓名'].join(','),
      ['丁二,1002,实验小学', ...SURNAMES.map((one) => `${one}甲`), '卫甲'].join(','),
    );
    expect(report).toMatchObject({ created: 0, rejected: [{ row: 2, code: 'guardians_too_many' }] });
  });
});

it('numbers that forms save while a roster with them is written are one person’s each', async () => {
  const children = Array.from({ length: 24 }, (_, at) => {
    const digits = `33030220120304${String(at * 2 + 10).padStart(3, '0')}`;
    return {
      name: `丁${SURNAMES[at % 10]}${'甲乙丙'[Math.floor(at / 10)]}`,
      idNumber: digits + identityCheckCharacter(digits),
    };
  });
  const save = ({ name, idNumber }: { name: string; idNumber: string }) => {
    const person = {
      siteId: station.siteIds[0],
      regionCode: '330302',
      name,
      idNumber,
      idKind: 'resident_id',
    };
    return supervisor.call('POST', '/api/v1/clients', person);
  };
  await Promise.all([
    ...children.slice(0, 12).map(save),
    importText('姓名,身份证号', ...children.map(({ name, idNumber }) => `${name},${idNumber}`)),
    ...children.slice(12).map(save),
  ]);
  const { body } = await supervisor.call('GET', '/api/v1/clients?limit=100');
  const names = body.items.map(({ name }: { name: string }) => name);
  const saved = names.filter((name: string) => children.some((child) => child.name === name));
  expect(saved.toSorted()).toEqual(children.map(({ name }) => name).toSorted());
});
