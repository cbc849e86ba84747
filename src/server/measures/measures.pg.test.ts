import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { who5 } from '../../domain/scoring/instruments/who-5.ts';
import { type RowSettings, systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { Work } from '../platform/work/work.ts';
import { openRounds } from './open-round.ts';

const HOUR = 3_600_000;

let server: TestServer;
let wenzhou: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;
let elsewhere: TestUser;
/** what the server takes for now */
let now = Date.parse('2026-11-20T02:00:00.000Z');

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
  wenzhou = await makeOrganisation(server);
  supervisor = await makeUser(server, wenzhou, 'supervisor');
  worker = await makeUser(server, wenzhou, 'worker', [wenzhou.siteIds[0]]);
  elsewhere = await makeUser(server, wenzhou, 'worker', [wenzhou.siteIds[1]]);
});
afterAll(() => server.dispose());

const iso = (offset: number) => new Date(now + offset).toISOString();

async function makeClass(name: string, siteId: string = wenzhou.siteIds[0]): Promise<string> {
  const id = newId();
  await server.admin.query(
    `insert into school_class (organisation_id, id, site_id, kind, name, created_at)
     values ($1, $2, $3, 'class', $4, now())`,
    [wenzhou.id, id, siteId, name],
  );
  return id;
}

/** A pupil of fifteen, who may consent alone. */
async function makePupil(classId: string, name: string, consents = true): Promise<string> {
  const { body } = await supervisor.call('POST', '/api/v1/clients', {
    name,
    birthDate: '2011-03-04',
    classId,
    siteId: wenzhou.siteIds[0],
  });
  if (consents) await consent(body.id);
  return body.id;
}

async function consent(clientId: string): Promise<string> {
  const given = { purpose: 'assessment', givenBy: 'client', evidence: 'signed_form', givenOn: '2026-11-01' };
  const { status, body } = await worker.call('POST', `/api/v1/clients/${clientId}/consents`, given);
  expect(status).toBe(201);
  return body.id;
}

async function planRound(classIds: string[], more: object = {}): Promise<string> {
  const { status, body } = await supervisor.call('POST', '/api/v1/campaigns', {
    title: '秋季筛查',
    wave: 'baseline',
    opensAt: iso(-HOUR),
    closesAt: iso(HOUR),
    classIds,
    ...more,
  });
  expect(status).toBe(201);
  return body.id;
}

async function issue(campaignId: string, classId: string): Promise<Map<string, string>> {
  const { status, body } = await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/links`, {
    classId,
  });
  expect(status).toBe(200);
  const items: { name: string; link: string }[] = body.items;
  return new Map(items.map(({ name, link }) => [name, link.split('#')[1] ?? '']));
}

/** A class with a round opened for it, and the link of each pupil. */
async function openRound(names: string[], more: object = {}) {
  const classId = await makeClass(`班 ${newId()}`);
  const clientIds = new Map<string, string>();
  for (const name of names) clientIds.set(name, await makePupil(classId, name));
  const campaignId = await planRound([classId], more);
  await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/open`);
  const tokens = await issue(campaignId, classId);
  const idOf = (name: string) => clientIds.get(name) ?? '';
  const tokenOf = (name: string) => tokens.get(name) ?? '';
  return { classId, campaignId, idOf, tokenOf };
}

const growthAnswers = Object.fromEntries(
  Array.from({ length: 15 }, (_, index) => [`growth-${index + 1}`, 3] as const),
);

function submit(invitationToken: string, body: object = {}) {
  return request(server, 'POST', '/api/v1/responses', {
    id: newId(),
    instrumentId: 'growth-check@1',
    answers: growthAnswers,
    answeredAt: iso(-1000),
    invitationToken,
    ...body,
  });
}

const openForm = (invitationToken: string) =>
  request(server, 'POST', '/api/v1/answer-forms', { invitationToken });

async function countResponses(): Promise<number> {
  const { rows } = await server.admin.query('select count(*)::int as count from response');
  return rows[0].count;
}

