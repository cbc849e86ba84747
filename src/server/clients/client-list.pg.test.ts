import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { listNarrowed } from './sql-list.ts';

let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;
let now = new Date('2026-11-20T02:00:00.000Z');
const ids = new Map<string, string>();
const DAY_MS = 86_400_000;

interface Listed {
  readonly items: { id: string; name: string; lastContactAt?: string | null }[];
  readonly next: string | null;
  readonly total?: number;
}

beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
  home = await makeOrganisation(server);
  supervisor = await makeUser(server, home, 'supervisor');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  const school = await makePlace('school', null);
  ids.set('school', school);
  ids.set('class', await makePlace('class', school));
  // four at the first site and one at the second, made in this order
  for (const [name, risk] of [
    ['甲', 'low'],
    ['乙', 'urgent'],
    ['丙', 'medium'],
    ['丁', 'urgent'],
  ] as const) {
    ids.set(name, await makeClient(name, name === '丙' ? { classId: ids.get('class') } : {}));
    await server.admin.query('update client set risk_level = $2 where id = $1', [ids.get(name), risk]);
    now = new Date(now.getTime() + 1000);
  }
  ids.set('戊', await makeClient('戊', { siteId: home.siteIds[1] }));
});
afterAll(() => server.dispose());

async function makePlace(kind: string, parentId: string | null): Promise<string> {
  const id = newId();
  await server.admin.query(
    `insert into school_class (organisation_id, id, site_id, kind, parent_id, name, created_at)
     values ($1, $2, $3, $4, $5, $6, now())`,
    [home.id, id, home.siteIds[0], kind, parentId, `${kind} ${id}`],
  );
  return id;
}

async function makeClient(name: string, more: object): Promise<string> {
  const { status, body } = await supervisor.call('POST', '/api/v1/clients', {
    name,
    siteId: home.siteIds[0],
    ...more,
  });
  expect(status).toBe(201);
  return body.id;
}

async function list(user: TestUser, query: string): Promise<Listed> {
  const { status, body } = await user.call('GET', `/api/v1/clients?${query}`);
  expect([query, status]).toEqual([query, 200]);
  return body;
}

const namesOf = ({ items }: Listed) => items.map(({ name }) => name);

/** An encounter so many days ago, in a case of its own. */
async function meet(name: string, daysAgo: number): Promise<{ caseId: string; encounterId: string }> {
  const opened = await supervisor.call('POST', '/api/v1/cases', {
    clientId: ids.get(name),
    workerIds: [supervisor.id],
  });
  expect(opened.status, JSON.stringify(opened.body)).toBe(201);
  const encounterId = newId();
  const met = await supervisor.call('POST', '/api/v1/encounters', {
    id: encounterId,
    caseId: opened.body.id,
    kind: 'phone',
    occurredAt: new Date(now.getTime() - daysAgo * DAY_MS).toISOString(),
    minutes: 15,
    note: '问近况',
  });
  expect(met.status, JSON.stringify(met.body)).toBe(201);
  return { caseId: opened.body.id, encounterId };
}

/** It was so many days ago in truth. */
async function correct(encounterId: string, daysAgo: number): Promise<void> {
  const said = {
    kind: 'phone',
    occurredAt: new Date(now.getTime() - daysAgo * DAY_MS).toISOString(),
    minutes: 15,
    note: '问近况',
    reason: '写错了日子',
  };
  const path = `/api/v1/encounters/${encounterId}/corrections`;
  const corrected = await supervisor.call('POST', path, said, { 'if-match': '"1"' });
  expect(corrected.status, JSON.stringify(corrected.body)).toBeLessThan(300);
}

