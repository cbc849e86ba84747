import { describe, expect, it } from 'vitest';
import {
  elsewhere,
  issue,
  letPass,
  makeClass,
  openRound,
  server,
  submit,
  supervisor,
  useMeasuredSchool,
  wenzhou,
  worker,
} from '../../../test/measured-school.ts';
import { HOUR } from '../../../test/rounds.ts';
import { makeUser, request, type TestUser } from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';

useMeasuredSchool();

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
    letPass(4 * HOUR + 1);
    expect((await countOf(worker)).overdue).toBeGreaterThan(before.overdue);
    const { items } = (await worker.call('GET', '/api/v1/help-calls')).body;
    const first = items.find((item: { classId: string }) => item.classId === classId);
    expect(first.school).toBe(school);
    expect(Date.parse(first.dueAt) - Date.parse(first.calledAt)).toBe(4 * HOUR);
    letPass(-(4 * HOUR + 1));
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
