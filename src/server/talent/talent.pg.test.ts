import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Answer,
  deliverAll,
  makeOrganisation,
  makeUser,
  must,
  notifyAll,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { riskLevels } from '../../contract/clients.ts';
import { talentErrors } from '../../contract/talent-errors.ts';
import { loadedRisks } from '../../domain/talent/workload.ts';
import { newId } from '../platform/database/ids.ts';
import { plain } from '../platform/database/statement.ts';
import { remindOfQualifications } from './public.ts';

const TODAY = new Date('2026-11-20T02:00:00.000Z');
let now = TODAY;

let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let administrator: TestUser;
let worker: TestUser;
let colleague: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  home = await makeOrganisation(server);
  supervisor = await makeUser(server, home, 'supervisor');
  administrator = await makeUser(server, home, 'administrator');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  colleague = await makeUser(server, home, 'worker', [home.siteIds[0]]);
});

const codeOf = async (sent: Promise<Answer>): Promise<string> => (await sent).body.code;
const fieldOf = async (sent: Promise<Answer>): Promise<object> => (await sent).body.errors?.[0];
const wrong = (path: string, code: keyof typeof talentErrors) => ({ path, message: talentErrors[code].zh });
const changed = (user: TestUser, url: string, body: object, version: number) =>
  user.call('PUT', url, body, { 'if-match': `"${version}"` });

const qualification = (more: object = {}) => ({
  id: newId(),
  record: 'qualification',
  code: 'social_worker',
  title: '',
  organiser: '浙江省民政厅',
  reference: '2023-0815-77',
  from: '2024-01-01',
  until: '2026-12-31',
  minutes: null,
  ...more,
});
const education = (more: object = {}) => ({
  ...qualification(),
  record: 'education',
  code: 'course',
  title: '创伤知情照护',
  from: '2026-03-07',
  until: null,
  minutes: 360,
  ...more,
});
const session = (more: object = {}) => ({
  id: newId(),
  kind: 'group',
  supervisorId: supervisor.id,
  supervisorName: null,
  heldAt: '2026-11-10T06:00:00.000Z',
  minutes: 90,
  participantIds: [worker.id, colleague.id],
  topics: '两例自伤个案的安全计划',
  agreed: '下周共同家访',
  replacesId: null,
  ...more,
});
const recordOf = (user: TestUser) => must(user.call('GET', '/api/v1/talent/me'));
const listed = async (id: string) =>
  (await must(supervisor.call('GET', '/api/v1/talent/workers'))).items.find(
    ({ accountId }: { accountId: string }) => accountId === id,
  );

