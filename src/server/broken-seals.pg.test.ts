import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../test/server.ts';
import { growthCheck } from '../domain/scoring/instruments/growth-check.ts';
import { warmWayPlaybook } from '../domain/playbooks/warm-way-playbook.ts';
import { watchAlerts } from './casework/public.ts';
import { exportAnswers } from './measures/public.ts';
import { systemSettings } from './platform/database/database.ts';
import { newId } from './platform/database/ids.ts';
import { Work } from './platform/work/work.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** as long as a seal is, in the format of one, under a key version that nobody has */
const BROKEN = Buffer.alloc(60, 1);

let server: TestServer;
let station: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;
/** what the server takes for now */
let now = Date.parse('2026-11-20T02:00:00.000Z');

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
  station = await makeOrganisation(server);
  supervisor = await makeUser(server, station, 'supervisor');
  worker = await makeUser(server, station, 'worker', [station.siteIds[0]]);
});
afterAll(() => server.dispose());

const at = (offset: number) => new Date(now + offset).toISOString();

/** Pupils of a class with an open round of one questionnaire, and the links that they answer by. */
async function openRound(names: readonly string[], instrumentId: string) {
  const classId = newId();
  await server.admin.query(
    `insert into school_class (organisation_id, id, site_id, kind, name, created_at) values ($1, $2, $3, 'class', $4, now())`,
    [station.id, classId, station.siteIds[0], `班 ${classId}`],
  );
  const clientIds = new Map<string, string>();
  for (const name of names) {
    const pupil = { name, birthDate: '2011-03-04', classId, siteId: station.siteIds[0] };
    const { body } = await supervisor.call('POST', '/api/v1/clients', pupil);
    const consent = {
      purpose: 'assessment',
      givenBy: 'client',
      evidence: 'signed_form',
      givenOn: '2026-11-01',
    };
    await worker.call('POST', `/api/v1/clients/${body.id}/consents`, consent);
    clientIds.set(name, body.id);
  }
  const round = {
    title: '筛查',
    wave: 'baseline',
    opensAt: at(-HOUR),
    closesAt: at(HOUR),
    classIds: [classId],
  };
  const planned = await supervisor.call('POST', '/api/v1/campaigns', {
    ...round,
    instrumentIds: [instrumentId],
  });
  const campaignId: string = planned.body.id;
  await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/open`);
  const { body } = await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/links`, { classId });
  const links: { name: string; link: string }[] = body.items;
  const tokens = new Map(links.map(({ name, link }) => [name, link.split('#')[1] ?? '']));
  const send = (name: string, body: { id: string; answers: object }) =>
    request(server, 'POST', '/api/v1/responses', {
      ...body,
      instrumentId,
      answeredAt: at(-1000),
      invitationToken: tokens.get(name) ?? '',
    });
  return {
    classId,
    campaignId,
    idOf: (name: string) => clientIds.get(name) ?? '',
    answer: (name: string, answers: object) => send(name, { id: newId(), answers }),
    send,
    form: (name: string) =>
      request(server, 'POST', '/api/v1/answer-forms', { invitationToken: tokens.get(name) ?? '' }),
    ask: (name: string, more: object) =>
      request(server, 'POST', '/api/v1/self-referrals', {
        id: newId(),
        invitationToken: tokens.get(name) ?? '',
        urgency: 'urgent',
        ...more,
      }),
  };
}

/** Rows of an export of the answers to the questionnaire about growth. */
async function countExported(): Promise<number> {
  const origin = { requestId: newId(), language: 'zh-CN' } as const;
  const work = new Work(server.services, systemSettings(station.id), origin);
  return work.read(async (reading) => {
    let rows = 0;
    for await (const page of exportAnswers(reading, growthCheck, { siteId: undefined })) rows += page.length;
    return rows;
  });
}

