import { describe, expect, it } from 'vitest';
import { haveMailAddress } from '../../test/notified-staff.ts';
import { makeOrganisation, makeUser, notifyAll, request, type TestUser } from '../../test/server.ts';
import { newId } from './platform/database/ids.ts';
import { must, openRound } from '../../test/person-rows.ts';
import { remindOfReports, watchAlerts } from './casework/public.ts';
import {
  addresses,
  alertOf,
  bell,
  CALLED,
  chen,
  choose,
  home,
  letPass,
  lin,
  LINK,
  mail,
  mailOf,
  makePupil,
  messages,
  MINUTE,
  NIGHT,
  now,
  RAISED,
  refer,
  REFERRAL,
  server,
  setNow,
  subjectsOf,
  supervisor,
  unread,
  useToldStation,
} from '../../test/told-station.ts';

useToldStation();

describe('a risk alert', () => {
  it('rings with the workers of the site who are on duty, on the page and by e-mail, and names nobody', async () => {
    const { id, name } = await makePupil();
    await refer(id);
    await notifyAll(server);
    for (const user of [lin, chen]) {
      expect(await unread(user)).toBe(1);
      expect(await bell(user)).toMatchObject([
        {
          state: 'waiting',
          isUrgent: true,
          title: '有一个风险预警等人处理',
          path: '/cases?view=alerts',
          siteId: home.siteIds[0],
          readAt: null,
        },
      ]);
    }
    const [{ subject, text, headers } = { subject: '', text: '', headers: new Map<string, string>() }] =
      mailOf(lin);
    expect(subject).toBe(RAISED);
    expect(text).toContain(`打开：${LINK}/cases?view=alerts`);
    expect(text).toContain(`${LINK}/profile/notifications`);
    expect(headers.get('list-unsubscribe')).toBe(`<${LINK}/profile/notifications>`);
    expect(headers.get('message-id')).toMatch(/^<[\da-f-]{36}@example\.org>$/);
    expect(text + subject).not.toMatch(new RegExp(`${name}|不想活|${id}`));
    expect(subjectsOf(chen)).toEqual([RAISED]);
    // she is told that a referral waits; the alert is the workers' first
    expect(subjectsOf(supervisor)).toEqual([]);
  });

  it('rings once, however often its cause comes and however many jobs run at once', async () => {
    const { id } = await makePupil();
    await refer(id);
    await refer(id);
    await Promise.all([notifyAll(server), notifyAll(server), notifyAll(server)]);
    await refer(id);
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual([RAISED]);
    expect(await unread(lin)).toBe(1);
  });

  it('of several persons at once is one message', async () => {
    for (let count = 0; count < 3; count += 1) await refer((await makePupil()).id);
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual(['暖途：有 3 件事等您']);
    expect(mailOf(lin)[0]?.text).toContain(`打开：${LINK}/notifications`);
    expect(await unread(lin)).toBe(3);
  });

  it('rings at night', async () => {
    setNow(NIGHT);
    await refer((await makePupil()).id);
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual([RAISED]);
  });

  it('that a colleague took before the message went out rings with nobody, and waits in no bell', async () => {
    await refer((await makePupil()).id);
    await server.notifications.spreadNew(home.id);
    await chen.call('POST', `/api/v1/alerts/${await alertOf(chen)}/take`);
    // asked before it is sent, and not only each minute
    await server.notifications.sendDue(home.id, () => false);
    expect(subjectsOf(lin)).toEqual([]);
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual([]);
    expect(await unread(lin)).toBe(0);
    expect(await bell(lin)).toMatchObject([{ state: 'settled' }]);
    expect((await messages()).map(({ state }) => state)).toEqual(['dropped', 'dropped']);
  });

  it('that nobody takes rings with the next on duty and the supervisor, a step once', async () => {
    await refer((await makePupil()).id);
    await notifyAll(server);
    letPass(241 * MINUTE);
    await watchAlerts(server.services, home.id);
    await watchAlerts(server.services, home.id);
    await notifyAll(server);
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([CALLED]);
    const [called, other] = [lin, chen].toSorted((left, right) => mailOf(right).length - mailOf(left).length);
    expect(subjectsOf(called as TestUser)).toEqual([RAISED, CALLED]);
    expect(subjectsOf(other as TestUser)).toEqual([RAISED]);
    // the first call is over with the second: one matter stands in a bell once
    expect(await unread(called as TestUser)).toBe(1);
  });

  it('that is handed over rings with whoever has it now', async () => {
    await refer((await makePupil()).id);
    const id = await alertOf(lin);
    await lin.call('POST', `/api/v1/alerts/${id}/take`);
    await notifyAll(server);
    await lin.call('POST', `/api/v1/alerts/${id}/hand-over`, { toId: chen.id, words: '我要去开会' });
    await notifyAll(server);
    expect(subjectsOf(chen)).toEqual(['暖途：同事把一个风险预警移交给了您']);
    expect(mailOf(chen)[0]?.text).not.toContain('开会');
    expect(subjectsOf(lin)).toEqual([]);
  });

  it('calls supervisors where no worker of the site is on duty', async () => {
    const until = new Date(now + 60 * MINUTE).toISOString();
    for (const user of [lin, chen]) await user.call('POST', '/api/v1/absences', { until });
    await refer((await makePupil()).id);
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([RAISED]);
    expect(subjectsOf(lin)).toEqual([]);
  });
});