describe('a professional record', () => {
  it('that one enters oneself waits, counts once somebody else confirms it, and says who did', async () => {
    const entered = await must(worker.call('POST', '/api/v1/talent/me/records', qualification()));
    expect(entered).toMatchObject({ state: 'waiting', enteredBy: worker.id, decidedBy: null });
    expect(await listed(worker.id)).toMatchObject({
      qualifications: [],
      waiting: 1,
      education: { dutyMinutes: 0, standing: 'none_due' },
    });
    const waiting = await must(supervisor.call('GET', '/api/v1/talent/waiting-records'));
    expect(waiting.items).toMatchObject([{ id: entered.id, reference: '2023-0815-77' }]);
    const url = `/api/v1/talent/records/${entered.id}/decide`;
    const confirmed = await must(supervisor.call('POST', url, { isConfirmed: true, reason: '' }));
    expect(confirmed).toMatchObject({ state: 'confirmed', decidedBy: supervisor.id });
    // said again it is the same, said otherwise it is too late
    expect(await must(supervisor.call('POST', url, { isConfirmed: true, reason: '' }))).toEqual(confirmed);
    expect(await codeOf(administrator.call('POST', url, { isConfirmed: false, reason: '看不清' }))).toBe(
      'record_decided',
    );
    expect(await listed(worker.id)).toMatchObject({
      qualifications: [{ code: 'social_worker', until: '2026-12-31' }],
      expiring: 1,
      waiting: 0,
      education: { dutyMinutes: 1_800, creditedMinutes: 0, standing: 'behind' },
    });
  });

  it('counts as continuing education of its year, and what waits beside it', async () => {
    const of = `/api/v1/talent/workers/${worker.id}/records`;
    await must(supervisor.call('POST', of, qualification()));
    await must(supervisor.call('POST', of, education()));
    await must(supervisor.call('POST', of, education({ minutes: 600, from: '2025-12-31' })));
    await must(worker.call('POST', '/api/v1/talent/me/records', education({ minutes: 90 })));
    expect((await recordOf(worker)).education).toEqual({
      year: 2026,
      dutyMinutes: 1_800,
      creditedMinutes: 360,
      waitingMinutes: 90,
      standing: 'behind',
    });
  });

  it('tells what was missed last year', async () => {
    const of = `/api/v1/talent/workers/${worker.id}/records`;
    await must(supervisor.call('POST', of, qualification()));
    await must(supervisor.call('POST', of, education({ minutes: 600, from: '2025-12-31' })));
    expect((await recordOf(worker)).formerEducation).toEqual({
      year: 2025,
      dutyMinutes: 1_800,
      creditedMinutes: 600,
      waitingMinutes: 0,
      standing: 'behind',
    });
  });

  it('keeps who confirmed it beside who withdrew it, and waits for nobody once its holder has left', async () => {
    const of = `/api/v1/talent/workers/${worker.id}/records`;
    const { id } = await must(supervisor.call('POST', of, education()));
    const url = `/api/v1/talent/records/${id}/withdraw`;
    const withdrawn = await must(administrator.call('POST', url, { reason: '重复登记' }));
    expect(withdrawn).toMatchObject({ decidedBy: supervisor.id, withdrawnBy: administrator.id });
    await must(worker.call('POST', '/api/v1/talent/me/records', education()));
    await server.admin.query("update account set status = 'suspended' where id = $1", [worker.id]);
    expect((await must(supervisor.call('GET', '/api/v1/talent/waiting-records'))).items).toEqual([]);
  });

  it('is nobody’s own to confirm, not even a supervisor’s', async () => {
    const own = await must(supervisor.call('POST', '/api/v1/talent/me/records', education()));
    const url = `/api/v1/talent/records/${own.id}`;
    const decision = { isConfirmed: true, reason: '' };
    expect(await codeOf(supervisor.call('POST', `${url}/decide`, decision))).toBe('record_of_self');
    const aside = await must(
      supervisor.call('POST', `/api/v1/talent/workers/${supervisor.id}/records`, education()),
    );
    expect(aside.state).toBe('waiting');
    expect((await must(administrator.call('POST', `${url}/decide`, decision))).state).toBe('confirmed');
    const withdrawal = { reason: '重复登记' };
    expect(await codeOf(supervisor.call('POST', `${url}/withdraw`, withdrawal))).toBe('record_of_self');
    expect((await must(administrator.call('POST', `${url}/withdraw`, withdrawal))).reason).toBe('重复登记');
  });

  it('is taken back by whoever entered it until somebody decided, by nobody else, and refused with a reason', async () => {
    const { id } = await must(worker.call('POST', '/api/v1/talent/me/records', education()));
    const own = `/api/v1/talent/me/records/${id}`;
    expect((await colleague.call('DELETE', own)).status).toBe(200);
    expect((await recordOf(worker)).records).toHaveLength(1);
    expect((await supervisor.call('DELETE', own)).status).toBe(200);
    expect((await recordOf(worker)).records).toHaveLength(1);
    await must(worker.call('DELETE', own));
    await must(worker.call('DELETE', own));
    expect((await recordOf(worker)).records).toEqual([]);

    const other = await must(worker.call('POST', '/api/v1/talent/me/records', education()));
    const url = `/api/v1/talent/records/${other.id}/decide`;
    expect(await fieldOf(supervisor.call('POST', url, { isConfirmed: false, reason: ' ' }))).toEqual(
      wrong('/reason', 'reason_missing'),
    );
    await must(supervisor.call('POST', url, { isConfirmed: false, reason: '没有结业证明' }));
    expect(await codeOf(worker.call('DELETE', `/api/v1/talent/me/records/${other.id}`))).toBe(
      'record_decided',
    );
    expect((await recordOf(worker)).records).toMatchObject([{ state: 'refused', reason: '没有结业证明' }]);
  });

  it('decided on by two at once is as the first said', async () => {
    const { id } = await must(worker.call('POST', '/api/v1/talent/me/records', education()));
    const url = `/api/v1/talent/records/${id}/decide`;
    const answers = await Promise.all([
      supervisor.call('POST', url, { isConfirmed: true, reason: '' }),
      administrator.call('POST', url, { isConfirmed: false, reason: '不算' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 409]));
    const won = answers.find(({ status }) => status === 200)?.body;
    expect((await recordOf(worker)).records).toMatchObject([{ state: won.state, decidedBy: won.decidedBy }]);
  });

  it('names the field that is wrong', async () => {
    const enter = (body: object) => fieldOf(worker.call('POST', '/api/v1/talent/me/records', body));
    expect(await enter(qualification({ code: 'knight' }))).toEqual(wrong('/code', 'record_code_unknown'));
    expect(await enter(qualification({ until: '2023-12-31' }))).toEqual(
      wrong('/until', 'record_ends_before'),
    );
    expect(await enter(education({ minutes: null }))).toEqual(wrong('/minutes', 'record_minutes_missing'));
    expect(await enter(education({ from: '2026-11-21' }))).toEqual(wrong('/from', 'record_in_future'));
    const stranger = await makeUser(server, await makeOrganisation(server), 'worker');
    const of = `/api/v1/talent/workers/${stranger.id}/records`;
    expect(await fieldOf(supervisor.call('POST', of, education()))).toEqual(
      wrong('/accountId', 'account_unknown'),
    );
  });
});

describe('supervision', () => {
  it('is read by those who had it, and counts for them and for who gave it', async () => {
    const { id } = await must(supervisor.call('POST', '/api/v1/talent/supervision', session()));
    const own = await recordOf(worker);
    expect(own.sessions).toMatchObject([{ id, topics: '两例自伤个案的安全计划', minutes: 90 }]);
    expect(own.supervision).toEqual({
      lastOn: '2026-11-10',
      isDue: false,
      receivedMinutes: 90,
      givenMinutes: 0,
      waitingMinutes: 0,
      overlappingMinutes: 0,
    });
    expect((await listed(supervisor.id)).supervision).toMatchObject({ isDue: true, givenMinutes: 90 });
    // 90 minutes in four weeks
    expect((await listed(supervisor.id)).workload.parts.supervision).toBe(23);
    const third = await makeUser(server, home, 'worker', [home.siteIds[0]]);
    expect((await recordOf(third)).sessions).toEqual([]);
  });

  it('that somebody does not agree to is none that they received', async () => {
    const { id } = await must(supervisor.call('POST', '/api/v1/talent/supervision', session()));
    const word = { isAgreed: false, words: '我当天请假' };
    const url = `/api/v1/talent/supervision/${id}/word`;
    await must(worker.call('PUT', url, word));
    expect((await recordOf(worker)).supervision).toMatchObject({
      lastOn: null,
      isDue: true,
      receivedMinutes: 0,
    });
    expect((await recordOf(colleague)).supervision).toMatchObject({ receivedMinutes: 90 });
    const [read] = (await must(supervisor.call('GET', '/api/v1/talent/supervision'))).items;
    expect(read.words).toMatchObject([{ accountId: worker.id, isAgreed: false, words: '我当天请假' }]);
    await must(worker.call('PUT', url, { isAgreed: true, words: '' }));
    expect((await recordOf(worker)).supervision).toMatchObject({ receivedMinutes: 90 });
    const third = await makeUser(server, home, 'worker', [home.siteIds[0]]);
    expect(await codeOf(third.call('PUT', url, word))).toBe('not_found');
    expect(await codeOf(supervisor.call('PUT', url, word))).toBe('not_found');
  });

  it('that somebody wrote down of themselves counts as theirs once another person has confirmed it', async () => {
    const outside = {
      supervisorId: null,
      supervisorName: '林教授',
      participantIds: [supervisor.id, worker.id],
    };
    const { id } = await must(supervisor.call('POST', '/api/v1/talent/supervision', session(outside)));
    const seen = await must(administrator.call('GET', `/api/v1/talent/workers/${supervisor.id}`));
    expect(seen).toMatchObject({
      sessions: [],
      waitingSessions: [{ id, minutes: 90, supervisorName: '林教授' }],
      supervision: { lastOn: null, isDue: true, receivedMinutes: 0, waitingMinutes: 90 },
    });
    expect(JSON.stringify(seen)).not.toContain('自伤');
    // for whoever else was there it counts: they say so where it is not right
    expect((await recordOf(worker)).supervision).toMatchObject({ receivedMinutes: 90, waitingMinutes: 0 });
    await notifyAll(server);
    const bellOf = async (user: TestUser) =>
      (await must(user.call('GET', '/api/v1/notifications'))).items.map(
        ({ title, state }: { title: string; state: string }) => [title, state],
      );
    const told = '有同事登记了自己接受的督导，等人确认';
    expect(await bellOf(administrator)).toEqual([[told, 'waiting']]);
    expect(await bellOf(supervisor)).not.toContainEqual([told, 'waiting']);
    const confirm = (by: TestUser) => by.call('POST', `/api/v1/talent/supervision/${id}/confirm`);
    expect(await codeOf(confirm(supervisor))).toBe('record_of_self');
    expect((await confirm(worker)).status).toBe(403);
    const stranger = await makeUser(server, await makeOrganisation(server), 'administrator');
    expect((await confirm(stranger)).status).toBe(404);
    expect(await must(confirm(administrator))).toEqual({ id, confirmedBy: administrator.id });
    expect(await must(confirm(administrator))).toEqual({ id, confirmedBy: administrator.id });
    expect((await listed(supervisor.id)).supervision).toMatchObject({
      lastOn: '2026-11-10',
      receivedMinutes: 90,
      waitingMinutes: 0,
    });
    expect(await bellOf(administrator)).toEqual([[told, 'settled']]);
    // a correction of oneself waits anew; one that somebody else wrote down does not
    const second = await makeUser(server, home, 'supervisor');
    const correct = (by: TestUser, replacesId: string) =>
      must(by.call('POST', '/api/v1/talent/supervision', session({ ...outside, replacesId, minutes: 60 })));
    const anew = await correct(supervisor, id);
    expect(anew.waits).toBe(true);
    expect(await codeOf(confirm(administrator))).toBe('supervision_corrected');
    expect((await listed(supervisor.id)).supervision).toMatchObject({
      receivedMinutes: 0,
      waitingMinutes: 60,
    });
    expect((await correct(second, anew.id)).waits).toBe(false);
    expect((await listed(supervisor.id)).supervision).toMatchObject({
      receivedMinutes: 60,
      waitingMinutes: 0,
    });
    const forged = server.services.database.transaction(
      { organisationId: home.id, actorId: supervisor.id, scope: 'organisation', siteIds: [] },
      (transaction) =>
        transaction.all(
          plain<object>(
            'update supervision_session set confirmed_by = recorded_by, confirmed_at = now() returning 1',
            [],
          ),
        ),
    );
    await expect(forged).rejects.toMatchObject({ code: '23514' });
  });

  it('at the same time counts once, received and given, and says how much that is', async () => {
    const record = (more: object) =>
      must(supervisor.call('POST', '/api/v1/talent/supervision', session(more)));
    await record({});
    await record({ heldAt: '2026-11-10T07:00:00.000Z', minutes: 60 });
    await record({ heldAt: '2026-11-10T08:00:00.000Z', minutes: 30 });
    // from two until half past four: 150 minutes, and not 180
    expect((await recordOf(worker)).supervision).toMatchObject({
      receivedMinutes: 150,
      overlappingMinutes: 30,
    });
    const { supervision, workload } = await listed(supervisor.id);
    expect(supervision).toMatchObject({ givenMinutes: 150, overlappingMinutes: 30 });
    // 150 minutes in four weeks
    expect(workload.parts.supervision).toBe(38);
  });

  it('is corrected once, by a record that stands for it, and withdrawn with a reason', async () => {
    const { id } = await must(supervisor.call('POST', '/api/v1/talent/supervision', session()));
    const corrections = [session({ replacesId: id, minutes: 60 }), session({ replacesId: id, minutes: 45 })];
    const answers = await Promise.all(
      corrections.map((body) => supervisor.call('POST', '/api/v1/talent/supervision', body)),
    );
    expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([201, 409]));
    const { sessions, supervision } = await recordOf(worker);
    const won = answers.find(({ status }) => status === 201)?.body;
    expect(supervision.receivedMinutes).toBe(won.minutes);
    expect(new Set(sessions.map(({ state }: { state: string }) => state))).toEqual(
      new Set(['recorded', 'corrected']),
    );
    const withdraw = (of: string) =>
      supervisor.call('POST', `/api/v1/talent/supervision/${of}/withdraw`, { reason: '改期了' });
    expect(await codeOf(withdraw(id))).toBe('supervision_corrected');
    expect((await must(withdraw(won.id))).state).toBe('withdrawn');
    expect((await must(withdraw(won.id))).reason).toBe('改期了');
    expect((await recordOf(worker)).supervision).toMatchObject({ lastOn: null, receivedMinutes: 0 });
    const again = session({ replacesId: won.id });
    expect(await codeOf(supervisor.call('POST', '/api/v1/talent/supervision', again))).toBe(
      'supervision_corrected',
    );
  });

  it('that was not theirs is taken from whoever a correction leaves out, who says nothing of it any more', async () => {
    const { id } = await must(supervisor.call('POST', '/api/v1/talent/supervision', session()));
    const without = session({ replacesId: id, participantIds: [colleague.id] });
    await must(supervisor.call('POST', '/api/v1/talent/supervision', without));
    const own = await recordOf(worker);
    expect(own.sessions).toMatchObject([{ id, state: 'corrected' }]);
    expect(own.supervision).toMatchObject({ lastOn: null, isDue: true, receivedMinutes: 0, givenMinutes: 0 });
    expect((await listed(worker.id)).supervision).toEqual(own.supervision);
    const word = { isAgreed: true, words: '' };
    expect(await codeOf(worker.call('PUT', `/api/v1/talent/supervision/${id}/word`, word))).toBe(
      'supervision_corrected',
    );
  });

  it('and a correction at once: what is said of a session that stands no more is refused', async () => {
    for (let n = 0; n < 8; n += 1) {
      const { id } = await must(supervisor.call('POST', '/api/v1/talent/supervision', session()));
      const [said, corrected] = await Promise.all([
        worker.call('PUT', `/api/v1/talent/supervision/${id}/word`, { isAgreed: false, words: '没有' }),
        supervisor.call('POST', '/api/v1/talent/supervision', session({ replacesId: id })),
      ]);
      expect(corrected.status).toBe(201);
      const { rows } = await server.admin.query(
        `select word.at <= held.corrected_at as before from supervision_word word
         join supervision_session held on held.id = word.session_id where held.id = $1`,
        [id],
      );
      expect(rows).toHaveLength(said.status === 200 ? 1 : 0);
      expect(said.status === 200 || said.body.code === 'supervision_corrected').toBe(true);
    }
  });

  it('is told to administrators by when it was, and not by what was said', async () => {
    await must(supervisor.call('POST', '/api/v1/talent/supervision', session()));
    const read = await administrator.call('GET', `/api/v1/talent/workers/${worker.id}`);
    expect(read.body).toMatchObject({ sessions: [], supervision: { receivedMinutes: 90 } });
    expect(JSON.stringify(read.body)).not.toContain('自伤');
    expect((await administrator.call('GET', '/api/v1/talent/supervision')).status).toBe(403);
    expect((await administrator.call('POST', '/api/v1/talent/supervision', session())).status).toBe(403);
  });

  it('names the field that is wrong', async () => {
    const record = (more: object) =>
      fieldOf(supervisor.call('POST', '/api/v1/talent/supervision', session(more)));
    expect(await record({ supervisorId: null })).toEqual(wrong('/supervisorId', 'supervisor_missing'));
    expect(await record({ supervisorId: worker.id })).toEqual(wrong('/participantIds', 'supervisor_of_self'));
    expect(await record({ kind: 'individual' })).toEqual(wrong('/participantIds', 'individual_of_one'));
    expect(await record({ heldAt: '2026-11-21T00:00:00.000Z' })).toEqual(
      wrong('/heldAt', 'supervision_in_future'),
    );
    expect(await record({ participantIds: [newId()] })).toEqual(wrong('/participantIds', 'account_unknown'));
    const outside = { supervisorId: null, supervisorName: '林教授' };
    const made = await must(supervisor.call('POST', '/api/v1/talent/supervision', session(outside)));
    expect(made).toMatchObject({ supervisorName: '林教授', supervisorId: null });
  });
});

