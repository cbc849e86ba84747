import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBook } from '../../../test/public-person.ts';
import {
  deliverAll,
  makeOrganisation,
  makeUser,
  must,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { registerVolunteer, signInVolunteer } from '../../../test/volunteer.ts';
import { newId } from '../platform/database/ids.ts';

const now = new Date('2026-11-20T04:00:00.000Z');
const occurredAt = '2026-11-20T02:00:00.000Z';
const until = '2026-11-20T02:45:00.000Z';

let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let coordinator: TestUser;
let worker: TestUser;
let colleague: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
  home = await makeOrganisation(server);
  await openBook(server, home, { takesAtOnce: true });
  const [site] = home.siteIds;
  supervisor = await makeUser(server, home, 'supervisor');
  coordinator = await makeUser(server, home, 'coordinator');
  worker = await makeUser(server, home, 'worker', [site]);
  colleague = await makeUser(server, home, 'worker', [site]);
});
afterAll(() => server.dispose());

type Volunteer = Awaited<ReturnType<typeof registerVolunteer>>;
const volunteer = (more: object = {}) => registerVolunteer(server, home, more);
const signIn = (person: Volunteer) => signInVolunteer(server, person);

/** A case of the worker's, whose client is a child unless it is said otherwise. */
async function openCase(birthDate: string | null = '2014-05-06') {
  const client = { name: '林小溪', birthDate, workerIds: [worker.id], siteId: home.siteIds[0] };
  const { id: clientId } = await must(supervisor.call('POST', '/api/v1/clients', client));
  const { id } = await must(worker.call('POST', '/api/v1/cases', { clientId }));
  return { id: id as string, clientId: clientId as string };
}

const contact = (caseId: string, more: object = {}) => ({
  id: newId(),
  caseId,
  kind: 'home_visit',
  occurredAt,
  minutes: 45,
  note: '林小溪说了学校的事',
  ...more,
});
const record = (user: TestUser, body: object) => user.call('POST', '/api/v1/encounters', body);
const withdraw = (user: TestUser, encounterId: string, id: string) =>
  user.call('DELETE', `/api/v1/encounters/${encounterId}/helpers/${id}`);
const hoursOf = (id: string) => must(coordinator.call('GET', `/api/v1/volunteers/${id}/services`));
const decide = (user: TestUser, id: string, decision = 'recorded') =>
  user.call('POST', `/api/v1/services/${id}/decide`, { decision, answer: '' });
const dueOf = async (id: string) =>
  (await must(coordinator.call('GET', '/api/v1/service-dues'))).items.filter(
    (due: { volunteerId: string }) => due.volunteerId === id,
  );

/** A contact at which somebody helped. */
async function helped(person: Volunteer, more: object = {}) {
  const { id: caseId, clientId } = await openCase();
  const helper = { id: newId(), volunteerId: person.id, ...more };
  const encounter = await must(record(worker, contact(caseId, { helpers: [helper] })));
  return { caseId, clientId, encounter, helperId: helper.id };
}