describe('the list of clients', () => {
  it('is narrowed by risk, school, class and worker, and tells how many there are', async () => {
    const changed = await supervisor.call(
      'PATCH',
      `/api/v1/clients/${ids.get('甲')}`,
      { workerIds: [worker.id] },
      { 'if-match': '"1"' },
    );
    expect(changed.status).toBe(200);
    expect(namesOf(await list(supervisor, 'risk=urgent'))).toEqual(['丁', '乙']);
    expect(namesOf(await list(supervisor, `schoolId=${ids.get('school')}`))).toEqual(['丙']);
    expect(namesOf(await list(supervisor, `classId=${ids.get('class')}&risk=low`))).toEqual([]);
    expect(namesOf(await list(supervisor, `workerId=${worker.id}`))).toEqual(['甲']);
    expect((await list(supervisor, 'details=true&limit=2')).total).toBe(5);
    expect((await list(supervisor, 'details=true&risk=urgent&limit=1')).total).toBe(2);
  });

  it('counts and shows only whom one may see', async () => {
    const seen = await list(worker, 'details=true');
    expect([seen.total, namesOf(seen).includes('戊')]).toEqual([4, false]);
    const stranger = await makeUser(server, await makeOrganisation(server), 'supervisor');
    expect(await list(stranger, 'details=true&sort=-risk')).toEqual({ items: [], next: null, total: 0 });
  });

  it('comes with the highest risk first, page by page without one left out or twice', async () => {
    const names: string[] = [];
    let after = '';
    do {
      const page = await list(supervisor, `sort=-risk&limit=1${after}`);
      names.push(...namesOf(page));
      after = page.next === null ? '' : `&after=${page.next}`;
    } while (after !== '' && names.length < 10);
    expect(names).toEqual(['丁', '乙', '丙', '甲', '戊']);
  });

  it('refuses the mark of another order', async () => {
    const { next } = await list(supervisor, 'sort=-risk&limit=1');
    const { status, body } = await supervisor.call('GET', `/api/v1/clients?sort=lastContact&after=${next}`);
    expect([status, body.code]).toEqual([400, 'cursor_invalid']);
  });

  it('tells when each was met last, as corrected, and who was not met for long', async () => {
    const first = await meet('甲', 40);
    await meet('乙', 3);
    const contacts = await list(supervisor, 'sort=lastContact');
    // never met, then the longest without a contact
    expect(namesOf(contacts).slice(-2)).toEqual(['甲', '乙']);
    expect(contacts.items.find(({ name }) => name === '丙')?.lastContactAt).toBeNull();
    expect(namesOf(await list(supervisor, 'silentDays=30'))).toEqual(['甲']);
    expect(namesOf(await list(supervisor, `silentDays=30&q=${encodeURIComponent('甲')}`))).toEqual(['甲']);
    expect(namesOf(await list(supervisor, `silentDays=30&q=${encodeURIComponent('乙')}`))).toEqual([]);
    await correct(first.encounterId, 1);
    expect(namesOf(await list(supervisor, 'silentDays=30'))).toEqual([]);
  });

  it('tells of whoever is not in service any more, too, when they were met', async () => {
    const { caseId } = await meet('丁', 20);
    const move = { to: 'withdrawn', reason: '搬家' };
    const ended = await supervisor.call('POST', `/api/v1/cases/${caseId}/transitions`, move);
    expect(ended.status, JSON.stringify(ended.body)).toBe(200);
    const { items } = await list(supervisor, 'sort=lastContact');
    const left = items.find(({ name }) => name === '丁');
    expect(left?.lastContactAt).toBe(new Date(now.getTime() - 20 * DAY_MS).toISOString());
  });

  it('keeps the last contact right, whichever of several was entered or corrected last', async () => {
    await meet('戊', 9);
    const { encounterId } = await meet('戊', 5);
    await meet('戊', 7);
    await correct(encounterId, 50);
    const { items } = await list(supervisor, 'sort=lastContact');
    const sevenDaysAgo = new Date(now.getTime() - 7 * DAY_MS).toISOString();
    expect(items.find(({ name }) => name === '戊')?.lastContactAt).toBe(sevenDaysAgo);
    const text = `select client.id, client.last_contact_at as kept, max(coalesce(
        (select occurred_at from correction where encounter_id = encounter.id order by version desc limit 1),
        encounter.occurred_at)) as met
      from client left join encounter on encounter.client_id = client.id
      where client.organisation_id = $1 group by client.id, client.last_contact_at`;
    const { rows } = await server.admin.query(text, [home.id]);
    expect(rows).toHaveLength(items.length);
    for (const { kept, met } of rows) expect(kept).toEqual(met);
  });

  it('in the order of silence walks along an index, a page and the next', async () => {
    const page = { organisationId: home.id, limit: 50 };
    const behind = { ...page, afterAt: now.toISOString(), afterId: ids.get('甲') };
    for (const wanted of [page, behind]) {
      const { text, values } = listNarrowed.lastContact(wanted);
      const [, plan] = await server.services.database.transaction(
        systemSettings(home.id),
        // so few rows are read as they lie, where nothing forbids it
        async (tx) =>
          tx.all(
            {
              name: '',
              text: `select set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true)`,
              values: [],
            },
            { name: '', text: `explain (format json) ${text}`, values },
          ),
      );
      expect(JSON.stringify(plan)).toContain('client_contact_idx');
      expect(JSON.stringify(plan)).not.toContain('"Sort"');
    }
  });

  it('is narrowed in a search too', async () => {
    const named = encodeURIComponent('丁');
    expect(namesOf(await list(supervisor, `q=${named}&risk=urgent`))).toEqual(['丁']);
    expect(namesOf(await list(supervisor, `q=${named}&risk=low`))).toEqual([]);
    expect(namesOf(await list(supervisor, `q=${named}&schoolId=${ids.get('school')}`))).toEqual([]);
    expect(
      namesOf(await list(supervisor, `q=${encodeURIComponent('丙')}&schoolId=${ids.get('school')}`)),
    ).toEqual(['丙']);
  });
});
