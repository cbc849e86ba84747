import { systemSettings } from '../platform/database/database.ts';
import { describe, expect, it } from 'vitest';
import { deliverAll, request } from '../../../test/server.ts';
import { type Column, factorFromLabels, numericColumn } from '../../domain/evidence/tables/data-table.ts';
import { fitFromSums } from '../../domain/evidence/sums/fit-from-sums.ts';
import { fitMixedModel } from '../../domain/evidence/mixed/mixed-model.ts';
import { relativeError } from '../../domain/evidence/numbers/relative-error.ts';
import { createRandom, pick } from '../../domain/random.ts';
import { growthCheck } from '../../domain/scoring/instruments/growth-check.ts';
import { scoreResponse } from '../../domain/scoring/score.ts';
import { answersWithMean } from '../../../test/planted-answers.ts';
import { newId } from '../platform/database/ids.ts';
import { contentHash } from '../platform/work/content-hash.ts';
import {
  alliance,
  answer,
  CLASSES,
  evaluator,
  iso,
  join,
  letPass,
  makeStudy,
  manager,
  now,
  openRound,
  planted,
  PUPILS,
  register,
  server,
  type Station,
  stations,
  useStudyStations,
  WEEK,
} from '../../../test/study-stations.ts';

useStudyStations();

const MEAN_EFFECT = 0.4;

interface Row {
  readonly classId: string;
  readonly arm: 0 | 1;
  readonly regionCode: string;
  readonly baseline: number;
  readonly post: number;
}

const rows: Row[] = [];

/** All pupils answer a wave; the score that the server will compute is noted down. */
async function answerWave(station: Station, studyId: string, wave: 'baseline' | 'post') {
  const random = createRandom(wave === 'baseline' ? 7 : 8);
  const { tokens, campaignId } = await openRound(station, studyId, wave);
  const scored = new Map<string, number>();
  for (const { clientId, token } of tokens) {
    const wanted = station.scores.get(clientId)?.[wave] ?? 0;
    const answers = answersWithMean(random, growthCheck, wanted);
    scored.set(clientId, scoreResponse(growthCheck, answers).scores[0]?.value ?? Number.NaN);
    await answer(token, 'growth-check@1', answers);
    if (wave === 'baseline') {
      const hardest = [pick(random, ['academic_pressure', 'academic_pressure', 'parents', 'peers'])];
      await answer(token, 'hardest-now@1', { hardest });
    }
  }
  await station.supervisor.call('POST', `/api/v1/campaigns/${campaignId}/close`);
  return scored;
}

/** Which class each pupil is in, as the database has it. */
async function classOf(organisationId: string): Promise<ReadonlyMap<string, string>> {
  const { rows: found } = await server.admin.query(
    'select id, class_id from client where organisation_id = $1',
    [organisationId],
  );
  return new Map(found.map((row) => [row.id, row.class_id]));
}

describe('a study of three organisations', () => {
  it('goes from plan to pooled results, and recovers the planted effects without moving a row', async () => {
    const codes = stations.map(({ organisation }) => organisation.code);
    const studyId = await makeStudy(evaluator, { participantCodes: codes });
    const [first] = stations;
    if (first === undefined) throw new Error('there are stations');

    // before registration nothing is delivered, and nothing can be seen or handed over
    expect((await first.supervisor.call('GET', `/api/v1/studies/${studyId}`)).status).toBe(404);
    expect((await first.supervisor.call('POST', `/api/v1/studies/${studyId}/release`)).status).toBe(404);
    expect((await evaluator.call('GET', `/api/v1/studies/${studyId}/pooled`)).body.code).toBe(
      'study_not_registered',
    );
    const registered = await register(manager, studyId);
    expect(registered.body).toMatchObject({ state: 'registered', registeredAt: iso(0) });
    expect(registered.body.protocolHash).toMatch(/^[0-9a-f]{64}$/);

    for (const station of stations) {
      const offered = await station.supervisor.call('GET', `/api/v1/studies/${studyId}`);
      expect(offered.body).toMatchObject({
        isOwner: false,
        site: 'offered',
        protocolHash: registered.body.protocolHash,
      });
      expect(offered.body.protocol).toEqual(registered.body.protocol);
      const early = await station.supervisor.call('POST', `/api/v1/studies/${studyId}/release`);
      expect(early.body.code).toBe('study_not_joined');
      expect((await join(station, studyId)).body).toMatchObject({ site: 'joined' });
      const baseline = await answerWave(station, studyId, 'baseline');
      letPass(8 * WEEK);
      const running = await station.supervisor.call('POST', `/api/v1/studies/${studyId}/release`);
      expect(running.body.code).toBe('study_wave_running');
      const post = await answerWave(station, studyId, 'post');
      const classes = await classOf(station.organisation.id);
      for (const [clientId, score] of baseline) {
        const classId = classes.get(clientId) ?? '';
        const arm = station.classes.find(({ id }) => id === classId)?.arm === 'intervention' ? 1 : 0;
        const after = post.get(clientId) ?? Number.NaN;
        rows.push({ classId, arm, regionCode: station.regionCode, baseline: score, post: after });
      }
      letPass(-8 * WEEK);
    }
    letPass(9 * WEEK);
    expect((await join(first, studyId)).body.code).toBe('study_classes_fixed');
    // the last round has just ended: telephones without a connection still send what was answered in time
    const tooEarly = await first.supervisor.call('POST', `/api/v1/studies/${studyId}/release`);
    expect(tooEarly).toMatchObject({ status: 409, body: { code: 'study_answers_arriving' } });
    await server.admin.query(
      `update campaign set opens_at = opens_at - interval '72 hours', closes_at = closes_at - interval '72 hours'`,
    );

    await checkOwnResults(first, studyId);
    await checkBrokenCard(first, studyId);
    for (const { supervisor } of stations) {
      const released = await supervisor.call('POST', `/api/v1/studies/${studyId}/release`);
      expect(released.body).toMatchObject({ site: 'released', releases: [] });
      expect(released.body.participation.deliveredAt).toBeNull();
    }
    await deliverAll(server);
    for (const { supervisor } of stations) {
      const { body } = await supervisor.call('GET', `/api/v1/studies/${studyId}`);
      expect(body.participation.deliveredAt).toBe(iso(0));
    }
    await checkPooled(studyId);
    await checkReports(first, studyId);
    await checkDenials(first, studyId);
    await checkEnds(first, studyId);
    await checkSignatures(first, studyId);
  }, 300_000);
});