describe('workload', () => {
  it('knows every risk that a case may have', () => {
    expect(new Set(loadedRisks)).toEqual(new Set(riskLevels));
  });

  async function openCase(user: TestUser, name: string): Promise<string> {
    const client = await must(
      user.call('POST', '/api/v1/clients', { name, birthDate: '2011-03-04', siteId: home.siteIds[0] }),
    );
    return (await must(user.call('POST', '/api/v1/cases', { clientId: client.id }))).id;
  }

  it('adds up what stands in cases, sessions and contacts of one’s own, by the organisation’s weights', async () => {
    const caseId = await openCase(worker, '陈欣');
    const shared = await openCase(worker, '林晓');
    await server.admin.query('update client_case set worker_ids = $2 where id = $1', [
      shared,
      [worker.id, colleague.id],
    ]);
    await server.admin.query("update client_case set risk_level = 'high' where id = $1", [shared]);
    const contact = { id: newId(), caseId, kind: 'individual', minutes: 80, note: '谈了睡眠' };
    await must(
      worker.call('POST', '/api/v1/encounters', { ...contact, occurredAt: '2026-11-19T02:00:00.000Z' }),
    );
    const group = {
      name: '八年级一班',
      siteId: home.siteIds[0],
      playbookId: 'warm-way@1',
      level: 'universal',
      startsOn: '2026-11-21',
      clientIds: [(await must(worker.call('GET', '/api/v1/clients'))).items[0].id],
    };
    await must(worker.call('POST', '/api/v1/groups', group));
    const { workload } = await listed(worker.id);
    expect(workload.counts).toEqual({
      cases: { urgent: 0, high: 0.5, medium: 0, low: 0, unknown: 1 },
      sessions: 4,
      rounds: 0,
      alerts: 0,
    });
    expect(workload.parts).toEqual({ cases: 150, sessions: 240, rounds: 0, alerts: 0, supervision: 0 });
    expect(workload).toMatchObject({ neededMinutes: 390, availableMinutes: 1_680, band: 'free' });
    expect(workload.recordedMinutes).toBe(20);
    // what one sees of oneself is what is seen of one
    expect((await recordOf(worker)).workload).toEqual(workload);
    expect((await listed(colleague.id)).workload.parts).toMatchObject({ cases: 90, sessions: 0 });
  });

  it('is all of a case whose other worker has left, and what one took of others’ cases, for oneself as for the board', async () => {
    const caseId = await openCase(colleague, '陈欣');
    await server.admin.query('update client_case set worker_ids = $2 where id = $1', [
      caseId,
      [worker.id, colleague.id],
    ]);
    const other = await openCase(colleague, '林晓');
    const alert = { by: worker.id, of: other };
    await server.admin.query(
      `insert into alert (organisation_id, id, client_id, site_id, worker_ids, raised_at, due_at, last_at, escalates_at, owner_id,
         taken_at, matter_code, sealed)
       select organisation_id, $3, client_id, site_id, worker_ids, now(), now(), now(), now(), $1, now(), decode(repeat('ab', 16), 'hex'),
         decode(repeat('00', 40), 'hex') from client_case where id = $2`,
      [alert.by, alert.of, newId()],
    );
    await server.admin.query("update account set status = 'suspended' where id = $1", [colleague.id]);
    const { workload } = await listed(worker.id);
    expect(workload.counts).toMatchObject({ cases: { unknown: 1 }, alerts: 1 });
    expect((await recordOf(worker)).workload).toEqual(workload);
  });

  it('counts what a contact took by its correction', async () => {
    const caseId = await openCase(worker, '陈欣');
    const contact = { id: newId(), caseId, kind: 'individual', minutes: 600, note: '谈了睡眠' };
    const occurredAt = '2026-11-19T02:00:00.000Z';
    await must(worker.call('POST', '/api/v1/encounters', { ...contact, occurredAt }));
    expect((await listed(worker.id)).workload.recordedMinutes).toBe(150);
    const { id: _, caseId: __, ...said } = contact;
    const correction = { ...said, id: newId(), occurredAt, minutes: 60, reason: '写错了' };
    await must(
      worker.call('POST', `/api/v1/encounters/${contact.id}/corrections`, correction, {
        'if-match': '"1"',
      }),
    );
    expect((await listed(worker.id)).workload.recordedMinutes).toBe(15);
  });

  it('follows the weights, the length of a week and whoever is away', async () => {
    await openCase(worker, '陈欣');
    const rules = await must(administrator.call('GET', '/api/v1/talent/rules'));
    expect(rules.version).toBe(0);
    const { version: _, ...said } = rules;
    const caseMinutes = { ...said.weights.caseMinutes, unknown: 840 };
    const weights = { ...said.weights, caseMinutes };
    await must(changed(supervisor, '/api/v1/talent/rules', { ...said, weights }, 0));
    const put = { specialities: ['trauma'], languages: ['wuu'], weeklyMinutes: 1_200 };
    const profile = `/api/v1/talent/workers/${worker.id}/profile`;
    await must(changed(supervisor, profile, put, 0));
    expect((await listed(worker.id)).workload).toMatchObject({
      neededMinutes: 840,
      availableMinutes: 840,
      index: 100,
      band: 'fitting',
    });
    await must(worker.call('POST', '/api/v1/absences', { until: '2026-12-01T00:00:00.000Z' }));
    expect(await listed(worker.id)).toMatchObject({
      awayUntil: '2026-12-01T00:00:00.000Z',
      workload: { band: 'away', index: null, availableMinutes: 0 },
    });
  });

  it('is told of nobody who has no cases', async () => {
    const coordinator = await makeUser(server, home, 'coordinator');
    expect((await recordOf(coordinator)).workload).toBeNull();
    expect(await listed(coordinator.id)).toMatchObject({ workload: null });
    expect(await listed(administrator.id)).toBeUndefined();
  });
});

