import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { brokenRoster } from '../../../test/roster-file.ts';
import { importedRoster } from '../../../test/roster-sending.ts';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
} from '../../../test/server.ts';

import { systemSettings } from '../platform/database/database.ts';
import { csvLine } from '../../domain/csv-line.ts';
import { newId } from '../platform/database/ids.ts';
import { readSpreadsheet } from '../platform/files/spreadsheet.ts';
import { writeWorkbook } from '../platform/files/write-workbook.ts';
import { Work } from '../platform/work/work.ts';
import { exportRoster } from './public.ts';

let server: TestServer;
let wenzhou: TestOrganisation;

beforeAll(async () => {
  server = await startTestServer();
  wenzhou = await makeOrganisation(server);
});
afterAll(() => server.dispose());

async function exportedTable({ id }: TestOrganisation, siteId?: string) {
  const work = new Work(server.services, systemSettings(id), { requestId: newId(), language: 'zh-CN' });
  return work.read(async (reading) => {
    const rows: (string | null)[][] = [];
    const { headings, pages } = await exportRoster(reading, { siteId });
    for await (const page of pages) rows.push(...page);
    return { headings, rows };
  });
}
const exported = async (organisation: TestOrganisation, siteId?: string) =>
  (await exportedTable(organisation, siteId)).rows;

it('an exported roster is recorded before it is given out, and importing it again changes nothing', async () => {
  const supervisor = await makeUser(server, wenzhou, 'supervisor');
  const [siteId] = wenzhou.siteIds;
  expect((await importedRoster(supervisor, siteId, brokenRoster().bytes)).created).toBe(488);

  const { headings, rows } = await exportedTable(wenzhou);
  expect(rows).toHaveLength(488);
  const again = [headings, ...rows].map(csvLine).join('');
  expect(await importedRoster(supervisor, siteId, again)).toMatchObject({
    rows: 488,
    created: 0,
    updated: 0,
    unchanged: 488,
    rejected: [],
  });
  const { rows: audited } = await server.admin.query(
    `select sum(cardinality(subject_ids))::int as persons from audit_event
     where organisation_id = $1 and action = 'client.export'`,
    [wenzhou.id],
  );
  expect(audited[0].persons).toBe(488);
});

it('another site or organisation has none of them', async () => {
  expect(await exported(wenzhou, wenzhou.siteIds[1])).toEqual([]);
  expect(await exported(await makeOrganisation(server, '410100'))).toEqual([]);
});

it('chosen clients come as a workbook that goes in again, without those whom one may not see', async () => {
  const home = await makeOrganisation(server, '330300');
  const [here, there] = home.siteIds;
  const supervisor = await makeUser(server, home, 'supervisor');
  const worker = await makeUser(server, home, 'worker', [here]);
  const teacher = await makeUser(server, home, 'liaison', [here]);
  const make = async (name: string, siteId: string | undefined, studentNumber: string) =>
    (await supervisor.call('POST', '/api/v1/clients', { name, siteId, studentNumber })).body.id as string;
  const clientIds = [
    await make('陈欣', here, '0007'),
    await make('𠮷䶮㛃', here, '0008'),
    await make('外站人', there, '0009'),
  ];
  const answer = await worker.call('POST', '/api/v1/clients/export', { clientIds });
  expect(answer.headers['content-type']).toContain('spreadsheetml');
  const [sheet] = await readSpreadsheet(answer.bytes, 'clients.xlsx');
  const [, ...written] = sheet?.cells ?? [];
  const names = written.map(([name]) => String(name));
  expect(names.toSorted()).toEqual(['陈欣', '𠮷䶮㛃'].toSorted());
  expect(written.flat()).toContain('0007');
  const again = await importedRoster(worker, here, answer.bytes, { fileName: 'clients.xlsx' });
  expect(again).toMatchObject({ rows: 2, created: 0, updated: 0, rejected: [] });
  const text = await worker.call('POST', '/api/v1/clients/export', {
    clientIds: clientIds.slice(0, 1),
    format: 'csv',
  });
  expect(text.headers['content-type']).toContain('text/csv');
  const [line] = (await readSpreadsheet(text.bytes, 'clients.csv')).flatMap(({ cells }) =>
    [...cells].slice(1),
  );
  expect(line).toEqual(expect.arrayContaining(['陈欣', '0007']));
  const { rows: audited } = await server.admin.query(
    `select distinct subject_ids from audit_event
     where organisation_id = $1 and action = 'client.export' and cardinality(subject_ids) = 2`,
    [home.id],
  );
  expect(audited.flatMap((row) => row.subject_ids as string[]).toSorted()).toEqual(
    clientIds.slice(0, 2).toSorted(),
  );
  expect((await teacher.call('POST', '/api/v1/clients/export', { clientIds })).status).toBe(403);
});