/** Whose consent it needs nobody can say: one is missing, and the others are counted. */
async function checkBrokenCard({ supervisor, organisation }: Station, studyId: string) {
  const { rows: found } = await server.admin.query(
    'select id, card from client where organisation_id = $1 and class_id is not null order by id limit 1',
    [organisation.id],
  );
  const [{ id, card }] = found;
  const put = async (bytes: Buffer) => {
    await server.admin.query('update client set card = $2 where id = $1', [id, bytes]);
    server.services.keyring.forgetPerson(id);
  };
  const consenting = async () => {
    const { status, body } = await supervisor.call('GET', `/api/v1/studies/${studyId}/results`);
    expect(status, JSON.stringify(body)).toBe(200);
    return body.flow.reduce((sum: number, arm: { consenting: number }) => sum + arm.consenting, 0);
  };
  const all = await consenting();
  await put(Buffer.alloc(60, 1));
  expect(await consenting()).toBe(all - 1);
  await put(card);
}

async function checkOwnResults({ supervisor, regionCode }: Station, studyId: string) {
  const { body } = await supervisor.call('GET', `/api/v1/studies/${studyId}/results`);
  const perArm = (CLASSES / 2) * PUPILS;
  const everyone = {
    classes: CLASSES / 2,
    listed: perArm,
    invited: perArm,
    consenting: perArm,
    baseline: perArm,
    post: perArm,
    analysed: perArm,
  };
  expect(body.flow).toEqual([
    { arm: 'intervention', ...everyone },
    { arm: 'comparison', ...everyone },
  ]);
  const [effect] = body.primary.model.effects;
  // oracle: fitMixedModel on the answers as they were given
  const own = rows.filter((row) => row.regionCode === regionCode);
  const fromRows = fitMixedModel(tableOf(own), {
    outcome: 'post',
    terms: ['baseline', 'arm'],
    random: [{ group: 'class' }],
    df: 'kenward-roger',
  });
  expect(relativeError(effect.estimate, fromRows.fixed[2]?.estimate ?? 0)).toBeLessThan(1e-9);
  expect(effect.low).toBeLessThan(planted[0]?.effect ?? 0);
  expect(effect.high).toBeGreaterThan(planted[0]?.effect ?? 0);
  expect(body.primary.model.refused).toContainEqual({
    kind: 'compare',
    code: 'person_level_p_on_clusters',
  });
  expect(body.primary.comparison).toMatchObject({ ignoresClasses: true });
  expect(body.primary.comparison).not.toHaveProperty('p');
  expect(body.secondary).toHaveLength(5);
  expect(body.hardest).toMatchObject({ n: 2 * perArm });
  expect(body.hardest.options[0].optionId).toBe('academic_pressure');
}