describe('a pupil who asks for a social worker', () => {
  const ask = (invitationToken: string, body: object = {}) =>
    request(server, 'POST', '/api/v1/self-referrals', {
      id: newId(),
      invitationToken,
      urgency: 'soon',
      ...body,
    });
  const openReferralsOf = async (clientId: string) => {
    const { body } = await supervisor.call('GET', '/api/v1/referrals?status=open&limit=200');
    return body.items.filter((item: { clientId: string }) => item.clientId === clientId);
  };

  it('becomes a referral with the own words, also after the end of the round; the same request twice is one', async () => {
    const { idOf, tokenOf, campaignId } = await openRound(['想聊聊']);
    await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/close`);
    const body = { id: newId(), words: '最近睡不好，想找人说说' };
    expect(await ask(tokenOf('想聊聊'), body)).toMatchObject({ status: 201, body: { id: body.id } });
    expect((await ask(tokenOf('想聊聊'), body)).status).toBe(201);
    expect((await ask(tokenOf('想聊聊'))).status).toBe(201);
    expect(await openReferralsOf(idOf('想聊聊'))).toMatchObject([
      { id: body.id, source: 'self', urgency: 'soon', reason: body.words, clientName: '想聊聊' },
    ]);
  });

  it('alerts the station at once when it cannot wait, however many quiet requests are open', async () => {
    const { idOf, tokenOf } = await openRound(['等不了']);
    // all at once: each finds the ones before it
    const quiet = ['一', '二', '三', '四', '五', '六', '七'].map((words) =>
      ask(tokenOf('等不了'), { words }),
    );
    const refused = (await Promise.all(quiet)).filter(({ status }) => status !== 201);
    expect(refused.map(({ body }) => body.code)).toEqual(['asked_often', 'asked_often']);
    expect((await ask(tokenOf('等不了'), { urgency: 'urgent', words: '现在就要' })).status).toBe(201);
    const { body } = await supervisor.call('GET', '/api/v1/alerts?limit=200');
    const own = body.items.filter((item: { clientId: string }) => item.clientId === idOf('等不了'));
    expect(own.map(({ kind }: { kind: string }) => kind)).toEqual(['referral_urgent']);
    // seen to, while the referral still waits: asked for again without words, somebody is told again, and once
    await supervisor.call('POST', `/api/v1/alerts/${own[0].id}/take`);
    const end = { outcome: 'safe_checked', note: '已见面' };
    expect((await supervisor.call('POST', `/api/v1/alerts/${own[0].id}/close`, end)).status).toBe(200);
    for (let tap = 0; tap < 3; tap += 1)
      expect((await ask(tokenOf('等不了'), { urgency: 'urgent' })).status).toBe(201);
    const again = (await supervisor.call('GET', '/api/v1/alerts?limit=200')).body.items.filter(
      (item: { clientId: string }) => item.clientId === idOf('等不了'),
    );
    expect(again).toMatchObject([{ kind: 'referral_urgent', repeats: 0 }]);
    expect(await openReferralsOf(idOf('等不了'))).toHaveLength(6);
  });

  it('by a void link, or one that is somebody else’s, calls the station of the class and names nobody', async () => {
    const { idOf, tokenOf, campaignId, classId } = await openRound(['丢了纸条']);
    const renewed = await issue(campaignId, classId);
    const call = { id: newId(), urgency: 'urgent', words: '我不想活了' };
    expect((await ask(tokenOf('丢了纸条'), call)).status).toBe(201);
    expect((await ask(tokenOf('丢了纸条'), call)).status).toBe(201);
    const other = { id: newId(), isMine: false, words: '这不是我的纸条' };
    expect((await ask(renewed.get('丢了纸条') ?? '', other)).status).toBe(201);
    expect(await openReferralsOf(idOf('丢了纸条'))).toEqual([]);
    const { items } = (await worker.call('GET', '/api/v1/help-calls')).body;
    const own = items.filter((item: { classId: string }) => item.classId === classId);
    expect(own).toMatchObject([
      { id: call.id, urgency: 'urgent', words: call.words, school: null },
      { id: other.id, urgency: 'soon', words: other.words },
    ]);
    expect(JSON.stringify(own)).not.toContain(idOf('丢了纸条'));
    const { rows } = await server.admin.query('select sealed from help_call where id = $1', [call.id]);
    expect(rows[0].sealed.includes(Buffer.from(call.words))).toBe(false);

    const seen = (await elsewhere.call('GET', '/api/v1/help-calls')).body.items;
    expect(seen.filter((item: { classId: string }) => item.classId === classId)).toEqual([]);
    const close = (user: TestUser) =>
      user.call('POST', `/api/v1/help-calls/${call.id}/close`, { note: '在班里找到了他，已谈话' });
    const liaison = await makeUser(server, wenzhou, 'liaison', [wenzhou.siteIds[0]]);
    expect((await liaison.call('GET', '/api/v1/help-calls')).status).toBe(403);
    expect((await close(elsewhere)).status).toBe(404);
    const closed = await close(worker);
    expect(closed.status).toBe(200);
    // the answer was lost and the page sends again; a colleague, or other words, come too late
    expect((await close(worker)).body).toEqual(closed.body);
    expect((await close(supervisor)).body.code).toBe('help_call_closed');
    const late = await worker.call('POST', `/api/v1/help-calls/${call.id}/close`, { note: '又去了一次' });
    expect(late.body.code).toBe('help_call_closed');
  });

  it('is told as not there when it is sent again after the person was erased, unless it called for the class', async () => {
    const names = ['已删', '已答已删', '已换已删', '不是我'];
    const { tokenOf, idOf, campaignId, classId } = await openRound(names);
    await submit(tokenOf('已答已删'));
    const wishes = names.map((name) => ({
      name,
      body: { id: newId(), words: '帮我', ...(name === '不是我' ? { isMine: false } : {}) },
    }));
    for (const { name, body } of wishes) expect((await ask(tokenOf(name), body)).status).toBe(201);
    // a newer slip makes the one void by which was asked
    await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/links`, {
      classId,
      clientIds: [idOf('已换已删')],
    });
    for (const { name, body } of wishes) expect((await ask(tokenOf(name), body)).status).toBe(201);
    for (const name of names) {
      const erased = await supervisor.call('POST', `/api/v1/clients/${idOf(name)}/erase`, {
        reason: 'request',
      });
      expect(erased.status).toBe(200);
    }
    const again = await Promise.all(wishes.map(({ name, body }) => ask(tokenOf(name), body)));
    expect(again.map(({ status, body }) => [status, body.code])).toEqual([
      [404, 'not_found'],
      [404, 'not_found'],
      [404, 'not_found'],
      [201, undefined],
    ]);
  });

  it('that adds nothing to a call of the class stands with it, also after an erasure', async () => {
    const { tokenOf, idOf, campaignId, classId } = await openRound(['废纸条']);
    const old = tokenOf('废纸条');
    await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/links`, {
      classId,
      clientIds: [idOf('废纸条')],
    });
    const bodies = [1, 2].map(() => ({ id: newId(), urgency: 'urgent' }));
    for (const body of bodies) expect((await ask(old, body)).status).toBe(201);
    const { rows } = await server.admin.query('select id from help_call where class_id = $1', [classId]);
    expect(rows).toEqual([{ id: bodies[0]?.id }]);
    const url = `/api/v1/clients/${idOf('废纸条')}/erase`;
    expect((await supervisor.call('POST', url, { reason: 'request' })).status).toBe(200);
    for (const body of bodies) expect((await ask(old, body)).status).toBe(201);
    const late = { id: newId(), urgency: 'urgent' };
    expect((await ask(old, late)).status).toBe(201);
    expect((await ask(old, late)).status).toBe(201);
  });

  it('for a class is counted with its clock, and quiet calls take no place from urgent ones', async () => {
    const countOf = async (user: TestUser) => (await user.call('GET', '/api/v1/help-calls/open-count')).body;
    const before = await countOf(worker);
    const { tokenOf, campaignId, classId } = await openRound(['捡到纸条']);
    const school = `学校 ${newId()}`;
    await server.admin.query('update school_class set parent_id = $1 where id = $2', [
      await makeClass(school),
      classId,
    ]);
    await issue(campaignId, classId);
    const quiet = ['一', '二', '三', '四', '五', '六', '七'].map((words) =>
      ask(tokenOf('捡到纸条'), { words }),
    );
    const refused = (await Promise.all(quiet)).filter(({ status }) => status !== 201);
    expect(refused.map(({ body }) => body.code)).toEqual(['asked_often', 'asked_often']);
    expect((await ask(tokenOf('捡到纸条'), { urgency: 'urgent' })).status).toBe(201);
    expect((await countOf(worker)).open).toBe(before.open + 6);
    expect(await countOf(elsewhere)).toEqual({ open: 0, overdue: 0 });
    now += 4 * HOUR + 1;
    expect((await countOf(worker)).overdue).toBeGreaterThan(before.overdue);
    const { items } = (await worker.call('GET', '/api/v1/help-calls')).body;
    const first = items.find((item: { classId: string }) => item.classId === classId);
    expect(first.school).toBe(school);
    expect(Date.parse(first.dueAt) - Date.parse(first.calledAt)).toBe(4 * HOUR);
    now -= 4 * HOUR + 1;
  });

  it('is refused without a link that was issued, and never overwrites another referral', async () => {
    const { idOf, tokenOf } = await openRound(['冒名', '别人']);
    expect((await ask(`${tokenOf('冒名').slice(0, -4)}AAAA`)).body.code).toBe('link_invalid');
    const id = newId();
    await ask(tokenOf('别人'), { id, words: '我的话' });
    expect((await ask(tokenOf('冒名'), { id, words: '我的话' })).body.code).toBe('id_taken');
    expect(await openReferralsOf(idOf('冒名'))).toEqual([]);
  });
});

describe('a screening round', () => {
  it('invites whoever consented, names why the others are not, and shows progress per class', async () => {
    const classId = await makeClass('八年级一班');
    await makePupil(classId, '同意甲');
    await makePupil(classId, '同意乙');
    const late = await makePupil(classId, '未交表', false);
    const campaignId = await planRound([classId], { contact: { name: '陈老师', phone: '0577-8888' } });
    const opened = await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/open`);
    expect(opened.body.classes).toEqual([
      { classId, school: null, name: '八年级一班', invited: 2, answered: 0, withheld: 1 },
    ]);
    expect(opened.body).toMatchObject({
      state: 'open',
      instrumentIds: ['growth-check@1', 'hardest-now@1'],
    });
    const listed = await worker.call('GET', `/api/v1/campaigns/${campaignId}/invitations`);
    expect(listed.body.items.find((item: { clientId: string }) => item.clientId === late)).toMatchObject({
      name: '未交表',
      withheld: 'missing',
    });
    await consent(late);
    const again = await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/open`);
    expect(again.body.classes[0]).toMatchObject({ invited: 3, withheld: 0 });
  });

  it('is answered by a link without signing in, and the link never says whose it is', async () => {
    const { campaignId, idOf, tokenOf } = await openRound(['林小满']);
    const form = await openForm(tokenOf('林小满'));
    expect(form.status).toBe(200);
    expect(JSON.stringify(form.body)).not.toContain('林小满');
    expect(form.body.respondent).toMatchObject({ surname: '林', seat: null });
    expect(form.body.timeZone).toBe('Asia/Shanghai');
    expect(form.body.instruments.map(({ id }: { id: string }) => id)).toEqual([
      'growth-check@1',
      'hardest-now@1',
    ]);
    expect(form.body.instruments[0].cutOffs).toEqual([]);
    const answered = await submit(tokenOf('林小满'));
    expect(answered.status).toBe(201);
    // oracle: growth check, all fifteen answers 3 of 1–5: each mean is 3, whatever is reversed
    expect(answered.body.scores[0]).toEqual({ scale: 'total', value: 3, answered: 15, missing: 0 });
    const second = { instrumentId: 'hardest-now@1', answers: { hardest: ['academic_pressure'] } };
    expect((await submit(tokenOf('林小满'), second)).status).toBe(201);
    const progress = await supervisor.call('GET', `/api/v1/campaigns/${campaignId}`);
    expect(progress.body.classes[0]).toMatchObject({ invited: 1, answered: 1 });
    expect((await openForm(tokenOf('林小满'))).body.code).toBe('already_answered');
    const listed = await worker.call('GET', `/api/v1/clients/${idOf('林小满')}/responses`);
    expect(listed.body.items).toHaveLength(2);
    expect(listed.body.items[0].wave).toBe('baseline');
  });

  it('keeps the answers sealed, and reading them leaves a trace', async () => {
    const { tokenOf } = await openRound(['密封']);
    const id = newId();
    const told = '我和爸爸吵架了';
    await submit(tokenOf('密封'), { id, instrumentId: 'hardest-now@1', answers: { tell_us: told } });
    const { rows } = await server.admin.query('select answers from response where id = $1', [id]);
    expect(rows[0].answers.includes(Buffer.from(told))).toBe(false);
    const read = await worker.call('GET', `/api/v1/responses/${id}`);
    expect(read.body.answers).toEqual({ tell_us: told });
    const audited = await server.admin.query(
      `select from audit_event where action = 'response.read' and detail ->> 'response' = $1`,
      [id],
    );
    expect(audited.rowCount).toBe(1);
    expect((await elsewhere.call('GET', `/api/v1/responses/${id}`)).status).toBe(404);
  });

  it('raises one alert for each kind of risk answer, in the same step', async () => {
    const { idOf, tokenOf } = await openRound(['危险'], { instrumentIds: ['phq-9@1', 'hardest-now@1'] });
    const risky = await submit(tokenOf('危险'), { instrumentId: 'phq-9@1', answers: { 'phq9-9': 1 } });
    expect(risky.body.alerts).toEqual([{ itemId: 'phq9-9', kind: 'self_harm' }]);
    const hurt = { instrumentId: 'hardest-now@1', answers: { hardest: ['being_hurt'] } };
    expect((await submit(tokenOf('危险'), hurt)).body.alerts).toEqual([
      { itemId: 'hardest', kind: 'harm_by_others' },
    ]);
    const { items } = (await supervisor.call('GET', '/api/v1/alerts')).body;
    const kinds = items
      .filter((item: { clientId: string }) => item.clientId === idOf('危险'))
      .map(({ kind }: { kind: string }) => kind);
    expect(kinds.toSorted()).toEqual(['harm_by_others_answer', 'self_harm_answer']);
  });

  it('prints a class sheet with a QR code for each pupil, and a CSV that computes nothing', async () => {
    const { campaignId, classId } = await openRound(['=张三<b>', '李四']);
    const url = `/api/v1/campaigns/${campaignId}/links`;
    const html = await supervisor.call('POST', url, { classId, format: 'html' });
    expect(html.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(html.body.match(/<svg/g)).toHaveLength(2);
    expect(html.body).toContain('=张三&lt;b&gt;');
    const csv = await supervisor.call('POST', url, { classId, format: 'csv' });
    expect(csv.body).toContain(`,'=张三<b>,,http`);
    expect(csv.headers['cache-control']).toBe('no-store');
    const xlsx = await supervisor.call('POST', url, { classId, format: 'xlsx' });
    expect(xlsx.headers['content-type']).toContain('spreadsheetml.sheet');
  });
});