it('documents and all guardians come back as they went, into the same organisation and into another', async () => {
  const lishui = await makeOrganisation(server, '331100');
  const supervisor = await makeUser(server, lishui, 'supervisor');
  const guardians = [
    { relation: 'mother', name: '苟小红', phone: '13900138605' },
    { relation: 'grandparent', name: '猪老大', phone: '13700138605' },
    { relation: 'father', name: '猪大明', phone: null },
    { relation: 'father', name: '继父甲', phone: '13600138605' },
    { relation: 'legal_guardian', name: '监护乙', phone: null },
    { relation: 'other_relative', name: '姑姑丙', phone: null },
    { relation: 'other', name: '邻居丁', phone: '0577-88888888' },
  ];
  const siteId = lishui.siteIds[0];
  const body = {
    siteId,
    name: '猪庚春',
    idKind: 'passport',
    idNumber: '12345678',
    idCountry: '日本',
    guardians,
  };
  const created = await supervisor.call('POST', '/api/v1/clients', body);
  expect(created.status, JSON.stringify(created.body)).toBe(201);
  const none = await supervisor.call('POST', '/api/v1/clients', {
    siteId,
    name: '猪辛春',
    birthDate: '2015-01-02',
    idKind: 'none',
  });
  expect(none.body).toMatchObject({ idKind: 'none', idNumber: null });

  const { headings, rows } = await exportedTable(lishui);
  expect(headings).toContain('监护人5关系');
  const file = [headings, ...rows].map(csvLine).join('');
  expect(await importedRoster(supervisor, lishui.siteIds[0], file)).toMatchObject({
    created: 0,
    updated: 0,
    unchanged: 2,
    ignoredColumns: [],
    decide: [],
    rejected: [],
  });

  const quzhou = await makeOrganisation(server, '330800');
  const other = await makeUser(server, quzhou, 'supervisor');
  expect(await importedRoster(other, quzhou.siteIds[0], file)).toMatchObject({ created: 2, rejected: [] });
  const found = await other.call('GET', `/api/v1/clients?q=${encodeURIComponent('猪庚春')}`);
  const [{ id }] = found.body.items;
  const { body: brought } = await other.call('GET', `/api/v1/clients/${id}`);
  expect(brought).toMatchObject({ idKind: 'passport', idNumber: '12345678', idCountry: '日本' });
  const { body: kept } = await other.call('GET', `/api/v1/clients/${id}/guardians`);
  const values = kept.items.map(({ id: _, version: __, ...one }: Record<string, unknown>) => one);
  expect(values).toHaveLength(guardians.length);
  expect(values).toEqual(expect.arrayContaining(guardians));
});

it('names in rare characters, numbers with zeros and cells that look like formulas come back from every format', async () => {
  const jinhua = await makeOrganisation(server, '330700');
  const supervisor = await makeUser(server, jinhua, 'supervisor');
  const siteId = jinhua.siteIds[0];
  const persons = [
    { name: '𠮷野䶮㛃', studentNumber: '0007', birthDate: '2012-03-04', address: '=1+1路' },
    { name: 'ئالىم مەمەت', idNumber: '11010519491231002X', address: '＝SUM(A1)' },
    { name: 'བསྟན་འཛིན', phone: '13900138605', address: "'s 胡同" },
    { name: '阿依努尔·居买', studentNumber: '12345678901234567890', address: '@家, "三"\u000b单元' },
  ];
  for (const person of persons) {
    const guardians = [
      { relation: 'mother', name: '㛃小红', phone: '057788888888' },
      { relation: 'legal_guardian', name: '𬭎', phone: '13700138605' },
    ];
    const created = await supervisor.call('POST', '/api/v1/clients', { siteId, guardians, ...person });
    expect(created.status, JSON.stringify(created.body)).toBe(201);
  }
  const { headings, rows } = await exportedTable(jinhua);
  const csv = [headings, ...rows].map(csvLine).join('');
  const files = [Buffer.from(csv), iconv.encode(csv, 'gb18030'), await writeWorkbook([headings, ...rows])];
  const type = { 'content-type': 'application/octet-stream' };
  for (const file of files) {
    const url = `/api/v1/roster-imports?siteId=${siteId}&fileName=roster`;
    expect((await supervisor.call('POST', url, file, type)).body).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: persons.length,
      decide: [],
      rejected: [],
    });
  }
});