async function checkPooled(studyId: string) {
  const { body } = await evaluator.call('GET', `/api/v1/studies/${studyId}/pooled`);
  const [effect] = body.pooled.effects;
  const fromRows = fitMixedModel(tableOf(rows), {
    outcome: 'post',
    terms: ['baseline', 'arm', 'first', 'second', 'arm:first', 'arm:second'],
    random: [{ group: 'class' }],
    df: 'kenward-roger',
  });
  const arm = fromRows.fixed.find(({ term }) => term === 'arm');
  expect(relativeError(effect.estimate, arm?.estimate ?? 0)).toBeLessThan(1e-9);
  expect(relativeError(effect.se, arm?.se ?? 0)).toBeLessThan(1e-9);
  expect(relativeError(effect.df, arm?.df ?? 0)).toBeLessThan(1e-6);
  expect(effect).toMatchObject({ classes: 3 * CLASSES, persons: 3 * CLASSES * PUPILS });
  expect(effect.low).toBeLessThan(MEAN_EFFECT);
  expect(effect.high).toBeGreaterThan(MEAN_EFFECT);
  expect(body.meta.low).toBeLessThan(MEAN_EFFECT);
  expect(body.meta.high).toBeGreaterThan(MEAN_EFFECT);
  for (const [index, region] of body.regions.entries()) {
    expect(region.model.effects[0].low).toBeLessThan(planted[index]?.effect ?? 0);
    expect(region.model.effects[0].high).toBeGreaterThan(planted[index]?.effect ?? 0);
  }
  expect(body.awaited).toEqual([]);
  const counts = body.released.flatMap((one: { flow: { count: number | null }[] }) => one.flow);
  expect(counts.every(({ count }: { count: number | null }) => count === null || count >= 10)).toBe(true);
  expect(JSON.stringify(body)).not.toMatch(/学生|八年级/);
}

async function checkReports({ supervisor }: Station, studyId: string) {
  const own = `/api/v1/studies/${studyId}/results/report`;
  const pooled = `/api/v1/studies/${studyId}/pooled/report`;
  for (const [user, url] of [
    [supervisor, own],
    [evaluator, pooled],
  ] as const) {
    const page = await user.call('GET', `${url}?format=html&language=en`);
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(page.body).toContain('<html lang="en">');
    expect(page.body).toContain('The intervention arm scored');
    expect(page.body).not.toMatch(/学生\d|八年级|undefined|NaN/);
    const pdf = await user.call('GET', `${url}?format=pdf&language=zh`);
    expect(pdf.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(/^attachment; filename="study-\w+\.pdf"$/),
    });
    expect(pdf.body).toMatch(/^%PDF-/);
    const word = await user.call('GET', `${url}?format=docx&language=zh`);
    expect(word.headers['content-type']).toContain('wordprocessingml');
  }
  // the sums beside the report give its main result again
  for (const [user, url, results] of [
    [supervisor, own, `/api/v1/studies/${studyId}/results`],
    [evaluator, pooled, `/api/v1/studies/${studyId}/pooled`],
  ] as const) {
    const { body: spec } = await user.call('GET', `${url}?format=json`);
    const { body } = await user.call('GET', results);
    const [effect] = (body.primary?.model ?? body.pooled).effects;
    const arm = fitFromSums(spec.sums, { df: spec.df }).fixed.find(({ term }) => term === 'arm');
    expect(relativeError(arm?.estimate ?? Number.NaN, effect.estimate)).toBeLessThan(1e-12);
    expect(relativeError(arm?.df ?? Number.NaN, effect.df)).toBeLessThan(1e-12);
    expect(JSON.stringify(spec)).not.toMatch(/学生|八年级|[0-9a-f]{8}-[0-9a-f]{4}-7/);
  }
  // who may not see the results has no report of them
  expect((await supervisor.call('GET', `${pooled}?format=html`)).status).toBe(404);
  for (const user of [manager, evaluator])
    expect((await user.call('GET', `${own}?format=pdf`)).status).toBe(403);
  expect((await request(server, 'GET', `${own}?format=html`)).status).toBe(401);
  const refused = await supervisor.call('GET', `${own}?format=xls`);
  expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
}

