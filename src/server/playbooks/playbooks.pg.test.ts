import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { contentOf, type Playbook } from '../../domain/playbooks/playbook.ts';
import { systemSettings } from '../platform/database/database.ts';
import { plain } from '../platform/database/statement.ts';
import { Work } from '../platform/work/work.ts';

let server: TestServer;
let alliance: TestOrganisation;
let manager: TestUser;
let evaluator: TestUser;
let liuzhou: Station;
let zhengzhou: Station;

interface Station {
  readonly organisation: TestOrganisation;
  readonly worker: TestUser;
  readonly supervisor: TestUser;
}

beforeAll(async () => {
  server = await startTestServer();
  alliance = await makeOrganisation(server);
  await server.admin.query(`update organisation set kind = 'alliance' where id = $1`, [alliance.id]);
  manager = await makeUser(server, alliance, 'manager');
  evaluator = await makeUser(server, alliance, 'evaluator');
  liuzhou = await makeStation('450200');
  zhengzhou = await makeStation('410100');
});
afterAll(() => server.dispose());

async function makeStation(region: string): Promise<Station> {
  const organisation = await makeOrganisation(server, region);
  const worker = await makeUser(server, organisation, 'worker', [organisation.siteIds[0]]);
  return { organisation, worker, supervisor: await makeUser(server, organisation, 'supervisor') };
}

const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });
const DRAFTS = '/api/v1/playbook-drafts';
const PROPOSALS = '/api/v1/playbook-proposals';

function retitled(
  content: Playbook,
  sessionId: string,
  zh: string,
): Omit<Playbook, 'id' | 'code' | 'version'> {
  const rest = contentOf(content);
  const sessions = rest.sessions.map((session) =>
    session.id === sessionId ? { ...session, title: { ...session.title, zh } } : session,
  );
  return { ...rest, sessions };
}

/** Writes, submits and publishes a version: two persons. @returns its id */
async function publish(
  author: TestUser,
  reviewer: TestUser,
  from: string,
  change: (content: Playbook) => object,
): Promise<string> {
  const begun = await author.call('POST', DRAFTS, { from });
  expect(begun.status).toBe(201);
  const url = `${DRAFTS}/${begun.body.id}`;
  const body = { content: change(begun.body.content), summary: '按本地情况调整' };
  const saved = await author.call('PATCH', url, body, ifMatch(begun.body.version));
  expect(saved.status).toBe(200);
  const submitted = await author.call('POST', `${url}/submit`, undefined, ifMatch(saved.body.version));
  expect(submitted.body).toMatchObject({ state: 'in_review', faults: [] });
  const published = await reviewer.call('POST', `${url}/publish`, undefined, ifMatch(submitted.body.version));
  expect(published.status).toBe(201);
  return published.body.playbookId;
}

const itemOf = async (user: TestUser, id: string) =>
  (await user.call('GET', '/api/v1/playbooks')).body.items.find((item: { id: string }) => item.id === id);

