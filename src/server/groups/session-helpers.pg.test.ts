import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBook } from '../../../test/public-person.ts';
import {
  makeOrganisation,
  makeUser,
  must,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { registerVolunteer } from '../../../test/volunteer.ts';
import { newId } from '../platform/database/ids.ts';

const now = new Date('2026-11-20T04:00:00.000Z');
const times = { from: '2026-11-19T06:00:00.000Z', until: '2026-11-19T06:45:00.000Z' };

let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let coordinator: TestUser;
let worker: TestUser;
let elsewhere: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
  home = await makeOrganisation(server);
  await openBook(server, home, { takesAtOnce: true });
  supervisor = await makeUser(server, home, 'supervisor');
  coordinator = await makeUser(server, home, 'coordinator');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  elsewhere = await makeUser(server, home, 'worker', [home.siteIds[1]]);
});
afterAll(() => server.dispose());

const hoursOf = (id: string) => must(coordinator.call('GET', `/api/v1/volunteers/${id}/services`));
const dueOf = async (id: string) =>
  (await must(coordinator.call('GET', '/api/v1/service-dues'))).items.filter(
    (due: { volunteerId: string }) => due.volunteerId === id,
  );

/** A group of one member. */
async function planGroup(birthDate = '2011-03-04'): Promise<string> {
  const pupil = { name: '甲', birthDate, siteId: home.siteIds[0] };
  const { id } = await must(supervisor.call('POST', '/api/v1/clients', pupil));
  const group = {
    name: `小组 ${newId()}`,
    siteId: home.siteIds[0],
    playbookId: 'warm-way@1',
    level: 'selective',
    startsOn: '2026-10-09',
    clientIds: [id],
  };
  return (await must(worker.call('POST', '/api/v1/groups', group))).id;
}

interface Said {
  readonly helpers?: object[];
  readonly version?: number;
  readonly minutes?: number;
}

const deliver = (user: TestUser, id: string, { helpers, version = 1, minutes = 45 }: Said) =>
  user.call(
    'POST',
    `/api/v1/groups/${id}/sessions/week-1/delivery`,
    {
      heldOn: '2026-11-19',
      minutes,
      done: [],
      attendance: [],
      ...(helpers === undefined ? {} : { helpers }),
    },
    { 'if-match': `"${version}"` },
  );
const helpersIn = (group: { sessions: { sessionId: string; helpers: object[] }[] }) =>
  group.sessions.find(({ sessionId }) => sessionId === 'week-1')?.helpers;