describe('a profile', () => {
  it('is said by oneself and by whoever manages; only oneself is lent, only others say how long a week is', async () => {
    const own = { specialities: ['school', 'crisis'], languages: ['cmn', 'wuu'], isLendable: true };
    expect(await must(changed(worker, '/api/v1/talent/me/profile', own, 0))).toEqual({
      ...own,
      weeklyMinutes: 2_400,
      version: 1,
    });
    const url = `/api/v1/talent/workers/${worker.id}/profile`;
    const theirs = { specialities: ['school'], languages: ['cmn'], weeklyMinutes: 1_800 };
    expect(await must(changed(supervisor, url, theirs, 1))).toEqual({
      ...theirs,
      isLendable: true,
      version: 2,
    });
    const late = await changed(worker, '/api/v1/talent/me/profile', own, 1);
    expect(late.status).toBe(409);
    expect(late.body.current).toMatchObject({ weeklyMinutes: 1_800, version: 2 });
    const ownWeek = `/api/v1/talent/workers/${supervisor.id}/profile`;
    expect(await codeOf(changed(supervisor, ownWeek, theirs, 0))).toBe('record_of_self');
    const refused = { ...theirs, isLendable: true };
    expect((await changed(supervisor, url, refused, 2)).status).toBe(400);
  });

  it('cannot be said otherwise by the database’s own words', async () => {
    await must(
      changed(worker, '/api/v1/talent/me/profile', { specialities: [], languages: [], isLendable: false }, 0),
    );
    const run = (actorId: string, scope: 'own' | 'organisation', text: string) =>
      server.services.database.transaction(
        { organisationId: home.id, actorId, scope, siteIds: [] },
        async (transaction) => (await transaction.all(plain(text, [])))[0],
      );
    await expect(
      run(worker.id, 'own', 'update staff_profile set weekly_minutes = 60 returning 1 as one'),
    ).rejects.toMatchObject({ code: '42501' });
    await must(
      changed(worker, '/api/v1/talent/me/profile', { specialities: [], languages: [], isLendable: true }, 1),
    );
    await expect(
      run(supervisor.id, 'organisation', 'update staff_profile set is_lendable = false returning 1 as one'),
    ).rejects.toMatchObject({ code: '42501' });
    expect(
      await run(colleague.id, 'own', 'update staff_profile set is_lendable = true returning 1 as one'),
    ).toEqual([]);
  });
});