/** Nobody between can change what an organisation released, not even with the hash worked out anew. */
async function checkSignatures({ organisation, supervisor }: Station, studyId: string) {
  const pooled = `/api/v1/studies/${studyId}/pooled`;
  const ofStation = [studyId, organisation.id];
  const where = 'where study_id = $1 and from_organisation_id = $2';
  const { rows: kept } = await server.admin.query(
    `select content, content_hash, signature, signing_key_id from study_release ${where} limit 1`,
    ofStation,
  );
  const [{ content, content_hash: hash }] = kept;
  const forged = structuredClone(content);
  forged.sums.groups[0].n += 1;
  const set = (of: object, itsHash: string) =>
    server.admin.query(
      `update study_release set content = $3, content_hash = $4 ${where} and organisation_id <> $2`,
      [...ofStation, JSON.stringify(of), itsHash],
    );
  await set(forged, contentHash(forged));
  const refused = await evaluator.call('GET', pooled);
  expect(refused).toMatchObject({ status: 409, body: { code: 'study_release_broken' } });
  await set(content, hash);
  expect((await evaluator.call('GET', pooled)).status).toBe(200);
  // one that was written before releases were signed, and before deliveries were kept, is signed when it is handed over again
  await server.admin.query(`delete from delivery where kind = 'study.sums' and organisation_id = $1`, [
    organisation.id,
  ]);
  await server.admin.query(
    `update study_release set signature = null, signing_key_id = null ${where}`,
    ofStation,
  );
  expect((await evaluator.call('GET', pooled)).body.code).toBe('study_release_broken');
  expect((await supervisor.call('POST', `/api/v1/studies/${studyId}/release`)).status).toBe(200);
  await deliverAll(server);
  expect((await evaluator.call('GET', pooled)).status).toBe(200);
  // everybody may check, nobody else may sign
  const { rows: secrets } = await server.admin.query(
    'select encode(sealed, $1) as text from signing_secret',
    ['hex'],
  );
  // 302e…0420 begins every Ed25519 key that is not sealed
  expect(secrets.every(({ text }) => !String(text).includes('302e020100300506032b6570'))).toBe(true);
  const seen = await server.services.database.transaction(systemSettings(alliance.id), async (tx) =>
    tx.all(
      { name: '', text: 'select id from signing_key', values: [] },
      { name: '', text: 'select key_id from signing_secret', values: [] },
    ),
  );
  expect(seen[0].length).toBeGreaterThan(0);
  expect(seen[1]).toEqual([]);
}

async function checkDenials({ organisation, supervisor }: Station, studyId: string) {
  for (const user of [manager, evaluator]) {
    expect((await user.call('GET', '/api/v1/clients')).status).toBe(403);
    expect((await user.call('GET', `/api/v1/studies/${studyId}/results`)).status).toBe(403);
    expect((await user.call('POST', `/api/v1/studies/${studyId}/release`)).status).toBe(403);
  }
  // only the owner pools; a participant has its own release and no other
  expect((await supervisor.call('GET', `/api/v1/studies/${studyId}/pooled`)).status).toBe(404);
  const seen = await server.services.database.transaction(systemSettings(organisation.id), async (tx) => {
    const text = 'select organisation_id, from_organisation_id from study_release';
    return (await tx.all({ name: '', text, values: [] }))[0] as { from_organisation_id: string }[];
  });
  expect(seen).toEqual([{ organisation_id: organisation.id, from_organisation_id: organisation.id }]);
  // neither scope nor organisation of the alliance reaches an answer
  const scope = { ...systemSettings(alliance.id), scope: 'aggregate' as const };
  const answers = await server.services.database.transaction(scope, async (tx) =>
    tx.all({ name: '', text: 'select id from response', values: [] }),
  );
  expect(answers[0]).toEqual([]);
  // once: a second release delivers the same sums
  const { rows: before } = await server.admin.query('select content_hash from study_release order by 1');
  letPass(WEEK);
  expect((await supervisor.call('POST', `/api/v1/studies/${studyId}/release`)).status).toBe(200);
  await deliverAll(server);
  const { rows: after } = await server.admin.query('select content_hash from study_release order by 1');
  expect(after).toEqual(before);
  expect(after).toHaveLength(6);
}

/** What left is counted without those who would answer later: no round of the study is opened again. */
async function checkEnds({ supervisor }: Station, studyId: string) {
  const { body } = await supervisor.call('GET', `/api/v1/studies/${studyId}`);
  const rounds: { campaignId: string }[] = body.participation.rounds;
  expect(rounds).toHaveLength(2);
  for (const { campaignId } of rounds) {
    const later = { id: newId(now), closesAt: iso(WEEK), reason: '有人请假' };
    const refused = await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/extend`, later);
    expect(refused).toMatchObject({ status: 409, body: { code: 'campaign_counted' } });
    const round = await supervisor.call('GET', `/api/v1/campaigns/${campaignId}`);
    expect(round.body).toMatchObject({ state: 'closed', isCounted: true });
  }
}

function tableOf(of: readonly Row[]) {
  const codes = planted.map(({ regionCode }) => regionCode).sort();
  const coded = (position: number) =>
    of.map(({ regionCode }) => (regionCode === codes[position] ? 1 : regionCode === codes.at(-1) ? -1 : 0));
  return {
    rows: of.length,
    columns: new Map<string, Column>([
      ['baseline', numericColumn(of.map(({ baseline }) => baseline))],
      ['post', numericColumn(of.map(({ post }) => post))],
      ['arm', numericColumn(of.map(({ arm }) => arm))],
      ['first', numericColumn(coded(0))],
      ['second', numericColumn(coded(1))],
      ['class', factorFromLabels(of.map(({ classId }) => classId))],
    ]),
  };
}
