import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ActionItemView, MeetingView } from '../../contract/meetings.ts';
import { allyParties, joinAlliance, settle } from '../../../test/alliance.ts';
import {
  type Answer,
  makeOrganisation,
  makeUser,
  must,
  notifyAll,
  signIn,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';
import { remindOfMeetings } from './reminders.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let server: TestServer;
let now = Date.parse('2026-11-30T02:00:00.000Z');
const at = (days: number, hours = 0) => new Date(now + days * DAY_MS + hours * HOUR_MS).toISOString();
const dayAt = (days: number) => at(days).slice(0, 'YYYY-MM-DD'.length);

interface Party {
  readonly organisation: TestOrganisation;
  readonly manager: TestUser;
  readonly worker: TestUser;
}
let wenzhou: Party;
let zhengzhou: Party;
let liuzhou: Party;
let allianceId: string;
let meetingId: string;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  [wenzhou, zhengzhou, liuzhou] = [
    await makeParty('manager'),
    await makeParty('supervisor'),
    await makeParty('administrator'),
  ];
  ({ id: allianceId } = await allyParties(server, [wenzhou, zhengzhou, liuzhou]));
  meetingId = newId();
});

async function makeParty(role: 'manager' | 'supervisor' | 'administrator'): Promise<Party> {
  const organisation = await makeOrganisation(server);
  return {
    organisation,
    manager: await makeUser(server, organisation, role),
    worker: await makeUser(server, organisation, 'worker'),
  };
}

const settled = () => settle(server);

/** Some days later everybody signs in again. */
async function later(days: number): Promise<void> {
  now += days * DAY_MS;
  const again = async (party: Party): Promise<Party> => ({
    organisation: party.organisation,
    manager: await signIn(server, party.manager),
    worker: await signIn(server, party.worker),
  });
  [wenzhou, zhengzhou, liuzhou] = [await again(wenzhou), await again(zhengzhou), await again(liuzhou)];
}

const body = (more: object = {}) => ({
  id: meetingId,
  allianceId,
  kind: 'joint',
  title: '十二月联动会',
  startsAt: at(7),
  endsAt: at(7, 2),
  ...more,
});
const plan = (by: Party, more: object = {}) => by.manager.call('POST', '/api/v1/meetings', body(more));
const of = (id: string, what: string) => `/api/v1/meetings/${id}/${what}`;
const read = async ({ manager }: Pick<Party, 'manager'>, id = meetingId): Promise<MeetingView> =>
  must(manager.call('GET', `/api/v1/meetings/${id}`));
const answerOf = (by: TestUser, isComing = true) => by.call('PUT', of(meetingId, 'answer'), { isComing });
const propose = (by: TestUser, title: string, id = newId()) =>
  by.call('POST', of(meetingId, 'topics'), { id, title });
const record = (by: TestUser, party: Party, more: object = {}) =>
  by.call('POST', of(meetingId, 'action-items'), {
    id: newId(),
    title: '整理亲子沟通小组的带领手册',
    organisationId: party.organisation.id,
    dueOn: dayAt(30),
    ...more,
  });
const complete = (by: TestUser, { id }: { id: string }, note = '手册已经整理好。') =>
  by.call('POST', `/api/v1/action-items/${id}/complete`, { note });
const itemsOf = async (by: TestUser, query = ''): Promise<ActionItemView[]> =>
  (await must(by.call('GET', `/api/v1/action-items${query}`))).items;
const codeOf = async (sent: Promise<Answer>): Promise<string> => (await sent).body.code;
const refusalOf = async (sent: Promise<Answer>) => {
  const { status, body: refused } = await sent;
  return { status, path: refused.errors?.[0].path, message: refused.errors?.[0].message };
};
const everywhere = async (look: (meeting: MeetingView) => void) => {
  for (const party of [wenzhou, zhengzhou, liuzhou]) look(await read(party));
};
const move = (by: Party, version: number, more: object) =>
  by.manager.call('PATCH', `/api/v1/meetings/${meetingId}`, more, { 'if-match': `"${version}"` });

/** What still waits of what somebody was told. */
const bell = async (by: TestUser): Promise<string[]> => {
  await notifyAll(server);
  const { items } = await must(by.call('GET', '/api/v1/notifications'));
  return items
    .filter(({ state }: { state: string }) => state === 'waiting')
    .map(({ title }: { title: string }) => title);
};

