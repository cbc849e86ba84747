import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveClass, haveConsent, HOUR, havePupil, haveRound, haveSlips } from '../../../test/rounds.ts';
import {
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';

let server: TestServer;
let organisation: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;
let now = Date.parse('2026-11-20T02:00:00.000Z');
const iso = (offset: number) => new Date(now + offset).toISOString();
const staff = () => ({ server, organisation, supervisor, iso });

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
  organisation = await makeOrganisation(server);
  supervisor = await makeUser(server, organisation, 'supervisor');
  worker = await makeUser(server, organisation, 'worker', [organisation.siteIds[0]]);
});
afterAll(() => server.dispose());

const ANSWERS = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`phq9-${index + 1}`, 1]));
const DAY = 24 * HOUR;

async function openRound(names: readonly string[], more: object = {}) {
  const classId = await haveClass(staff(), `七年级${newId()}`);
  const ids = new Map<string, string>();
  for (const name of names) ids.set(name, await havePupil(staff(), classId, { name }));
  const campaignId = await haveRound(staff(), [classId], more);
  return { classId, campaignId, idOf: (name: string) => ids.get(name) ?? '' };
}

function sheetOf(clientId: string, campaignId?: string, more: object = {}) {
  return {
    id: newId(),
    instrumentId: 'phq-9@1',
    clientId,
    ...(campaignId === undefined ? {} : { campaignId }),
    recordedFrom: 'paper',
    answers: ANSWERS,
    answeredAt: iso(0),
    ...more,
  };
}
const enter = (body: object, user = worker) => user.call('POST', '/api/v1/responses', body);
const progressOf = async (campaignId: string) =>
  (await supervisor.call('GET', `/api/v1/campaigns/${campaignId}`)).body.classes[0];