describe('a link', () => {
  it('is void once a new one was made', async () => {
    const { campaignId, classId, tokenOf } = await openRound(['换链接']);
    const renewed = await issue(campaignId, classId);
    expect((await submit(tokenOf('换链接'))).body.keptApart).toBe('link_void');
    expect((await submit(renewed.get('换链接') ?? '')).status).toBe(201);
    expect((await issue(campaignId, classId)).size).toBe(1);
  });

  it('that is forged, or names an organisation that never was, is refused alike', async () => {
    const { tokenOf } = await openRound(['真链接']);
    const forged = `${tokenOf('真链接').slice(0, -4)}AAAA`;
    const nowhere = Buffer.alloc(40, 7).toString('base64url');
    for (const token of [forged, nowhere]) {
      expect((await openForm(token)).body.code).toBe('link_invalid');
      expect((await submit(token)).body.code).toBe('link_invalid');
    }
    expect((await submit('short')).status).toBe(400);
  });

  it('does not answer before the round opens, nor after it ended', async () => {
    const { tokenOf, campaignId } = await openRound(['早来'], {
      opensAt: iso(HOUR),
      closesAt: iso(2 * HOUR),
    });
    const early = await openForm(tokenOf('早来'));
    expect(early.body).toMatchObject({ code: 'answering_not_open', opensAt: iso(HOUR) });
    expect((await submit(tokenOf('早来'))).body.code).toBe('answering_not_open');
    expect((await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/close`)).status).toBe(200);
    now += 1000;
    expect((await openForm(tokenOf('早来'))).body.code).toBe('answering_closed');
    const late = await submit(tokenOf('早来'), { answeredAt: iso(0) });
    expect(late.body).toMatchObject({ keptApart: 'answering_closed' });
  });

  it('delivers answers that were given in time when the phone is back online', async () => {
    const { tokenOf, campaignId } = await openRound(['断网', '太晚']);
    const given = iso(-1000);
    await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/close`);
    now += 71 * HOUR;
    expect((await submit(tokenOf('断网'), { answeredAt: given })).status).toBe(201);
    now += HOUR;
    expect((await submit(tokenOf('太晚'), { answeredAt: given })).body.keptApart).toBe('answering_closed');
    // back, since the sessions of the staff would be over by then
    now -= 72 * HOUR;
  });

  it('takes answers from a phone whose clock is years behind or ahead: they were given now', async () => {
    const { tokenOf } = await openRound(['旧表', '快表']);
    for (const [name, answeredAt] of [
      ['旧表', '1970-01-01T00:00:07Z'],
      ['快表', '2038-01-19T03:14:07Z'],
    ] as const) {
      const { body, status } = await submit(tokenOf(name), { answeredAt });
      expect(status).toBe(201);
      const read = await supervisor.call('GET', `/api/v1/responses/${body.id}`);
      expect(read.body.answeredAt).toBe(iso(0));
    }
  });

  it('stops when the consent is withdrawn', async () => {
    const classId = await makeClass('撤回班');
    const clientId = await makePupil(classId, '撤回', false);
    const consentId = await consent(clientId);
    const campaignId = await planRound([classId]);
    await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/open`);
    const token = (await issue(campaignId, classId)).get('撤回') ?? '';
    expect((await openForm(token)).status).toBe(200);
    const url = `/api/v1/clients/${clientId}/consents/${consentId}/withdraw`;
    expect((await worker.call('POST', url, { withdrawnOn: '2026-11-10' })).status).toBe(200);
    expect((await openForm(token)).body.code).toBe('consent_not_given');
    expect((await submit(token)).body.code).toBe('consent_not_given');
    const recorded = await worker.call('POST', '/api/v1/responses', responseOf(clientId));
    expect(recorded.body.code).toBe('consent_withdrawn');
  });
});

function responseOf(clientId: string, body: object = {}) {
  return {
    id: newId(),
    clientId,
    instrumentId: 'gad-7@1',
    answers: { 'gad7-1': 2, 'gad7-2': 1, 'gad7-3': 1, 'gad7-4': 0, 'gad7-5': 0, 'gad7-6': 3, 'gad7-7': 0 },
    answeredAt: iso(-1000),
    ...body,
  };
}

describe('a response', () => {
  it('is one, however often it is sent, and its id stands for nothing else', async () => {
    const { tokenOf, idOf } = await openRound(['重发', '别人']);
    const id = newId();
    const [first, second] = await Promise.all([
      submit(tokenOf('重发'), { id }),
      submit(tokenOf('重发'), { id }),
    ]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    const other = { ...growthAnswers, 'growth-1': 5 };
    expect((await submit(tokenOf('重发'), { id, answers: other })).body.code).toBe('id_taken');
    expect((await submit(tokenOf('别人'), { id })).body.code).toBe('id_taken');
    expect((await submit(tokenOf('重发'))).body.keptApart).toBe('already_answered');
    const clientId = idOf('重发');
    const paper = responseOf(clientId);
    const recorded = await worker.call('POST', '/api/v1/responses', paper);
    expect((await worker.call('POST', '/api/v1/responses', paper)).body).toEqual(recorded.body);
    const stolen = { ...paper, clientId: idOf('别人') };
    expect((await worker.call('POST', '/api/v1/responses', stolen)).body.code).toBe('id_taken');
  });

  it('of four phones at once with one link is the first one’s, and the others’ are kept apart', async () => {
    const { tokenOf, campaignId, classId } = await openRound(['四部手机']);
    const answers = await Promise.all([1, 2, 3, 4].map(() => submit(tokenOf('四部手机'))));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const apart = answers.map(({ body }) => body.keptApart).filter((reason) => reason !== null);
    expect(apart).toEqual(['already_answered', 'already_answered', 'already_answered']);
    const url = `/api/v1/campaigns/${campaignId}/invitations?classId=${classId}`;
    expect((await worker.call('GET', url)).body.items).toMatchObject([{ name: '四部手机', keptApart: 3 }]);
  });

  it('names each wrong item where a worker records it, and stores nothing of it', async () => {
    const { tokenOf, idOf } = await openRound(['乱答']);
    const before = await countResponses();
    const wrong = { ...growthAnswers, 'growth-1': 9, 'growth-2': 1.5, nonsense: 1 };
    const refused = await worker.call('POST', '/api/v1/responses', {
      ...responseOf(idOf('乱答'), { instrumentId: 'growth-check@1', answers: wrong }),
    });
    expect(refused.status).toBe(400);
    expect(refused.body.errors.map(({ path }: { path: string }) => path).toSorted()).toEqual([
      '/answers/growth-1',
      '/answers/growth-2',
      '/answers/nonsense',
    ]);
    const unknown = await submit(tokenOf('乱答'), { instrumentId: 'made-up@1' });
    expect(unknown.body.errors[0].path).toBe('/instrumentId');
    const huge = { instrumentId: 'hardest-now@1', answers: { tell_us: '字'.repeat(20_000) } };
    expect((await submit(tokenOf('乱答'), huge)).status).toBe(413);
    const leap = await submit(tokenOf('乱答'), { answeredAt: '2026-06-30T23:59:60Z' });
    expect(leap.status).toBe(400);
    expect(await countResponses()).toBe(before);
  });

  it('is recorded by a worker for a client within reach only', async () => {
    const clientId = await makePupil(await makeClass('纸质班'), '纸质');
    const recorded = await worker.call('POST', '/api/v1/responses', responseOf(clientId));
    expect(recorded.status).toBe(201);
    // oracle: GAD-7 is the sum of its seven items (Spitzer et al. 2006)
    expect(recorded.body.scores).toEqual([{ scale: 'total', value: 7, answered: 7, missing: 0 }]);
    expect((await elsewhere.call('POST', '/api/v1/responses', responseOf(clientId))).status).toBe(404);
    const stranger = await makeOrganisation(server, '410100');
    const foreign = await makeUser(server, stranger, 'supervisor');
    expect((await foreign.call('POST', '/api/v1/responses', responseOf(clientId))).status).toBe(404);
    expect((await foreign.call('GET', `/api/v1/clients/${clientId}/responses`)).status).toBe(404);
    expect((await request(server, 'POST', '/api/v1/responses', responseOf(clientId))).status).toBe(401);
    const liaison = await makeUser(server, wenzhou, 'liaison', [wenzhou.siteIds[0]]);
    expect((await liaison.call('POST', '/api/v1/responses', responseOf(clientId))).status).toBe(403);
    const nobody = await worker.call(
      'POST',
      '/api/v1/responses',
      responseOf(clientId, { clientId: undefined }),
    );
    expect(nobody.body.errors[0].path).toBe('/clientId');
    const forged = responseOf(clientId, { invitationToken: 'A'.repeat(54) });
    expect((await request(server, 'POST', '/api/v1/responses', forged)).status).toBe(400);
    const future = responseOf(clientId, { answeredAt: iso(HOUR) });
    expect((await worker.call('POST', '/api/v1/responses', future)).body.errors[0].path).toBe('/answeredAt');
  });

  it('moves with its client: whoever gets the client sees the answers, whoever gave the client away does not', async () => {
    const clientId = await makePupil(await makeClass('转站班'), '转站');
    const { body } = await worker.call('POST', '/api/v1/responses', responseOf(clientId));
    const moved = await supervisor.call(
      'PATCH',
      `/api/v1/clients/${clientId}`,
      { siteId: wenzhou.siteIds[1] },
      { 'if-match': '"1"' },
    );
    expect(moved.status).toBe(200);
    expect((await elsewhere.call('GET', `/api/v1/responses/${body.id}`)).status).toBe(200);
    expect((await worker.call('GET', `/api/v1/responses/${body.id}`)).status).toBe(404);
  });
});

const selfHarm = { instrumentId: 'phq-9@1', answers: { 'phq9-1': 2, 'phq9-9': 3 } };

/** Kinds of a person's alerts that answers raised, as a supervisor is told them. */
async function alertsOf(clientId: string): Promise<string[]> {
  const items = await Promise.all(
    ['open', 'closed'].map(
      async (state) =>
        (await supervisor.call('GET', `/api/v1/alerts?clientId=${clientId}&state=${state}`)).body.items,
    ),
  );
  const { rows } = await server.admin.query('select id from response where client_id = $1', [clientId]);
  const answers = new Set(rows.map(({ id }) => id));
  return items
    .flat()
    .filter(({ sources }) => sources.some(({ id }: { id: string }) => answers.has(id)))
    .map(({ kind }) => kind)
    .toSorted((left, right) => (left < right ? -1 : 1));
}

describe('what is answered and does not count', () => {
  const phq = { instrumentIds: ['phq-9@1'] };
  const apartOf = async (id: string) => (await worker.call('GET', `/api/v1/responses/${id}`)).body;

  it('a second submission under one link is kept whole, raises its alert at once, and counts nowhere', async () => {
    const { tokenOf, idOf, campaignId } = await openRound(['换错纸条'], phq);
    const first = { instrumentId: 'phq-9@1', answers: { 'phq9-1': 1, ...rest(1) } };
    expect((await submit(tokenOf('换错纸条'), first)).body).toMatchObject({ alerts: [], keptApart: null });
    const id = newId();
    const second = await submit(tokenOf('换错纸条'), { id, ...selfHarm });
    expect(second).toMatchObject({
      status: 201,
      body: { alerts: [{ itemId: 'phq9-9', kind: 'self_harm' }], keptApart: 'already_answered' },
    });
    expect(await alertsOf(idOf('换错纸条'))).toEqual(['self_harm_answer']);
    // sent again after a lost answer it is the same
    expect((await submit(tokenOf('换错纸条'), { id, ...selfHarm })).body).toEqual(second.body);
    expect(await apartOf(id)).toMatchObject({ answers: selfHarm.answers, keptApart: 'already_answered' });
    const { items } = (await worker.call('GET', `/api/v1/clients/${idOf('换错纸条')}/responses`)).body;
    expect(items.map(({ keptApart }: { keptApart: string | null }) => keptApart).toSorted()).toEqual([
      'already_answered',
      null,
    ]);
    const { classes } = (await supervisor.call('GET', `/api/v1/campaigns/${campaignId}`)).body;
    expect(classes[0]).toMatchObject({ invited: 1, answered: 1 });
    // eleven more, so that the summary tells its n
    const others = Array.from({ length: 11 }, (_, index) => `同班${index}`);
    const round = await openRound(['甲', ...others], phq);
    for (const name of ['甲', ...others]) await submit(round.tokenOf(name), first);
    const url = `/api/v1/campaigns/${round.campaignId}/summary`;
    const before = (await supervisor.call('GET', url)).body.scales;
    expect(before).toMatchObject([{ n: 12 }]);
    await submit(round.tokenOf('甲'), selfHarm);
    expect((await supervisor.call('GET', url)).body.scales).toEqual(before);
  });

  it('a late answer and one by a void link are kept whole, with their alerts', async () => {
    const { tokenOf, idOf, campaignId, classId } = await openRound(['迟交', '旧纸条'], phq);
    const renewed = await issue(campaignId, classId);
    const void_ = await submit(tokenOf('旧纸条'), selfHarm);
    expect(void_.body).toMatchObject({ keptApart: 'link_void', alerts: [{ kind: 'self_harm' }] });
    expect(await alertsOf(idOf('旧纸条'))).toEqual(['self_harm_answer']);
    // the new link is still there to be answered
    expect((await submit(renewed.get('旧纸条') ?? '', selfHarm)).body.keptApart).toBeNull();
    await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/close`);
    const late = await submit(renewed.get('迟交') ?? '', { ...selfHarm, answeredAt: iso(0) });
    expect(late.body).toMatchObject({ keptApart: 'answering_closed', alerts: [{ kind: 'self_harm' }] });
    expect(await alertsOf(idOf('迟交'))).toEqual(['self_harm_answer']);
  });

  it('without consent only what calls for help is kept, for the alert that it raises, and no score', async () => {
    const classId = await makeClass('无同意班');
    const clientId = await makePupil(classId, '不同意', false);
    const consentId = await consent(clientId);
    const campaignId = await planRound([classId], phq);
    await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/open`);
    const token = (await issue(campaignId, classId)).get('不同意') ?? '';
    const url = `/api/v1/clients/${clientId}/consents/${consentId}/withdraw`;
    await worker.call('POST', url, { withdrawnOn: '2026-11-10' });
    const before = await countResponses();
    const harmless = { instrumentId: 'phq-9@1', answers: { 'phq9-1': 2, 'phq9-9': 0 } };
    expect((await submit(token, harmless)).body.code).toBe('consent_not_given');
    expect((await worker.call('POST', '/api/v1/responses', responseOf(clientId, harmless))).body.code).toBe(
      'consent_withdrawn',
    );
    expect(await countResponses()).toBe(before);
    const id = newId();
    const risky = await submit(token, { id, ...selfHarm });
    expect(risky.body).toMatchObject({
      scores: [],
      keptApart: 'consent_not_given',
      alerts: [{ kind: 'self_harm' }],
    });
    expect((await submit(token, { id, ...selfHarm })).body).toEqual(risky.body);
    expect(await apartOf(id)).toMatchObject({ answers: { 'phq9-9': 3 }, scores: [] });
    // nor anything that cannot be read
    const unread = newId();
    const damaged = { instrumentId: 'phq-9@1', answers: { 'phq9-1': 99, 'phq9-9': 1 } };
    expect((await submit(token, { id: unread, ...damaged })).body.keptApart).toBe('consent_not_given');
    expect((await apartOf(unread)).answers).toEqual({ 'phq9-9': 1 });
    const onPaper = await worker.call('POST', '/api/v1/responses', responseOf(clientId, selfHarm));
    expect(onPaper.body).toMatchObject({ scores: [], keptApart: 'consent_not_given' });
    // one matter: the second answer is told beside the open alert
    expect(await alertsOf(clientId)).toEqual(['self_harm_answer']);
    const { items } = (await worker.call('GET', '/api/v1/alerts?limit=200')).body;
    const own = items.find((item: { clientId: string }) => item.clientId === clientId);
    expect(new Set(own.sources.map((source: { id: string }) => source.id))).toEqual(
      new Set([id, unread, onPaper.body.id]),
    );
    const decided = await worker.call('POST', `/api/v1/responses/${id}/decide`, { counts: true });
    expect(decided.body.code).toBe('answers_partial');
  });

  it('before the round opens, a call for help is heard and the rest refused', async () => {
    const { tokenOf, idOf } = await openRound(['心急'], {
      ...phq,
      opensAt: iso(HOUR),
      closesAt: iso(2 * HOUR),
    });
    expect((await submit(tokenOf('心急'), selfHarm)).body.keptApart).toBe('answering_not_open');
    expect(await alertsOf(idOf('心急'))).toEqual(['self_harm_answer']);
  });

  it('with an item that cannot be read is kept as it was sent, raises its alert, and does not count', async () => {
    const { tokenOf, idOf, campaignId } = await openRound(['旧版页面'], phq);
    const answers = { 'phq9-1': 7, 'phq9-9': 3, 'phq9-10': 1, 说说: '不想活了' };
    const id = newId();
    const damaged = { id, instrumentId: 'phq-9@1', answers };
    const kept = await submit(tokenOf('旧版页面'), damaged);
    expect(kept).toMatchObject({
      status: 201,
      body: { scores: [], keptApart: 'answers_invalid', alerts: [{ itemId: 'phq9-9', kind: 'self_harm' }] },
    });
    expect(await alertsOf(idOf('旧版页面'))).toEqual(['self_harm_answer']);
    // sent again it is the same, with other answers it is not
    expect((await submit(tokenOf('旧版页面'), damaged)).body).toEqual(kept.body);
    const other = { ...damaged, answers: { ...answers, 'phq9-1': 1 } };
    expect((await submit(tokenOf('旧版页面'), other)).body.code).toBe('id_taken');
    expect(await apartOf(id)).toMatchObject({
      answers,
      scores: [],
      alerts: [{ itemId: 'phq9-9', kind: 'self_harm' }],
    });
    const counted = await worker.call('POST', `/api/v1/responses/${id}/decide`, { counts: true });
    expect(counted.body.code).toBe('answers_partial');
    // the slip is not used up
    expect((await submit(tokenOf('旧版页面'), selfHarm)).body.keptApart).toBeNull();
    expect((await supervisor.call('GET', `/api/v1/campaigns/${campaignId}`)).body.classes[0]).toMatchObject({
      answered: 1,
    });
    // what was taken whole is not told again for more than that
    const whole = { id: newId(), ...selfHarm };
    expect((await submit(tokenOf('旧版页面'), whole)).body.keptApart).toBe('already_answered');
    const more = { ...whole, answers: { ...selfHarm.answers, 'phq9-10': 1 } };
    expect((await submit(tokenOf('旧版页面'), more)).body.code).toBe('id_taken');
  });

  it('with an item that cannot be read can never be made to count, by a second, a late or a void slip', async () => {
    const { tokenOf, campaignId, classId } = await openRound(['再来', '作废'], phq);
    const damaged = { instrumentId: 'phq-9@1', answers: { 'phq9-1': 1, 'phq9-2': 99 } };
    await submit(tokenOf('再来'), selfHarm);
    expect((await submit(tokenOf('再来'), damaged)).body).toMatchObject({ keptApart: 'answers_invalid' });
    const renewed = await issue(campaignId, classId);
    expect((await submit(tokenOf('作废'), damaged)).body).toMatchObject({ keptApart: 'answers_invalid' });
    await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/close`);
    const late = await submit(renewed.get('作废') ?? '', { ...damaged, answeredAt: iso(0) });
    expect(late.body).toMatchObject({ keptApart: 'answers_invalid' });
  });

  it('to what another round asks is kept whole, heard, and counts for the person alone once somebody decides so', async () => {
    const { tokenOf, idOf, campaignId } = await openRound(['没网'], phq);
    const send = (answers: object, id = newId()) =>
      submit(tokenOf('没网'), { id, instrumentId: 'hardest-now@1', answers });
    const answers = { hardest: ['academic_pressure'], tell_us: '我很难过，没有人听我说' };
    const id = newId();
    const kept = await send(answers, id);
    expect(kept).toMatchObject({ status: 201, body: { keptApart: 'other_form', alerts: [] } });
    expect((await send(answers, id)).body).toEqual(kept.body);
    expect(await apartOf(id)).toMatchObject({ answers, campaignId: null });
    expect((await send({ hardest: ['being_hurt'] })).body).toMatchObject({
      keptApart: 'other_form',
      alerts: [{ kind: 'harm_by_others' }],
    });
    expect(await alertsOf(idOf('没网'))).toEqual(['harm_by_others_answer']);
    expect((await send({ hardest: ['sunshine'], tell_us: '还有' })).body.keptApart).toBe('answers_invalid');

    const decided = await worker.call('POST', `/api/v1/responses/${id}/decide`, { counts: true });
    expect(decided.body).toEqual({ id, keptApart: null });
    const { classes } = (await supervisor.call('GET', `/api/v1/campaigns/${campaignId}`)).body;
    expect(classes[0]).toMatchObject({ invited: 1, answered: 0 });
    // another one in its place, and the slip's own round is still there to be answered
    expect((await submit(tokenOf('没网'), selfHarm)).body.keptApart).toBeNull();
    const growth = await submit(tokenOf('没网'));
    expect(growth.body.keptApart).toBe('other_form');
    await worker.call('POST', `/api/v1/responses/${growth.body.id}/decide`, { counts: true });
    const { scales } = (await supervisor.call('GET', `/api/v1/campaigns/${campaignId}/summary`)).body;
    expect(scales.map(({ instrumentId }: { instrumentId: string }) => instrumentId)).toEqual(['phq-9@1']);
  });

  it('without consent keeps the own words beside a call for help, and no words without one', async () => {
    const rounds = [
      await openRound(['没同意'], { instrumentIds: ['hardest-now@1'] }),
      await openRound(['没同意'], phq),
    ];
    for (const [index, { tokenOf, idOf }] of rounds.entries()) {
      const { items } = (await worker.call('GET', `/api/v1/clients/${idOf('没同意')}/consents`)).body;
      const withdrawal = `/api/v1/clients/${idOf('没同意')}/consents/${items[0].id}/withdraw`;
      await worker.call('POST', withdrawal, { withdrawnOn: '2026-11-10' });
      const send = (answers: object) => submit(tokenOf('没同意'), { instrumentId: 'hardest-now@1', answers });
      const called = await send({ hardest: ['being_hurt'], tell_us: '爸爸打我', made_up: '别的' });
      const reason = index === 0 ? 'consent_not_given' : 'not_in_form';
      expect(called.body).toMatchObject({ keptApart: reason, scores: [], alerts: [{ itemId: 'hardest' }] });
      expect((await apartOf(called.body.id)).answers).toEqual({
        hardest: ['being_hurt'],
        tell_us: '爸爸打我',
      });
      expect((await send({ hardest: ['peers'], tell_us: '没什么' })).body.code).toBe(reason);
      const counted = await worker.call('POST', `/api/v1/responses/${called.body.id}/decide`, {
        counts: true,
      });
      expect(counted.body.code).toBe('answers_partial');
    }
  });

  it('whatever kind of value stands beside it, and in whatever form it comes, a call for help is heard and the page kept', async () => {
    const forms = { instrumentIds: ['phq-9@1', 'hardest-now@1'] };
    const phq9 = (answers: object) => ({ instrumentId: 'phq-9@1', answers });
    const hardest = (answers: object) => ({ instrumentId: 'hardest-now@1', answers });
    const selfHarmKind = ['self_harm_answer'];
    const harmKind = ['harm_by_others_answer'];
    // what is sent, how it lies there, and what is alerted
    const cases = [
      [phq9({ 'phq9-9': 3, 'phq9-1': true }), { 'phq9-1': ['true'], 'phq9-9': 3 }, selfHarmKind],
      [phq9({ 'phq9-9': 3, 'phq9-1': { v: 1 } }), { 'phq9-1': ['{"v":1}'], 'phq9-9': 3 }, selfHarmKind],
      [phq9({ 'phq9-9': ['3'], 'phq9-1': 1 }), { 'phq9-1': 1, 'phq9-9': ['3'] }, selfHarmKind],
      [phq9({ 'phq9-9': '3分', 'phq9-1': 1 }), { 'phq9-1': 1, 'phq9-9': '3分' }, selfHarmKind],
      [phq9({ 'phq9-9': '0分', 'phq9-1': 1 }), { 'phq9-1': 1, 'phq9-9': '0分' }, []],
      [
        hardest({ hardest: ['x'.repeat(61), 'being_hurt'], tell_us: '他打我' }),
        { hardest: ['x'.repeat(61), 'being_hurt'], tell_us: '他打我' },
        harmKind,
      ],
      [hardest({ hardest: 'being_hurt' }), { hardest: 'being_hurt' }, harmKind],
    ] as const;
    for (const [index, [sent, lies, kinds]] of cases.entries()) {
      const name = `第${index}页`;
      const { tokenOf, idOf } = await openRound([name], forms);
      const id = newId();
      const kept = await submit(tokenOf(name), { id, ...sent });
      expect([kept.status, kept.body.keptApart], name).toEqual([201, 'answers_invalid']);
      expect(await alertsOf(idOf(name)), name).toEqual(kinds);
      expect((await apartOf(id)).answers).toEqual(lies);
      expect((await apartOf(id)).alerts).toEqual(kept.body.alerts);
      expect((await submit(tokenOf(name), { id, ...sent })).body).toEqual(kept.body);
    }
  });

  it('own words lose what no keyboard writes and count; deep, huge and broken values never break the server', async () => {
    const { tokenOf } = await openRound(['乱码', '深处'], { instrumentIds: ['phq-9@1', 'hardest-now@1'] });
    const words = newId();
    const answers = { hardest: ['peers'], tell_us: '他\u0001们\ud800不理我' };
    const kept = await submit(tokenOf('乱码'), { id: words, instrumentId: 'hardest-now@1', answers });
    expect(kept).toMatchObject({ status: 201, body: { keptApart: null } });
    expect((await apartOf(words)).answers).toEqual({ hardest: ['peers'], tell_us: '他们\ufffd不理我' });

    const sendRaw = async (value: string) => {
      const id = newId();
      const { statusCode } = await server.app.inject({
        method: 'POST',
        url: '/api/v1/responses',
        headers: { 'content-type': 'application/json' },
        payload: `{"id":"${id}","instrumentId":"phq-9@1","invitationToken":"${tokenOf('深处')}","answeredAt":"${iso(-1000)}","answers":{"phq9-9":2,"phq9-1":${value}}}`,
      });
      return { status: statusCode, id };
    };
    const deep = await sendRaw('['.repeat(15_000) + ']'.repeat(15_000));
    expect(deep.status).toBe(201);
    expect((await apartOf(deep.id)).answers).toMatchObject({ 'phq9-9': 2 });
    expect((await apartOf(deep.id)).answers['phq9-1'][0]).toMatch(/^\[+"…"\]+$/);
    for (const value of ['1e999', '-1e999', '{"a\\nb":{"constructor":1}}', '"\\ud800"', '-0']) {
      const { status, id } = await sendRaw(value);
      expect(status, value).toBe(201);
      expect((await apartOf(id)).alerts, value).toMatchObject([{ itemId: 'phq9-9' }]);
    }
    // the parser refuses what would change the prototype
    expect((await sendRaw('{"__proto__":1}')).status).toBe(400);
  });

  it('to a version that nobody knows is kept under the one that was asked, heard, and never counts', async () => {
    const { tokenOf, idOf } = await openRound(['新版本', '别的卷'], phq);
    const id = newId();
    const newer = { id, instrumentId: 'phq-9@2', answers: { 'phq9-1': 1, 'phq9-9': 3 } };
    const kept = await submit(tokenOf('新版本'), newer);
    expect(kept.body).toMatchObject({
      scores: [],
      keptApart: 'answers_invalid',
      alerts: [{ kind: 'self_harm' }],
    });
    expect((await submit(tokenOf('新版本'), newer)).body).toEqual(kept.body);
    expect(await alertsOf(idOf('新版本'))).toEqual(['self_harm_answer']);
    expect(await apartOf(id)).toMatchObject({ instrumentId: 'phq-9@1', answers: newer.answers });
    expect((await worker.call('POST', `/api/v1/responses/${id}/decide`, { counts: true })).body.code).toBe(
      'answers_partial',
    );
    // what counted is not told again for a version that did not
    const counted = { ...newer, id: newId(), instrumentId: 'phq-9@1' };
    expect((await submit(tokenOf('新版本'), counted)).body.keptApart).toBeNull();
    expect((await submit(tokenOf('新版本'), { ...counted, instrumentId: 'phq-9@2' })).body.code).toBe(
      'id_taken',
    );
    const unknown = await submit(tokenOf('别的卷'), { ...newer, id: newId(), instrumentId: 'made-up@1' });
    expect(unknown).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ path: '/instrumentId' }] },
    });
  });

  it('that a worker records is refused by field, whatever kind of value it is', async () => {
    const { idOf } = await openRound(['代录'], phq);
    const record = (instrumentId: string, answers: object) =>
      worker.call('POST', '/api/v1/responses', responseOf(idOf('代录'), { instrumentId, answers }));
    const before = await countResponses();
    const wrong = { 'phq9-1': true, 'phq9-2': { v: 1 }, 'phq9-3': [[1]], 'phq9-4': '3分' };
    const refused = await record('phq-9@1', wrong);
    expect(refused.body.code).toBe('invalid_request');
    const paths = Object.keys(wrong).map((itemId) => ({ path: `/answers/${itemId}` }));
    expect(refused.body.errors).toMatchObject(paths);
    expect((await record('hardest-now@1', { tell_us: '他\u0001们' })).body.errors).toMatchObject([
      { path: '/answers/tell_us' },
    ]);
    expect((await record('phq-9@2', { 'phq9-9': 3 })).body.errors).toMatchObject([{ path: '/instrumentId' }]);
    expect(await countResponses()).toBe(before);
  });

  it('with made-up items alone, too many of them, or too often, is refused by name', async () => {
    const { tokenOf } = await openRound(['捣乱'], phq);
    const before = await countResponses();
    const junk = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`made-up-${index}`, 1]));
    const send = (answers: object) => submit(tokenOf('捣乱'), { instrumentId: 'phq-9@1', answers });
    const refused = await send(junk(60));
    expect(refused).toMatchObject({ status: 400, body: { code: 'answers_invalid' } });
    expect(refused.body.errors).toHaveLength(50);
    expect((await send(junk(1000))).body.code).toBe('invalid_request');
    expect(await countResponses()).toBe(before);
    for (let sent = 0; sent < 40; sent += 1)
      expect((await send({ 'phq9-1': 1, ...junk(3) })).status).toBe(201);
    expect((await send({ 'phq9-1': 1, ...junk(3) })).body.code).toBe('answers_invalid');
    expect((await send({ 'phq9-9': 1, ...junk(3) })).body).toMatchObject({
      keptApart: 'answers_invalid',
      alerts: [{ kind: 'self_harm' }],
    });
  });

  it('by a link in the wrong hands buries nobody, and still hears a call for help', async () => {
    const { tokenOf, idOf } = await openRound(['被滥用'], phq);
    const quiet = { instrumentId: 'phq-9@1', answers: { 'phq9-1': 1 } };
    await submit(tokenOf('被滥用'), quiet);
    for (let sent = 0; sent < 40; sent += 1)
      expect((await submit(tokenOf('被滥用'), quiet)).status).toBe(201);
    expect((await submit(tokenOf('被滥用'), quiet)).body.code).toBe('already_answered');
    expect((await submit(tokenOf('被滥用'), selfHarm)).body).toMatchObject({
      alerts: [{ kind: 'self_harm' }],
    });
    expect(await alertsOf(idOf('被滥用'))).toEqual(['self_harm_answer']);
  });

  it('by many at once under one link is bounded as one after the other', async () => {
    const names = ['同时一', '同时二', '同时三'];
    const { tokenOf, idOf } = await openRound(names, phq);
    const quiet = { instrumentId: 'phq-9@1', answers: { 'phq9-1': 1 } };
    const atOnce = (name: string) =>
      Promise.all(Array.from({ length: 120 }, () => submit(tokenOf(name), quiet)));
    for (const name of names) {
      await submit(tokenOf(name), quiet);
      const statuses = (await atOnce(name)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 201)).toHaveLength(40);
      expect(new Set(statuses)).toEqual(new Set([201, 409]));
      const { rows } = await server.admin.query('select id from response where client_id = $1', [idOf(name)]);
      expect(rows).toHaveLength(41);
      expect((await submit(tokenOf(name), selfHarm)).status).toBe(201);
    }
  });

  it('by many at once is kept where the pupil is, while the pupil moves to and fro', async () => {
    const { tokenOf, idOf } = await openRound(['搬来搬去'], phq);
    await submit(tokenOf('搬来搬去'), selfHarm);
    const url = `/api/v1/clients/${idOf('搬来搬去')}`;
    const move = async () => {
      for (let turn = 1; turn <= 8; turn += 1) {
        const { headers } = await supervisor.call('GET', url);
        const place = { siteId: wenzhou.siteIds[turn % 2], classId: null };
        const moved = await supervisor.call('PATCH', url, place, { 'if-match': headers.etag as string });
        expect(moved.status).toBe(200);
      }
    };
    const sends = Array.from({ length: 30 }, () => submit(tokenOf('搬来搬去'), selfHarm));
    const [, ...answers] = await Promise.all([move(), ...sends]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const { rows } = await server.admin.query('select distinct site_id from response where client_id = $1', [
      idOf('搬来搬去'),
    ]);
    expect(rows).toEqual([{ site_id: wenzhou.siteIds[0] }]);
  });

  it('counts once somebody decides so, and what counted before is kept apart instead', async () => {
    const { tokenOf, idOf } = await openRound(['两份'], phq);
    const [first, second] = [newId(), newId()];
    await submit(tokenOf('两份'), {
      id: first,
      instrumentId: 'phq-9@1',
      answers: { 'phq9-1': 1, ...rest(0) },
    });
    await submit(tokenOf('两份'), { id: second, ...selfHarm });
    const decide = (user: TestUser, id: string, counts: boolean) =>
      user.call('POST', `/api/v1/responses/${id}/decide`, { counts });
    const liaison = await makeUser(server, wenzhou, 'liaison', [wenzhou.siteIds[0]]);
    expect((await decide(liaison, second, true)).status).toBe(403);
    expect((await decide(elsewhere, second, true)).status).toBe(404);
    expect((await decide(worker, first, true)).body.code).toBe('answers_count');
    expect((await decide(worker, second, true)).body).toEqual({ id: second, keptApart: null });
    expect(await apartOf(first)).toMatchObject({ keptApart: 'replaced', lookedBy: worker.id });
    // a colleague who leaves the other one apart at the same moment never leaves none
    for (let turn = 0; turn < 8; turn += 1) {
      const [apart, counted] = turn % 2 === 0 ? [first, second] : [second, first];
      await Promise.all([decide(worker, apart, true), decide(supervisor, counted, false)]);
      await Promise.all([decide(worker, apart, false), decide(supervisor, apart, true)]);
      expect([(await apartOf(first)).keptApart, (await apartOf(second)).keptApart]).toContain(null);
    }
    if ((await apartOf(second)).keptApart !== null) await decide(worker, second, true);
    // turned round by two at once: one of them counts in the end
    await Promise.all([decide(worker, first, true), decide(supervisor, first, true)]);
    expect((await apartOf(first)).keptApart).toBeNull();
    expect((await apartOf(second)).keptApart).toBe('replaced');
    const { items } = (await worker.call('GET', `/api/v1/clients/${idOf('两份')}/responses`)).body;
    expect(items.filter(({ keptApart }: { keptApart: null }) => keptApart === null)).toHaveLength(1);
  });

  it('never counts once the consent is withdrawn, nor for a person who was erased', async () => {
    const { tokenOf, idOf } = await openRound(['撤回', '删除'], phq);
    const decide = (id: string) => worker.call('POST', `/api/v1/responses/${id}/decide`, { counts: true });
    const apart: Record<string, string> = { 撤回: newId(), 删除: newId() };
    for (const [name, id] of Object.entries(apart)) {
      await submit(tokenOf(name), { instrumentId: 'phq-9@1', answers: { 'phq9-1': 1, ...rest(0) } });
      await submit(tokenOf(name), { id, instrumentId: 'phq-9@1', answers: { 'phq9-1': 2, ...rest(0) } });
    }
    const consents = (await worker.call('GET', `/api/v1/clients/${idOf('撤回')}/consents`)).body.items;
    const withdrawal = `/api/v1/clients/${idOf('撤回')}/consents/${consents[0].id}/withdraw`;
    expect((await worker.call('POST', withdrawal, { withdrawnOn: '2026-11-10' })).status).toBe(200);
    expect((await decide(apart.撤回 ?? '')).body.code).toBe('consent_withdrawn');
    const erase = `/api/v1/clients/${idOf('删除')}/erase`;
    expect((await supervisor.call('POST', erase, { reason: 'request' })).status).toBe(200);
    expect((await decide(apart.删除 ?? '')).status).toBe(404);
    expect(await apartOf(apart.撤回 ?? '')).toMatchObject({ keptApart: 'already_answered' });
  });
});