describe('a mandatory report', () => {
  it('whose hour is nearly over rings with whoever filed it and the supervisor, once, and with nobody once it is made', async () => {
    const { id } = await makePupil();
    const discoveredAt = new Date(now).toISOString();
    const url = `/api/v1/clients/${id}/mandatory-reports`;
    const filed = await lin.call('POST', url, { discoveredAt, text: '身上有伤' });
    expect(filed.status).toBe(201);
    await notifyAll(server);
    const before = [lin, supervisor].map((user) => mailOf(user).length);
    letPass(44 * MINUTE);
    await remindOfReports(server.services, home.id);
    await notifyAll(server);
    expect([lin, supervisor].map((user) => mailOf(user).length)).toEqual(before);
    letPass(2 * MINUTE);
    for (let turn = 0; turn < 2; turn += 1) {
      await remindOfReports(server.services, home.id);
      await notifyAll(server);
    }
    for (const user of [lin, supervisor])
      expect(subjectsOf(user).filter((subject) => subject === '暖途：强制报告的期限快到了')).toHaveLength(1);
    expect(await bell(supervisor)).toMatchObject([{ title: '强制报告的期限快到了', state: 'waiting' }]);
    const reported = { reportedAt: new Date(now).toISOString(), reportedTo: '城关派出所' };
    const ifMatch = { 'if-match': '"1"' };
    expect(
      (await lin.call('PATCH', `/api/v1/mandatory-reports/${filed.body.id}`, reported, ifMatch)).status,
    ).toBe(200);
    await notifyAll(server);
    expect(await unread(supervisor)).toBe(0);
  });
});

