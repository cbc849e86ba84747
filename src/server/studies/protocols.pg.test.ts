import { describe, expect, it } from 'vitest';
import { makeOrganisation, makeUser, request } from '../../../test/server.ts';
import { createRandom } from '../../domain/random.ts';
import { growthCheck } from '../../domain/scoring/instruments/growth-check.ts';
import { answersWithMean } from '../../../test/planted-answers.ts';
import {
  alliance,
  answer,
  evaluator,
  makeStudy,
  manager,
  openRound,
  plan,
  register,
  server,
  stations,
  useStudyStations,
} from '../../../test/study-stations.ts';

useStudyStations();

describe('a protocol', () => {
  it('may change until it is registered, and in nothing afterwards: not by the API, not in the database', async () => {
    const [station] = stations;
    const supervisor = station?.supervisor ?? manager;
    const id = await makeStudy(supervisor);
    const url = `/api/v1/studies/${id}`;
    const goal = { primaryOutcome: { instrumentId: 'growth-check@1', scale: 'goal_focus' } };
    const changed = await supervisor.call('PATCH', url, goal, { 'if-match': '"1"' });
    expect(changed.body).toMatchObject({ version: 2, protocol: goal });
    const late = { question: '晚了？' };
    expect((await supervisor.call('PATCH', url, late, { 'if-match': '"1"' })).body.code).toBe(
      'version_conflict',
    );
    expect((await register(supervisor, id)).status).toBe(200);
    const total = { primaryOutcome: { instrumentId: 'growth-check@1', scale: 'total' } };
    const arms = { arms: { intervention: '别的', comparison: '没有' } };
    for (const body of [total, arms]) {
      const refused = await supervisor.call('PATCH', url, body, { 'if-match': '"3"' });
      expect(refused.body.code).toBe('study_registered');
    }
    const update = server.admin.query(`update study set protocol = '{}' where id = $1`, [id]);
    await expect(update).rejects.toThrow('a registered study does not change');
    const amendment = { amendment: '第六周因考试停一次', reason: '学校安排' };
    const amended = await supervisor.call('POST', `${url}/amendments`, amendment);
    expect(amended.body.amendments).toMatchObject([amendment]);
    expect((await supervisor.call('GET', url)).body.protocol.primaryOutcome.scale).toBe('goal_focus');
  });

  it('is not registered once a later wave was answered', async () => {
    const [station] = stations;
    if (station === undefined) throw new Error('there are stations');
    const id = await makeStudy(manager, { participantCodes: [station.organisation.code] });
    const { tokens } = await openRound(station, id, 'post');
    const answers = answersWithMean(createRandom(1), growthCheck, 3);
    await answer(tokens[0]?.token ?? '', 'growth-check@1', answers);
    expect((await register(manager, id)).body.code).toBe('study_answers_exist');
    expect((await manager.call('GET', `/api/v1/studies/${id}`)).body.state).toBe('draft');
  });

  it('names what it refuses: scales, questionnaires, playbooks, organisations that are not there', async () => {
    const refused = async (more: object) => {
      const { status, body } = await manager.call('POST', '/api/v1/studies', plan(more));
      expect(status).toBe(400);
      return [body.code, body.errors[0].path];
    };
    const outcome = (instrumentId: string, scale: string) => ({ primaryOutcome: { instrumentId, scale } });
    expect(await refused(outcome('growth-check@1', 'nope'))).toEqual([
      'unknown_scale',
      '/primaryOutcome/scale',
    ]);
    expect((await refused(outcome('nope@1', 'total')))[0]).toBe('unknown_instrument');
    expect((await refused({ playbookId: 'nope@1' }))[0]).toBe('unknown_playbook');
    expect(await refused({ participantCodes: [alliance.code, 'nobody'] })).toEqual([
      'unknown_organisation',
      '/participantCodes/1',
    ]);
  });

  it('is seen by nobody whom it was not delivered to', async () => {
    const id = await makeStudy(manager);
    for (const { supervisor } of stations) {
      expect((await supervisor.call('GET', `/api/v1/studies/${id}`)).status).toBe(404);
      const { items } = (await supervisor.call('GET', '/api/v1/studies')).body;
      expect(items.some((item: { id: string }) => item.id === id)).toBe(false);
    }
  });
});