it('an adaptation is written, reviewed by another person, published, and worked by', async () => {
  const { worker, supervisor, organisation } = liuzhou;
  await supervisor.call('PUT', '/api/v1/playbooks/warm-way@1/adoption');
  const begun = await worker.call('POST', DRAFTS, { from: 'warm-way@1' });
  expect(begun.body).toMatchObject({
    startsFrom: 'warm-way@1',
    basedOn: 'warm-way@1',
    playbookId: `warm-way-${organisation.code}@1`,
    faults: [],
  });
  const url = `${DRAFTS}/${begun.body.id}`;
  const again = await worker.call('POST', DRAFTS, { from: 'warm-way@1' });
  expect(again).toMatchObject({ status: 409, body: { code: 'draft_exists', draftId: begun.body.id } });

  const emptied = retitled(begun.body.content, 'week-3', ' ');
  const faulty = await worker.call('PATCH', url, { content: emptied }, ifMatch(1));
  expect(faulty.body.faults).toEqual([{ code: 'empty_text', id: 'week-3' }]);
  const refused = await worker.call('POST', `${url}/submit`, undefined, ifMatch(2));
  expect(refused).toMatchObject({ status: 409, body: { code: 'draft_faulty' } });
  const late = await supervisor.call('PATCH', url, { summary: '晚了' }, ifMatch(1));
  expect(late).toMatchObject({
    status: 409,
    body: { code: 'version_conflict', current: { version: 2, content: { id: begun.body.playbookId } } },
  });
  const content = retitled(begun.body.content, 'week-3', '慢下来（江边版）');
  const saved = await worker.call('PATCH', url, { content, summary: '换成江边的例子' }, ifMatch(2));
  const submitted = await worker.call('POST', `${url}/submit`, undefined, ifMatch(saved.body.version));
  expect((await worker.call('PATCH', url, { summary: '' }, ifMatch(4))).body.code).toBe('draft_in_review');
  // who wrote it may not publish, whatever the role
  expect((await worker.call('POST', `${url}/publish`, undefined, ifMatch(4))).status).toBe(403);
  const returned = await supervisor.call('POST', `${url}/return`, { remark: '请写明地点' });
  expect(returned.body).toMatchObject({ state: 'draft', remark: '请写明地点' });
  const resubmitted = await worker.call('POST', `${url}/submit`, undefined, ifMatch(returned.body.version));
  const stale = await supervisor.call('POST', `${url}/publish`, undefined, ifMatch(submitted.body.version));
  expect(stale.body.code).toBe('version_conflict');
  const published = await supervisor.call(
    'POST',
    `${url}/publish`,
    undefined,
    ifMatch(resubmitted.body.version),
  );
  expect(published).toMatchObject({ status: 201, body: { playbookId: begun.body.playbookId } });
  expect((await worker.call('GET', url)).status).toBe(404);
  // nobody else learns from its id what became of it
  const elsewhere = await zhengzhou.supervisor.call('POST', `${url}/publish`, undefined, ifMatch(5));
  expect(elsewhere.status).toBe(404);
  // it takes the place of the model that it adapts
  expect(await itemOf(worker, 'warm-way@1')).toMatchObject({ isAdopted: false, adopters: [] });
  expect(await itemOf(zhengzhou.worker, begun.body.playbookId)).toMatchObject({
    isAdopted: false,
    adopters: [{ organisationId: organisation.id }],
    adaptsCode: 'warm-way',
    basedOn: 'warm-way@1',
    summary: '换成江边的例子',
    changes: 1,
  });
});

it('a supervisor publishes nothing of their own work', async () => {
  const { supervisor } = zhengzhou;
  const begun = await supervisor.call('POST', DRAFTS, { title: { zh: '考前减压', en: '' } });
  expect(begun.body).toMatchObject({
    startsFrom: null,
    basedOn: null,
    faults: [{ code: 'no_sessions' }, { code: 'empty_text' }],
  });
  const url = `${DRAFTS}/${begun.body.id}`;
  const { body: shipped } = await supervisor.call('GET', '/api/v1/playbooks/warm-way@1');
  const saved = await supervisor.call(
    'PATCH',
    url,
    { content: retitled(shipped, 'week-1', '开始') },
    ifMatch(1),
  );
  const submitted = await supervisor.call('POST', `${url}/submit`, undefined, ifMatch(saved.body.version));
  const own = await supervisor.call('POST', `${url}/publish`, undefined, ifMatch(submitted.body.version));
  expect(own).toMatchObject({ status: 409, body: { code: 'draft_own_work' } });
  expect((await supervisor.call('DELETE', url)).status).toBe(200);
  expect((await supervisor.call('POST', DRAFTS, { title: { zh: ' ', en: '' } })).body.errors[0].path).toBe(
    '/title/zh',
  );
});