describe('a referral', () => {
  it('that can wait rings with whoever decides, not with who referred, and not at night', async () => {
    const other = await makeUser(server, home, 'supervisor');
    addresses.set(other, await haveMailAddress(mail, other));
    setNow(NIGHT);
    await refer((await makePupil()).id, 'soon', other);
    await notifyAll(server);
    expect(await unread(supervisor)).toBe(1);
    expect(subjectsOf(supervisor)).toEqual([]);
    setNow(Date.parse('2026-11-26T22:59:00Z'));
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([]);
    letPass(MINUTE);
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([REFERRAL]);
    expect(subjectsOf(other)).toEqual([]);
    expect(await unread(lin)).toBe(0);
  });

  it('is kept for the digest, with all that came until then, and what was decided meanwhile is left out', async () => {
    expect((await choose(supervisor, { digestAt: '17:00' })).status).toBe(200);
    const ids = [];
    for (let count = 0; count < 3; count += 1) ids.push(await refer((await makePupil()).id, 'soon', lin));
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([]);
    await supervisor.call('POST', `/api/v1/referrals/${ids[0]}/decline`, { reason: 'not_our_service' });
    setNow(Date.parse('2026-11-27T09:00:00Z'));
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual(['暖途：有 2 件事等您']);
  });

  it('that was read on the page rings nowhere', async () => {
    await choose(supervisor, { digestAt: '17:00' });
    await refer((await makePupil()).id, 'soon', lin);
    await notifyAll(server);
    const [{ id }] = await bell(supervisor);
    expect((await supervisor.call('POST', `/api/v1/notifications/${id}/read`)).status).toBe(200);
    setNow(Date.parse('2026-11-27T09:00:00Z'));
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([]);
  });

  it('rings with nobody who went away since, and waits on the page', async () => {
    await choose(supervisor, { digestAt: '17:00' });
    await refer((await makePupil()).id, 'soon', lin);
    await notifyAll(server);
    const until = new Date(now + 30 * 24 * 60 * MINUTE).toISOString();
    expect((await supervisor.call('POST', '/api/v1/absences', { until })).status).toBe(200);
    setNow(Date.parse('2026-11-27T09:00:00Z'));
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([]);
    expect(await unread(supervisor)).toBe(1);
  });

  it('goes by no way to whoever wants none, and stands on the page all the same', async () => {
    await choose(supervisor, { normal: [] });
    await refer((await makePupil()).id, 'soon', lin);
    await notifyAll(server);
    expect(subjectsOf(supervisor)).toEqual([]);
    expect(await unread(supervisor)).toBe(1);
  });
});

describe('somebody of a class who asks for help', () => {
  async function callFor(urgency: 'soon' | 'urgent'): Promise<void> {
    const classId = newId();
    await server.admin.query(
      `insert into school_class (organisation_id, id, site_id, kind, name, created_at) values ($1, $2, $3, 'class', $4, $5)`,
      [home.id, classId, home.siteIds[0], urgency, new Date(now)],
    );
    const pupil = { name: '何安', siteId: home.siteIds[0], classId, birthDate: '2009-03-04' };
    const clientId = await must(supervisor.call('POST', '/api/v1/clients', pupil));
    const consent = {
      purpose: 'assessment',
      givenBy: 'client',
      evidence: 'signed_form',
      givenOn: '2026-11-01',
    };
    await must(supervisor.call('POST', `/api/v1/clients/${clientId}/consents`, consent));
    const invitationToken = await openRound(classId, supervisor);
    const call = { id: newId(), urgency, words: '有人欺负我', isMine: false, invitationToken };
    await must(request(server, 'POST', '/api/v1/self-referrals', call));
  }

  it('rings at once where it cannot wait, in the morning where it can', async () => {
    setNow(NIGHT);
    await callFor('soon');
    await notifyAll(server);
    expect(await unread(lin)).toBe(1);
    expect(subjectsOf(lin)).toEqual([]);
    await callFor('urgent');
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual(['暖途：有学生求助，等人回应']);
    expect(mailOf(lin)[0]?.text).not.toContain('欺负');
    expect((await bell(lin)).map(({ isUrgent }: { isUrgent: boolean }) => isUrgent)).toEqual([true, false]);
    setNow(Date.parse('2026-11-26T23:00:00Z'));
    await notifyAll(server);
    expect(subjectsOf(lin)).toHaveLength(2);
  });
});