describe('calling a meeting', () => {
  it('asks everybody in the alliance, and each says who comes', async () => {
    const planned: MeetingView = await must(plan(zhengzhou));
    expect(planned).toMatchObject({ isOrganiser: true, isOpen: true, answer: 'waiting', ownAnswer: null });
    expect((await liuzhou.manager.call('GET', `/api/v1/meetings/${meetingId}`)).status).toBe(404);
    await settled();
    await everywhere(({ parties, organiser, title }) => {
      expect(title).toBe('十二月联动会');
      expect(organiser.organisationId).toBe(zhengzhou.organisation.id);
      expect(parties.map(({ organisationId }) => organisationId).toSorted()).toEqual(
        [wenzhou, zhengzhou, liuzhou].map(({ organisation }) => organisation.id).toSorted(),
      );
      expect(parties[0]?.organisationId).toBe(zhengzhou.organisation.id);
    });
    await must(answerOf(wenzhou.worker));
    await must(liuzhou.manager.call('POST', of(meetingId, 'decline'), { reason: '期末考试' }));
    await settled();
    await everywhere(({ parties }) => {
      const named = Object.fromEntries(
        parties.map(({ organisationId, answer, declinedReason, people }) => [
          organisationId,
          { answer, declinedReason, people: people.map(({ name, answer: said }) => `${name} ${said}`) },
        ]),
      );
      expect(named[wenzhou.organisation.id]).toEqual({
        answer: 'coming',
        declinedReason: null,
        people: [`${wenzhou.worker.username} coming`],
      });
      expect(named[liuzhou.organisation.id]).toMatchObject({
        answer: 'declined',
        declinedReason: '期末考试',
      });
      expect(named[zhengzhou.organisation.id]).toMatchObject({ answer: 'waiting', people: [] });
    });
    // who comes after all takes it back
    await must(answerOf(liuzhou.worker));
    await settled();
    await everywhere(({ parties }) =>
      expect(parties.find(({ organisationId }) => organisationId === liuzhou.organisation.id)).toMatchObject({
        answer: 'coming',
        declinedReason: null,
      }),
    );
  });

  it('asks those alone that are named, and later others; nobody outside the alliance', async () => {
    const { organisation: stranger } = await makeParty('supervisor');
    const wrong = { organisationIds: [stranger.id] };
    expect(await refusalOf(plan(wenzhou, wrong))).toMatchObject({
      status: 400,
      path: '/organisationIds',
      message: '这个机构不在协作体中，或没有受邀参加这次会议。',
    });
    await must(plan(wenzhou, { organisationIds: [zhengzhou.organisation.id] }));
    await settled();
    expect((await read(zhengzhou)).parties).toHaveLength(2);
    expect((await liuzhou.manager.call('GET', `/api/v1/meetings/${meetingId}`)).status).toBe(404);
    const ask = (party: { id: string }, by = wenzhou) =>
      by.manager.call('POST', of(meetingId, 'invitations'), { organisationIds: [party.id] });
    expect(await refusalOf(ask(stranger))).toMatchObject({ status: 400, path: '/organisationIds' });
    expect(await codeOf(ask(liuzhou.organisation, zhengzhou))).toBe('meeting_organiser_only');
    await must(ask(liuzhou.organisation));
    await settled();
    await everywhere(({ parties }) => expect(parties).toHaveLength(3));
  });

  it('refuses times that are none, naming the field', async () => {
    expect(await refusalOf(plan(wenzhou, { endsAt: at(7) }))).toEqual({
      status: 400,
      path: '/endsAt',
      message: '结束时间要晚于开始时间。',
    });
    expect(await refusalOf(plan(wenzhou, { endsAt: at(9) }))).toMatchObject({
      message: '会议最长 24 小时，请核对结束时间。',
    });
  });

  it('plans a series by a rule, each date a meeting of its own', async () => {
    // Mondays, by the clocks of the organisation
    await must(plan(wenzhou, { recurrence: 'FREQ=MONTHLY;BYDAY=1MO;COUNT=3' }));
    await settled();
    const listed: MeetingView[] = (await must(liuzhou.manager.call('GET', '/api/v1/meetings'))).items;
    expect(listed.map(({ startsAt }) => startsAt)).toEqual([
      '2026-12-07T02:00:00.000Z',
      '2027-01-04T02:00:00.000Z',
      '2027-02-01T02:00:00.000Z',
    ]);
    expect(new Set(listed.map(({ seriesId }) => seriesId))).toEqual(new Set([meetingId]));
    meetingId = newId();
    expect(await refusalOf(plan(wenzhou, { recurrence: 'FREQ=DAILY;COUNT=25' }))).toEqual({
      status: 400,
      path: '/recurrence',
      message: '一次最多安排 24 个日期。',
    });
    expect(await refusalOf(plan(wenzhou, { recurrence: 'sometimes' }))).toMatchObject({
      path: '/recurrence',
      message: expect.stringContaining('看不懂这条重复规则'),
    });
    // called off from the second on
    const [, second] = listed;
    await must(
      wenzhou.manager.call('POST', of(second?.id ?? '', 'cancel'), {
        reason: '合并到春季',
        andFollowing: true,
      }),
    );
    await settled();
    const after: MeetingView[] = (await must(liuzhou.manager.call('GET', '/api/v1/meetings'))).items;
    expect(after.map(({ isCancelled }) => isCancelled)).toEqual([false, true, true]);
    expect((await read(liuzhou, second?.id)).cancelReason).toBe('合并到春季');
  });

  it('is called by whoever manages alliances, in one that they are in', async () => {
    expect((await wenzhou.worker.call('POST', '/api/v1/meetings', body())).status).toBe(403);
    const stranger = await makeParty('supervisor');
    expect((await plan(stranger)).status).toBe(404);
    await must(liuzhou.manager.call('POST', `/api/v1/alliances/${allianceId}/leave`, { reason: '人手不够' }));
    expect(await codeOf(plan(liuzhou))).toBe('alliance_not_in');
    // one that another organisation called has this id already
    await settled();
    await must(plan(wenzhou));
    await settled();
    expect(await codeOf(plan(zhengzhou))).toBe('id_taken');
  });
});

