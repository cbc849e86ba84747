import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import '../../../test/property-seed.ts';
import {
  makeOrganisation,
  makeUser,
  must,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';

const HOUR = 3_600_000;
const PEOPLE = 12;

let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
const people: TestUser[] = [];

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  supervisor = await makeUser(server, home, 'supervisor');
  for (let at = 0; at < PEOPLE; at += 1) people.push(await makeUser(server, home, 'worker', home.siteIds));
});
afterAll(() => server.dispose());

let made = 0;

/** Each at an hour of its own: nobody takes part in two at once. */
const body = (capacity: number | null) => {
  made += 1;
  const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();
  const lessons = [{ id: newId(), title: '', startsAt: at(24 + made), endsAt: at(25 + made), minutes: 60 }];
  const said = {
    title: '危机干预',
    content: '演练',
    organiser: '',
    kind: 'own',
    place: '',
    link: '',
    roles: [],
    specialities: [],
  };
  return { ...said, capacity, share: 80, creditMinutes: 60, lessons };
};

async function course(capacity: number | null) {
  const id = newId();
  const entered = body(capacity);
  await must(supervisor.call('POST', '/api/v1/courses', { id, ...entered }));
  const state = { state: 'open' };
  await must(supervisor.call('PUT', `/api/v1/courses/${id}/state`, state, { 'if-match': '"1"' }));
  return { id, entered };
}

const enrol = (person: TestUser, courseId: string) =>
  person.call('POST', `/api/v1/courses/${courseId}/enrolments`, { id: newId() });

interface Row {
  id: string;
  account_id: string;
  state: string;
  arrival: number;
}
async function rowsOf(courseId: string): Promise<Row[]> {
  const { rows } = await server.admin.query<Row>(
    'select id, account_id, state, arrival from course_enrolment where course_id = $1 order by arrival',
    [courseId],
  );
  return rows;
}

/** What holds whatever happened, and in whatever order. */
async function expectInOrder(courseId: string, capacity: number | null, isLowered = false): Promise<void> {
  const rows = await rowsOf(courseId);
  const { rows: courses } = await server.admin.query(
    'select taken, waiting, arrivals from course where id = $1',
    [courseId],
  );
  const [enrolled, waiting] = ['enrolled', 'waiting'].map((state) =>
    rows.filter((row) => row.state === state),
  );
  expect(courses[0]).toEqual({
    taken: enrolled?.length,
    waiting: waiting?.length,
    arrivals: rows.length,
  });
  // each number once, and nobody twice
  expect(rows.map(({ arrival }) => arrival)).toEqual(rows.map((_, at) => at + 1));
  const active = rows.filter(({ state }) => state !== 'withdrawn').map((row) => row.account_id);
  expect(new Set(active).size).toBe(active.length);
  const most = capacity ?? Number.POSITIVE_INFINITY;
  // whoever had a place keeps it where there are fewer then
  expect((enrolled?.length ?? 0) <= most || isLowered).toBe(true);
  // nobody waits beside a free place
  expect((enrolled?.length ?? 0) >= most || waiting?.length === 0).toBe(true);
  // nobody has a place who came after somebody who waits
  const first = waiting?.[0]?.arrival ?? Number.POSITIVE_INFINITY;
  expect(enrolled?.every(({ arrival }) => arrival < first)).toBe(true);
}

it('gives the last place to one of two who enrol at once', async () => {
  const { id } = await course(1);
  const both = await Promise.all(people.slice(0, 2).map((person) => enrol(person, id)));
  expect(both.map(({ status }) => status)).toEqual([201, 201]);
  expect(new Set(both.map(({ body: { own } }) => own.state))).toEqual(new Set(['enrolled', 'waiting']));
  await expectInOrder(id, 1);
});

it('enrols somebody once who presses twice', async () => {
  const { id } = await course(3);
  const person = people[0] as TestUser;
  const both = await Promise.all([enrol(person, id), enrol(person, id)]);
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]));
  await expectInOrder(id, 3);
});

it('keeps the line in order while many come, go and are given more or fewer places', async () => {
  const action = fc.record({
    person: fc.nat({ max: PEOPLE - 1 }),
    does: fc.constantFrom('enrol', 'enrol', 'withdraw', 'capacity'),
    capacity: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
  });
  const turns = fc.array(fc.array(action, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), turns, async (atFirst, rounds) => {
      const { id, entered } = await course(atFirst);
      let [version, capacity, isLowered]: [number, number | null, boolean] = [2, atFirst, false];
      for (const round of rounds) {
        const there = await rowsOf(id);
        const change = round.find(({ does }) => does === 'capacity');
        const answers = await Promise.all([
          ...round.flatMap(({ does, person }) => {
            const by = people[person] as TestUser;
            if (does === 'enrol') return [enrol(by, id)];
            const mine = there.find((row) => row.account_id === by.id && row.state !== 'withdrawn');
            if (does !== 'withdraw' || mine === undefined) return [];
            return [by.call('POST', `/api/v1/course-enrolments/${mine.id}/withdraw`)];
          }),
          ...(change === undefined
            ? []
            : [
                supervisor.call(
                  'PUT',
                  `/api/v1/courses/${id}`,
                  { ...entered, capacity: change.capacity },
                  {
                    'if-match': `"${version}"`,
                  },
                ),
              ]),
        ]);
        for (const { status } of answers) expect([200, 201, 409]).toContain(status);
        if (change !== undefined) {
          const before = capacity ?? Number.POSITIVE_INFINITY;
          isLowered ||= (change.capacity ?? Number.POSITIVE_INFINITY) < before;
          [version, capacity] = [version + 1, change.capacity];
        }
        await expectInOrder(id, capacity, isLowered);
      }
    }),
    { numRuns: 25 },
  );
});
