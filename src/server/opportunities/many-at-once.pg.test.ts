import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBook, type TestPerson } from '../../../test/public-person.ts';
import { comeAsVolunteer } from '../../../test/volunteer.ts';
import {
  deliverAll,
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';
import { moveUp } from './public.ts';

const HOUR = 3_600_000;
const PEOPLE = 24;

let server: TestServer;
let home: TestOrganisation;
let coordinator: TestUser;
let opportunityId: string;
const people: TestPerson[] = [];

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  await openBook(server, home, { takesAtOnce: true });
  coordinator = await makeUser(server, home, 'coordinator');
  for (let at = 0; at < PEOPLE; at += 1) people.push(await comeAsVolunteer(server, home));
  await deliverAll(server);
  const asked = await coordinator.call('POST', '/api/v1/opportunities', {
    id: newId(),
    title: '迎新',
    siteId: home.siteIds[0],
    description: '迎新',
    risks: '无',
  });
  opportunityId = asked.body.id;
});
afterAll(() => server.dispose());

async function shift(capacity: number, from: number, to: number) {
  const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();
  const body = { id: newId(), startsAt: at(from), endsAt: at(to), capacity };
  const answer = await coordinator.call('POST', `/api/v1/opportunities/${opportunityId}/shifts`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return body.id;
}
const signUp = (person: TestPerson, shiftId: string, id = newId()) =>
  person.call('POST', `/api/v1/shifts/${shiftId}/sign-ups`, { id });

interface Row {
  id: string;
  shift_id: string;
  volunteer_id: string;
  state: string;
  arrival: string;
  starts_at: Date;
  ends_at: Date;
}
async function rowsOf(shiftIds: readonly string[]): Promise<Row[]> {
  const text = 'select * from sign_up where organisation_id = $1 and shift_id = any($2) order by arrival';
  return (await server.admin.query<Row>(text, [home.id, shiftIds])).rows;
}

it('of all who ask at once exactly as many have a place as there are, the rest stand in order, nobody twice', async () => {
  const shiftId = await shift(7, 1_000, 1_002);
  // each presses twice
  const answers = await Promise.all(
    people.flatMap((person) => {
      const id = newId();
      return [signUp(person, shiftId, id), signUp(person, shiftId, id)];
    }),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  const rows = await rowsOf([shiftId]);
  expect(rows).toHaveLength(PEOPLE);
  expect(rows.map(({ state }) => state)).toEqual(rows.map((_, at) => (at < 7 ? 'confirmed' : 'waitlisted')));
  expect(new Set(rows.map(({ volunteer_id: id }) => id)).size).toBe(PEOPLE);
  const waiting = answers.filter(({ body }) => body.status === 'waitlisted');
  expect(waiting).toHaveLength(2 * (PEOPLE - 7));
});

type Deed =
  | { readonly kind: 'sign_up'; readonly person: number; readonly shift: number }
  | { readonly kind: 'cancel'; readonly person: number; readonly shift: number }
  | { readonly kind: 'capacity'; readonly shift: number; readonly capacity: number }
  | { readonly kind: 'move_up' };

const person = fc.nat({ max: 7 });
const whichShift = fc.nat({ max: 2 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('sign_up' as const), person, shift: whichShift }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('cancel' as const), person, shift: whichShift }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('capacity' as const),
      shift: whichShift,
      capacity: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move_up' as const) }) },
);

it('whatever is done at once, nobody is in two places, the line keeps its order, and the counts are the rows', async () => {
  let day = 2_000;
  const deeds = fc.array(fc.array(deed, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(deeds, async (rounds) => {
      day += 24;
      // the second lies over the first, the third begins as the first ends
      const shifts = [
        await shift(2, day, day + 2),
        await shift(2, day + 1, day + 3),
        await shift(1, day + 2, day + 4),
      ];
      for (const round of rounds) {
        const wrong = await Promise.all(round.map((one) => perform(one, shifts)));
        expect(wrong).toEqual(round.map(() => undefined));
      }
      await moveUp(server.services, home.id);
      expect(await findFaults(shifts)).toEqual([]);
    }),
    { numRuns: 12 },
  );
});

/** @returns what went wrong that must not; undefined: nothing */
async function perform(one: Deed, shifts: readonly string[]): Promise<string | undefined> {
  if (one.kind === 'move_up') {
    await moveUp(server.services, home.id);
    return undefined;
  }
  const shiftId = shifts[one.shift] ?? '';
  if (one.kind === 'capacity') {
    const { body } = await coordinator.call('GET', `/api/v1/shifts/${shiftId}`);
    const match = { 'if-match': `"${body.version}"` };
    const sent = { capacity: one.capacity };
    const changed = await coordinator.call('PATCH', `/api/v1/shifts/${shiftId}`, sent, match);
    return [200, 409].includes(changed.status) ? undefined : JSON.stringify(changed.body);
  }
  const someone = people[one.person] as TestPerson;
  if (one.kind === 'sign_up') {
    const { status, body } = await signUp(someone, shiftId);
    return status === 201 || body.code === 'shift_overlap' ? undefined : JSON.stringify(body);
  }
  const { items } = (await someone.call('GET', '/api/v1/my/sign-ups')).body;
  const mine = items.find(
    (item: { shiftId: string; status: string }) =>
      item.shiftId === shiftId && ['confirmed', 'waitlisted'].includes(item.status),
  );
  if (mine === undefined) return undefined;
  const { status, body } = await someone.call('POST', `/api/v1/sign-ups/${mine.id}/cancel`);
  return status === 200 ? undefined : JSON.stringify(body);
}

/** @returns what is not as it has to be */
async function findFaults(shifts: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  const rows = await rowsOf(shifts);
  const active = rows.filter(({ state }) => state === 'confirmed' || state === 'waitlisted');
  for (const [at, left] of active.entries())
    for (const right of active.slice(at + 1)) {
      const isApart = left.ends_at <= right.starts_at || right.ends_at <= left.starts_at;
      if (left.volunteer_id === right.volunteer_id && !isApart) faults.push('in two places');
    }
  for (const shiftId of shifts) {
    const here = active.filter((row) => row.shift_id === shiftId);
    const taken = here.filter(({ state }) => state === 'confirmed');
    const waiting = here.filter(({ state }) => state === 'waitlisted');
    const [place] = (await coordinator.call('GET', `/api/v1/shifts/${shiftId}`)).body.places;
    if (place.taken !== taken.length || place.waiting !== waiting.length) faults.push('counts');
    if (waiting.length > 0 && taken.length < place.capacity) faults.push('waits beside a free place');
    const last = Math.max(0, ...taken.map(({ arrival }) => Number(arrival)));
    if (waiting.some(({ arrival }) => Number(arrival) < last)) faults.push('passed over');
  }
  return faults;
}
