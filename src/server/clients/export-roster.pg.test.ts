import { afterAll, beforeAll, expect, it } from 'vitest';
import { brokenRoster } from '../../../test/roster-file.ts';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
} from '../../../test/server.ts';

import { systemSettings } from '../platform/database/database.ts';
import { csvLine } from '../platform/files/csv-line.ts';
import { newId } from '../platform/database/ids.ts';
import { Work } from '../platform/work/work.ts';
import { exportedHeadings, exportRoster } from './public.ts';

let server: TestServer;
let wenzhou: TestOrganisation;

beforeAll(async () => {
  server = await startTestServer();
  wenzhou = await makeOrganisation(server);
});
afterAll(() => server.dispose());

async function exported({ id }: TestOrganisation, siteId?: string): Promise<(string | null)[][]> {
  const work = new Work(server.services, systemSettings(id), { requestId: newId(), language: 'zh-CN' });
  return work.read(async (reading) => {
    const rows: (string | null)[][] = [];
    for await (const page of exportRoster(reading, { siteId })) rows.push(...page);
    return rows;
  });
}

it('an exported roster is recorded before it is given out, and importing it again changes nothing', async () => {
  const supervisor = await makeUser(server, wenzhou, 'supervisor');
  const address = `/api/v1/roster-imports?siteId=${wenzhou.siteIds[0]}&fileName=roster.csv`;
  const file = { 'content-type': 'application/octet-stream' };
  expect((await supervisor.call('POST', address, brokenRoster().bytes, file)).body.created).toBe(488);

  const rows = await exported(wenzhou);
  expect(rows).toHaveLength(488);
  const again = Buffer.from([exportedHeadings, ...rows].map(csvLine).join(''));
  expect((await supervisor.call('POST', address, again, file)).body).toMatchObject({
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