describe('the answers of a person', () => {
  it('are read by right, with the risk named and who has read them before', async () => {
    const { tokenOf } = await openRound(['被看'], { instrumentIds: ['phq-9@1'] });
    const id = newId();
    await submit(tokenOf('被看'), { id, ...selfHarm });
    const url = `/api/v1/responses/${id}`;
    const first = (await worker.call('GET', url)).body;
    expect(first).toMatchObject({
      clientName: '被看',
      alerts: [{ itemId: 'phq9-9', kind: 'self_harm' }],
      readers: [],
    });
    const later = (await supervisor.call('GET', url)).body;
    expect(later.readers).toMatchObject([{ accountId: worker.id }]);
    expect((await elsewhere.call('GET', url)).status).toBe(404);
    for (const role of ['liaison', 'administrator', 'volunteer', 'viewer'] as const) {
      expect(
        (await (await makeUser(server, wenzhou, role, [wenzhou.siteIds[0]])).call('GET', url)).status,
      ).toBe(403);
    }
    expect((await request(server, 'GET', url)).status).toBe(401);
  });
});

describe('change', () => {
  it('is told with its basis, or as not computable', async () => {
    const names = Array.from({ length: 31 }, (_, index) => `生${index}`);
    const { tokenOf, idOf } = await openRound(names, { instrumentIds: ['phq-9@1'] });
    for (const [index, name] of names.entries()) {
      const answers = { 'phq9-1': index % 4, 'phq9-2': 3, 'phq9-3': index % 3, ...rest(1) };
      expect((await submit(tokenOf(name), { instrumentId: 'phq-9@1', answers })).status).toBe(201);
    }
    now += HOUR;
    const later = responseOf(idOf('生3'), {
      instrumentId: 'phq-9@1',
      answers: { 'phq9-1': 0, 'phq9-2': 0, 'phq9-3': 0, ...rest(0) },
    });
    await worker.call('POST', '/api/v1/responses', later);
    const { items } = (await supervisor.call('GET', `/api/v1/clients/${idOf('生3')}/responses`)).body;
    const { change } = items[0].scores[0];
    // before: 3 + 3 + 0 + 5 · 1 = 11
    expect(change).toMatchObject({
      difference: -11,
      class: 'improved',
      basis: { kind: 'retest', reliability: 0.8, n: 31 },
    });
    // oracle: Jacobson & Truax 1991, S_diff = SD · √2 · √(1 − r)
    expect(change.index).toBeCloseTo(-11 / (change.basis.sd * Math.SQRT2 * Math.sqrt(0.2)), 10);
    expect(items[1].scores[0].change).toBeNull();
    expect(items[1].scores[0].cutOff.population.en).toContain('adults');
  });
});

