import { describe, expect, it } from 'vitest';
import {
  consent,
  elsewhere,
  iso,
  issue,
  letPass,
  makeClass,
  makePupil,
  openForm,
  openRound,
  planRound,
  responseOf,
  server,
  submit,
  supervisor,
  useMeasuredSchool,
  worker,
} from '../../../test/measured-school.ts';
import { HOUR } from '../../../test/rounds.ts';
import { newId } from '../platform/database/ids.ts';

useMeasuredSchool();

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
    letPass(1000);
    expect((await openForm(tokenOf('早来'))).body.code).toBe('answering_closed');
    const late = await submit(tokenOf('早来'), { answeredAt: iso(0) });
    expect(late.body).toMatchObject({ keptApart: 'answering_closed' });
  });

  it('delivers answers that were given in time when the phone is back online', async () => {
    const { tokenOf, campaignId } = await openRound(['断网', '太晚']);
    const given = iso(-1000);
    await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/close`);
    letPass(71 * HOUR);
    expect((await submit(tokenOf('断网'), { answeredAt: given })).status).toBe(201);
    letPass(HOUR);
    expect((await submit(tokenOf('太晚'), { answeredAt: given })).body.keptApart).toBe('answering_closed');
    // back, since the sessions of the staff would be over by then
    letPass(-(72 * HOUR));
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
