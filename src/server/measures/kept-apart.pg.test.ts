import { describe, expect, it } from 'vitest';
import {
  alertsOf,
  consent,
  countResponses,
  elsewhere,
  iso,
  issue,
  makeClass,
  makePupil,
  openRound,
  otherItems,
  planRound,
  responseOf,
  selfHarm,
  server,
  submit,
  supervisor,
  useMeasuredSchool,
  wenzhou,
  worker,
} from '../../../test/measured-school.ts';
import { HOUR } from '../../../test/rounds.ts';
import { makeUser, type TestUser } from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';

useMeasuredSchool();

describe('what is answered and does not count', () => {
  const phq = { instrumentIds: ['phq-9@1'] };
  const apartOf = async (id: string) => (await worker.call('GET', `/api/v1/responses/${id}`)).body;

  it('a second submission under one link is kept whole, raises its alert at once, and counts nowhere', async () => {
    const { tokenOf, idOf, campaignId } = await openRound(['换错纸条'], phq);
    const first = { instrumentId: 'phq-9@1', answers: { 'phq9-1': 1, ...otherItems(1) } };
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
      answers: { 'phq9-1': 1, ...otherItems(0) },
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
      await submit(tokenOf(name), { instrumentId: 'phq-9@1', answers: { 'phq9-1': 1, ...otherItems(0) } });
      await submit(tokenOf(name), {
        id,
        instrumentId: 'phq-9@1',
        answers: { 'phq9-1': 2, ...otherItems(0) },
      });
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