describe('a paper sheet that a worker enters', () => {
  it('is cleaned like what is written elsewhere, and refused only for what nothing can keep', async () => {
    const { idOf } = await openRound(['写了字']);
    const saying = (told: string) =>
      sheetOf(idOf('写了字'), undefined, { instrumentId: 'hardest-now@1', answers: { tell_us: told } });
    const body = saying('\ufeff第一行\u000b第二行\r\n第三行\u200e');
    expect((await enter(body)).status).toBe(201);
    const read = (await worker.call('GET', `/api/v1/responses/${body.id}`)).body;
    expect(read.answers).toMatchObject({ tell_us: '第一行\n第二行\n第三行' });
    expect(await enter(saying('一\u0007'))).toMatchObject({
      status: 400,
      body: { errors: [{ path: '/answers/tell_us' }] },
    });
  });

  it('counts in the round, alerts like any answer, and says who entered it from what', async () => {
    const { campaignId, idOf } = await openRound(['交了纸']);
    const body = sheetOf(idOf('交了纸'), campaignId);
    const entered = await enter(body);
    // oracle: PHQ-9 is the sum of its nine items; the ninth above 0 is a thought of self-harm
    expect(entered.body).toMatchObject({
      scores: [{ scale: 'total', value: 9 }],
      alerts: [{ itemId: 'phq9-9', kind: 'self_harm' }],
      keptApart: null,
    });
    expect((await enter(body)).body).toEqual(entered.body);
    expect(await progressOf(campaignId)).toMatchObject({ invited: 1, answered: 1 });
    const read = (await worker.call('GET', `/api/v1/responses/${body.id}`)).body;
    expect(read).toMatchObject({ campaignId, recordedBy: worker.id, recordedFrom: 'paper' });
    const alerts = await supervisor.call('GET', `/api/v1/alerts?clientId=${idOf('交了纸')}`);
    expect(alerts.body.items).toMatchObject([{ kind: 'self_harm_answer' }]);
    const { rows } = await server.admin.query(
      `select detail from audit_event where action = 'response.create' and subject_ids @> array[$1::uuid]`,
      [idOf('交了纸')],
    );
    expect(rows).toEqual([{ detail: { instrument: 'phq-9@1', from: 'paper' } }]);
    const outside = { ...body, campaignId: undefined };
    expect((await enter(outside)).body.code).toBe('id_taken');
  });

  it('is taken once for an invitation, also of two at once and beside a slip', async () => {
    const { campaignId, classId, idOf } = await openRound(['两次', '扫过']);
    const both = await Promise.all([1, 2].map(() => enter(sheetOf(idOf('两次'), campaignId))));
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]));
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('already_answered');
    const slips = await haveSlips(supervisor, campaignId, { classId });
    const invitationToken = slips.get('扫过') ?? '';
    const { clientId: _, recordedFrom: __, ...answers } = sheetOf(idOf('扫过'));
    await request(server, 'POST', '/api/v1/responses', { ...answers, invitationToken });
    expect((await enter(sheetOf(idOf('扫过'), campaignId))).body.code).toBe('already_answered');
    expect(await progressOf(campaignId)).toMatchObject({ answered: 2 });
  });

  it('needs the consent that answering by a slip needs; without it only what calls for help is kept', async () => {
    const { campaignId, classId } = await openRound([]);
    const clientId = await havePupil(staff(), classId, { name: '没同意', hasConsent: false });
    expect((await enter(sheetOf(clientId, campaignId))).body.code).toBe('not_invited');
    await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/open`);
    const calm = { ...ANSWERS, 'phq9-9': 0 };
    const refused = await enter(sheetOf(clientId, campaignId, { answers: calm }));
    expect(refused.body.code).toBe('consent_not_given');
    const heard = await enter(sheetOf(clientId, campaignId));
    expect(heard.body).toMatchObject({ keptApart: 'consent_not_given', scores: [] });
    await haveConsent(supervisor, clientId);
    expect((await enter(sheetOf(clientId, campaignId))).body.keptApart).toBeNull();
  });

  it('is dated today at the latest, and before the end of the round, which it may reach later by three days', async () => {
    const { campaignId, idOf } = await openRound(['补录', '太晚']);
    const tomorrow = await enter(sheetOf(idOf('补录'), campaignId, { answeredAt: iso(DAY) }));
    expect(tomorrow.body.errors[0].path).toBe('/answeredAt');
    await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/close`);
    now += 2 * HOUR;
    // a sheet tells the day only, and the round ended today
    expect((await enter(sheetOf(idOf('补录'), campaignId))).status).toBe(201);
    now += 72 * HOUR;
    worker = await makeUser(server, organisation, 'worker', [organisation.siteIds[0]]);
    supervisor = await makeUser(server, organisation, 'supervisor');
    const late = await enter(sheetOf(idOf('太晚'), campaignId, { answeredAt: iso(-74 * HOUR) }));
    expect(late.body.code).toBe('answering_closed');
    expect((await enter(sheetOf(idOf('太晚'), undefined, { recordedFrom: 'interview' }))).status).toBe(201);
  });

  it('is of the round’s days: one of the day on which it began counts, one of an earlier day is of another round', async () => {
    const { campaignId, idOf } = await openRound(['早到', '上学期']);
    const early = await enter(sheetOf(idOf('上学期'), campaignId, { answeredAt: iso(-60 * DAY) }));
    expect(early.body).toMatchObject({ code: 'invalid_request', errors: [{ path: '/answeredAt' }] });
    expect(await progressOf(campaignId)).toMatchObject({ invited: 2, answered: 0 });
    const body = sheetOf(idOf('早到'), campaignId, { answeredAt: iso(-2 * HOUR) });
    expect((await enter(body)).status).toBe(201);
    const read = await worker.call('GET', `/api/v1/responses/${body.id}`);
    expect(read.body.answeredAt).toBe(iso(-HOUR));
  });

  it('is of the round’s own questionnaires and persons, and never somebody else’s to enter', async () => {
    const { campaignId, idOf } = await openRound(['本班']);
    const other = await openRound(['别班']);
    const foreign = { instrumentId: 'gad-7@1', answers: { 'gad7-1': 1 } };
    expect((await enter(sheetOf(idOf('本班'), campaignId, foreign))).body.code).toBe('other_form');
    expect((await enter(sheetOf(other.idOf('别班'), campaignId))).body.code).toBe('not_invited');
    expect((await enter(sheetOf(idOf('本班'), newId()))).body.code).toBe('not_invited');
    const elsewhere = await makeUser(server, organisation, 'worker', [organisation.siteIds[1]]);
    expect((await enter(sheetOf(idOf('本班'), campaignId), elsewhere)).status).toBe(404);
    const liaison = await makeUser(server, organisation, 'liaison', [organisation.siteIds[0]]);
    expect((await enter(sheetOf(idOf('本班'), campaignId), liaison)).status).toBe(403);
    const bySlip = { ...sheetOf(idOf('本班'), campaignId), clientId: undefined };
    expect((await enter({ ...bySlip, invitationToken: 'A'.repeat(54) })).status).toBe(400);
  });
});