describe('a volunteer who helped at a contact', () => {
  it('has a time of service as long as it took, which another person approves', async () => {
    const person = await volunteer();
    const { encounter, helperId } = await helped(person);
    expect(encounter.helpers).toEqual([{ id: helperId, volunteerId: person.id, from: occurredAt, until }]);
    const waiting = { id: helperId, source: 'help', state: 'pending', minutes: 45, title: '协助个案服务' };
    expect((await hoursOf(person.id)).items).toMatchObject([{ ...waiting, enteredBy: worker.id }]);
    expect(await dueOf(person.id)).toMatchObject([
      { kind: 'to_approve', serviceId: helperId, source: 'help', minutes: 45 },
    ]);
    await must(decide(coordinator, helperId));
    expect(await hoursOf(person.id)).toMatchObject({ recordedMinutes: 45, backFilledMinutes: 45 });
    expect((await decide(supervisor, helperId)).body.code).toBe('service_decided');
  });

  it('is approved by somebody else than whoever wrote the contact, a worker who helped themselves as well', async () => {
    // the supervisor is a volunteer of their own organisation, under the same name
    const person = await volunteer({ name: '督导本人' });
    const { id: caseId } = await openCase();
    const helper = { id: newId(), volunteerId: person.id };
    await must(record(supervisor, contact(caseId, { helpers: [helper] })));
    expect((await decide(supervisor, helper.id)).body.code).toBe('service_own_entry');
    expect((await decide(coordinator, helper.id)).status).toBe(200);
  });

  it('is told at other times where they are said, and each volunteer once', async () => {
    const person = await volunteer();
    const { id: caseId } = await openCase();
    const times = { from: '2026-11-20T01:30:00.000Z', until: '2026-11-20T03:00:00.000Z' };
    const one = { id: newId(), volunteerId: person.id, ...times };
    const encounter = await must(record(worker, contact(caseId, { helpers: [one] })));
    expect(encounter.helpers).toEqual([one]);
    const twice = [
      { ...one, id: newId() },
      { ...one, id: newId(), until: times.from },
    ];
    const refused = await record(worker, contact(caseId, { helpers: twice }));
    expect(refused.status).toBe(400);
    expect(refused.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      '/helpers/1/until',
      '/helpers/1/volunteerId',
    ]);
    const later = {
      id: newId(),
      volunteerId: person.id,
      from: times.from,
      until: '2026-11-20T04:30:00.000Z',
    };
    const notOver = await record(worker, contact(caseId, { helpers: [later] }));
    expect(notOver.body.errors).toMatchObject([{ path: '/helpers/0/until' }]);
  });

  it('has no time counted twice: the second is refused as it is approved', async () => {
    const person = await volunteer();
    const [first, second] = [await helped(person), await helped(person)];
    await must(decide(coordinator, first.helperId));
    expect((await decide(coordinator, second.helperId)).body.code).toBe('service_overlap');
    expect(await hoursOf(person.id)).toMatchObject({ recordedMinutes: 45, pendingMinutes: 45 });
  });

  it('is with the organisation: of others, or of whoever has left, nothing is saved', async () => {
    const other = await makeOrganisation(server);
    await openBook(server, other, { takesAtOnce: true });
    const stranger = await registerVolunteer(server, other);
    const gone = await volunteer();
    await must((await signIn(gone)).call('POST', '/api/v1/my/erase'));
    await deliverAll(server);
    const { id: caseId } = await openCase();
    for (const volunteerId of [stranger.id, gone.id, newId(), caseId]) {
      const body = contact(caseId, { helpers: [{ id: newId(), volunteerId }] });
      const refused = await record(worker, body);
      expect(refused.body).toMatchObject({ code: 'volunteer_not_there', errors: [{ path: '/helpers' }] });
    }
    const { items } = await must(worker.call('GET', `/api/v1/cases/${caseId}/encounters`));
    expect(items).toEqual([]);
  });

  it('is saved once, however often it is sent', async () => {
    const person = await volunteer();
    const { id: caseId } = await openCase();
    const body = contact(caseId, { helpers: [{ id: newId(), volunteerId: person.id }] });
    const answers = await Promise.all([record(worker, body), record(worker, body), record(worker, body)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await hoursOf(person.id)).items).toHaveLength(1);
  });
});