describe('moving and calling off', () => {
  it('is for the organiser, who is told when somebody was quicker', async () => {
    const { version } = (await must(plan(wenzhou))) as MeetingView;
    await settled();
    expect(await codeOf(move(zhengzhou, version, { title: '别的' }))).toBe('meeting_organiser_only');
    const moved: MeetingView = await must(move(wenzhou, version, { startsAt: at(8), endsAt: at(8, 2) }));
    expect(moved.startsAt).toBe(at(8));
    // its answer was lost, and it is sent again
    expect((await move(wenzhou, version, { startsAt: at(8), endsAt: at(8, 2) })).status).toBe(200);
    expect(await codeOf(move(wenzhou, version, { title: '迟到的改动' }))).toBe('version_conflict');
    await settled();
    await everywhere(({ startsAt }) => expect(startsAt).toBe(at(8)));
    expect(await refusalOf(move(wenzhou, moved.version, { endsAt: at(7) }))).toMatchObject({
      path: '/endsAt',
    });
  });

  it('takes no answer any more, and stays called off', async () => {
    await must(plan(wenzhou));
    await settled();
    const cancel = () => wenzhou.manager.call('POST', of(meetingId, 'cancel'), { reason: '台风' });
    await must(cancel());
    expect((await cancel()).status).toBe(200);
    await settled();
    await everywhere((meeting) => expect(meeting).toMatchObject({ isCancelled: true, isOpen: false }));
    for (const refused of [
      answerOf(zhengzhou.worker),
      propose(wenzhou.worker, '晚了'),
      record(zhengzhou.worker, zhengzhou),
    ])
      expect(await codeOf(refused)).toBe('meeting_cancelled');
  });
});

describe('the agenda', () => {
  it('takes what each proposes, in the order of the organiser, and lets each take back its own', async () => {
    await must(plan(wenzhou));
    await settled();
    await must(propose(wenzhou.worker, '亲子沟通小组的成效'));
    now += 1000;
    await must(propose(zhengzhou.worker, '转介流程'));
    now += 1000;
    await must(propose(liuzhou.worker, '留守儿童的寒假'));
    await settled();
    const titles = async (party: Party) => (await read(party)).topics.map(({ title }) => title);
    expect(await titles(liuzhou)).toEqual(['亲子沟通小组的成效', '转介流程', '留守儿童的寒假']);
    const { topics, version } = await read(wenzhou);
    const topicIds = topics.map(({ id }) => id).toReversed();
    const order = (by: Party, expected: number) =>
      by.manager.call('PUT', of(meetingId, 'agenda'), { topicIds }, { 'if-match': `"${expected}"` });
    expect(await codeOf(order(liuzhou, (await read(liuzhou)).version))).toBe('meeting_organiser_only');
    await must(order(wenzhou, version));
    expect((await order(wenzhou, version)).status).toBe(200);
    await settled();
    for (const party of [wenzhou, zhengzhou, liuzhou])
      expect(await titles(party)).toEqual(['留守儿童的寒假', '转介流程', '亲子沟通小组的成效']);
    const withdraw = (by: TestUser, topicId = '') =>
      by.call('POST', of(meetingId, 'topic-withdrawals'), { topicId });
    expect(await codeOf(withdraw(zhengzhou.worker, topics[2]?.id))).toBe('meeting_organiser_only');
    await must(withdraw(liuzhou.worker, topics[2]?.id));
    // the organiser takes anything
    await must(withdraw(wenzhou.worker, topics[1]?.id));
    await settled();
    for (const party of [wenzhou, zhengzhou, liuzhou])
      expect(await titles(party)).toEqual(['亲子沟通小组的成效']);
    expect((await withdraw(wenzhou.worker, newId())).status).toBe(404);
  });
});

describe('who came', () => {
  it('is marked by the organiser once it has begun, and told to everybody', async () => {
    await must(plan(wenzhou));
    await settled();
    await must(
      zhengzhou.manager.call('POST', of(meetingId, 'colleagues'), { accountIds: [zhengzhou.worker.id] }),
    );
    await must(answerOf(liuzhou.worker));
    await settled();
    // of whoever is only asked nobody else is told
    const people = () => read(wenzhou).then(({ parties }) => parties.flatMap((party) => party.people));
    expect((await people()).map(({ answer }) => answer)).toEqual(['coming']);
    await must(answerOf(zhengzhou.worker));
    await settled();
    const idOf = async (user: TestUser) => (await people()).find(({ name }) => name === user.username)?.id;
    const [came, absent] = [await idOf(liuzhou.worker), await idOf(zhengzhou.worker)];
    const mark = (by: Party) =>
      by.manager.call('PUT', of(meetingId, 'attendance'), { came: [came], absent: [absent] });
    expect(await codeOf(mark(wenzhou))).toBe('meeting_not_begun');
    await later(7);
    expect(await codeOf(mark(liuzhou))).toBe('meeting_organiser_only');
    const wrong = { came: [newId()], absent: [] };
    expect(await refusalOf(wenzhou.manager.call('PUT', of(meetingId, 'attendance'), wrong))).toMatchObject({
      path: '/came',
    });
    await must(mark(wenzhou));
    await settled();
    await everywhere(({ parties }) => {
      const told = parties.flatMap((party) => party.people).map((one) => [one.name, one.came]);
      expect(Object.fromEntries(told)).toEqual({
        [zhengzhou.worker.username]: false,
        [liuzhou.worker.username]: true,
      });
    });
    // what somebody answers afterwards does not undo it
    await must(answerOf(liuzhou.worker, false));
    await settled();
    expect((await read(wenzhou)).parties.flatMap((party) => party.people)).toContainEqual(
      expect.objectContaining({ id: came, came: true }),
    );
  });

  it('asks colleagues who may come, and nobody else', async () => {
    await must(plan(wenzhou));
    const liaison = await makeUser(server, wenzhou.organisation, 'liaison');
    const ask = (...accountIds: string[]) =>
      wenzhou.manager.call('POST', of(meetingId, 'colleagues'), { accountIds });
    const listed = await must(wenzhou.worker.call('GET', '/api/v1/meeting-colleagues'));
    expect(listed.items.map(({ id }: { id: string }) => id).toSorted()).toEqual(
      [wenzhou.manager.id, wenzhou.worker.id].toSorted(),
    );
    for (const id of [liaison.id, liuzhou.worker.id, newId()])
      expect(await refusalOf(ask(id))).toEqual({
        status: 400,
        path: '/accountIds',
        message: '本机构没有可以参加会议的这个账号。',
      });
    await must(ask(wenzhou.worker.id));
    await must(answerOf(wenzhou.worker));
    // asked again, they stay as they answered
    const asked: MeetingView = await must(ask(wenzhou.worker.id));
    expect(asked.parties[0]?.people.map(({ answer }) => answer)).toEqual(['coming']);
  });
});