describe('slips', () => {
  it('made again for one pupil void the old one at once, leave the others alone, and are audited', async () => {
    const { campaignId, classId, idOf } = await openRound(['丢了', '没丢']);
    const before = await haveSlips(supervisor, campaignId, { classId });
    now += 1000;
    const again = await haveSlips(supervisor, campaignId, { classId, clientIds: [idOf('丢了')] });
    expect([...again.keys()]).toEqual(['丢了']);
    const codeOf = async (token: string | undefined) =>
      (await request(server, 'POST', '/api/v1/answer-forms', { invitationToken: token })).body.code;
    expect(await codeOf(before.get('丢了'))).toBe('link_invalid');
    expect(await codeOf(again.get('丢了'))).toBeUndefined();
    expect(await codeOf(before.get('没丢'))).toBeUndefined();
    const { rows } = await server.admin.query(
      `select subject_ids from audit_event where action = 'invitation.issue' and detail ->> 'campaign' = $1
       order by at desc limit 1`,
      [campaignId],
    );
    expect(rows).toEqual([{ subject_ids: [idOf('丢了')] }]);
  });

  it('of a whole round are one file: class by class in the school’s order, each under its school on a page of its own', async () => {
    const [eighth, tenth, second] = [
      await haveClass(staff(), '八年级一班', '第一中学'),
      await haveClass(staff(), '七年级十班', '第一中学'),
      await haveClass(staff(), '七年级二班', '第一中学<b>'),
    ];
    await havePupil(staff(), eighth, { name: '丙' });
    await havePupil(staff(), tenth, { name: '乙' });
    const consenting = await havePupil(staff(), second, { name: '甲' });
    await havePupil(staff(), second, { name: '未同意', hasConsent: false });
    const campaignId = await haveRound(staff(), [eighth, tenth, second]);
    const url = `/api/v1/campaigns/${campaignId}/links/all`;
    const { body, headers } = await supervisor.call('POST', url, { format: 'html' });
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    const headings = [...body.matchAll(/<h1>(.*?) ·/g)].map(([, heading]) => heading);
    expect(headings).toEqual(['第一中学 七年级十班', '第一中学 八年级一班', '第一中学&lt;b&gt; 七年级二班']);
    expect(body.match(/<svg/g)).toHaveLength(3);
    expect(body).toContain('article + article { break-before: page }');
    expect(body).not.toContain('未同意');
    const csv = (await supervisor.call('POST', url, { format: 'csv' })).body.split('\r\n');
    expect(csv[1]).toMatch(/^第一中学,七年级十班,乙,/);
    await enter(sheetOf(consenting, campaignId));
    const left = (await supervisor.call('POST', url, { format: 'html' })).body;
    expect(left.match(/<svg/g)).toHaveLength(2);
    expect((await worker.call('POST', url, { format: 'html' })).status).toBe(403);
    const progress = (await supervisor.call('GET', `/api/v1/campaigns/${campaignId}`)).body.classes;
    expect(progress.map(({ school, name }: { school: string; name: string }) => [school, name])).toEqual([
      ['第一中学', '七年级十班'],
      ['第一中学', '八年级一班'],
      ['第一中学<b>', '七年级二班'],
    ]);
    await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/close`);
    expect((await supervisor.call('POST', url, { format: 'html' })).body.code).toBe('campaign_closed');
  });
});
