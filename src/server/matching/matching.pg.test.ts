import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBook, type TestPerson } from '../../../test/public-person.ts';
import {
  deliverAll,
  makeOrganisation,
  makeUser,
  must,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { signInVolunteer, volunteerBody } from '../../../test/volunteer.ts';
import { newId } from '../platform/database/ids.ts';
import { trimMatches, workOffMatches } from './public.ts';

let server: TestServer;
let home: TestOrganisation;
let coordinator: TestUser;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());

/** Mondays to Sundays of a week that is to come whenever this runs. */
const MONDAY = '2027-03-01';

async function station(): Promise<void> {
  home = await makeOrganisation(server);
  await openBook(server, home, { takesAtOnce: true });
  coordinator = await makeUser(server, home, 'coordinator');
}

interface Person extends TestPerson {
  readonly volunteerId: string;
}

async function volunteer(name: string, more: object = {}): Promise<Person> {
  const body = volunteerBody(home, { name, ...more });
  const registered = await request(server, 'POST', '/api/v1/volunteer-registrations', body);
  expect(registered.status, JSON.stringify(registered.body)).toBe(201);
  await deliverAll(server);
  const person = await signInVolunteer(server, body);
  const list = await coordinator.call('GET', `/api/v1/volunteers?q=${registered.body.volunteerNumber}`);
  return { ...person, volunteerId: list.body.items[0].id };
}

const onMondays = (from: string, to: string) => ({
  availability: { weekly: [{ weekday: 1, from, to }], exceptions: [] },
});

async function opportunity(more: object = {}): Promise<string> {
  const said = { title: '周末课业辅导', siteId: home.siteIds[0], description: '辅导', risks: '无' };
  const answer = await coordinator.call('POST', '/api/v1/opportunities', { id: newId(), ...said, ...more });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id;
}