describe('action items', () => {
  it('come back to each following meeting until they are done, and are reported there once', async () => {
    await must(plan(wenzhou));
    await settled();
    await later(7);
    const recorded: ActionItemView = await must(
      record(zhengzhou.worker, zhengzhou, { ownerId: zhengzhou.worker.id }),
    );
    expect(recorded).toMatchObject({ isMine: true, isOurs: true, state: 'open', note: null });
    expect(await itemsOf(zhengzhou.worker, '?mine=true')).toMatchObject([{ id: recorded.id }]);
    await settled();
    // what all do, for whoever looks at the alliance
    for (const { worker } of [wenzhou, zhengzhou, liuzhou])
      expect(await itemsOf(worker, `?open=true&allianceId=${allianceId}`)).toMatchObject([
        { id: recorded.id },
      ]);
    expect(await itemsOf(wenzhou.worker, `?open=true&allianceId=${newId()}`)).toEqual([]);
    expect(await itemsOf(wenzhou.worker)).toEqual([]);
    await everywhere(({ items }) =>
      expect(items).toMatchObject([
        { id: recorded.id, ownerName: zhengzhou.worker.username, title: '整理亲子沟通小组的带领手册' },
      ]),
    );
    const first = meetingId;
    meetingId = newId();
    await must(plan(liuzhou, { title: '一月联动会', startsAt: at(30), endsAt: at(30, 2) }));
    const second = meetingId;
    meetingId = newId();
    await must(plan(liuzhou, { title: '二月联动会', startsAt: at(60), endsAt: at(60, 2) }));
    await settled();
    for (const id of [second, meetingId])
      for (const party of [wenzhou, zhengzhou, liuzhou])
        expect((await read(party, id)).carried).toMatchObject([{ id: recorded.id, meetingId: first }]);
    expect((await read(wenzhou, first)).carried).toEqual([]);

    await later(10);
    expect(await codeOf(complete(liuzhou.manager, recorded))).toBe('action_item_of_others');
    const done: ActionItemView = await must(complete(zhengzhou.worker, recorded));
    expect(done).toMatchObject({ state: 'done', note: '手册已经整理好。' });
    expect((await complete(zhengzhou.worker, recorded)).status).toBe(200);
    expect(await codeOf(complete(zhengzhou.worker, recorded, '别的'))).toBe('action_item_closed');
    await settled();
    for (const party of [wenzhou, zhengzhou, liuzhou]) {
      const next = await read(party, second);
      expect(next.carried).toEqual([]);
      expect(next.results).toMatchObject([{ id: recorded.id, note: '手册已经整理好。' }]);
    }
    await later(20);
    expect((await read(wenzhou)).results).toEqual([]);
    expect(await itemsOf(zhengzhou.worker, '?mine=true&open=true')).toEqual([]);
    expect(await itemsOf(zhengzhou.worker, '?mine=true')).toHaveLength(1);
  });

  it('are for an organisation that was asked, which says who does it', async () => {
    await must(plan(wenzhou));
    await settled();
    const stranger = await makeParty('supervisor');
    expect(await refusalOf(record(wenzhou.worker, stranger))).toEqual({
      status: 400,
      path: '/organisationId',
      message: '这个机构不在协作体中，或没有受邀参加这次会议。',
    });
    expect(await refusalOf(record(wenzhou.worker, liuzhou, { ownerId: liuzhou.worker.id }))).toMatchObject({
      path: '/ownerId',
    });
    // recorded by one member for another, through the organiser
    const { id }: ActionItemView = await must(record(zhengzhou.worker, liuzhou));
    await settled();
    await settled();
    const [given] = await itemsOf(liuzhou.manager);
    expect(given).toMatchObject({ id, ownerName: null, isOurs: true, isMine: false });
    expect(given?.creator.organisationId).toBe(zhengzhou.organisation.id);
    const assign = (by: TestUser, ownerId: string, version = given?.version) =>
      by.call('PUT', `/api/v1/action-items/${id}/owner`, { ownerId }, { 'if-match': `"${version}"` });
    expect((await assign(liuzhou.worker, liuzhou.worker.id)).status).toBe(403);
    expect(await codeOf(assign(zhengzhou.manager, zhengzhou.worker.id, 1))).toBe('action_item_of_others');
    expect(await refusalOf(assign(liuzhou.manager, zhengzhou.worker.id))).toMatchObject({ path: '/ownerId' });
    expect(await codeOf(complete(liuzhou.worker, { id }))).toBe('action_item_of_others');
    await must(assign(liuzhou.manager, liuzhou.worker.id));
    expect((await assign(liuzhou.manager, liuzhou.worker.id)).status).toBe(200);
    expect(await codeOf(assign(liuzhou.manager, liuzhou.manager.id))).toBe('version_conflict');
    await settled();
    expect((await read(zhengzhou)).items).toMatchObject([{ id, ownerName: liuzhou.worker.username }]);
    await must(complete(liuzhou.worker, { id }));
    await settled();
    await everywhere(({ items }) => expect(items).toMatchObject([{ id, state: 'done' }]));
  });

  it('that nobody does any more have nobody, and are given up with a reason', async () => {
    await must(plan(wenzhou));
    await settled();
    const { id }: ActionItemView = await must(
      record(liuzhou.worker, liuzhou, { ownerId: liuzhou.worker.id }),
    );
    const admin = liuzhou.manager;
    const account = (await must(admin.call('GET', '/api/v1/accounts'))).items.find(
      (one: { id: string }) => one.id === liuzhou.worker.id,
    );
    await must(
      admin.call(
        'PATCH',
        `/api/v1/accounts/${liuzhou.worker.id}`,
        { status: 'suspended' },
        { 'if-match': `"${account.version}"` },
      ),
    );
    expect(await itemsOf(admin)).toMatchObject([{ id, ownerName: null, state: 'open' }]);
    expect(
      await codeOf(zhengzhou.manager.call('POST', `/api/v1/action-items/${id}/drop`, { reason: '不做了' })),
    ).toBe('not_found');
    await settled();
    expect(
      await codeOf(zhengzhou.manager.call('POST', `/api/v1/action-items/${id}/drop`, { reason: '不做了' })),
    ).toBe('action_item_of_others');
    await must(admin.call('POST', `/api/v1/action-items/${id}/drop`, { reason: '社工离职，无人接手' }));
    await settled();
    await everywhere(({ items }) =>
      expect(items).toMatchObject([{ id, state: 'dropped', note: '社工离职，无人接手' }]),
    );
  });
});