/** Items 4 to 8 of PHQ-9, and no thoughts of self-harm. */
function rest(value: number) {
  return { ...Object.fromEntries([4, 5, 6, 7, 8].map((item) => [`phq9-${item}`, value])), 'phq9-9': 0 };
}

describe('the summary of a round', () => {
  it('tells means and counts from ten persons on, and hides what would reveal fewer', async () => {
    const names = Array.from({ length: 24 }, (_, index) => `摘要${index}`);
    const { tokenOf, campaignId } = await openRound(names);
    const url = `/api/v1/campaigns/${campaignId}/summary`;
    const answerAll = async (few: readonly string[]) => {
      for (const name of few) {
        const index = names.indexOf(name);
        await submit(tokenOf(name));
        const hardest =
          index < 12 ? ['academic_pressure', 'parents'] : index < 23 ? ['parents'] : ['teachers'];
        await submit(tokenOf(name), { instrumentId: 'hardest-now@1', answers: { hardest } });
      }
    };
    await answerAll(names.slice(0, 9));
    const early = (await supervisor.call('GET', url)).body;
    expect(new Set(early.scales.map(({ n }: { n: number | null }) => n))).toEqual(new Set([null]));
    await answerAll(names.slice(9));
    const { scales, selections, suppressedBelow } = (await supervisor.call('GET', url)).body;
    expect(suppressedBelow).toBe(10);
    expect(scales.find(({ scale }: { scale: string }) => scale === 'total')).toMatchObject({
      n: 24,
      mean: 3,
    });
    const options = new Map(
      selections[0].options.map((option: { optionId: string }) => [option.optionId, option]),
    );
    // one named teachers, and all but one named parents: both tell of one person
    expect(options.get('teachers')).toEqual({ optionId: 'teachers', first: null, named: null });
    expect(options.get('parents')).toEqual({ optionId: 'parents', first: 11, named: null });
    expect(options.get('academic_pressure')).toMatchObject({ first: 12, named: 12 });
    // shown as null like the one teacher: nobody can tell which of the hidden options it was
    expect(options.get('money')).toMatchObject({ first: null });
    const auditor = await makeUser(server, wenzhou, 'auditor');
    expect((await auditor.call('GET', url)).status).toBe(403);
  });
});