describe('what belongs to one of the staff', () => {
  it('is managed by supervisors and administrators alone, and one’s own by whoever works with people', async () => {
    const liaison = await makeUser(server, home, 'liaison');
    const coordinator = await makeUser(server, home, 'coordinator');
    const viewer = await makeUser(server, home, 'viewer');
    for (const user of [worker, coordinator, liaison, viewer]) {
      const of = `/api/v1/talent/workers/${worker.id}`;
      expect((await user.call('GET', '/api/v1/talent/workers')).status).toBe(403);
      expect((await user.call('GET', of)).status).toBe(403);
      expect((await user.call('POST', `${of}/records`, qualification())).status).toBe(403);
      expect((await user.call('GET', '/api/v1/talent/supervision')).status).toBe(403);
      expect((await user.call('POST', '/api/v1/talent/supervision', session())).status).toBe(403);
      expect((await user.call('GET', '/api/v1/talent/figures')).status).toBe(403);
    }
    for (const user of [liaison, viewer, administrator])
      expect((await user.call('GET', '/api/v1/talent/me')).status).toBe(403);
    expect((await coordinator.call('GET', '/api/v1/talent/me')).status).toBe(200);
    const stranger = await makeUser(server, await makeOrganisation(server), 'supervisor');
    expect((await stranger.call('GET', `/api/v1/talent/workers/${worker.id}`)).status).toBe(404);
    const { id } = await must(worker.call('POST', '/api/v1/talent/me/records', education()));
    const decision = { isConfirmed: true, reason: '' };
    expect((await stranger.call('POST', `/api/v1/talent/records/${id}/decide`, decision)).status).toBe(404);
  });

  it('is read by whoever answers for the staff also once somebody has left, as long as it is kept', async () => {
    const formerOf = async (by: TestUser) =>
      (await must(by.call('GET', '/api/v1/talent/former-workers'))).items;
    await must(worker.call('POST', '/api/v1/talent/me/records', education()));
    await must(
      supervisor.call('POST', '/api/v1/talent/supervision', session({ participantIds: [colleague.id] })),
    );
    const third = await makeUser(server, home, 'worker', [home.siteIds[0]]);
    expect(await formerOf(supervisor)).toEqual([]);
    await server.admin.query("update account set status = 'suspended' where id = any($1)", [
      [worker.id, colleague.id, third.id],
    ]);
    const ids = (items: { accountId: string }[]) => new Set(items.map(({ accountId }) => accountId));
    expect(ids(await formerOf(administrator))).toEqual(new Set([worker.id, colleague.id]));
    expect(await listed(worker.id)).toBeUndefined();
    const read = await must(supervisor.call('GET', `/api/v1/talent/workers/${worker.id}`));
    expect(read).toMatchObject({ hasLeft: true, workload: null, records: [{ title: '创伤知情照护' }] });
    expect(read.supervision.isDue).toBe(false);
    expect((await supervisor.call('GET', `/api/v1/talent/workers/${third.id}`)).status).toBe(404);
    const add = supervisor.call('POST', `/api/v1/talent/workers/${worker.id}/records`, education());
    expect(await fieldOf(add)).toEqual(wrong('/accountId', 'account_unknown'));
    const stranger = await makeUser(server, await makeOrganisation(server), 'supervisor');
    expect(await formerOf(stranger)).toEqual([]);
    expect((await stranger.call('GET', `/api/v1/talent/workers/${worker.id}`)).status).toBe(404);
    const coordinator = await makeUser(server, home, 'coordinator');
    expect((await coordinator.call('GET', '/api/v1/talent/former-workers')).status).toBe(403);
  });

  it('is read by its reader alone: the row rules know whose it is, and refuse what is not', async () => {
    await must(worker.call('POST', '/api/v1/talent/me/records', education()));
    await must(
      supervisor.call('POST', '/api/v1/talent/supervision', session({ participantIds: [worker.id] })),
    );
    const run = (actorId: string, scope: 'own' | 'site' | 'aggregate', text: string) =>
      server.services.database.transaction(
        { organisationId: home.id, actorId, scope, siteIds: home.siteIds },
        async (transaction) => (await transaction.all(plain<object>(text, [])))[0],
      );
    const count = `select (select count(*)::int from professional_record) as records,
      (select count(*)::int from supervision_session) as sessions`;
    expect(await run(worker.id, 'own', count)).toEqual([{ records: 1, sessions: 1 }]);
    expect(await run(colleague.id, 'own', count)).toEqual([{ records: 0, sessions: 0 }]);
    for (const scope of ['site', 'aggregate'] as const)
      expect(await run(worker.id, scope, count)).toEqual([{ records: 0, sessions: 0 }]);
    expect(
      await run(worker.id, 'own', "update professional_record set state = 'confirmed' returning 1"),
    ).toEqual([]);
    const forged = (decided: string) =>
      run(
        worker.id,
        'own',
        `insert into professional_record (organisation_id, id, account_id, record, code, sealed, from_on, minutes, state,
           entered_by, entered_at, decided_by, decided_at)
         values ('${home.id}', '${newId()}', '${worker.id}', 'education', 'course', '\\x00', '2026-01-01', 60,
           'confirmed', '${worker.id}', now(), '${decided}', now())`,
      );
    await expect(forged(supervisor.id)).rejects.toMatchObject({ code: '42501' });
    await expect(forged(worker.id)).rejects.toMatchObject({ code: expect.stringMatching('42501|23514') });
    const inAnothersName = server.services.database.transaction(
      { organisationId: home.id, actorId: worker.id, scope: 'organisation', siteIds: [] },
      (transaction) =>
        transaction.all(
          plain<object>(
            `update professional_record set state = 'confirmed', decided_by = '${supervisor.id}', decided_at = now() returning 1`,
            [],
          ),
        ),
    );
    await expect(inAnothersName).rejects.toMatchObject({ code: '42501' });
    const report = `insert into talent_report (organisation_id, id, direction, party_id, figures, made_at)
      values ('${home.id}', '${newId()}', 'received', '${newId()}', '{}', now())`;
    await expect(run(worker.id, 'own', report)).rejects.toMatchObject({ code: '42501' });
    const said = `insert into supervision_word (organisation_id, session_id, account_id, is_agreed, sealed, at)
      select organisation_id, id, '${worker.id}', true, '\\x00', now() from supervision_session`;
    await expect(run(supervisor.id, 'own', said)).rejects.toMatchObject({ code: '42501' });
    expect(
      await run(worker.id, 'own', 'update supervision_session set withdrawn_at = now() returning 1'),
    ).toEqual([]);
  });

  it('is written down when it is read', async () => {
    await must(supervisor.call('GET', `/api/v1/talent/workers/${worker.id}`));
    const { rows } = await server.admin.query(
      `select subject_ids from audit_event where action = 'talent.read' and organisation_id = $1`,
      [home.id],
    );
    expect(rows).toEqual([{ subject_ids: [worker.id] }]);
  });
});