describe('leaving the alliance', () => {
  it('ends what is to come at once, and keeps the record and what one has to do', async () => {
    await must(plan(wenzhou));
    await settled();
    const { id }: ActionItemView = await must(record(wenzhou.worker, liuzhou));
    await settled();
    await must(liuzhou.manager.call('POST', `/api/v1/alliances/${allianceId}/leave`, { reason: '人手不够' }));
    expect(await read(liuzhou)).toMatchObject({ isOpen: false, title: '十二月联动会' });
    for (const refused of [
      answerOf(liuzhou.worker),
      propose(liuzhou.worker, '再见'),
      record(liuzhou.worker, liuzhou),
    ])
      expect(await codeOf(refused)).toBe('meeting_closed');
    await settled();
    // whoever stays goes on, and whoever left hears nothing of it
    await must(propose(zhengzhou.worker, '以后怎么办'));
    await settled();
    expect((await read(wenzhou)).topics).toHaveLength(1);
    expect((await read(liuzhou)).topics).toEqual([]);
    // what was taken on is done, and stays at home
    await must(complete(liuzhou.manager, { id }));
    await settled();
    expect((await read(wenzhou)).items).toMatchObject([{ id, state: 'open' }]);
  });

  it('of whoever called it lets the others read and do what they took on', async () => {
    await must(plan(liuzhou));
    await settled();
    const { id }: ActionItemView = await must(
      record(zhengzhou.worker, zhengzhou, { ownerId: zhengzhou.worker.id }),
    );
    await settled();
    await must(liuzhou.manager.call('POST', `/api/v1/alliances/${allianceId}/leave`, { reason: '人手不够' }));
    await settled();
    expect(await read(zhengzhou)).toMatchObject({ isOpen: false });
    expect(await codeOf(answerOf(zhengzhou.worker))).toBe('meeting_closed');
    await must(complete(zhengzhou.worker, { id }));
    expect(await itemsOf(zhengzhou.worker, '?mine=true')).toMatchObject([{ id, state: 'done' }]);
  });

  it('of a word that is on its way is not taken in any more', async () => {
    await must(plan(wenzhou));
    await settled();
    await must(answerOf(liuzhou.worker));
    await must(
      wenzhou.manager.call('POST', `/api/v1/alliances/${allianceId}/removals`, {
        organisationId: liuzhou.organisation.id,
        reason: '久未参加',
      }),
    );
    await settled();
    expect((await read(wenzhou)).parties.flatMap(({ people }) => people)).toEqual([]);
  });
});