describe('what interviews said', () => {
  const findings = {
    interviews: 6,
    who: '学生 4 人、班主任 2 人',
    method: '按提纲各谈二十分钟',
    themes: [
      {
        title: '愿意开口',
        titleEn: null,
        description: '',
        mentions: 4,
        quotes: [{ text: '现在知道可以去找谁', who: '学生' }],
      },
    ],
  };
  const urlOf = (studyId: string) => `/api/v1/studies/${studyId}/interviews`;

  async function offeredStudy() {
    const [first] = stations;
    if (first === undefined) throw new Error('there are stations');
    const participantCodes = stations.map(({ organisation }) => organisation.code);
    const id = await makeStudy(manager, { participantCodes });
    // pressed twice before the first was answered: both hear that it is registered
    const answers = await Promise.all([register(manager, id), register(manager, id)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1].body.protocolHash).toBe(answers[0].body.protocolHash);
    return { id, ...first };
  }

  it('is written down by who takes part, sealed, one version after the other', async () => {
    const { id, supervisor, organisation, classes } = await offeredStudy();
    const url = urlOf(id);
    expect((await supervisor.call('GET', url)).body.code).toBe('study_not_joined');
    const assigned = classes.map(({ id: classId, arm }) => ({ classId, arm }));
    await supervisor.call('POST', `/api/v1/studies/${id}/join`, { classes: assigned });
    expect((await supervisor.call('GET', url)).body).toEqual({ findings: null, version: 0 });
    const first = await supervisor.call('PUT', url, findings, { 'if-match': '"0"' });
    expect(first).toMatchObject({ status: 200, body: { findings, version: 1 } });
    // two who both saw nothing: the second is told, with what is there now
    const second = await supervisor.call('PUT', url, { ...findings, interviews: 7 }, { 'if-match': '"0"' });
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'version_conflict', current: { version: 1 } },
    });
    const ahead = await supervisor.call('PUT', url, findings, { 'if-match': '"9"' });
    expect(ahead.body.code).toBe('version_conflict');
    const next = await supervisor.call('PUT', url, { ...findings, interviews: 7 }, { 'if-match': '"1"' });
    expect(next.body.version).toBe(2);
    expect((await supervisor.call('GET', url)).body.findings.interviews).toBe(7);
    const { rows: kept } = await server.admin.query(
      `select encode(findings, 'escape') as text from study_interviews where organisation_id = $1`,
      [organisation.id],
    );
    expect(kept).toHaveLength(1);
    expect(kept[0].text).not.toContain('themes');
  });

  it('cannot have a theme in more interviews than there were, and names it', async () => {
    const { id, supervisor, classes } = await offeredStudy();
    const assigned = classes.map(({ id: classId, arm }) => ({ classId, arm }));
    await supervisor.call('POST', `/api/v1/studies/${id}/join`, { classes: assigned });
    const [theme] = findings.themes;
    const wrong = { ...findings, themes: [theme, { ...theme, mentions: 9 }] };
    const { status, body } = await supervisor.call('PUT', urlOf(id), wrong, { 'if-match': '"0"' });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([
      { path: '/themes/1/mentions', message: expect.stringContaining('6') },
    ]);
    const none = await supervisor.call('PUT', urlOf(id), { ...findings, themes: [] }, { 'if-match': '"0"' });
    expect(none.body.errors[0].path).toBe('/themes');
    expect((await supervisor.call('GET', urlOf(id))).body.version).toBe(0);
  });

  it('stays in the organisation: neither the owner nor another participant reads it', async () => {
    const { id } = await offeredStudy();
    const other = stations[1]?.supervisor;
    expect((await other?.call('GET', urlOf(id)))?.status).toBe(409);
    for (const user of [manager, evaluator]) {
      expect((await user.call('GET', urlOf(id))).status).toBe(403);
      expect((await user.call('PUT', urlOf(id), findings, { 'if-match': '"0"' })).status).toBe(403);
    }
    expect((await request(server, 'GET', urlOf(id))).status).toBe(401);
    const stranger = await makeUser(server, await makeOrganisation(server), 'supervisor');
    expect((await stranger.call('GET', urlOf(id))).status).toBe(404);
    expect((await stranger.call('PUT', urlOf(id), findings, { 'if-match': '"0"' })).status).toBe(404);
  });
});