describe('figures of the staff', () => {
  it('go to a department, which sees sums and nobody’s name; the newest of each counts', async () => {
    const department = await makeOrganisation(server);
    await server.admin.query("update organisation set kind = 'department' where id = $1", [department.id]);
    const viewer = await makeUser(server, department, 'viewer');
    await must(
      changed(
        worker,
        '/api/v1/talent/me/profile',
        { specialities: ['trauma'], languages: [], isLendable: true },
        0,
      ),
    );
    const read = await must(supervisor.call('GET', '/api/v1/talent/figures'));
    expect(read.receivers).toContainEqual(expect.objectContaining({ id: department.id }));
    expect(read.figures).toMatchObject({
      workers: 3,
      index: null,
      unsupervised: null,
      lendableMinutes: null,
    });
    const report = { id: newId(), receiverId: department.id };
    await must(supervisor.call('POST', '/api/v1/talent/reports', report));
    expect((await must(supervisor.call('GET', '/api/v1/talent/figures'))).sent).toMatchObject([
      { receiverId: department.id, isThere: false },
    ]);
    await deliverAll(server);
    expect((await must(supervisor.call('GET', '/api/v1/talent/figures'))).sent).toMatchObject([
      { isThere: true },
    ]);
    const { items } = await must(viewer.call('GET', '/api/v1/talent/reports'));
    expect(items).toMatchObject([{ organisationId: home.id, figures: { workers: 3 } }]);
    const trauma = items[0].figures.specialities.find(({ code }: { code: string }) => code === 'trauma');
    expect(trauma).toEqual({ code: 'trauma', holders: 1, lendable: 1, available: 1 });
    expect(JSON.stringify(items)).not.toContain(worker.id);
    expect(JSON.stringify(items)).not.toContain(worker.username);
    // what came is its receiver's: the sender's own list stays empty
    expect((await must(supervisor.call('GET', '/api/v1/talent/reports'))).items).toEqual([]);
  });

  it('withhold for 28 days what a report withheld, to whomever it went', async () => {
    const department = await makeOrganisation(server);
    await server.admin.query("update organisation set kind = 'department' where id = $1", [department.id]);
    const bandsNow = async () => (await must(supervisor.call('GET', '/api/v1/talent/figures'))).figures.bands;
    const send = () =>
      must(supervisor.call('POST', '/api/v1/talent/reports', { id: newId(), receiverId: department.id }));
    const two = await Promise.all(
      [1, 2].map(async () => makeUser(server, home, 'worker', [home.siteIds[0]])),
    );
    const told = { free: 5, fitting: 0, full: 0, overloaded: 0, away: 0 };
    expect(await bandsNow()).toEqual(told);
    const setStatus = (status: string) =>
      server.admin.query('update account set status = $2 where id = any($1)', [
        two.map(({ id }) => id),
        status,
      ]);
    await setStatus('suspended');
    await send();
    await setStatus('active');
    const nothing = { free: null, fitting: null, full: null, overloaded: null, away: null };
    expect(await bandsNow()).toEqual(nothing);
    await server.admin.query(
      "update talent_report set made_at = made_at - interval '29 days' where organisation_id = $1",
      [home.id],
    );
    expect(await bandsNow()).toEqual(told);
  });

  it('go to nobody else, and are sent by supervisors alone', async () => {
    const other = await makeOrganisation(server);
    const send = (user: TestUser, receiverId: string) =>
      user.call('POST', '/api/v1/talent/reports', { id: newId(), receiverId });
    expect(await codeOf(send(supervisor, other.id))).toBe('receiver_unfit');
    expect(await codeOf(send(supervisor, home.id))).toBe('receiver_unfit');
    expect((await send(worker, other.id)).status).toBe(403);
  });
});