describe('a volunteer who helped at a session of a group', () => {
  it('has a time of service that tells nothing of the group, and waits for another person', async () => {
    const person = await registerVolunteer(server, home);
    const id = await planGroup();
    const helper = { id: newId(), volunteerId: person.id, ...times };
    const held = await must(deliver(worker, id, { helpers: [helper] }));
    expect(helpersIn(held)).toEqual([helper]);
    const hours = await hoursOf(person.id);
    expect(hours.items).toMatchObject([
      { id: helper.id, source: 'help', state: 'pending', minutes: 45, title: '协助小组服务', shiftId: null },
    ]);
    const told = JSON.stringify([hours, await dueOf(person.id)]);
    for (const secret of [id, held.name]) expect(told).not.toContain(secret);
    expect(await dueOf(person.id)).toMatchObject([{ missing: ['check.minors'] }]);
    await must(coordinator.call('POST', `/api/v1/services/${helper.id}/decide`, { decision: 'recorded' }));
    expect((await hoursOf(person.id)).recordedMinutes).toBe(45);
  });

  it('need not be checked where all members are of age', async () => {
    const person = await registerVolunteer(server, home);
    const id = await planGroup('1960-03-04');
    const held = await must(
      deliver(worker, id, { helpers: [{ id: newId(), volunteerId: person.id, ...times }] }),
    );
    expect(held.isWithMinors).toBe(false);
    expect(await dueOf(person.id)).toMatchObject([{ missing: [] }]);
  });

  it('may be put right after it was approved: what is taken back to nothing takes no time', async () => {
    const person = await registerVolunteer(server, home);
    const id = await planGroup();
    const helper = { id: newId(), volunteerId: person.id, ...times };
    await must(deliver(worker, id, { helpers: [helper] }));
    const decide = (service: string) =>
      must(coordinator.call('POST', `/api/v1/services/${service}/decide`, { decision: 'recorded' }));
    await decide(helper.id);
    const longer = { ...helper, id: newId(), until: '2026-11-19T07:00:00.000Z' };
    // the same version with another time is no repetition
    const again = { ...helper, until: longer.until };
    expect((await deliver(worker, id, { helpers: [again] })).status).not.toBe(200);
    await must(deliver(worker, id, { version: 2, helpers: [longer] }));
    const waiting = (await hoursOf(person.id)).items.filter(
      ({ state }: { state: string }) => state === 'pending',
    );
    expect(waiting).toHaveLength(2);
    for (const { id: service } of waiting.toSorted(
      (one: { minutes: number }, other: { minutes: number }) => one.minutes - other.minutes,
    ))
      await decide(service);
    expect((await hoursOf(person.id)).recordedMinutes).toBe(60);
  });

  it('counts no more where it was taken back while a correction waited', async () => {
    const person = await registerVolunteer(server, home);
    const id = await planGroup();
    const helper = { id: newId(), volunteerId: person.id, ...times };
    await must(deliver(worker, id, { helpers: [helper] }));
    const decide = (service: string, by = coordinator) =>
      must(by.call('POST', `/api/v1/services/${service}/decide`, { decision: 'recorded' }));
    await decide(helper.id);
    const correction = {
      id: newId(),
      replacesId: helper.id,
      siteId: home.siteIds[0],
      title: '协助小组服务',
      from: times.from,
      until: '2026-11-19T06:55:00.000Z',
      reason: '多待了十分钟',
    };
    await must(coordinator.call('POST', `/api/v1/volunteers/${person.id}/services`, correction));
    await must(deliver(worker, id, { version: 2, helpers: [] }));
    const { items } = await hoursOf(person.id);
    const nothing = items.find(
      ({ state, minutes }: { state: string; minutes: number }) => state === 'pending' && minutes === 0,
    );
    await decide(correction.id, supervisor);
    expect((await hoursOf(person.id)).recordedMinutes).toBe(55);
    await decide(nothing.id);
    expect((await hoursOf(person.id)).recordedMinutes).toBe(0);
  });

  it('lies around the day of the session', async () => {
    const person = await registerVolunteer(server, home);
    const id = await planGroup();
    const long = { from: '2026-10-01T00:00:00.000Z', until: '2026-10-01T20:00:00.000Z' };
    const refused = await deliver(worker, id, {
      helpers: [{ id: newId(), volunteerId: person.id, ...long }],
    });
    expect(refused.body.errors).toEqual([
      { path: '/helpers/0/from', message: '协助的时间要在这次接触或活动前后四小时之内。' },
    ]);
    const short = { from: times.from, until: '2026-11-19T06:00:30.000Z' };
    const brief = await deliver(worker, id, { helpers: [{ id: newId(), volunteerId: person.id, ...short }] });
    expect(brief.body.errors[0].path).toBe('/helpers/0/until');
  });

  it('stays where the session is recorded again without a word of it, and goes where the list has them no more', async () => {
    const [stays, goes] = [await registerVolunteer(server, home), await registerVolunteer(server, home)];
    const id = await planGroup();
    const helpers = [stays, goes].map((one) => ({ id: newId(), volunteerId: one.id, ...times }));
    await must(deliver(worker, id, { helpers }));
    // its answer was lost
    expect((await deliver(worker, id, { helpers })).status).toBe(200);
    expect(helpersIn(await must(deliver(worker, id, { version: 2, minutes: 50 })))).toHaveLength(2);
    const [first] = helpers;
    const fewer = await must(deliver(worker, id, { version: 3, helpers: helpers.slice(0, 1) }));
    expect(helpersIn(fewer)).toEqual([first]);
    expect((await hoursOf(goes.id)).items).toMatchObject([{ state: 'withdrawn' }]);
    const moved = [{ ...first, until: '2026-11-19T07:00:00.000Z' }];
    const refused = await deliver(worker, id, { version: 4, helpers: moved });
    expect(refused.body).toMatchObject({ code: 'id_taken', errors: [{ path: '/helpers/0/id' }] });
    const anew = moved.map((helper) => ({ ...helper, id: newId() }));
    expect(helpersIn(await must(deliver(worker, id, { version: 4, helpers: anew })))).toEqual(anew);
    expect((await hoursOf(stays.id)).items.map(({ state }: { state: string }) => state).sort()).toEqual([
      'pending',
      'withdrawn',
    ]);
  });

  it('is said with when: a session has no time of its own', async () => {
    const person = await registerVolunteer(server, home);
    const id = await planGroup();
    const refused = await deliver(worker, id, { helpers: [{ id: newId(), volunteerId: person.id }] });
    expect(refused.body).toMatchObject({ code: 'invalid_request', errors: [{ path: '/helpers/0/from' }] });
  });

  it('is read by whoever reads the group alone, wherever the row says that it stands', async () => {
    const person = await registerVolunteer(server, home);
    const id = await planGroup();
    await must(deliver(worker, id, { helpers: [{ id: newId(), volunteerId: person.id, ...times }] }));
    expect((await deliver(elsewhere, id, { version: 2, helpers: [] })).status).toBe(404);
    const rowsFor = async (actorId: string, scope: string, siteIds: readonly string[]) => {
      await server.admin.query('begin');
      await server.admin.query('set local role nuantu_app');
      await server.admin.query('select app.set_actor($1, $2, $3, $4)', [home.id, actorId, scope, siteIds]);
      const { rowCount } = await server.admin.query('select from session_helper where group_id = $1', [id]);
      // as if it stood at the reader's own site
      const said = await server.admin
        .query(
          `insert into session_helper (organisation_id, id, group_id, session_id, site_id, worker_ids, volunteer_id, served_from,
             served_until, is_with_minors, noted_by, noted_at)
           values ($1, $2, $3, 'week-2', $4, '{}', $5, $6, $7, false, $8, now())`,
          [home.id, newId(), id, siteIds[0] ?? home.siteIds[0], person.id, times.from, times.until, actorId],
        )
        .then(
          () => 'accepted',
          (error: { code: string }) => error.code,
        );
      await server.admin.query('rollback');
      return [rowCount, said];
    };
    const [here, away] = home.siteIds;
    expect(await rowsFor(worker.id, 'site', [here])).toEqual([1, 'accepted']);
    expect(await rowsFor(supervisor.id, 'organisation', [])).toEqual([1, 'accepted']);
    expect(await rowsFor(elsewhere.id, 'site', [away])).toEqual([0, '42501']);
    expect(await rowsFor(person.id, 'own', [])).toEqual([0, '42501']);
    expect(await rowsFor(coordinator.id, 'aggregate', [])).toEqual([0, '42501']);
  });
});