describe('an erasure', () => {
  it('takes a person out of every figure that is made afterwards, and none contradicts another', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `忘却${index}`);
    const { tokenOf, idOf, campaignId } = await openRound(names);
    for (const [index, name] of names.entries()) {
      const answers = Object.fromEntries(
        Array.from({ length: 15 }, (_, item) => [`growth-${item + 1}`, ((index * 7 + item) % 5) + 1]),
      );
      await submit(tokenOf(name), { answers });
      await submit(tokenOf(name), { instrumentId: 'hardest-now@1', answers: { hardest: ['parents'] } });
    }
    const look = async () => {
      const { body } = await supervisor.call('GET', `/api/v1/campaigns/${campaignId}/summary`);
      const total = body.scales.find(({ scale }: { scale: string }) => scale === 'total');
      return { total, selected: body.selections[0].n };
    };
    const values: number[] = [];
    for (const name of names) {
      const { items } = (await supervisor.call('GET', `/api/v1/clients/${idOf(name)}/responses`)).body;
      const { scores } = items.find(
        (item: { instrumentId: string }) => item.instrumentId === 'growth-check@1',
      );
      values.push(scores.find(({ scale }: { scale: string }) => scale === 'total').value);
    }
    // oracle: PostgreSQL, which computed these figures before scores were sealed
    const oracle = async (of: readonly number[]) => {
      const { rows } = await server.admin.query(
        'select count(x)::int as n, avg(x) as mean, stddev_samp(x) as sd from unnest($1::float8[]) x',
        [of],
      );
      return rows[0];
    };
    const expectFigures = async (of: readonly number[]) => {
      const { total, selected } = await look();
      const { n, mean, sd } = await oracle(of);
      expect([total.n, selected]).toEqual([n, n]);
      expect(total.mean).toBeCloseTo(mean, 12);
      expect(total.sd).toBeCloseTo(sd, 12);
    };
    await expectFigures(values);
    const erased = idOf('忘却4');
    const gone = await supervisor.call('POST', `/api/v1/clients/${erased}/erase`, { reason: 'request' });
    expect(gone.status).toBe(200);
    await expectFigures(values.filter((_, index) => index !== 4));
    const { items } = (await supervisor.call('GET', `/api/v1/clients/${erased}/responses`)).body;
    expect(items.map(({ scores }: { scores: unknown[] }) => scores)).toEqual([[], []]);
  });
});