describe('news', () => {
  it('goes to whoever may send somebody, whoever is asked, and whoever has something to do', async () => {
    await must(plan(wenzhou));
    await settled();
    expect(await bell(zhengzhou.manager)).toContain('协作体要开会，请答复谁参加');
    await must(
      zhengzhou.manager.call('POST', of(meetingId, 'colleagues'), { accountIds: [zhengzhou.worker.id] }),
    );
    expect(await bell(zhengzhou.worker)).toEqual(['请您参加协作体的一次会议']);
    await must(answerOf(zhengzhou.worker));
    expect(await bell(zhengzhou.worker)).toEqual([]);
    expect(await bell(zhengzhou.manager)).not.toContain('协作体要开会，请答复谁参加');
    await settled();
    const { version } = await read(wenzhou);
    await must(move(wenzhou, version, { place: '温州市少年宫' }));
    await must(record(wenzhou.worker, zhengzhou));
    await settled();
    expect(await bell(zhengzhou.worker)).toEqual(['您要参加的会议改了时间或地点']);
    expect(await bell(zhengzhou.manager)).toContain('有行动项等待您完成或安排');
    await must(wenzhou.manager.call('POST', of(meetingId, 'cancel'), { reason: '台风' }));
    await settled();
    expect(await bell(zhengzhou.worker)).toEqual(['您要参加的会议取消了']);
  });
});

describe('reminders', () => {
  const remind = async () => {
    for (const { organisation } of [wenzhou, zhengzhou, liuzhou])
      await remindOfMeetings(server.services, organisation.id);
  };

  it('come a day before a meeting to whoever comes, and again where it moved', async () => {
    await must(plan(wenzhou, { startsAt: at(0, 30), endsAt: at(0, 31) }));
    await settled();
    await must(answerOf(zhengzhou.worker));
    await remind();
    expect(await bell(zhengzhou.worker)).toEqual([]);
    now += 8 * HOUR_MS;
    await remind();
    await remind();
    expect(await bell(zhengzhou.worker)).toEqual(['您要参加的会议在一天之内开始']);
    expect(await bell(liuzhou.worker)).toEqual([]);
    await settled();
    const { version } = await read(wenzhou);
    await must(move(wenzhou, version, { startsAt: at(0, 23), endsAt: at(0, 24) }));
    await settled();
    await remind();
    expect((await bell(zhengzhou.worker)).toSorted()).toEqual(
      ['您要参加的会议改了时间或地点', '您要参加的会议在一天之内开始'].toSorted(),
    );
  });

  it('come before something is due to whoever does it, and when it is late also to whoever manages', async () => {
    await must(plan(wenzhou, { startsAt: at(1), endsAt: at(1, 2) }));
    const body = { ownerId: wenzhou.worker.id, dueOn: dayAt(5) };
    await must(record(wenzhou.worker, wenzhou, body));
    const told = async (by: TestUser) =>
      (await bell(by)).filter((title) => title === '有行动项快到期或已逾期').length;
    await remind();
    expect(await told(wenzhou.worker)).toBe(0);
    await later(3);
    await remind();
    await remind();
    expect(await told(wenzhou.worker)).toBe(1);
    expect(await told(wenzhou.manager)).toBe(0);
    await later(3);
    await remind();
    // that it is due soon is over
    expect(await told(wenzhou.worker)).toBe(1);
    expect(await told(wenzhou.manager)).toBe(1);
    const [{ id } = { id: '' }] = await itemsOf(wenzhou.worker, '?mine=true');
    await must(complete(wenzhou.worker, { id }));
    expect(await told(wenzhou.manager)).toBe(0);
  });
});

describe('what is told', () => {
  const plansTo = async ({ organisation }: Party) => {
    const { rows } = await server.admin.query<{ payload: { revision: number } }>(
      `select payload from delivery where kind = 'meeting.plan' and to_organisation_id = $1 and key like $2 order by created_at`,
      [organisation.id, `${meetingId} %`],
    );
    return rows.map(({ payload }) => payload.revision);
  };

  it('is how it is by then, once to each, however often it changed', async () => {
    await must(plan(wenzhou));
    for (const title of ['一', '二', '三']) await must(propose(wenzhou.worker, title));
    expect(await plansTo(zhengzhou)).toEqual([]);
    await settled();
    for (const party of [zhengzhou, liuzhou]) {
      expect(await plansTo(party)).toEqual([4]);
      expect((await read(party)).topics.map(({ title }) => title)).toEqual(['一', '二', '三']);
    }
  });

  it('waits for what was sent before, and forgets whoever left meanwhile', async () => {
    await must(plan(wenzhou));
    await settled();
    const held = `update delivery set delivered_at = null, next_attempt_at = 'infinity'
      where kind = 'meeting.plan' and to_organisation_id = $1 and key like $2`;
    await server.admin.query(held, [zhengzhou.organisation.id, `${meetingId} %`]);
    await must(propose(wenzhou.worker, '寒假'));
    await settled();
    expect(await plansTo(zhengzhou)).toEqual([1]);
    expect(await plansTo(liuzhou)).toEqual([1, 2]);
    await server.admin.query(held.replace("'infinity'", 'now()'), [
      zhengzhou.organisation.id,
      `${meetingId} %`,
    ]);
    await settled();
    expect(await plansTo(zhengzhou)).toEqual([1, 2]);
    await must(propose(wenzhou.worker, '春季'));
    await must(
      wenzhou.manager.call('POST', `/api/v1/alliances/${allianceId}/removals`, {
        organisationId: liuzhou.organisation.id,
        reason: '久未参加',
      }),
    );
    await settled();
    expect(await plansTo(liuzhou)).toEqual([1, 2]);
  });
});