describe('news', () => {
  const bell = async (user: TestUser): Promise<{ title: string; state: string }[]> =>
    (await must(user.call('GET', '/api/v1/notifications'))).items;
  const titlesOf = async (user: TestUser) => (await bell(user)).map(({ title }) => title);

  it('of a record that waits go to whoever may decide, and of the decision to whose it is', async () => {
    const { id } = await must(supervisor.call('POST', '/api/v1/talent/me/records', education()));
    await notifyAll(server);
    expect(await titlesOf(administrator)).toEqual(['有同事登记的资格或学习等人确认']);
    // nobody decides on their own
    expect(await titlesOf(supervisor)).toEqual([]);
    await must(
      administrator.call('POST', `/api/v1/talent/records/${id}/decide`, { isConfirmed: true, reason: '' }),
    );
    await notifyAll(server);
    expect(await titlesOf(supervisor)).toEqual(['您的资格或学习有了审核结果']);
    expect((await bell(administrator)).map(({ state }) => state)).not.toContain('waiting');
  });

  it('of a session go to whoever was there', async () => {
    await must(
      supervisor.call('POST', '/api/v1/talent/supervision', session({ participantIds: [worker.id] })),
    );
    await notifyAll(server);
    expect(await titlesOf(worker)).toEqual(['有一次督导登记了，请看看是否属实']);
    expect(await titlesOf(colleague)).toEqual([]);
  });

  it('of a qualification that ends come once before and once after, and not where another goes on', async () => {
    const add = (user: TestUser, more: object) =>
      must(supervisor.call('POST', `/api/v1/talent/workers/${user.id}/records`, qualification(more)));
    const told = '您有一项资格快到期或已到期';
    await add(worker, { until: '2027-01-18' });
    await add(worker, { code: 'first_aid', until: '2027-01-19' });
    await add(colleague, { until: '2026-11-01' });
    await add(colleague, { from: '2026-10-01', until: '2029-10-01' });
    for (let n = 0; n < 2; n += 1) {
      await remindOfQualifications(server.services, home.id);
      await notifyAll(server);
    }
    expect((await titlesOf(worker)).filter((title) => title === told)).toHaveLength(1);
    expect(await titlesOf(colleague)).not.toContain(told);
    const stepsOf = async () => {
      const text = `select step from notification_occasion
        where organisation_id = $1 and kind = 'talent.qualification_ending' order by step`;
      return (await server.admin.query(text, [home.id])).rows.map(({ step }) => step);
    };
    expect(await stepsOf()).toEqual(['soon']);
    now = new Date('2027-01-19T02:00:00.000Z');
    await remindOfQualifications(server.services, home.id);
    expect(await stepsOf()).toEqual(['ended', 'soon', 'soon']);
    now = TODAY;
  });
});
