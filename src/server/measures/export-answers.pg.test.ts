import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import type { Instrument } from '../../domain/scoring/instrument.ts';
import { hardestNow } from '../../domain/scoring/instruments/hardest-now.ts';
import { phq9 } from '../../domain/scoring/instruments/phq-9.ts';
import { systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { Work } from '../platform/work/work.ts';
import { answerHeadings, exportAnswers } from './public.ts';

let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  supervisor = await makeUser(server, home, 'supervisor');
});
afterAll(() => server.dispose());

/** Rows as objects, by heading. */
async function exported(
  { id }: TestOrganisation,
  instrument: Instrument,
  siteId?: string,
): Promise<Record<string, string | null>[]> {
  const work = new Work(server.services, systemSettings(id), { requestId: newId(), language: 'zh-CN' });
  const headings = answerHeadings(instrument);
  return work.read(async (reading) => {
    const rows: Record<string, string | null>[] = [];
    for await (const page of exportAnswers(reading, instrument, { siteId })) {
      for (const row of page) {
        expect(row).toHaveLength(headings.length);
        rows.push(Object.fromEntries(headings.map((heading, index) => [heading, row[index] ?? null])));
      }
    }
    return rows;
  });
}

async function answerAs(name: string, instrumentId: string, answers: object, siteIndex: 0 | 1 = 0) {
  const siteId = home.siteIds[siteIndex];
  const client = { name, siteId, birthDate: '2009-03-04', sex: 'female' };
  const { body } = await supervisor.call('POST', '/api/v1/clients', client);
  const response = {
    id: newId(),
    instrumentId,
    clientId: body.id,
    answers,
    answeredAt: '2026-10-08T17:00:00Z',
  };
  expect((await supervisor.call('POST', '/api/v1/responses', response)).status).toBe(201);
  return body.id as string;
}

const phqAnswers = Object.fromEntries(phq9.items.map(({ id }, index) => [id, index === 1 ? 3 : 0]));

it('answers leave with scores and consent, without a name, and the reading is recorded', async () => {
  const id = await answerAs('陈欣怡', phq9.id, phqAnswers);
  await supervisor.call('POST', `/api/v1/clients/${id}/consents`, {
    purpose: 'research',
    givenBy: 'client',
    evidence: 'signed_form',
    givenOn: '2026-09-01',
  });
  const rows = await exported(home, phq9);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    person: id,
    sex: 'female',
    birth_year: '2009',
    // an hour after midnight in China
    answered_on: '2026-10-09',
    given_by: 'worker',
    research_consent: 'given',
    'phq9-1': '0',
    'phq9-2': '3',
    score_total: '3',
  });
  expect(JSON.stringify(rows)).not.toContain('陈欣怡');
  const { rows: audited } = await server.admin.query(
    `select subject_ids, detail from audit_event where organisation_id = $1 and action = 'response.export'`,
    [home.id],
  );
  expect(audited).toEqual([{ subject_ids: [id], detail: { instrument: phq9.id } }]);
});

it('a ranking keeps its order, and what was written freely stays in the record', async () => {
  await answerAs('周小满', hardestNow.id, { hardest: ['peers', 'money'], tell_us: '我叫周小满' });
  const [row] = await exported(home, hardestNow);
  expect(row).toMatchObject({ hardest: 'peers;money', research_consent: 'missing' });
  expect(row).not.toHaveProperty('tell_us');
  expect(JSON.stringify(row)).not.toContain('周小满');
});

it('whoever was erased, and other sites and organisations, are not there', async () => {
  const gone = await answerAs('要删除', phq9.id, phqAnswers, 1);
  expect(await exported(home, phq9, home.siteIds[1])).toMatchObject([{ person: gone }]);
  await supervisor.call('POST', `/api/v1/clients/${gone}/erase`, { reason: 'request' });
  expect(await exported(home, phq9, home.siteIds[1])).toEqual([]);
  expect(await exported(await makeOrganisation(server, '410100'), phq9)).toEqual([]);
});