describe('who must be checked for work with minors', () => {
  const missingOf = async (birthDate: string | null, person: Volunteer) => {
    const { id: caseId } = await openCase(birthDate);
    const helper = { id: newId(), volunteerId: person.id };
    await must(record(worker, contact(caseId, { helpers: [helper] })));
    const due = (await dueOf(person.id)).find((one: { serviceId: string }) => one.serviceId === helper.id);
    return due.missing;
  };

  it('is told in the list of dues where they were not on that day; nobody is refused', async () => {
    const person = await volunteer();
    expect(await missingOf('2014-05-06', person)).toEqual(['check.minors']);
    expect(await missingOf(null, person)).toEqual(['check.minors']);
    expect(await missingOf('1950-05-06', person)).toEqual([]);
    // eighteen on the day of the contact
    expect(await missingOf('2008-11-20', person)).toEqual([]);
    const check = { id: newId(), kind: 'check', code: 'minors', validFrom: '2026-11-20' };
    await must(coordinator.call('POST', `/api/v1/volunteers/${person.id}/qualifications`, check));
    expect(await missingOf('2014-05-06', person)).toEqual([]);
  });

  it('is found by number or name with whether they are, and nothing else of them', async () => {
    const person = await volunteer({ name: '欧阳查询' });
    const find = async (q: string, on = '2026-11-20') =>
      (await must(worker.call('GET', `/api/v1/helpers?on=${on}&q=${encodeURIComponent(q)}`))).items;
    const found = { id: person.id, number: person.number, name: '欧阳查询', isCheckedForMinors: false };
    expect(await find('欧阳查')).toEqual([found]);
    expect(await find(person.number)).toEqual([found]);
    expect(await find('没有这个人')).toEqual([]);
    const check = { id: newId(), kind: 'check', code: 'minors', validFrom: '2026-11-20' };
    await must(coordinator.call('POST', `/api/v1/volunteers/${person.id}/qualifications`, check));
    expect(await find('欧阳查询')).toEqual([{ ...found, isCheckedForMinors: true }]);
    expect(await find('欧阳查询', '2026-11-19')).toEqual([found]);
    const { id } = found;
    const one = await must(worker.call('GET', `/api/v1/helpers/${id}?on=2026-11-19`));
    expect(one).toEqual(found);
    expect((await worker.call('GET', `/api/v1/volunteers/${id}`)).status).toBe(403);
    const other = await makeOrganisation(server);
    const stranger = await makeUser(server, other, 'worker', [other.siteIds[0]]);
    expect((await stranger.call('GET', `/api/v1/helpers/${id}?on=2026-11-20`)).status).toBe(404);
    const there = await stranger.call('GET', '/api/v1/helpers?on=2026-11-20&q=%E6%AC%A7%E9%98%B3');
    expect(there.body.items).toEqual([]);
  });
});

