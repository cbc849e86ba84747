import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBook, type TestPerson } from '../../../test/public-person.ts';
import {
  deliverAll,
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { signInVolunteer, volunteerBody } from '../../../test/volunteer.ts';
import { newId } from '../platform/database/ids.ts';
import { workOffMatches } from './public.ts';

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
  pairs: { name: string; decision: string; outcome: string | null }[];
  barred: { name: string }[];
  reasons: { reason: string; missing: string | null; count: number }[];
  askable: { name: string; reason: string; instead: { shiftId: string } | null }[];
}
async function places(id: string, query = ''): Promise<PlaceView[]> {
  const answer = await coordinator.call('GET', `/api/v1/matches/${id}/places${query}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.items;
}
const names = (all: readonly PlaceView[]) => all.map(({ pairs }) => pairs.map(({ name }) => name));

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
    await work();
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
});
