import { describe, expect, it } from 'vitest';
import {
  alertsOf,
  countResponses,
  iso,
  issue,
  openRound,
  responseOf,
  selfHarm,
  server,
  submit,
  supervisor,
  useMeasuredSchool,
  worker,
} from '../../../test/measured-school.ts';
import { newId } from '../platform/database/ids.ts';

useMeasuredSchool();

describe('what cannot be read, and what belongs nowhere', () => {
  const phq = { instrumentIds: ['phq-9@1'] };
  const apartOf = async (id: string) => (await worker.call('GET', `/api/v1/responses/${id}`)).body;

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
});