describe('whoever may not read the answers', () => {
  it('learns nothing of one person by looking before and after it answers or moves', async () => {
    const names = Array.from({ length: 23 }, (_, index) => `轮询${index}`);
    const { tokenOf, idOf, campaignId, classId } = await openRound(names, { instrumentIds: ['phq-9@1'] });
    const teacher = await makeUser(server, wenzhou, 'liaison', [wenzhou.siteIds[0]]);
    const look = async () => {
      const [progress, summary] = await Promise.all([
        teacher.call('GET', `/api/v1/campaigns/${campaignId}`),
        teacher.call('GET', `/api/v1/campaigns/${campaignId}/summary`),
      ]);
      expect([progress.status, summary.status]).toEqual([200, 200]);
      return { group: progress.body.classes[0], summary: summary.body };
    };
    const seen = [await look()];
    for (const [index, name] of names.entries()) {
      const answers = { 'phq9-1': index % 4, 'phq9-2': 3, 'phq9-3': index % 3, ...rest(index % 2) };
      await submit(tokenOf(name), { instrumentId: 'phq-9@1', answers });
      seen.push(await look());
    }
    // the attack: sum of the scores after minus sum before is the score of whoever answered in between
    const scores = seen.flatMap(({ summary }, index) => {
      const [before, after] = [seen[index - 1]?.summary.scales[0], summary.scales[0]];
      if (before === undefined || after === undefined) return [];
      return after.n - before.n === 1 ? [after.n * after.mean - before.n * before.mean] : [];
    });
    expect(scores).toEqual([]);
    const answered = seen.map(({ group }) => group.answered);
    expect(new Set(answered)).toEqual(new Set([0, 10, 20]));
    expect(seen.at(-1)?.group).toEqual({
      classId,
      school: null,
      name: expect.any(String),
      invited: 20,
      answered: 20,
      withheld: 0,
    });

    // told once when nothing arrives any more, and the same ever after
    await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/close`);
    expect((await look()).summary).toMatchObject({ scales: [], toldFrom: iso(72 * HOUR) });
    now += 72 * HOUR;
    const late = await makeUser(server, wenzhou, 'liaison', [wenzhou.siteIds[0], wenzhou.siteIds[1]]);
    const boss = await makeUser(server, wenzhou, 'supervisor');
    const told = async () => (await late.call('GET', `/api/v1/campaigns/${campaignId}/summary`)).body;
    const first = await told();
    expect(first).toMatchObject({ toldFrom: null, scales: [{ n: 23 }] });
    const live = async () =>
      (await boss.call('GET', `/api/v1/campaigns/${campaignId}/summary`)).body.scales[0];
    expect(first.scales[0].mean).toBeCloseTo((await live()).mean, 9);
    const moved = await boss.call(
      'PATCH',
      `/api/v1/clients/${idOf('轮询3')}`,
      { siteId: wenzhou.siteIds[1] },
      { 'if-match': '"1"' },
    );
    expect(moved.status).toBe(200);
    // a second submission that is decided to count changes the answers, not what was told of them
    const again = newId();
    await submit(tokenOf('轮询4'), { id: again, ...selfHarm });
    expect((await boss.call('POST', `/api/v1/responses/${again}/decide`, { counts: true })).status).toBe(200);
    expect((await live()).mean).not.toBeCloseTo(first.scales[0].mean, 9);
    expect(await told()).toEqual(first);
    now -= 72 * HOUR;
  });
});

const texts = (value: string) => ({ zh: value, en: value });

describe('an instrument', () => {
  it('without wording cannot be asked before the organisation entered its licensed text', async () => {
    const listed = (await worker.call('GET', '/api/v1/instruments')).body.items;
    const who5 = listed.find(({ id }: { id: string }) => id === 'who-5@1');
    expect(who5).toMatchObject({ wording: 'none', licence: { tier: 'B' } });
    const classId = await makeClass('幸福班');
    const plan = {
      title: '幸福指数',
      wave: 'mid',
      opensAt: iso(0),
      closesAt: iso(HOUR),
      classIds: [classId],
      instrumentIds: ['who-5@1'],
    };
    const refused = await supervisor.call('POST', '/api/v1/campaigns', plan);
    expect(refused.body.code).toBe('wording_missing');
    const wording = {
      items: Object.fromEntries(who5.items.map(({ id }: { id: string }) => [id, texts(`题 ${id}`)])),
      labels: [0, 1, 2, 3, 4, 5].map((value) => texts(`${value}`)),
      licenceNote: '世界卫生组织，非商业使用许可 2026',
    };
    const url = '/api/v1/instruments/who-5@1/wording';
    const { 'who5-1': _left, ...incomplete } = wording.items;
    const faulty = await supervisor.call('PUT', url, { ...wording, items: incomplete });
    expect(faulty.body.errors[0].path).toBe('/items/who5-1');
    expect((await worker.call('PUT', url, wording)).status).toBe(403);
    expect((await supervisor.call('PUT', url, wording)).body.version).toBe(1);
    expect((await supervisor.call('PUT', url, wording)).body.version).toBe(2);
    expect((await supervisor.call('POST', '/api/v1/campaigns', plan)).status).toBe(201);
    const own = await supervisor.call('PUT', '/api/v1/instruments/growth-check@1/wording', wording);
    expect(own.body.code).toBe('wording_own');
  });
});

describe('how well an instrument measured', () => {
  it('is told in figures, by the first answer of each person, and leaves a trace', async () => {
    const classId = await makeClass('量表质量班');
    const persons = await Promise.all(
      Array.from({ length: 52 }, (_, index) => makePupil(classId, `量表${index}`, false)),
    );
    const url = '/api/v1/instruments/who-5@1/psychometrics';
    const answer = (clientId: string, shift: number, answeredAt: string) =>
      supervisor.call('POST', '/api/v1/responses', {
        id: newId(),
        instrumentId: 'who-5@1',
        clientId,
        // every person is as well in one respect as in the others, give or take a point
        answers: Object.fromEntries(
          who5.items.map(({ id }, item) => [id, (shift % 5) + ((shift + item) % 2)]),
        ),
        answeredAt,
      });
    for (const [index, clientId] of persons.entries()) {
      expect((await answer(clientId, index, iso(-HOUR))).status).toBe(201);
    }
    // a second answer does not count
    expect((await answer(persons[0] ?? '', 4, iso(-1000))).status).toBe(201);
    const { status, body } = await supervisor.call('GET', url);
    expect(status).toBe(200);
    expect(body.persons).toBe(52);
    expect(body.scales[0]).toMatchObject({ n: 52, floor: expect.any(Number), items: { length: 5 } });
    expect(body.scales[0].reliability.alpha).toBeGreaterThan(0.7);
    expect(body.scales[0].reliability.alphaLow).toBeLessThan(body.scales[0].reliability.alpha);
    const { rows } = await server.admin.query(
      `select subject_ids, detail from audit_event where action = 'instrument.psychometrics' and actor_id = $1`,
      [supervisor.id],
    );
    expect(rows).toEqual([{ subject_ids: [], detail: { instrument: 'who-5@1', persons: 52 } }]);
  });

  it('is for whoever leads studies, of an instrument that there is, and says nothing where nobody answered', async () => {
    const url = '/api/v1/instruments/who-5@1/psychometrics';
    expect((await worker.call('GET', url)).status).toBe(403);
    expect((await request(server, 'GET', url)).status).toBe(401);
    expect((await supervisor.call('GET', '/api/v1/instruments/no-such@1/psychometrics')).status).toBe(404);
    const other = await makeOrganisation(server);
    const stranger = await makeUser(server, other, 'supervisor');
    const { body } = await stranger.call('GET', url);
    expect(body).toMatchObject({ persons: 0, scales: [{ n: 0, reliability: null, omega: null }] });
  });
});

describe('a round that many look at at once', () => {
  it('is opened for all who see the same, and apart for whoever sees less', async () => {
    const names = ['一', '二', '三'];
    const { campaignId, tokenOf } = await openRound(names);
    for (const name of names) expect((await submit(tokenOf(name))).status).toBe(201);
    let flights = 0;
    const look = (settings: RowSettings) =>
      new Work(server.services, settings, { requestId: newId(), language: 'zh-CN' }).read((reading) => {
        const all: typeof reading.all = (...statements) => {
          flights += 1;
          return reading.all(...statements);
        };
        return openRounds({ ...reading, all }, { campaignIds: [campaignId] });
      });
    const wide = systemSettings(wenzhou.id);
    const opened = await Promise.all([
      ...Array.from({ length: 8 }, () => look(wide)),
      look({ ...wide, scope: 'site', siteIds: [wenzhou.siteIds[0]] }),
      look({ ...wide, scope: 'site', siteIds: [wenzhou.siteIds[1]] }),
      look({ ...wide, scope: 'own', actorId: newId() }),
    ]);
    expect(opened.map(({ spreads }) => spreads[0]?.n ?? 0)).toEqual([3, 3, 3, 3, 3, 3, 3, 3, 3, 0, 0]);
    // of the eight one reads, and the others wait for the next: nobody gets what is older than the question
    expect(flights).toBe(5);
  });
});