it('an alliance takes on the shipped model, merges what a region proposes, and gives credit', async () => {
  const { worker, supervisor, organisation } = liuzhou;
  const fromId = `warm-way-${organisation.code}@1`;
  const unchanged = await worker.call('POST', PROPOSALS, {
    fromId,
    places: ['sessions/week-3/title', 'sessions/week-4/title'],
    title: '江边',
    reason: '学生熟悉',
  });
  expect(unchanged).toMatchObject({ status: 400, body: { code: 'place_unchanged' } });
  expect(unchanged.body.errors[0].path).toBe('/places/1');
  const proposed = await worker.call('POST', PROPOSALS, {
    fromId,
    places: ['sessions/week-3/title'],
    title: '第三周换成江边的例子',
    reason: '学生熟悉的地方，更愿意说',
  });
  expect(proposed).toMatchObject({
    status: 201,
    body: { state: 'open', keeper: null, baseId: 'warm-way@1' },
  });
  const url = `${PROPOSALS}/${proposed.body.id}`;
  const discussed = await zhengzhou.worker.call('POST', `${url}/comments`, {
    text: '我们没有江，可以写“熟悉的地方”',
  });
  expect(discussed.body.discussion).toMatchObject([
    { text: '我们没有江，可以写“熟悉的地方”', organisation: { organisationId: zhengzhou.organisation.id } },
  ]);
  // nobody but the keeper decides, and there is none yet
  expect((await manager.call('POST', `${url}/accept`)).body.code).toBe('playbook_not_yours');
  expect((await supervisor.call('POST', `${url}/decline`, { answer: '不' })).body.code).toBe(
    'playbook_not_yours',
  );

  const begun = await evaluator.call('POST', DRAFTS, { from: 'warm-way@1' });
  expect(begun.body).toMatchObject({ playbookId: 'warm-way@2', basedOn: null });
  const accepted = await manager.call('POST', `${url}/accept`);
  expect(accepted).toMatchObject({ status: 200, body: { draftId: begun.body.id, conflicts: [] } });
  expect((await manager.call('POST', `${url}/accept`)).body.code).toBe('proposal_decided');
  expect((await worker.call('POST', `${url}/withdraw`)).body.code).toBe('proposal_decided');
  const draft = await evaluator.call('GET', `${DRAFTS}/${begun.body.id}`);
  expect(draft.body.content.sessions[2].title.zh).toBe('慢下来（江边版）');
  expect(draft.body.proposals).toMatchObject([{ id: proposed.body.id, state: 'accepted' }]);
  const submitted = await manager.call(
    'POST',
    `${DRAFTS}/${begun.body.id}/submit`,
    undefined,
    ifMatch(draft.body.version),
  );
  const own = await manager.call(
    'POST',
    `${DRAFTS}/${begun.body.id}/publish`,
    undefined,
    ifMatch(submitted.body.version),
  );
  expect(own.body.code).toBe('draft_own_work');
  const second = await makeUser(server, alliance, 'manager');
  const published = await second.call(
    'POST',
    `${DRAFTS}/${begun.body.id}/publish`,
    undefined,
    ifMatch(submitted.body.version),
  );
  expect(published.status).toBe(201);
  expect(await itemOf(worker, 'warm-way@2')).toMatchObject({
    keeper: { organisationId: alliance.id },
    changes: 1,
    isNewest: true,
    credits: [{ proposalId: proposed.body.id, title: '第三周换成江边的例子', authorName: worker.username }],
  });
  expect((await worker.call('GET', url)).body).toMatchObject({ state: 'merged', mergedIn: 'warm-way@2' });
});

it('an adaptation takes in a newer version of the model, and keeps what it changed itself', async () => {
  const { worker, supervisor } = zhengzhou;
  const own = await publish(worker, supervisor, 'warm-way@1', (content) =>
    retitled(content, 'week-5', '小侦探'),
  );
  const next = await worker.call('POST', DRAFTS, { from: 'warm-way@2' });
  expect(next.body).toMatchObject({ startsFrom: own, basedOn: 'warm-way@2' });
  const titles = next.body.content.sessions.map((session: { title: { zh: string } }) => session.title.zh);
  expect([titles[2], titles[4]]).toEqual(['慢下来（江边版）', '小侦探']);
  // pressed twice
  for (let turn = 0; turn < 2; turn += 1)
    expect((await worker.call('DELETE', `${DRAFTS}/${next.body.id}`)).status).toBe(200);
  // an adaptation of the first version alone is up to date with that version
  expect((await worker.call('POST', DRAFTS, { from: 'warm-way@1' })).body.code).toBe(
    'playbook_nothing_newer',
  );
});

it('who accepts a proposal has written nothing, and may review what its authors submit', async () => {
  const { worker, organisation } = liuzhou;
  const { body: proposed } = await worker.call('POST', PROPOSALS, {
    fromId: `warm-way-${organisation.code}@1`,
    places: ['sessions/week-3/title'],
    title: '先前已并入的改动',
    reason: '再提一次',
  });
  const accepted = await manager.call('POST', `${PROPOSALS}/${proposed.id}/accept`);
  expect(accepted.body.conflicts).toEqual([]);
  const url = `${DRAFTS}/${accepted.body.draftId}`;
  const { body: draft } = await manager.call('GET', url);
  expect(draft).toMatchObject({ changedBy: null, createdBy: manager.id });
  const submitted = await evaluator.call('POST', `${url}/submit`, undefined, ifMatch(draft.version));
  const published = await manager.call('POST', `${url}/publish`, undefined, ifMatch(submitted.body.version));
  expect(published).toMatchObject({ status: 201, body: { playbookId: 'warm-way@3' } });
});