describe('whoever joins later', () => {
  it('is asked to what is planned from then on', async () => {
    const fourth = await makeParty('supervisor');
    await must(plan(wenzhou));
    await joinAlliance(server, { id: allianceId }, { host: wenzhou, party: fourth });
    expect((await fourth.manager.call('GET', `/api/v1/meetings/${meetingId}`)).status).toBe(404);
    meetingId = newId();
    // the newcomer calls one before the others know of them: it waits until they do
    await must(plan(fourth));
    await settled();
    await everywhere(({ parties }) => expect(parties).toHaveLength(4));
  });

  it('comes as an observer, and calls none', async () => {
    const fourth = await makeParty('supervisor');
    await joinAlliance(server, { id: allianceId }, { host: wenzhou, party: fourth, role: 'observer' });
    expect(await codeOf(plan(fourth))).toBe('observer_calls_no_meeting');
    await must(plan(wenzhou));
    await settled();
    await must(answerOf(fourth.worker));
  });
});

describe('what is over', () => {
  it('takes no answer and no topic, and still what was agreed', async () => {
    await must(plan(wenzhou, { startsAt: at(0, -3), endsAt: at(0, -1) }));
    await settled();
    const { version } = await read(wenzhou);
    for (const refused of [
      answerOf(zhengzhou.worker),
      propose(wenzhou.worker, '晚了'),
      move(wenzhou, version, { title: '改名' }),
      wenzhou.manager.call('POST', of(meetingId, 'cancel'), { reason: '台风' }),
      zhengzhou.manager.call('POST', of(meetingId, 'decline'), { reason: '台风' }),
    ])
      expect(await codeOf(refused)).toBe('meeting_over');
    expect(await refusalOf(record(wenzhou.worker, wenzhou, { dueOn: dayAt(-1) }))).toMatchObject({
      path: '/dueOn',
    });
    await must(record(wenzhou.worker, wenzhou));
  });
});

describe('answers', () => {
  it('of an organisation that nobody comes, take back that somebody did', async () => {
    await must(plan(wenzhou));
    await settled();
    await must(answerOf(zhengzhou.worker));
    const declined: MeetingView = await must(
      zhengzhou.manager.call('POST', of(meetingId, 'decline'), { reason: '期末考试' }),
    );
    expect(declined.answer).toBe('declined');
    await settled();
    await everywhere(({ parties }) =>
      expect(
        parties.find(({ organisationId }) => organisationId === zhengzhou.organisation.id),
      ).toMatchObject({ answer: 'declined', people: [{ answer: 'not_coming' }] }),
    );
  });

  it('tell no name where the organisation shares no meetings', async () => {
    const { version } = await must(liuzhou.manager.call('GET', `/api/v1/alliances/${allianceId}`));
    await must(
      liuzhou.manager.call(
        'PUT',
        `/api/v1/alliances/${allianceId}/shares`,
        { shares: [] },
        { 'if-match': `"${version}"` },
      ),
    );
    await must(plan(wenzhou));
    await settled();
    await must(answerOf(liuzhou.worker));
    await settled();
    const peopleOf = async (party: Party) =>
      (await read(party)).parties
        .find(({ organisationId }) => organisationId === liuzhou.organisation.id)
        ?.people.map(({ name }) => name);
    expect(await peopleOf(liuzhou)).toEqual([liuzhou.worker.username]);
    for (const party of [wenzhou, zhengzhou]) expect(await peopleOf(party)).toEqual(['']);
  });

  it('pressed again are told to nobody again', async () => {
    await must(plan(wenzhou));
    await settled();
    await must(answerOf(zhengzhou.worker));
    await must(answerOf(zhengzhou.worker));
    const { rows } = await server.admin.query(
      `select from delivery where kind = 'meeting.word' and key like $1`,
      [`${meetingId} %`],
    );
    expect(rows).toHaveLength(1);
  });
});

describe('an agenda', () => {
  it('that was put in order once is so when its answer was lost; of other topics it is refused', async () => {
    await must(plan(wenzhou));
    const ids = [newId(), newId()];
    for (const id of ids) await must(propose(wenzhou.worker, '议题', id));
    await settled();
    const { version } = await read(wenzhou);
    const order = (topicIds: readonly string[]) =>
      wenzhou.manager.call('PUT', of(meetingId, 'agenda'), { topicIds }, { 'if-match': `"${version}"` });
    expect(await refusalOf(order([newId()]))).toMatchObject({ path: '/topicIds' });
    await must(order(ids.slice(1)));
    expect((await order(ids.slice(1))).status).toBe(200);
    expect(await codeOf(order(ids))).toBe('version_conflict');
    // an id that somebody else gave
    expect(await codeOf(propose(zhengzhou.worker, '转介流程', ids[0]))).toBe('id_taken');
  });
});