describe('who helped, taken out again', () => {
  it('has no time that waits any more', async () => {
    const person = await volunteer();
    const { encounter, helperId } = await helped(person);
    expect((await must(withdraw(worker, encounter.id, helperId))).helpers).toEqual([]);
    expect((await must(withdraw(worker, encounter.id, helperId))).helpers).toEqual([]);
    expect(await hoursOf(person.id)).toMatchObject({
      recordedMinutes: 0,
      pendingMinutes: 0,
      items: [{ id: helperId, state: 'withdrawn' }],
    });
    expect(await dueOf(person.id)).toEqual([]);
    expect((await decide(coordinator, helperId)).body.code).toBe('service_decided');
  });

  it('keeps what counts until another person approves that nothing was served', async () => {
    const person = await volunteer();
    const { encounter, helperId } = await helped(person);
    await must(decide(coordinator, helperId));
    await must(withdraw(worker, encounter.id, helperId));
    expect(await hoursOf(person.id)).toMatchObject({ recordedMinutes: 45 });
    const [due] = await dueOf(person.id);
    expect(due).toMatchObject({ kind: 'to_approve', minutes: 0, source: 'help', enteredBy: worker.id });
    await must(decide(coordinator, due.serviceId));
    expect(await hoursOf(person.id)).toMatchObject({ recordedMinutes: 0, pendingMinutes: 0 });
  });

  it('loses what was corrected since, not what it was before', async () => {
    const person = await volunteer();
    const { encounter, helperId } = await helped(person);
    await must(decide(coordinator, helperId));
    const shorter = {
      id: newId(),
      siteId: home.siteIds[0],
      title: '协助个案服务',
      replacesId: helperId,
      from: occurredAt,
      until: '2026-11-20T02:30:00.000Z',
      reason: '早走了',
    };
    await must(coordinator.call('POST', `/api/v1/volunteers/${person.id}/services`, shorter));
    await must(decide(supervisor, shorter.id));
    expect(await hoursOf(person.id)).toMatchObject({ recordedMinutes: 30 });
    await must(withdraw(worker, encounter.id, helperId));
    const [due] = await dueOf(person.id);
    await must(decide(coordinator, due.serviceId));
    expect(await hoursOf(person.id)).toMatchObject({ recordedMinutes: 0, pendingMinutes: 0 });
  });

  it('is added later by whoever wrote the contact or a supervisor, and by no colleague', async () => {
    const person = await volunteer();
    const { id: caseId } = await openCase();
    await must(
      supervisor.call('POST', `/api/v1/cases/${caseId}/workers`, { workerIds: [worker.id, colleague.id] }),
    );
    const { id } = await must(record(worker, contact(caseId)));
    const add = (user: TestUser, body: object) => user.call('POST', `/api/v1/encounters/${id}/helpers`, body);
    const helper = { id: newId(), volunteerId: person.id };
    expect((await add(colleague, helper)).body.code).toBe('correction_not_yours');
    expect((await must(add(worker, helper))).helpers).toHaveLength(1);
    expect((await must(add(worker, helper))).helpers).toHaveLength(1);
    expect((await add(worker, { ...helper, id: newId() })).body.code).toBe('helper_twice');
    expect((await withdraw(colleague, id, helper.id)).body.code).toBe('correction_not_yours');
    expect((await must(withdraw(supervisor, id, helper.id))).helpers).toEqual([]);
    expect((await must(add(supervisor, { ...helper, id: newId() }))).helpers).toHaveLength(1);
  });

  it('stays as it is where the contact is corrected', async () => {
    const person = await volunteer();
    const { encounter, helperId } = await helped(person);
    const { kind, note } = encounter;
    const correction = { kind, note, occurredAt, minutes: 60, reason: '看错了表' };
    const corrected = await must(
      worker.call('POST', `/api/v1/encounters/${encounter.id}/corrections`, correction, {
        'if-match': '"1"',
      }),
    );
    expect(corrected).toMatchObject({ minutes: 60, helpers: [{ id: helperId, until }] });
    expect((await hoursOf(person.id)).items).toMatchObject([{ minutes: 45, state: 'pending' }]);
  });
});