describe('rights are those of the moment', () => {
  it('whoever lost the site, the role or the account by then is told nothing', async () => {
    await refer((await makePupil()).id);
    await server.notifications.spreadNew(home.id);
    await server.admin.query('update role_assignment set site_ids = $2 where account_id = $1', [
      lin.id,
      [home.siteIds[1]],
    ]);
    await server.admin.query(`update account set status = 'suspended' where id = $1`, [chen.id]);
    await notifyAll(server);
    expect(subjectsOf(lin)).toEqual([]);
    expect(subjectsOf(chen)).toEqual([]);
  });

  it('what moved out of reach shows neither words nor kind, and another account’s is not found', async () => {
    const { id } = await makePupil();
    await refer(id);
    await notifyAll(server);
    const [own] = await bell(lin);
    for (const user of [chen, supervisor]) {
      const answer = await user.call('POST', `/api/v1/notifications/${own.id}/read`);
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    }
    const elsewhere = await makeOrganisation(server);
    const stranger = await makeUser(server, elsewhere, 'supervisor');
    expect((await stranger.call('POST', `/api/v1/notifications/${own.id}/read`)).status).toBe(404);
    expect(await bell(stranger)).toEqual([]);
    await server.admin.query('update client set site_id = $2 where id = $1', [id, home.siteIds[1]]);
    expect(await bell(lin)).toEqual([
      {
        id: own.id,
        at: own.at,
        readAt: null,
        state: 'hidden',
        isUrgent: false,
        title: null,
        titleEn: null,
        path: null,
        siteId: null,
      },
    ]);
    expect((await lin.call('POST', `/api/v1/notifications/${own.id}/read`)).status).toBe(200);
    expect(await unread(lin)).toBe(0);
  });

  it('of a person who was erased nothing waits, and nothing is told', async () => {
    const { id } = await makePupil();
    await refer(id, 'soon', lin);
    await notifyAll(server);
    expect(await unread(supervisor)).toBe(1);
    const erased = await supervisor.call('POST', `/api/v1/clients/${id}/erase`, { reason: 'request' });
    expect(erased.status).toBe(200);
    await notifyAll(server);
    expect(await unread(supervisor)).toBe(0);
    expect(await bell(supervisor)).toMatchObject([{ state: 'settled', title: '有一个转介等您决定' }]);
  });
});

describe('a delivery between organisations', () => {
  it('that is given up rings with operators, until somebody has it tried again', async () => {
    const platform = await makeOrganisation(server);
    const operator = await makeUser(server, platform, 'operator');
    const id = newId();
    // a kind that nobody knows, which failed ten times
    await server.admin.query(
      `insert into delivery (organisation_id, id, to_organisation_id, kind, key, payload, created_at, next_attempt_at, attempts)
       values ($1, $2, $3, 'test.nothing', 'x', '{}', $4, $4, 10)`,
      [home.id, id, platform.id, new Date(now)],
    );
    await server.deliveries.deliverDue(home.id);
    await notifyAll(server);
    expect(await bell(operator)).toMatchObject([
      { title: '有一项机构间的送达已停止尝试', path: '/deliveries', state: 'waiting', isUrgent: false },
    ]);
    const retry = `/api/v1/late-deliveries/${home.id}/${id}/retry`;
    expect((await operator.call('POST', retry)).status).toBe(200);
    await notifyAll(server);
    expect(await unread(operator)).toBe(0);
    letPass(MINUTE);
    await server.admin.query('update delivery set attempts = 10 where id = $1', [id]);
    await server.deliveries.deliverDue(home.id);
    await notifyAll(server);
    expect(await unread(operator)).toBe(1);
  });
});

it('a page of notifications goes on where the one before ended, also among equal instants', async () => {
  for (let count = 0; count < 5; count += 1) await refer((await makePupil()).id);
  await notifyAll(server);
  const seen: string[] = [];
  let after = '';
  do {
    const { body } = await lin.call('GET', `/api/v1/notifications?limit=2${after}`);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    after = body.next === null ? '' : `&after=${body.next}`;
  } while (after !== '');
  expect(new Set(seen).size).toBe(5);
  const until = new Date(now).toISOString();
  expect((await lin.call('POST', '/api/v1/notifications/read', { until })).status).toBe(200);
  expect(await unread(lin)).toBe(0);
  expect(await unread(chen)).toBe(5);
});