describe('whoever is in the alliance again', () => {
  const leave = async () => {
    await must(liuzhou.manager.call('POST', `/api/v1/alliances/${allianceId}/leave`, { reason: '人手不够' }));
    await settled();
  };
  const rejoin = () => joinAlliance(server, { id: allianceId }, { host: wenzhou, party: liuzhou });

  it('is told what was changed meanwhile, and says what it did', async () => {
    await must(plan(wenzhou));
    await settled();
    const { id }: ActionItemView = await must(record(wenzhou.worker, liuzhou));
    await settled();
    await leave();
    await must(wenzhou.manager.call('POST', of(meetingId, 'cancel'), { reason: '台风' }));
    await must(complete(liuzhou.manager, { id }));
    await settled();
    expect((await read(liuzhou)).isCancelled).toBe(false);
    expect((await read(wenzhou)).items).toMatchObject([{ id, state: 'open' }]);
    await rejoin();
    await settled();
    expect((await read(liuzhou)).isCancelled).toBe(true);
    await everywhere(({ items }) => expect(items).toMatchObject([{ id, state: 'done' }]));
  });

  it('is heard, though who calls the meeting has not heard yet that it is', async () => {
    await must(plan(zhengzhou));
    await settled();
    await leave();
    const held = `update delivery set next_attempt_at = $1 where kind = 'alliance.roster' and to_organisation_id = $2
      and delivered_at is null`;
    const organisationCode = liuzhou.organisation.code;
    const asked = await must(
      wenzhou.manager.call('POST', `/api/v1/alliances/${allianceId}/invitations`, {
        organisationCode,
        role: 'member',
      }),
    );
    await settled();
    await must(
      liuzhou.manager.call('POST', `/api/v1/alliance-invitations/${asked.id}/accept`, {
        shares: ['meetings'],
      }),
    );
    await must(answerOf(liuzhou.worker));
    // the word is there before the roster
    const { rows } = await server.admin.query<{ id: string }>(
      `select id from delivery where kind = 'meeting.word' and key like $1 and delivered_at is null`,
      [`${meetingId} %`],
    );
    expect(rows).toHaveLength(1);
    await server.deliveries.deliverDue(liuzhou.organisation.id);
    await server.admin.query(held, ['infinity', zhengzhou.organisation.id]);
    await server.admin.query(held, [new Date(now), zhengzhou.organisation.id]);
    await settled();
    now += 20 * 60_000;
    await settled();
    expect(
      (await read(zhengzhou)).parties.find(
        ({ organisationId }) => organisationId === liuzhou.organisation.id,
      ),
    ).toMatchObject({ answer: 'coming' });
  });

  it('was given nothing to do meanwhile; what it was to do is taken back by whoever recorded it', async () => {
    await must(plan(wenzhou));
    await settled();
    const { id }: ActionItemView = await must(record(zhengzhou.worker, liuzhou));
    await settled();
    await settled();
    await leave();
    expect(await refusalOf(record(wenzhou.worker, liuzhou))).toMatchObject({ path: '/organisationId' });
    expect((await read(wenzhou)).parties.filter((party) => !party.isIn)).toMatchObject([
      { organisationId: liuzhou.organisation.id },
    ]);
    const drop = (party: Party) =>
      party.manager.call('POST', `/api/v1/action-items/${id}/drop`, { reason: '柳州退出了' });
    expect(await codeOf(drop(wenzhou))).toBe('action_item_of_others');
    await must(drop(zhengzhou));
    expect((await drop(zhengzhou)).status).toBe(200);
    await settled();
    for (const party of [wenzhou, zhengzhou])
      expect((await read(party)).items).toMatchObject([{ id, state: 'dropped', note: '柳州退出了' }]);
    await rejoin();
    await settled();
    expect(await itemsOf(liuzhou.manager, '?open=true')).toEqual([]);
    expect(await codeOf(complete(liuzhou.manager, { id }))).toBe('action_item_closed');
  });

  it('hears no more of a meeting whose organiser left', async () => {
    await must(plan(liuzhou, { startsAt: at(0, 20), endsAt: at(0, 22) }));
    await settled();
    await must(answerOf(zhengzhou.worker));
    expect(await bell(wenzhou.manager)).toContain('协作体要开会，请答复谁参加');
    await remindOfMeetings(server.services, zhengzhou.organisation.id);
    expect(await bell(zhengzhou.worker)).toEqual(['您要参加的会议在一天之内开始']);
    await leave();
    await remindOfMeetings(server.services, zhengzhou.organisation.id);
    expect(await bell(zhengzhou.worker)).toEqual([]);
    expect(await bell(wenzhou.manager)).not.toContain('协作体要开会，请答复谁参加');
  });
});

describe('closed items', () => {
  it('are listed with the last first', async () => {
    await must(plan(wenzhou));
    const ids: string[] = [];
    for (const days of [40, 30, 20]) {
      const { id }: ActionItemView = await must(record(wenzhou.worker, wenzhou, { dueOn: dayAt(days) }));
      ids.push(id);
      now += 1000;
      await must(complete(wenzhou.manager, { id }));
    }
    const closed = await itemsOf(wenzhou.manager, '?open=false');
    expect(closed.map(({ id }) => id)).toEqual(ids.toReversed());
    expect(await itemsOf(wenzhou.manager, '?open=true')).toEqual([]);
  });
});