describe('whom a volunteer helped', () => {
  it('is told by no page of hours, to nobody: neither where the volunteer is the client themselves', async () => {
    // one person twice: as a client of whom a case is kept, and as a volunteer
    const person = await volunteer({ name: '林小溪' });
    const { caseId, clientId, encounter, helperId } = await helped(person);
    await must(decide(coordinator, helperId));
    const own = await signIn(person);
    const batch = { id: newId(), from: '2026-11-01', to: '2026-11-20', minimumMinutes: 1 };
    await must(coordinator.call('POST', '/api/v1/certificate-batches', batch));
    const second = await volunteer();
    await helped(second);
    const told = JSON.stringify([
      await must(own.call('GET', '/api/v1/volunteers/me/hours')),
      await must(own.call('GET', '/api/v1/my/volunteer')),
      await hoursOf(person.id),
      (await dueOf(second.id)).map(({ name: _, ...due }: { name: string }) => due),
      await must(coordinator.call('GET', `/api/v1/certificate-batches/${batch.id}`)),
    ]);
    const { number } = await must(worker.call('GET', `/api/v1/cases/${caseId}`));
    for (const secret of [caseId, clientId, encounter.id, number, encounter.note])
      expect(told).not.toContain(secret);
  });

  it('is open to whoever reads the case, and to no other worker, coordinator or volunteer', async () => {
    const person = await volunteer();
    const { caseId, encounter, helperId } = await helped(person);
    const own = await signIn(person);
    for (const user of [colleague, coordinator])
      expect([403, 404]).toContain((await user.call('GET', `/api/v1/cases/${caseId}/encounters`)).status);
    expect((await own.call('GET', `/api/v1/cases/${caseId}/encounters`)).status).toBe(401);
    for (const user of [colleague, coordinator])
      expect([403, 404]).toContain((await withdraw(user, encounter.id, helperId)).status);
    const others = { id: newId(), volunteerId: person.id };
    expect((await record(colleague, contact(caseId, { helpers: [others] }))).status).toBe(404);
    await server.admin.query('begin');
    await server.admin.query('set local role nuantu_app');
    // the volunteer, as they act in the organisation: by their own entry
    await server.admin.query(`select app.set_actor($1, $2, 'own', '{}')`, [home.id, person.id]);
    const { rows } = await server.admin.query('select from encounter_helper');
    await server.admin.query('rollback');
    expect(rows).toEqual([]);
  });

  it('cannot be said by a statement of the application in another’s name, nor hours without it', async () => {
    const person = await volunteer();
    const { encounter, caseId, clientId } = await helped(await volunteer());
    const attempt = async (scope: string, text: string, values: unknown[]) => {
      await server.admin.query('begin');
      await server.admin.query('set local role nuantu_app');
      await server.admin.query('select app.set_actor($1, $2, $3, $4)', [home.id, worker.id, scope, []]);
      const code = await server.admin.query(text, values).then(
        () => 'accepted',
        (error: { code: string }) => error.code,
      );
      await server.admin.query('rollback');
      return code;
    };
    const link = `insert into encounter_helper (organisation_id, id, encounter_id, case_id, client_id, site_id, worker_ids, volunteer_id,
        served_from, served_until, is_with_minors, noted_by, noted_at)
      values ($1, $2, $3, $4, $5, $6, array[$7::uuid], $8, $9, $10, false, $11, now())`;
    const place = [home.id, newId(), encounter.id, caseId, clientId, home.siteIds[0], worker.id, person.id];
    const values = (by: string) => [...place, occurredAt, until, by];
    expect(await attempt('own', link, values(worker.id))).toBe('accepted');
    expect(await attempt('own', link, values(colleague.id))).toBe('42501');
    const hours = `insert into service_record (organisation_id, id, volunteer_id, site_id, site_name, programme, title, served_from,
        served_until, source, state, entered_by, entered_at)
      values ($1, $2, $3, $4, '', '', '', $5, $6, 'help', 'pending', $7, now())`;
    const said = [home.id, newId(), person.id, home.siteIds[0], occurredAt, until, worker.id];
    expect(await attempt('organisation', hours, said)).toBe('42501');
  });

  it('goes with the client’s data, and the hours stay', async () => {
    const person = await volunteer();
    const { clientId, helperId } = await helped(person);
    await must(supervisor.call('POST', `/api/v1/clients/${clientId}/erase`, { reason: 'request' }));
    const { rows } = await server.admin.query('select from encounter_helper where id = $1', [helperId]);
    expect(rows).toEqual([]);
    expect((await hoursOf(person.id)).items).toMatchObject([{ id: helperId, state: 'pending', minutes: 45 }]);
    expect((await decide(coordinator, helperId)).status).toBe(200);
  });

  it('stays in the contact where the volunteer’s data were destroyed, without a name', async () => {
    const person = await volunteer();
    const { caseId, helperId } = await helped(person);
    await must((await signIn(person)).call('POST', '/api/v1/my/erase'));
    const { items } = await must(worker.call('GET', `/api/v1/cases/${caseId}/encounters`));
    expect(items[0].helpers).toMatchObject([{ id: helperId, volunteerId: person.id }]);
  });
});