it('what the model changed meanwhile is a conflict for a person; a discarded draft opens the proposal again', async () => {
  const { worker, organisation } = liuzhou;
  const fromId = `warm-way-${organisation.code}@1`;
  const { body: proposed } = await worker.call('POST', PROPOSALS, {
    fromId,
    places: ['sessions/week-3/title'],
    title: '又一次',
    reason: '试试',
  });
  await publish(evaluator, manager, 'warm-way@3', (content) =>
    retitled(content, 'week-3', '慢下来（处处可做）'),
  );
  const accepted = await manager.call('POST', `${PROPOSALS}/${proposed.id}/accept`);
  expect(accepted.body.conflicts).toEqual(['sessions/week-3/title']);
  const { body: draft } = await manager.call('GET', `${DRAFTS}/${accepted.body.draftId}`);
  expect(draft).toMatchObject({ playbookId: 'warm-way@5', startsFrom: 'warm-way@4' });
  expect(draft.content.sessions[2].title.zh).toBe('慢下来（处处可做）');
  for (let turn = 0; turn < 2; turn += 1)
    expect((await manager.call('DELETE', `${DRAFTS}/${draft.id}`)).status).toBe(200);
  const reopened = await worker.call('GET', `${PROPOSALS}/${proposed.id}`);
  expect(reopened.body).toMatchObject({ state: 'open', decidedAt: null });
  const declined = await manager.call('POST', `${PROPOSALS}/${proposed.id}/decline`, {
    answer: '已写成通用的说法',
  });
  expect(declined.body).toMatchObject({ state: 'declined', answer: '已写成通用的说法' });
  const { body: third } = await worker.call('POST', PROPOSALS, {
    fromId,
    places: ['sessions/week-3/title'],
    title: '再来一次',
    reason: '试试',
  });
  // pressed twice
  for (let turn = 0; turn < 2; turn += 1)
    expect((await worker.call('POST', `${PROPOSALS}/${third.id}/withdraw`)).body.state).toBe('withdrawn');
});

it('drafts are seen by their own organisation alone, and nothing published is changed, even by a defect', async () => {
  const begun = await liuzhou.worker.call('POST', DRAFTS, { title: { zh: '内部草稿', en: '' } });
  const url = `${DRAFTS}/${begun.body.id}`;
  const strange = zhengzhou.supervisor;
  for (const [method, path, body] of [
    ['GET', url, undefined],
    ['PATCH', url, { summary: '' }],
    ['POST', `${url}/submit`, undefined],
    ['POST', `${url}/return`, { remark: '不' }],
    ['POST', `${url}/publish`, undefined],
    ['DELETE', url, undefined],
  ] as const) {
    expect((await strange.call(method, path, body, ifMatch(1))).status, `${method} ${path}`).toBe(404);
  }
  expect((await strange.call('GET', DRAFTS)).body.items).toEqual([]);
  const { rows } = await server.admin.query<{ command: string }>(
    `select privilege_type as command from information_schema.role_table_grants
     where grantee = 'nuantu_app' and table_name in ('playbook', 'playbook_version', 'playbook_comment', 'material_file')
       and privilege_type in ('UPDATE', 'DELETE')`,
  );
  expect(rows).toEqual([]);
});

it('an organisation cannot publish another’s model, nor take on one that has a keeper, behind the program’s back', async () => {
  const origin = { requestId: 'test', language: 'zh-CN' } as const;
  const act = (text: string, values: unknown[]) =>
    new Work(server.services, systemSettings(zhengzhou.organisation.id), origin).change((change) =>
      change.all(plain<{ answer: unknown }>(text, values)),
    );
  const insert = `insert into playbook_version (id, code, version, owner_organisation_id, content, published_at)
    values ('warm-way@99', 'warm-way', '99', $1, '{}', now())`;
  await expect(act(insert, [zhengzhou.organisation.id])).rejects.toThrow(/row-level security/);
  await expect(act(insert, [alliance.id])).rejects.toThrow(/row-level security/);
  const [[taken]] = await act(`select app.take_on_playbook('warm-way') as answer`, []);
  expect(taken?.answer).toBe(false);
});