/** By the clocks of China. */
async function shift(opportunityId: string, from: string, to: string, capacity = 1, day = MONDAY) {
  const at = (time: string) => new Date(`${day}T${time}:00+08:00`).toISOString();
  const body = { id: newId(), startsAt: at(from), endsAt: at(to), capacity };
  const answer = await coordinator.call('POST', `/api/v1/opportunities/${opportunityId}/shifts`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return body.id;
}

async function match(more: object = {}) {
  const id = newId();
  const body = { id, from: MONDAY, until: '2027-03-07', ...more };
  const made = await coordinator.call('POST', '/api/v1/matches', body);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect(made.body.state).toBe('queued');
  await work();
  return id;
}

const work = () => workOffMatches(server.services, home.id);
const read = async (id: string) => (await coordinator.call('GET', `/api/v1/matches/${id}`)).body;

interface PlaceView {
  shiftId: string;
  open: number;
  pairs: { volunteerId: string; name: string; decision: string; outcome: string | null; fit: object }[];
  barred: { name: string }[];
  reasons: { reason: string; missing: string | null; count: number }[];
  askable: { name: string; reason: string; instead: { shiftId: string } | null }[];
}
async function places(id: string, query = ''): Promise<PlaceView[]> {
  const answer = await coordinator.call('GET', `/api/v1/matches/${id}/places${query}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.items;
}
async function check(volunteerId: string, days: { validFrom: string; validUntil: string }): Promise<void> {
  const said = { kind: 'check', code: 'minors', title: '无犯罪记录', organiser: '派出所' };
  const body = { id: newId(), ...said, ...days };
  const answer = await coordinator.call('POST', `/api/v1/volunteers/${volunteerId}/qualifications`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
}

async function takeBackCheck(volunteerId: string): Promise<void> {
  const { qualifications } = (await coordinator.call('GET', `/api/v1/volunteers/${volunteerId}`)).body;
  const url = `/api/v1/volunteer-qualifications/${qualifications[0].id}/withdraw`;
  const answer = await coordinator.call('POST', url, { reason: '有误' });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

async function accept(id: string): Promise<void> {
  const { version } = await read(id);
  const answer = await coordinator.call('POST', `/api/v1/matches/${id}/accept`, undefined, {
    'if-match': `"${version}"`,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  await work();
}

const names = (all: readonly PlaceView[]) => all.map(({ pairs }) => pairs.map(({ name }) => name));

/** A group whose session somebody helped at. */
async function groupWithHelper(supervisor: TestUser, volunteerId: string): Promise<string> {
  const siteId = home.siteIds[0];
  const pupil = { name: '甲', birthDate: '2011-03-04', siteId };
  const { id: clientId } = await must(supervisor.call('POST', '/api/v1/clients', pupil));
  const plan = { name: '向日葵小组', siteId, playbookId: 'warm-way@1', level: 'selective' };
  const group = { ...plan, startsOn: '2026-10-09', clientIds: [clientId] };
  const { id } = await must(supervisor.call('POST', '/api/v1/groups', group));
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const at = (time: string) => new Date(`${day}T${time}:00+08:00`).toISOString();
  const helper = { id: newId(), volunteerId, from: at('10:00'), until: at('10:30') };
  const held = { heldOn: day, minutes: 30, done: [], attendance: [], helpers: [helper] };
  const url = `/api/v1/groups/${id}/sessions/week-1/delivery`;
  await must(supervisor.call('POST', url, held, { 'if-match': '"1"' }));
  return id;
}

describe('a match', () => {
  beforeEach(station);

  it('fills what can be filled, says why the rest stays open, and tells nobody before it is accepted', async () => {
    const morning = await volunteer('早上', onMondays('08:00', '12:00'));
    const evening = await volunteer('晚上', onMondays('18:00', '21:00'));
    const id = await opportunity();
    const first = await shift(id, '09:00', '11:00');
    const second = await shift(id, '18:30', '20:30');
    const third = await shift(id, '14:00', '16:00');
    const matchId = await match({ title: '三月' });
    expect(await read(matchId)).toMatchObject({
      title: '三月',
      state: 'solved',
      wanted: 3,
      filled: 2,
      proof: 'optimal',
      gap: 0,
      isStale: false,
      problem: null,
    });
    const found = await places(matchId);
    expect(found.map(({ shiftId }) => shiftId)).toEqual([first, third, second]);
    expect(names(found)).toEqual([['早上'], [], ['晚上']]);
    expect(found[1]).toMatchObject({ open: 1, reasons: [{ reason: 'away', missing: null, count: 2 }] });
    expect(found[1]?.askable.map(({ name, reason }) => `${name} ${reason}`).sort()).toEqual([
      '早上 away',
      '晚上 away',
    ]);
    expect(names(await places(matchId, '?open=true'))).toEqual([[]]);
    for (const person of [morning, evening])
      expect((await person.call('GET', '/api/v1/my/sign-ups')).body.items).toEqual([]);
  });

  it('prefers who helped the group before that it is for, which nobody else learns of', async () => {
    const free = onMondays('08:00', '21:00');
    const [ann, ben] = [await volunteer('安安', free), await volunteer('本本', free)];
    const supervisor = await makeUser(server, home, 'supervisor');
    const id = await opportunity();
    await shift(id, '09:00', '11:00');
    const chosen = async (matchId: string) => (await places(matchId))[0]?.pairs[0];
    // whoever the solver takes of two equal ones; the other one helped the group
    const first = await chosen(await match({ opportunityIds: [id] }));
    expect(first).toMatchObject({ fit: { served: 0, helped: 0 } });
    const helper = first?.volunteerId === ann.volunteerId ? ben : ann;
    const groupId = await groupWithHelper(supervisor, helper.volunteerId);
    const url = `/api/v1/opportunities/${id}/groups`;
    const asked = { items: [{ groupId, name: '向日葵小组' }] };
    expect((await supervisor.call('GET', url)).body).toEqual({ items: [] });
    const untold = await chosen(await match({ opportunityIds: [id] }));
    expect(untold).toMatchObject({ volunteerId: first?.volunteerId, fit: { helped: 0 } });
    const before = (await coordinator.call('GET', `/api/v1/opportunities/${id}`)).body;
    expect((await supervisor.call('PUT', url, { groupIds: [groupId] })).body).toEqual(asked);
    // said twice, it is said
    expect((await supervisor.call('PUT', url, { groupIds: [groupId] })).body).toEqual(asked);
    const matchId = await match({ opportunityIds: [id] });
    expect(await chosen(matchId)).toMatchObject({
      volunteerId: helper.volunteerId,
      fit: { served: 0, helped: 1 },
    });
    // neither who may not read groups, nor who has nothing to do with volunteers, nor the public
    const worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
    for (const [user, status] of [
      [coordinator, 403],
      [worker, 404],
      [helper, 401],
    ] as const) {
      expect((await user.call('GET', url)).status).toBe(status);
      expect((await user.call('PUT', url, { groupIds: [] })).status).toBe(status);
    }
    expect((await coordinator.call('GET', `/api/v1/opportunities/${id}`)).body).toEqual(before);
    const told = [
      await places(matchId),
      (await request(server, 'GET', `/api/v1/opportunities/${id}`)).body,
      (await request(server, 'GET', `/api/v1/opportunities?organisationCode=${home.code}`)).body,
      (await helper.call('GET', '/api/v1/my/sign-ups')).body,
    ];
    for (const secret of [groupId, '向日葵']) expect(JSON.stringify(told)).not.toContain(secret);
    for (const answer of told.slice(1)) expect(JSON.stringify(answer)).not.toMatch(/group/iu);
    // who says it does not reach another organisation's group, nor another's opportunity
    const other = await makeOrganisation(server);
    const stranger = await makeUser(server, other, 'supervisor');
    expect((await stranger.call('GET', url)).status).toBe(404);
    expect((await stranger.call('PUT', url, { groupIds: [groupId] })).status).toBe(404);
    expect((await supervisor.call('PUT', url, { groupIds: [newId()] })).status).toBe(404);
    expect((await supervisor.call('PUT', url, { groupIds: [] })).body).toEqual({ items: [] });
    expect(await chosen(await match({ opportunityIds: [id] }))).toMatchObject({ fit: { helped: 0 } });
  });

  it('is solved around what was decided by hand, and signs up whom it proposes, who are asked', async () => {
    const free = onMondays('08:00', '21:00');
    const [ann, ben, cid] = [
      await volunteer('安安', free),
      await volunteer('本本', free),
      await volunteer('慈慈', onMondays('14:00', '16:00')),
    ];
    const id = await opportunity({ title: '手工' });
    const morning = await shift(id, '09:00', '11:00');
    const noon = await shift(id, '14:00', '16:00');
    const matchId = await match({ opportunityIds: [id], options: { mostShiftsPerWeek: 1 } });
    expect(await read(matchId)).toMatchObject({ wanted: 2, filled: 2, proof: 'optimal' });
    const decide = (body: object) => coordinator.call('POST', `/api/v1/matches/${matchId}/decisions`, body);
    // by hand: the noon for somebody whom the morning could have, so that the morning needs the other one
    const [before] = await places(matchId);
    const there = before?.pairs[0]?.name;
    const moved = there === '安安' ? ann : ben;
    const other = moved === ann ? '本本' : '安安';
    const decided = await decide({ shiftId: noon, volunteerId: moved.volunteerId, decision: 'fixed' });
    expect(decided.body).toMatchObject({ state: 'solved', isStale: true });
    const { version } = decided.body;
    const accept = (of: number) =>
      coordinator.call('POST', `/api/v1/matches/${matchId}/accept`, undefined, { 'if-match': `"${of}"` });
    expect((await accept(version)).body.code).toBe('match_stale');
    expect((await coordinator.call('POST', `/api/v1/matches/${matchId}/solve`)).body.state).toBe('queued');
    expect((await decide({ shiftId: noon, volunteerId: cid.volunteerId, decision: 'fixed' })).body.code).toBe(
      'match_busy',
    );
    await work();
    const solved = await read(matchId);
    expect(solved).toMatchObject({ state: 'solved', isStale: false, filled: 2, proof: 'optimal' });
    const found = await places(matchId);
    expect(found.map(({ pairs }) => pairs.map(({ name, decision }) => `${name} ${decision}`))).toEqual([
      [`${other} proposed`],
      [`${moved === ann ? '安安' : '本本'} fixed`],
    ]);
    expect((await accept(version)).body.code).toBe('version_conflict');
    expect((await accept(solved.version)).body.state).toBe('accepting');
    // two servers at once, of which one signs each of them up
    await Promise.all([work(), work(), work()]);
    expect(await read(matchId)).toMatchObject({ state: 'accepted', signedUp: 2, notSignedUp: 0 });
    // asked once more, the answer is the same
    expect((await accept(solved.version)).body.state).toBe('accepted');
    const own = (await moved.call('GET', '/api/v1/my/sign-ups')).body.items;
    expect(own).toMatchObject([{ shiftId: noon, status: 'confirmed', confirmBy: expect.any(String) }]);
    const signUps = (await coordinator.call('GET', `/api/v1/shifts/${morning}/sign-ups`)).body.items;
    expect(signUps).toMatchObject([{ name: other, status: 'confirmed' }]);
    expect(
      (await decide({ shiftId: noon, volunteerId: cid.volunteerId, decision: 'barred' })).body.code,
    ).toBe('match_ended');
  });

  it('says by name who could not be signed up any more, and signs up the others', async () => {
    const free = onMondays('08:00', '21:00');
    const people = [
      await volunteer('安安', free),
      await volunteer('本本', free),
      await volunteer('慈慈', free),
      await volunteer('丹丹', free),
      await volunteer('恩恩', free),
      await volunteer('方方', free),
      await volunteer('歌歌', free),
    ];
    const id = await opportunity({ title: '手工', requirements: { checks: ['minors'] } });
    for (const { volunteerId } of people)
      await check(volunteerId, { validFrom: '2026-01-01', validUntil: '2027-12-31' });
    const shifts = [
      await shift(id, '08:00', '09:00'),
      await shift(id, '10:00', '11:00'),
      await shift(id, '12:00', '13:00'),
      await shift(id, '14:00', '15:00'),
      await shift(id, '16:00', '17:00'),
      await shift(id, '18:00', '19:00'),
      await shift(id, '20:00', '21:00'),
    ];
    const other = await opportunity({ title: '别的' });
    const matchId = await match({ opportunityIds: [id], options: { mostShiftsPerWeek: 1 } });
    const found = await places(matchId);
    expect(found.map(({ pairs }) => pairs.length)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    const page = async (query: string) =>
      (await coordinator.call('GET', `/api/v1/matches/${matchId}/places?limit=1${query}`)).body;
    const { items, next } = await page('');
    const rest = await page(`&after=${encodeURIComponent(next)}`);
    expect([...items, ...rest.items]).toEqual(found.slice(0, 2));
    const at = (place: number) =>
      people.find(({ volunteerId }) => volunteerId === found[place]?.pairs[0]?.volunteerId);
    // one shift is full by now, one is called off, one has another shift, one check is taken back, one place is given back, one shift is moved
    await at(1)?.call('POST', `/api/v1/shifts/${shifts[0]}/sign-ups`, { id: newId() });
    const { version } = (await coordinator.call('GET', `/api/v1/shifts/${shifts[1]}`)).body;
    await coordinator.call('POST', `/api/v1/shifts/${shifts[1]}/cancel`, undefined, {
      'if-match': `"${version}"`,
    });
    const busy = await shift(other, '12:30', '13:30');
    await at(2)?.call('POST', `/api/v1/shifts/${busy}/sign-ups`, { id: newId() });
    await takeBackCheck(at(3)?.volunteerId ?? '');
    const taken = await at(4)?.call('POST', `/api/v1/shifts/${shifts[4]}/sign-ups`, { id: newId() });
    await at(4)?.call('POST', `/api/v1/sign-ups/${taken?.body.id}/cancel`);
    const moved = {
      endsAt: new Date(`${MONDAY}T19:30:00+08:00`),
      startsAt: new Date(`${MONDAY}T18:30:00+08:00`),
    };
    const { version: before } = (await coordinator.call('GET', `/api/v1/shifts/${shifts[5]}`)).body;
    const answer = await coordinator.call('PATCH', `/api/v1/shifts/${shifts[5]}`, moved, {
      'if-match': `"${before}"`,
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    const solved = await read(matchId);
    const accepted = await coordinator.call('POST', `/api/v1/matches/${matchId}/accept`, undefined, {
      'if-match': `"${solved.version}"`,
    });
    expect(accepted.status, JSON.stringify(accepted.body)).toBe(200);
    await work();
    expect(await read(matchId)).toMatchObject({ state: 'accepted', signedUp: 1, notSignedUp: 6 });
    expect((await places(matchId)).map(({ pairs }) => pairs[0]?.outcome)).toEqual([
      'full',
      'closed',
      'overlap',
      'unfit',
      'left',
      'moved',
      'signed_up',
    ]);
  });

  it('asks nobody again who gave the place back, and nobody whose check ends before the shift', async () => {
    const free = onMondays('08:00', '21:00');
    const [ann, ben] = [await volunteer('安安', free), await volunteer('本本', free)];
    const id = await opportunity({ requirements: { checks: ['minors'] } });
    await check(ann.volunteerId, { validFrom: '2026-01-01', validUntil: MONDAY });
    await check(ben.volunteerId, { validFrom: '2026-01-01', validUntil: '2027-02-28' });
    const shiftId = await shift(id, '09:00', '11:00');
    const first = await match();
    expect(names(await places(first))).toEqual([['安安']]);
    await accept(first);
    const [signUp] = (await ann.call('GET', '/api/v1/my/sign-ups')).body.items;
    await ann.call('POST', `/api/v1/sign-ups/${signUp.id}/cancel`);
    const second = await match();
    const [place] = await places(second);
    expect(place).toMatchObject({ shiftId, pairs: [], open: 1 });
    expect(place?.reasons).toEqual(
      expect.arrayContaining([
        { reason: 'left', missing: null, count: 1 },
        { reason: 'requirement', missing: 'check.minors', count: 1 },
      ]),
    );
    // kept out before, they are not fit for that
    await coordinator.call('POST', `/api/v1/matches/${second}/decisions`, {
      shiftId,
      volunteerId: ben.volunteerId,
      decision: 'barred',
    });
    // by hand not either, but whoever left may be asked once more
    const decide = (volunteerId: string) =>
      coordinator.call('POST', `/api/v1/matches/${second}/decisions`, {
        shiftId,
        volunteerId,
        decision: 'fixed',
      });
    const refused = await decide(ben.volunteerId);
    expect(refused.body).toMatchObject({
      code: 'match_not_fit',
      title: '这位志愿者不能安排在这里：缺少未成年人工作审查。',
    });
    expect((await decide(ann.volunteerId)).status).toBe(200);
  });

  it('says why there is no proposal', async () => {
    expect(await read(await match())).toMatchObject({ state: 'failed', problem: 'nothing_open', wanted: 0 });
    const id = await opportunity();
    await shift(id, '09:00', '11:00');
    expect(await read(await match())).toMatchObject({ state: 'failed', problem: 'nobody_accepted' });
    await volunteer('安安');
    const later = await match();
    expect(await read(later)).toMatchObject({ state: 'solved', filled: 1, problem: null });
  });

  it('is refused by field', async () => {
    const post = async (body: object) =>
      (await coordinator.call('POST', '/api/v1/matches', { id: newId(), ...body })).body;
    expect((await post({ from: MONDAY, until: '2027-02-28' })).errors).toEqual([
      { path: '/until', message: '结束日期不能早于开始日期。' },
    ]);
    expect((await post({ from: MONDAY, until: '2027-06-01' })).errors).toEqual([
      { path: '/until', message: '一次最多匹配 92 天内的班次，请分段进行。' },
    ]);
    expect((await post({ from: MONDAY, until: '2027-05-31' })).state).toBe('queued');
    expect(
      (await post({ from: MONDAY, until: MONDAY, options: { wishes: { fairness: 3 } } })).errors[0].path,
    ).toBe('/options/wishes/fairness');
  });

  it('can be ended, is solved by one of several at once, and is taken over from a server that died', async () => {
    await volunteer('安安');
    await shift(await opportunity(), '09:00', '11:00');
    const make = async () => {
      const id = newId();
      await coordinator.call('POST', '/api/v1/matches', { id, from: MONDAY, until: MONDAY });
      return id;
    };
    const ended = await make();
    expect((await coordinator.call('POST', `/api/v1/matches/${ended}/cancel`)).body.state).toBe('cancelled');
    const id = await make();
    await Promise.all([work(), work(), work()]);
    expect(await read(id)).toMatchObject({ state: 'solved', version: 2, filled: 1 });
    expect((await read(ended)).state).toBe('cancelled');
    expect((await coordinator.call('POST', `/api/v1/matches/${ended}/solve`)).body.state).toBe('queued');
    const touch = (at: Date) =>
      server.admin.query("update shift_match set state = 'solving', touched_at = $2 where id = $1", [
        ended,
        at,
      ]);
    await touch(new Date());
    await work();
    expect((await read(ended)).state).toBe('solving');
    await touch(new Date(Date.now() - 61_000));
    await work();
    expect((await read(ended)).state).toBe('solved');
  });

  it('takes no more by hand than places are free, and nobody twice at once', async () => {
    const [ann, ben] = [await volunteer('安安'), await volunteer('本本')];
    const id = await opportunity();
    const [one, same] = [await shift(id, '09:00', '11:00'), await shift(id, '10:00', '12:00')];
    const matchId = await match();
    const fix = (shiftId: string, { volunteerId }: Person, more = {}) =>
      coordinator.call('POST', `/api/v1/matches/${matchId}/decisions`, {
        shiftId,
        volunteerId,
        decision: 'fixed',
        ...more,
      });
    expect((await fix(one, ann)).status).toBe(200);
    expect((await fix(one, ann)).status).toBe(200);
    expect((await fix(one, ben)).body.code).toBe('match_place_full');
    expect((await fix(same, ann)).body).toMatchObject({
      code: 'match_not_fit',
      title: '这位志愿者不能安排在这里：那时已有别的班次。',
    });
    expect((await fix(newId(), ann)).body.code).toBe('match_place_unknown');
    expect((await fix(one, ben, { insteadOf: ann.volunteerId })).status).toBe(200);
    const [first] = await places(matchId);
    expect(first?.pairs.filter(({ decision }) => decision === 'fixed').map(({ name }) => name)).toEqual([
      '本本',
    ]);
    expect(first?.barred.map(({ name }) => name)).toEqual(['安安']);
    const listed = await coordinator.call(
      'GET',
      `/api/v1/matches/${matchId}/candidates?shiftId=${same}&q=anan`,
    );
    expect(listed.body).toMatchObject({ total: 1, items: [{ name: '安安', mayBeFixed: true }] });
  });

  it('of whoever is dismissed proposes nothing any more, and names who lacks one thing alone', async () => {
    const free = onMondays('08:00', '21:00');
    const ann = await volunteer('安安', free);
    await volunteer('本本', { ...onMondays('18:00', '21:00'), regionCode: '650102' });
    await volunteer('慈慈', onMondays('18:00', '21:00'));
    await shift(await opportunity(), '09:00', '11:00', 2);
    const matchId = await match({ options: { reach: 'county' } });
    const [before] = await places(matchId);
    expect(before?.pairs.map(({ name }) => name)).toEqual(['安安']);
    // one is away, and lives elsewhere as well
    expect(before?.reasons).toEqual([{ reason: 'away', missing: null, count: 2 }]);
    expect(before?.askable.map(({ name }) => name)).toEqual(['慈慈']);
    const { items } = (await coordinator.call('GET', '/api/v1/book/entries')).body;
    const { version } = items.find(({ id }: { id: string }) => id === ann.volunteerId);
    const url = `/api/v1/book/entries/${ann.volunteerId}/decision`;
    const ended = await coordinator.call('POST', url, { decision: 'end' }, { 'if-match': `"${version}"` });
    expect(ended.status, JSON.stringify(ended.body)).toBe(200);
    const [after] = await places(matchId);
    expect(after?.pairs).toEqual([]);
  });

  it('lets go of whom somebody fixed who has left since', async () => {
    const free = onMondays('08:00', '21:00');
    const [ann, ben] = [await volunteer('安安', free), await volunteer('本本', free)];
    const shiftId = await shift(await opportunity(), '09:00', '11:00');
    const matchId = await match();
    const decide = (body: object) =>
      coordinator.call('POST', `/api/v1/matches/${matchId}/decisions`, { shiftId, ...body });
    expect((await decide({ volunteerId: ann.volunteerId, decision: 'fixed' })).status).toBe(200);
    await server.admin.query("update volunteer set state = 'left', sealed = null where id = $1", [
      ann.volunteerId,
    ]);
    const replaced = { volunteerId: ben.volunteerId, decision: 'fixed', insteadOf: ann.volunteerId };
    expect((await decide(replaced)).status).toBe(200);
    const [place] = await places(matchId);
    expect(place?.pairs.filter(({ decision }) => decision === 'fixed').map(({ name }) => name)).toEqual([
      '本本',
    ]);
    expect((await decide({ volunteerId: ann.volunteerId, decision: 'open' })).status).toBe(200);
  });

  it('counts what was served, not a place where nobody came', async () => {
    const person = await volunteer('安安');
    const id = await opportunity();
    const past = await shift(id, '07:00', '08:00', 1, '2027-02-22');
    await person.call('POST', `/api/v1/shifts/${past}/sign-ups`, { id: newId() });
    for (const table of ['shift', 'sign_up'])
      await server.admin.query(
        `update ${table} set starts_at = now() - interval '50 hours', ends_at = now() - interval '49 hours' where ${table === 'shift' ? 'id' : 'shift_id'} = $1`,
        [past],
      );
    await shift(id, '09:00', '11:00');
    const [place] = await places(await match());
    expect(place?.pairs).toMatchObject([{ name: '安安', fit: { served: 0, minutes: 0 } }]);
  });

  it('that cannot be computed says so, and is not tried for ever', async () => {
    await volunteer('安安');
    const id = await opportunity();
    await shift(id, '09:00', '11:00');
    // as no version wrote it: the thread fails
    await server.admin.query('update opportunity set requirements = \'{"skills": 5}\' where id = $1', [id]);
    const matchId = newId();
    await coordinator.call('POST', '/api/v1/matches', { id: matchId, from: MONDAY, until: MONDAY });
    await expect(work()).rejects.toThrow('is not a function');
    expect(await read(matchId)).toMatchObject({ state: 'failed', problem: 'no_answer' });
    await work();
  });

  it('drops whom somebody fixed where no place is left, and does not sign them up', async () => {
    const free = onMondays('08:00', '21:00');
    const [ann, ben] = [await volunteer('安安', free), await volunteer('本本', free)];
    const id = await opportunity();
    const [one, two] = [await shift(id, '09:00', '11:00'), await shift(id, '14:00', '16:00', 2)];
    const matchId = await match();
    const fix = (shiftId: string, { volunteerId }: Person) =>
      coordinator.call('POST', `/api/v1/matches/${matchId}/decisions`, {
        shiftId,
        volunteerId,
        decision: 'fixed',
      });
    for (const [shiftId, person] of [
      [one, ann],
      [two, ann],
      [two, ben],
    ] as const)
      expect((await fix(shiftId, person)).status).toBe(200);
    await ben.call('POST', `/api/v1/shifts/${one}/sign-ups`, { id: newId() });
    const other = await volunteer('慈慈', free);
    await other.call('POST', `/api/v1/shifts/${two}/sign-ups`, { id: newId() });
    await coordinator.call('POST', `/api/v1/matches/${matchId}/solve`);
    await work();
    expect(await read(matchId)).toMatchObject({ state: 'solved', wanted: 1, filled: 1 });
    await accept(matchId);
    expect(await read(matchId)).toMatchObject({ state: 'accepted', signedUp: 1, notSignedUp: 0 });
    const signUps = (await coordinator.call('GET', `/api/v1/shifts/${two}/sign-ups`)).body.items;
    expect(signUps.map(({ name }: { name: string }) => name)).toHaveLength(2);
    expect((await coordinator.call('GET', `/api/v1/shifts/${one}/sign-ups`)).body.items).toHaveLength(1);
  });

  it('is for whoever manages volunteers in the organisation', async () => {
    const person = await volunteer('安安');
    await shift(await opportunity(), '09:00', '11:00');
    const id = await match();
    const { version } = await read(id);
    const [place] = await places(id);
    const elsewhere = await makeOrganisation(server);
    const stranger = await makeUser(server, elsewhere, 'coordinator');
    const worker = await makeUser(server, home, 'worker');
    const headers = { 'if-match': `"${version}"` };
    const decision = { shiftId: place?.shiftId, volunteerId: person.volunteerId, decision: 'barred' };
    for (const [method, url, body] of [
      ['GET', `/api/v1/matches/${id}`],
      ['GET', `/api/v1/matches/${id}/places`],
      ['GET', `/api/v1/matches/${id}/candidates?shiftId=${place?.shiftId}`],
      ['POST', `/api/v1/matches/${id}/decisions`, decision],
      ['POST', `/api/v1/matches/${id}/solve`],
      ['POST', `/api/v1/matches/${id}/cancel`],
      ['POST', `/api/v1/matches/${id}/accept`],
    ] as const) {
      expect([url, (await stranger.call(method, url, body, headers)).status]).toEqual([url, 404]);
      expect([url, (await worker.call(method, url, body, headers)).status]).toEqual([url, 403]);
      expect([url, (await person.call(method, url, body, headers)).status]).toEqual([url, 401]);
    }
    expect((await stranger.call('GET', '/api/v1/matches')).body.items).toEqual([]);
    expect(await read(id)).toMatchObject({ state: 'solved', version });
  });

  it('is forgotten a month after its days', async () => {
    const id = await match();
    await trimMatches(server.services, home.id);
    expect((await read(id)).id).toBe(id);
    await server.admin.query(
      "update shift_match set from_day = '2020-01-01', until_day = '2020-01-02' where id = $1",
      [id],
    );
    await trimMatches(server.services, home.id);
    expect((await coordinator.call('GET', `/api/v1/matches/${id}`)).status).toBe(404);
  });
});