const get = async (url: string) => {
  const { status, body } = await supervisor.call('GET', `/api/v1/${url}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
const breakSeal = (table: string, column: string, where: string, value: unknown) =>
  server.admin.query(`update ${table} set ${column} = $1 where ${where} = $2`, [BROKEN, value]);
const metCount = async (column: string) => {
  const { body } = await server.app.inject({ url: '/metrics' });
  return Number(new RegExp(`nuantu_broken_seals_total\\{column="${column}"\\} (\\d+)`).exec(body)?.[1] ?? 0);
};

const inDanger = { 'phq9-9': 3 };
const growthAnswers = Object.fromEntries(
  Array.from({ length: 15 }, (_, index) => [`growth-${index + 1}`, 3] as const),
);

describe('one seal that does not open', () => {
  it.each([
    ['the alert’s', 'alert', 'sealed', 'client_id'],
    ['the source’s', 'alert_event', 'sealed', 'client_id'],
    ['the name’s', 'client', 'card', 'id'],
    ['the key’s', 'person_key', 'wrapped', 'person_id'],
  ])(
    'of an alert (%s): others are called for both children, and both are taken',
    async (_, table, column, where) => {
      const { answer, idOf } = await openRound(['坏', '好'], 'phq-9@1');
      for (const name of ['坏', '好']) expect((await answer(name, inDanger)).status).toBe(201);
      const [broken, whole] = [idOf('坏'), idOf('好')];
      server.services.keyring.forgetPerson(broken);
      await breakSeal(table, column, where, broken);
      const listed = async () =>
        (await get('alerts?limit=200')).items.filter(({ clientId }: { clientId: string }) =>
          [broken, whole].includes(clientId),
        );
      const open = await listed();
      expect(open).toHaveLength(2);
      const good = open.find(({ clientId }: { clientId: string }) => clientId === whole);
      expect(good).toMatchObject({
        kind: 'self_harm_answer',
        clientName: '好',
        sources: [{}],
        isUnreadable: false,
      });
      // what raised it is told by neither name nor kind
      const bad = open.find(({ clientId }: { clientId: string }) => clientId === broken);
      expect(bad.isUnreadable).toBe(table !== 'alert_event');
      now += 31 * MINUTE;
      await watchAlerts(server.services, station.id);
      for (const alert of await listed()) expect(alert.escalatedAt).toBe(new Date(now).toISOString());
      for (const { id } of open) {
        const taken = await worker.call('POST', `/api/v1/alerts/${id}/take`);
        expect(taken.status, JSON.stringify(taken.body)).toBe(200);
      }
      expect(await metCount(`${table}.${column}`)).toBeGreaterThan(0);
    },
  );

  it('of an alert about a report: it ends with the report and by no other way', async () => {
    const { idOf } = await openRound(['报'], 'phq-9@1');
    const clientId = idOf('报');
    const urgent = { clientId, source: 'teacher', urgency: 'urgent', reason: '不对劲' };
    await supervisor.call('POST', '/api/v1/referrals', urgent);
    const report = { discoveredAt: at(-MINUTE), text: '身上有伤' };
    const filed = await supervisor.call('POST', `/api/v1/clients/${clientId}/mandatory-reports`, report);
    expect(filed.status, JSON.stringify(filed.body)).toBe(201);
    const { items } = await get(`alerts?clientId=${clientId}`);
    expect(items).toHaveLength(2);
    await breakSeal('alert', 'sealed', 'client_id', clientId);
    for (const { id, kind } of items) {
      await supervisor.call('POST', `/api/v1/alerts/${id}/take`);
      const end = { outcome: 'safe_checked', note: '已见面' };
      const closed = await supervisor.call('POST', `/api/v1/alerts/${id}/close`, end);
      expect(closed.body.code).toBe(kind === 'mandatory_report' ? 'alert_needs_report' : undefined);
    }
  });

  it('of a call for help: it counts as urgent, and whoever calls now is heard', async () => {
    const { ask, classId } = await openRound(['呼'], 'growth-check@1');
    const call = (more: object) => ask('呼', { isMine: false, ...more });
    expect((await call({ urgency: 'soon', words: '一' })).status).toBe(201);
    const { rows } = await server.admin.query('select id from help_call where class_id = $1', [classId]);
    await breakSeal('help_call', 'sealed', 'id', rows[0].id);
    // without words it would be nothing new beside an urgent one
    expect((await call({ words: '' })).status).toBe(201);
    expect((await call({ words: '二' })).status).toBe(201);
    const { items } = await get('help-calls');
    expect(items).toMatchObject([
      { id: rows[0].id, urgency: 'urgent', words: null },
      { urgency: 'urgent', words: null },
      { urgency: 'urgent', words: '二' },
    ]);
    now += 5 * HOUR;
    expect(await get('help-calls/open-count')).toMatchObject({ open: 3, overdue: 3 });
    now -= 5 * HOUR;
    expect(await metCount('help_call.sealed')).toBeGreaterThan(0);
  });

  it('of a referral: it stands first without words, page by page, and the child may ask again', async () => {
    const { ask, idOf } = await openRound(['转甲', '转乙'], 'growth-check@1');
    const refer = async (name: string, urgency: string) => {
      const referral = { clientId: idOf(name), source: 'teacher', urgency, reason: `为${name}` };
      return (await supervisor.call('POST', '/api/v1/referrals', referral)).body.id;
    };
    const [whole, broken] = [await refer('转乙', 'soon'), await refer('转甲', 'routine')];
    await breakSeal('referral', 'sealed', 'id', broken);
    const ids: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: { items: Record<string, string>[]; next: string | null } = await get(
        `referrals?status=open&limit=1${next === '' ? '' : `&after=${encodeURIComponent(next)}`}`,
      );
      ids.push(...page.items.map(({ id = '' }) => id));
      next = page.next;
    }
    expect(ids.indexOf(broken)).toBeGreaterThanOrEqual(0);
    expect(ids.indexOf(broken)).toBeLessThan(ids.indexOf(whole));
    const { items } = await get(`referrals?status=open&clientId=${idOf('转甲')}`);
    expect(items).toMatchObject([
      { id: broken, urgency: 'urgent', source: null, reason: '', clientName: '转甲' },
    ]);
    expect((await ask('转甲', { words: '救我' })).status).toBe(201);
    expect((await get(`alerts?clientId=${idOf('转甲')}`)).items).toHaveLength(1);
    expect(await metCount('referral.sealed')).toBeGreaterThan(0);
  });

  it('of a card: lists go on with a dash, and the child’s call for help is heard', async () => {
    const { answer, campaignId, form, classId, idOf } = await openRound(['无名', '有名'], 'phq-9@1');
    server.services.keyring.forgetPerson(idOf('无名'));
    await breakSeal('client', 'card', 'id', idOf('无名'));
    const names = (items: { name: string }[]) => new Set(items.map(({ name }) => name));
    expect(names((await get(`clients?classId=${classId}`)).items)).toEqual(new Set(['—', '有名']));
    expect(names((await get(`campaigns/${campaignId}/invitations`)).items)).toEqual(new Set(['—', '有名']));
    // whose consent it needs nobody can say: the slip is told as without one, and what calls for help is kept
    expect((await form('无名')).body).toMatchObject({ code: 'consent_not_given' });
    expect((await answer('无名', inDanger)).body).toMatchObject({ keptApart: 'consent_not_given' });
    expect((await get(`alerts?clientId=${idOf('无名')}`)).items).toMatchObject([
      { kind: 'self_harm_answer', clientName: '—' },
    ]);
    // the record itself says that it cannot be read, and is told as well
    const before = await metCount('client.card');
    expect((await supervisor.call('GET', `/api/v1/clients/${idOf('无名')}`)).status).toBe(500);
    expect(await metCount('client.card')).toBe(before + 1);
    // whoever withdrew is known without the card, and what calls for help is kept all the same
    const { rows } = await server.admin.query('select id from consent where client_id = $1', [idOf('无名')]);
    const consent = `clients/${idOf('无名')}/consents/${rows[0].id}`;
    const day = { withdrawnOn: '2026-11-03' };
    expect((await worker.call('POST', `/api/v1/${consent}/withdraw`, day)).status).toBe(200);
    const told = { id: newId(), instrumentId: 'phq-9@1', answers: inDanger, answeredAt: at(-1000) };
    const recorded = await worker.call('POST', '/api/v1/responses', { ...told, clientId: idOf('无名') });
    expect(recorded.body).toMatchObject({ id: told.id, keptApart: 'consent_not_given' });
  });

  it('of the rest of a record: the child’s slip opens without the seat', async () => {
    const { form, idOf } = await openRound(['座甲', '座乙'], 'phq-9@1');
    await breakSeal('client', 'profile', 'id', idOf('座甲'));
    expect(await form('座甲')).toMatchObject({
      status: 200,
      body: { respondent: { surname: '座', seat: null } },
    });
    expect(await form('座乙')).toMatchObject({ status: 200 });
  });

  it('of answers that a device sends again: they were heard, and it is told so', async () => {
    const { send, idOf } = await openRound(['再送'], 'phq-9@1');
    const body = { id: newId(), answers: inDanger };
    expect((await send('再送', body)).status).toBe(201);
    await breakSeal('response', 'answers', 'client_id', idOf('再送'));
    expect(await send('再送', body)).toMatchObject({ status: 201, body: { id: body.id } });
  });

  it('of the note that closed a call: whoever says the same again is told that it is closed', async () => {
    const { ask, classId } = await openRound(['结'], 'growth-check@1');
    expect((await ask('结', { isMine: false, words: '一' })).status).toBe(201);
    const id = (await server.admin.query('select id from help_call where class_id = $1', [classId])).rows[0]
      .id;
    const close = () => worker.call('POST', `/api/v1/help-calls/${id}/close`, { note: '已联系' });
    expect((await close()).status).toBe(200);
    expect((await close()).status).toBe(200);
    await breakSeal('help_call', 'sealed_note', 'id', id);
    expect((await close()).body).toMatchObject({ code: 'help_call_closed' });
  });

  it('of a session’s note: it is not written over', async () => {
    const { classId, idOf } = await openRound(['记'], 'growth-check@1');
    await worker.call('POST', `/api/v1/clients/${idOf('记')}/consents`, {
      purpose: 'service',
      givenBy: 'client',
      evidence: 'signed_form',
      givenOn: '2026-11-01',
    });
    const group = { name: '组', siteId: station.siteIds[0], playbookId: 'warm-way@1', level: 'universal' };
    const planned = { ...group, startsOn: '2026-11-09', classIds: [classId] };
    const { id } = (await worker.call('POST', '/api/v1/groups', planned)).body;
    const session = `groups/${id}/sessions/${warmWayPlaybook.sessions[0]?.id}/delivery`;
    const held = { heldOn: '2026-11-10', minutes: 40, done: [], note: '很好' };
    const deliver = (version: number) =>
      worker.call(
        'POST',
        `/api/v1/${session}`,
        { ...held, attendance: [{ clientId: idOf('记'), presence: 'present' }] },
        { 'if-match': `"${version}"` },
      );
    expect((await deliver(1)).status).toBe(200);
    await breakSeal('group_session', 'note', 'note is not null and group_id', id);
    const { rows } = await server.admin.query(
      `select version from group_session where group_id = $1 and note is not null`,
      [id],
    );
    expect((await deliver(rows[0].version)).status).toBe(500);
    expect(await metCount('group_session.note')).toBeGreaterThan(0);
  });

  it('of answers: figures, exports and the child’s list go on without them', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `生${index}`);
    const { answer, campaignId, idOf } = await openRound(names, 'growth-check@1');
    for (const name of names) expect((await answer(name, growthAnswers)).status).toBe(201);
    const told = async () => (await get(`campaigns/${campaignId}/summary`)).scales[0];
    expect(await told()).toMatchObject({ n: 12 });
    await breakSeal('response', 'answers', 'client_id', idOf('生3'));
    expect(await told()).toMatchObject({ n: 11 });
    expect((await get(`clients/${idOf('生3')}/responses`)).items).toMatchObject([{ scores: [] }]);
    expect((await get(`clients/${idOf('生4')}/responses`)).items[0].scores).not.toEqual([]);
    expect((await get('instruments/growth-check@1/psychometrics')).persons).toBe(11);
    expect(await countExported()).toBe(11);
    expect(await metCount('response.answers')).toBeGreaterThan(0);
  });
});
