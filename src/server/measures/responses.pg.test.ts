import { describe, expect, it } from 'vitest';
import {
  countResponses,
  elsewhere,
  growthAnswers,
  iso,
  letPass,
  makeClass,
  makePupil,
  openRound,
  otherItems,
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
import { makeOrganisation, makeUser, request } from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';

useMeasuredSchool();

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
      const answers = { 'phq9-1': index % 4, 'phq9-2': 3, 'phq9-3': index % 3, ...otherItems(1) };
      expect((await submit(tokenOf(name), { instrumentId: 'phq-9@1', answers })).status).toBe(201);
    }
    letPass(HOUR);
    const later = responseOf(idOf('生3'), {
      instrumentId: 'phq-9@1',
      answers: { 'phq9-1': 0, 'phq9-2': 0, 'phq9-3': 0, ...otherItems(0) },
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
