import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBook, type TestPerson } from '../../../test/public-person.ts';
import { signInVolunteer, volunteerBody } from '../../../test/volunteer.ts';
import {
  type Answer,
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
import { readVolunteerNumber } from '../../domain/volunteers/volunteer-number.ts';
import { countToday } from '../notifications/public.ts';
import { systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { addressBlock } from '../platform/http/address-block.ts';
import { Work } from '../platform/work/work.ts';
import { PUBLIC_TENANT } from '../public-accounts/public.ts';
import { listVolunteers } from './sql.ts';

let now = Date.parse('2026-11-27T02:00:00Z');
const DAY = 86_400_000;

let server: TestServer;
let home: TestOrganisation;
let other: TestOrganisation;
let coordinator: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  now += DAY;
  [home, other] = [await makeOrganisation(server), await makeOrganisation(server)];
  for (const organisation of [home, other]) await openBook(server, organisation, { takesAtOnce: true });
  coordinator = await makeUser(server, home, 'coordinator');
});

const register = (body: object): Promise<Answer> =>
  request(server, 'POST', '/api/v1/volunteer-registrations', body);
const bodyOf = (more: object = {}) => volunteerBody(home, more);
const listOf = async (staff: TestUser, query = '') =>
  (await staff.call('GET', `/api/v1/volunteers${query}`)).body.items;
const ownOf = async (person: TestPerson) => (await person.call('GET', '/api/v1/my/volunteer')).body;
const putOwn = (person: TestPerson, version: number, body: object) =>
  person.call('PUT', '/api/v1/my/volunteer', body, { 'if-match': `"${version}"` });

/** Registered, signed in, and in the organisation's book. */
async function volunteer(more: object = {}) {
  const body = bodyOf(more);
  const registered = await register(body);
  expect(registered.status, JSON.stringify(registered.body)).toBe(201);
  await deliverAll(server);
  const person = await signInVolunteer(server, body);
  const [item] = await listOf(coordinator);
  return { body, person, item, number: registered.body.volunteerNumber as string };
}

describe('registering as a volunteer', () => {
  it('gives a number, a name to sign in by, and a place in the organisation’s book', async () => {
    const body = bodyOf({ skills: ['tutoring'], idNumber: '11010519491231002X', birthDate: '1949-12-31' });
    const answer = await register(body);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ loginName: body.loginName, confirmation: 'none', codeRequest: null });
    expect(readVolunteerNumber(answer.body.volunteerNumber)).toBe(answer.body.volunteerNumber);
    await deliverAll(server);
    const [item] = await listOf(coordinator);
    expect(item).toMatchObject({
      number: answer.body.volunteerNumber,
      name: body.name,
      birthDate: '1949-12-31',
      state: 'accepted',
      skills: ['tutoring'],
    });
    const { body: whole } = await coordinator.call('GET', `/api/v1/volunteers/${item.id}`);
    expect(whole.profile).toMatchObject({ idNumber: '11010519491231002X', sex: 'female', phone: body.phone });
  });

  it('sent again answers the same, once', async () => {
    const body = bodyOf();
    const answers = await Promise.all([register(body), register(body), register(body)]);
    expect(new Set(answers.map((one) => JSON.stringify([one.status, one.body]))).size).toBe(1);
    expect((await register({ ...body, name: '别人' })).body.code).toBe('id_taken');
    const taken = await register({ ...bodyOf(), loginName: body.loginName });
    expect([taken.status, taken.body.code]).toEqual([409, 'login_name_taken']);
    await deliverAll(server);
    expect(await listOf(coordinator)).toHaveLength(1);
  });

  it('is refused by field, and leaves nothing', async () => {
    const pathsOf = async (more: object) =>
      (await register(bodyOf(more))).body.errors?.map(({ path }: { path: string }) => path);
    expect(await pathsOf({ birthDate: '2015-01-01' })).toEqual(['/birthDate']);
    expect(await pathsOf({ birthDate: '2010-01-01' })).toEqual(['/guardian']);
    expect(await pathsOf({ phone: '12' })).toEqual(['/phone']);
    expect(await pathsOf({ password: 'password1234' })).toEqual(['/password']);
    expect(await pathsOf({ organisationCode: 'nobody' })).toEqual(['/organisationCode']);
    expect(await pathsOf({ organisationCode: '~public' })).toEqual(['/organisationCode']);
    expect(await pathsOf({ regionCode: '999999' })).toEqual(['/regionCode']);
    // a number as a name would be a telephone's, perhaps another's
    expect(await pathsOf({ loginName: '13800138000' })).toEqual(['/loginName']);
    expect(await pathsOf({ name: '\u3164' })).toEqual(['/name']);
    const made = bodyOf();
    expect((await register(made)).status).toBe(201);
    const administrator = await makeUser(server, home, 'administrator');
    const closed = { isOpen: false, participations: [], welcome: '', welcomeEn: '' };
    await administrator.call('PUT', '/api/v1/book', closed, { 'if-match': '"1"' });
    expect((await register(bodyOf())).body.code).toBe('organisation_takes_no_volunteers');
    // what was done before is answered as it was
    expect((await register(made)).status).toBe(201);
    const { rows } = await server.admin.query(`select name from login_name where name like 'volunteer-%'
      and not exists (select from public_account where public_account.login_name = login_name.name)`);
    expect(rows).toEqual([]);
  });

  it('waits for somebody to look where the organisation says so, and for a guardian’s word below eighteen', async () => {
    const guardian = { relation: 'mother', name: '陈丽', phone: '13900139000' };
    const minor = await volunteer({ birthDate: '2010-01-01', guardian });
    expect(minor.item.state).toBe('asked');
    const accept = async () => {
      const { body } = await coordinator.call('GET', `/api/v1/volunteers/${minor.item.id}`);
      return coordinator.call(
        'POST',
        `/api/v1/book/entries/${minor.item.id}/decision`,
        { decision: 'accept' },
        { 'if-match': `"${body.entryVersion}"` },
      );
    };
    expect((await accept()).body.code).toBe('guardian_consent_missing');
    const consent = { id: newId(), kind: 'check', code: 'guardian_consent', validFrom: '2026-11-01' };
    const added = await coordinator.call(
      'POST',
      `/api/v1/volunteers/${minor.item.id}/qualifications`,
      consent,
    );
    expect(added.status, JSON.stringify(added.body)).toBe(201);
    expect((await accept()).body.state).toBe('accepted');
    expect((await listOf(coordinator, '?state=accepted')).map(({ id }: { id: string }) => id)).toEqual([
      minor.item.id,
    ]);
  });
});

describe('at the registration', () => {
  it('an account that was made in another way is nobody’s to take over, and a network does not fill the books', async () => {
    const { person } = await volunteer();
    const { id } = (await person.call('GET', '/api/v1/my/account')).body;
    const again = await register(bodyOf({ id }));
    expect([again.status, again.body.code]).toEqual([409, 'id_taken']);
    now += DAY;
    const tenant = new Work(server.services, systemSettings(PUBLIC_TENANT), {
      requestId: 'test',
      language: 'zh-CN',
    });
    await tenant.change(async (change) => {
      const name = `registrations|${addressBlock('127.0.0.1')}`;
      for (let turn = 0; turn < 299; turn += 1) expect(await countToday(change, name, 299)).toBe(true);
    });
    // what is refused is not counted
    expect((await register(bodyOf({ password: 'password1234' }))).status).toBe(400);
    const last = bodyOf();
    for (let turn = 0; turn < 2; turn += 1) expect((await register(last)).status).toBe(201);
    expect((await register(bodyOf())).body.code).toBe('registrations_limit');
    now += DAY;
    expect((await register(bodyOf())).status).toBe(201);
  });
});

describe('a volunteer’s own account', () => {
  it('signs in at the door of staff, and opens nothing of staff', async () => {
    const { body, person, number } = await volunteer();
    const answer = await request(server, 'POST', '/api/v1/auth/sign-in', {
      username: body.loginName.toUpperCase(),
      password: body.password,
    });
    expect(answer.body).toMatchObject({
      user: { username: body.loginName, displayName: body.name, roles: [] },
      organisation: { kind: 'public' },
      permissions: {},
    });
    expect(String(answer.headers['set-cookie'])).toMatch(/^nuantu_public=.*HttpOnly/);
    expect((await person.call('GET', '/api/v1/me')).status).toBe(401);
    expect((await person.call('GET', '/api/v1/volunteers')).status).toBe(401);
    expect((await person.call('GET', '/api/v1/my/account')).body).toMatchObject({
      loginName: body.loginName,
    });
    expect(await ownOf(person)).toMatchObject({
      profile: { phone: body.phone, version: 1 },
      records: [{ organisationId: home.id, number, state: 'accepted' }],
    });
    for (const password of ['wrong-password', ''])
      expect(
        (await request(server, 'POST', '/api/v1/auth/sign-in', { username: body.loginName, password }))
          .status,
      ).toBeGreaterThanOrEqual(400);
  });

  it('is corrected by its holder, and each organisation keeps what stood there', async () => {
    const { body, person, item } = await volunteer({ skills: ['music'] });
    await person.call('PUT', `/api/v1/my/books/${other.id}`, {
      participations: ['volunteer'],
      ways: [],
      note: '',
    });
    const changed = { birthDate: body.birthDate, phone: '13700137000', skills: ['music', 'first_aid'] };
    const put = await putOwn(person, 1, changed);
    expect(put.body).toMatchObject({ phone: '13700137000', skills: ['first_aid', 'music'], version: 2 });
    // the answer was lost, and it is sent again
    expect((await putOwn(person, 1, changed)).body).toEqual(put.body);
    expect((await putOwn(person, 1, { ...changed, phone: '13600136000' })).body.code).toBe(
      'version_conflict',
    );
    await deliverAll(server);
    const { body: whole } = await coordinator.call('GET', `/api/v1/volunteers/${item.id}`);
    expect(whole).toMatchObject({
      profile: { phone: '13700137000' },
      skills: ['first_aid', 'music'],
      corrections: [{ fields: ['phone', 'skills'], before: { phone: body.phone, skills: ['music'] } }],
    });
    const [{ madeSure, ...correction }] = whole.corrections;
    expect(madeSure).toBeNull();
    expect((await ownOf(person)).records[0].corrections).toEqual([correction]);
  });

  it('waits again where it turns out to be of somebody under age, until a guardian has agreed', async () => {
    const { body, person, item } = await volunteer();
    expect(item.state).toBe('accepted');
    const guardian = { relation: 'mother', name: '陈丽', phone: '13900139000' };
    await putOwn(person, 1, { birthDate: '2010-01-01', phone: body.phone, guardian });
    await deliverAll(server);
    const stateOf = async () => (await coordinator.call('GET', `/api/v1/volunteers/${item.id}`)).body.state;
    expect(await stateOf()).toBe('asked');
    const consent = { id: newId(), kind: 'check', code: 'guardian_consent', validFrom: '2026-11-01' };
    await coordinator.call('POST', `/api/v1/volunteers/${item.id}/qualifications`, consent);
    const { entryVersion } = (await coordinator.call('GET', `/api/v1/volunteers/${item.id}`)).body;
    await coordinator.call(
      'POST',
      `/api/v1/book/entries/${item.id}/decision`,
      { decision: 'accept' },
      { 'if-match': `"${entryVersion}"` },
    );
    expect(await stateOf()).toBe('accepted');
    // what else is corrected asks nobody again
    await putOwn(person, 2, { birthDate: '2010-01-01', phone: '13700137000', guardian });
    await deliverAll(server);
    expect(await stateOf()).toBe('accepted');
  });

  it('does not grow older by a word: a date of birth that is another is looked at, and a withdrawn consent ends it', async () => {
    const guardian = { relation: 'mother', name: '陈丽', phone: '13900139000' };
    const { body, person, item } = await volunteer({ birthDate: '2010-01-01', guardian });
    const url = `/api/v1/volunteers/${item.id}`;
    const read = async () => (await coordinator.call('GET', url)).body;
    const decide = async (decision: string) =>
      coordinator.call(
        'POST',
        `/api/v1/book/entries/${item.id}/decision`,
        { decision },
        { 'if-match': `"${(await read()).entryVersion}"` },
      );
    const grown = await putOwn(person, 1, { birthDate: '2004-01-01', phone: body.phone });
    expect(grown.status, JSON.stringify(grown.body)).toBe(200);
    await deliverAll(server);
    expect((await decide('accept')).body.code).toBe('guardian_consent_missing');
    const identity = { id: newId(), kind: 'check', code: 'identity', validFrom: '2026-11-01' };
    now += 1_000;
    const looked = await coordinator.call('POST', `${url}/qualifications`, identity);
    expect(looked.status, JSON.stringify(looked.body)).toBe(201);
    const seen = await decide('accept');
    expect(seen.body.state, JSON.stringify(seen.body)).toBe('accepted');
    // seen of another than the one that is told now
    await putOwn(person, 2, { birthDate: '2010-01-01', phone: body.phone, guardian });
    await deliverAll(server);
    expect((await read()).state).toBe('asked');
    const consent = { id: newId(), kind: 'check', code: 'guardian_consent', validFrom: '2026-11-01' };
    await coordinator.call('POST', `${url}/qualifications`, consent);
    expect((await decide('accept')).body.state).toBe('accepted');
    const withdrawn = await coordinator.call(
      'POST',
      `/api/v1/volunteer-qualifications/${consent.id}/withdraw`,
      {
        reason: '母亲来电',
      },
    );
    expect(withdrawn.body).toMatchObject({ withdrawnBecause: '母亲来电' });
    expect((await read()).state).toBe('asked');
    await deliverAll(server);
    const own = await ownOf(person);
    expect(own.records[0].state).toBe('asked');
    expect(JSON.stringify(own)).not.toContain('母亲来电');
  });

  it('that was dismissed is not back by itself, whatever the book says', async () => {
    const { person, item } = await volunteer();
    const { entryVersion } = (await coordinator.call('GET', `/api/v1/volunteers/${item.id}`)).body;
    const url = `/api/v1/book/entries/${item.id}/decision`;
    await coordinator.call('POST', url, { decision: 'end' }, { 'if-match': `"${entryVersion}"` });
    await deliverAll(server);
    const join = () =>
      person.call('PUT', `/api/v1/my/books/${home.id}`, {
        participations: ['volunteer'],
        ways: [],
        note: '',
      });
    expect((await person.call('DELETE', `/api/v1/my/books/${home.id}`)).status).toBe(200);
    expect((await join()).body.code).toBe('book_answered_lately');
    now += 2 * DAY;
    expect((await join()).status).toBe(200);
    await deliverAll(server);
    coordinator = await makeUser(server, home, 'coordinator');
    expect((await listOf(coordinator))[0]).toMatchObject({ state: 'asked' });
    // nobody who left by themselves has to wait
    await person.call('DELETE', `/api/v1/my/books/${home.id}`);
  });

  it('is exported whole, and keeps what staff wrote where one is something else for a while', async () => {
    const { body, person, item } = await volunteer({
      idNumber: '11010519491231002X',
      birthDate: '1949-12-31',
    });
    const note = { id: newId(), text: '很有耐心' };
    await coordinator.call('POST', `/api/v1/volunteers/${item.id}/notes`, note);
    const { volunteer: exported } = (await person.call('GET', '/api/v1/my/export')).body;
    expect(exported).toMatchObject({
      profile: { idNumber: '11010519491231002X', phone: body.phone },
      records: [{ organisationId: home.id }],
    });
    const be = async (participations: string[]) => {
      await person.call('PUT', `/api/v1/my/books/${home.id}`, { participations, ways: [], note: '' });
      await deliverAll(server);
      return (await coordinator.call('GET', `/api/v1/volunteers/${item.id}`)).body;
    };
    expect(await be(['resident'])).toMatchObject({
      state: 'left',
      profile: null,
      notes: [{ text: '很有耐心' }],
    });
    expect(await be(['resident', 'volunteer'])).toMatchObject({ profile: {}, notes: [{ text: '很有耐心' }] });
  });

  it('sees what was written down of it, and not what colleagues noted', async () => {
    const { person, item } = await volunteer();
    const note = { id: newId(), text: '很有耐心' };
    const noted = await coordinator.call('POST', `/api/v1/volunteers/${item.id}/notes`, note);
    expect(noted.status).toBe(201);
    expect((await coordinator.call('POST', `/api/v1/volunteers/${item.id}/notes`, note)).body).toEqual(
      noted.body,
    );
    const training = {
      id: newId(),
      kind: 'training',
      code: 'first-steps',
      title: '新志愿者培训',
      minutes: 90,
      validFrom: '2026-11-01',
      validUntil: '2027-10-31',
    };
    await coordinator.call('POST', `/api/v1/volunteers/${item.id}/qualifications`, training);
    const own = await ownOf(person);
    expect(own.records[0].qualifications).toMatchObject([{ title: '新志愿者培训', minutes: 90 }]);
    expect(JSON.stringify(own)).not.toContain('很有耐心');
  });
});

describe('what an organisation writes down of a volunteer', () => {
  it('is refused by field, and withdrawn with a reason from that day on', async () => {
    const { item } = await volunteer();
    const url = `/api/v1/volunteers/${item.id}/qualifications`;
    const check = {
      id: newId(),
      kind: 'check',
      code: 'minors',
      validFrom: '2026-11-01',
      validUntil: '2027-10-31',
    };
    const wrong = async (more: object) =>
      (await coordinator.call('POST', url, { ...check, id: newId(), ...more })).body.errors[0].path;
    expect(await wrong({ validUntil: '2026-10-31' })).toBe('/validUntil');
    expect(await wrong({ code: 'zodiac' })).toBe('/code');
    expect(await wrong({ kind: 'training', code: 'x' })).toBe('/minutes');
    expect((await coordinator.call('POST', url, check)).status).toBe(201);
    const withdraw = (reason: string) =>
      coordinator.call('POST', `/api/v1/volunteer-qualifications/${check.id}/withdraw`, { reason });
    const withdrawn = await withdraw('证明过期');
    expect(withdrawn.body.withdrawnOn).toBe(new Date(now).toISOString().slice(0, 10));
    now += DAY;
    coordinator = await makeUser(server, home, 'coordinator');
    expect((await withdraw('再次')).body).toEqual(withdrawn.body);
  });

  it('is hidden from another organisation, by list and by id', async () => {
    const { item } = await volunteer();
    const stranger = await makeUser(server, other, 'coordinator');
    expect(await listOf(stranger)).toEqual([]);
    expect((await stranger.call('GET', `/api/v1/volunteers/${item.id}`)).status).toBe(404);
    for (const [path, body] of [
      ['qualifications', { id: newId(), kind: 'check', code: 'minors', validFrom: '2026-11-01' }],
      ['notes', { id: newId(), text: '?' }],
    ] as const)
      expect((await stranger.call('POST', `/api/v1/volunteers/${item.id}/${path}`, body)).status).toBe(404);
    const worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
    expect((await worker.call('GET', '/api/v1/volunteers')).status).toBe(403);
  });

  it('ends when the volunteer goes: the person is unreadable, that a check was held stays', async () => {
    const { person, item, number } = await volunteer();
    const check = { id: newId(), kind: 'check', code: 'minors', reference: 'A-17', validFrom: '2026-11-01' };
    await coordinator.call('POST', `/api/v1/volunteers/${item.id}/qualifications`, check);
    await coordinator.call('POST', `/api/v1/volunteers/${item.id}/notes`, { id: newId(), text: '很有耐心' });
    await person.call('DELETE', `/api/v1/my/books/${home.id}`);
    await deliverAll(server);
    const { body } = await coordinator.call('GET', `/api/v1/volunteers/${item.id}`);
    expect(body).toMatchObject({
      number,
      state: 'left',
      name: null,
      profile: null,
      notes: [],
      corrections: [],
      qualifications: [{ code: 'minors', reference: '' }],
    });
    const later = { id: newId(), text: '?' };
    const refused = await coordinator.call('POST', `/api/v1/volunteers/${item.id}/notes`, later);
    expect(refused.body.code).toBe('volunteer_not_there');
  });

  it('goes with an account that is erased, and its name to sign in by is free again', async () => {
    const { body, person, item } = await volunteer();
    await person.call('POST', '/api/v1/my/prove', { password: body.password });
    expect((await person.call('POST', '/api/v1/my/erase', {})).status).toBe(200);
    await deliverAll(server);
    expect((await coordinator.call('GET', `/api/v1/volunteers/${item.id}`)).body).toMatchObject({
      state: 'left',
      profile: null,
    });
    const { rows } = await server.admin.query('select count(*)::int as rows from volunteer_profile');
    const { rows: accounts } = await server.admin.query('select count(*)::int as rows from public_account');
    expect(rows).toEqual(accounts);
    expect((await register({ ...bodyOf(), loginName: body.loginName })).status).toBe(201);
  });
});

describe('teams', () => {
  it('have a name of their own, members who are with the organisation, and are seen by whoever is in one', async () => {
    const { person, item } = await volunteer();
    const team = { id: newId(), name: '周末球队', siteId: home.siteIds[0] };
    const make = (body: object) => coordinator.call('POST', '/api/v1/volunteer-teams', body);
    for (let turn = 0; turn < 2; turn += 1) expect((await make(team)).body).toEqual({ ...team, members: 0 });
    expect((await make({ ...team, id: newId() })).body).toMatchObject({
      code: 'team_name_taken',
      errors: [{ path: '/name' }],
    });
    expect((await make({ id: newId(), name: '别处', siteId: other.siteIds[0] })).body.code).toBe(
      'unknown_site',
    );
    const url = `/api/v1/volunteer-teams/${team.id}/members/${item.id}`;
    for (let turn = 0; turn < 2; turn += 1) expect((await coordinator.call('PUT', url)).status).toBe(200);
    expect((await coordinator.call('GET', '/api/v1/volunteer-teams')).body.items).toEqual([
      { ...team, members: 1 },
    ]);
    await register(bodyOf());
    await deliverAll(server);
    const inTeam = await listOf(coordinator, `?teamId=${team.id}`);
    expect(inTeam.map(({ id }: { id: string }) => id)).toEqual([item.id]);
    expect((await ownOf(person)).records[0].teams).toEqual(['周末球队']);
    const stranger = await makeUser(server, other, 'coordinator');
    expect((await stranger.call('PUT', url)).status).toBe(404);
    expect((await stranger.call('GET', '/api/v1/volunteer-teams')).body.items).toEqual([]);
    // whoever goes is in no team any more
    await person.call('DELETE', `/api/v1/my/books/${home.id}`);
    await deliverAll(server);
    expect((await coordinator.call('GET', '/api/v1/volunteer-teams')).body.items[0].members).toBe(0);
    expect((await coordinator.call('PUT', url)).body.code).toBe('volunteer_not_there');
    for (let turn = 0; turn < 2; turn += 1) expect((await coordinator.call('DELETE', url)).status).toBe(200);
  });
});

describe('the row rules', () => {
  it('show a volunteer the own rows alone, and no note of colleagues', async () => {
    const mine = await volunteer();
    const body = bodyOf();
    await register(body);
    const theirOwn = await signInVolunteer(server, body);
    for (const person of [mine.person, theirOwn])
      await putOwn(person, 1, { birthDate: body.birthDate, phone: '13700137000' });
    await deliverAll(server);
    for (const person of [mine.person, theirOwn])
      await putOwn(person, 2, { birthDate: body.birthDate, phone: '13600136000' });
    await deliverAll(server);
    const [theirs] = await listOf(coordinator);
    const team = { id: newId(), name: '周末球队' };
    await coordinator.call('POST', '/api/v1/volunteer-teams', team);
    for (const { id } of [mine.item, theirs]) {
      const check = { id: newId(), kind: 'check', code: 'minors', validFrom: '2026-11-01' };
      await coordinator.call('POST', `/api/v1/volunteers/${id}/qualifications`, check);
      await coordinator.call('POST', `/api/v1/volunteers/${id}/notes`, { id: newId(), text: '很有耐心' });
      await coordinator.call('PUT', `/api/v1/volunteer-teams/${team.id}/members/${id}`);
    }
    const seenBy = (actorId: string, scope: 'own' | 'site' | 'aggregate') =>
      server.services.database.transaction(
        { organisationId: home.id, actorId, scope, siteIds: home.siteIds },
        async (transaction) => {
          const text = `select
            (select array_agg(id) from book_entry) as entries, (select array_agg(id) from volunteer) as volunteers,
            (select array_agg(volunteer_id) from volunteer_qualification) as qualified,
            (select array_agg(distinct volunteer_id) from volunteer_correction) as corrected,
            (select array_agg(volunteer_id) from volunteer_team_member) as teamed,
            (select count(*)::int from volunteer_note) as notes`;
          return (await transaction.all({ name: '', text, values: [] }))[0][0];
        },
      );
    const ids = [mine.item.id];
    const own = { entries: ids, volunteers: ids, qualified: ids, corrected: ids, teamed: ids, notes: 0 };
    const none = { entries: null, volunteers: null, qualified: null, corrected: null, teamed: null };
    const nothing = { ...none, notes: 0 };
    expect(await seenBy(mine.item.id, 'own')).toEqual(own);
    expect(await seenBy(newId(), 'own')).toEqual(nothing);
    for (const scope of ['site', 'aggregate'] as const)
      expect(await seenBy(mine.item.id, scope)).toEqual(nothing);
  });

  it('let a volunteer write none of them', async () => {
    const { item } = await volunteer();
    const check = { id: newId(), kind: 'check', code: 'minors', validFrom: '2026-11-01' };
    await coordinator.call('POST', `/api/v1/volunteers/${item.id}/qualifications`, check);
    const asOwn = (text: string) =>
      server.services.database.transaction(
        { organisationId: home.id, actorId: item.id, scope: 'own', siteIds: [] },
        async (transaction) => (await transaction.all({ name: '', text, values: [] }))[0],
      );
    const ended = "set withdrawn_on = '2026-01-01' returning 1";
    expect(await asOwn(`update volunteer_qualification ${ended}`)).toEqual([]);
    expect(await asOwn("update volunteer set state = 'accepted' returning 1")).toEqual([]);
    expect(await asOwn("update book_entry set state = 'accepted' returning 1")).toEqual([]);
    await expect(
      asOwn(`insert into volunteer_qualification
        (organisation_id, id, volunteer_id, kind, code, valid_from, recorded_by, recorded_at)
        values ('${home.id}', '${newId()}', '${item.id}', 'check', 'minors', '2026-01-01', '${item.id}', now())`),
    ).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the list of volunteers', () => {
  it('reads of the page alone what stands in other tables', async () => {
    const { item } = await volunteer();
    // as many as that the database walks along indexes
    await server.admin.query(
      `begin; set local session_replication_role = replica;
       create temporary table another on commit drop as select gen_random_uuid() as id, row_number() over () as at from generate_series(1, 1000);
       insert into volunteer select (jsonb_populate_record(known, jsonb_build_object('id', another.id, 'number', another.at))).*
         from volunteer known, another where known.id = '${item.id}';
       insert into book_entry select (jsonb_populate_record(known, jsonb_build_object('id', another.id))).*
         from book_entry known, another where known.id = '${item.id}';
       insert into person_key select (jsonb_populate_record(known, jsonb_build_object('person_id', another.id))).*
         from person_key known, another where known.person_id = '${item.id}';
       commit; analyze volunteer, book_entry, person_key`,
    );
    const nobody = { state: undefined, skill: undefined, category: undefined, language: undefined };
    const anybody = { ...nobody, teamId: undefined, regionPrefix: undefined, ids: undefined };
    const { text, values } = listVolunteers({
      ...anybody,
      organisationId: home.id,
      before: undefined,
      limit: 2,
    });
    const [plan] = await server.services.database.transaction(systemSettings(home.id), async (tx) =>
      tx.all({ name: '', text: `explain (analyze, format json) ${text}`, values }),
    );
    const reads = readsIn(plan);
    for (const table of ['book_entry', 'person_key']) expect(reads.get(table), table).toBe(2);
  });

  it('finds by name, pinyin, initials, number and telephone, by skill, language and area', async () => {
    const first = await volunteer({
      name: '欧阳娜娜',
      phone: '13700137001',
      skills: ['music'],
      regionCode: '330302',
    });
    await register(bodyOf({ name: '陈欣', phone: '13700137002', languages: ['eng'], regionCode: '450200' }));
    await deliverAll(server);
    const namesOf = async (query: string) =>
      (await listOf(coordinator, query)).map(({ name }: { name: string }) => name);
    expect(await namesOf('')).toEqual(['陈欣', '欧阳娜娜']);
    for (const q of ['欧阳', 'ouyang', 'oynn', first.number, '137 0013 7001'])
      expect(await namesOf(`?q=${encodeURIComponent(q)}`), q).toEqual(['欧阳娜娜']);
    expect(await namesOf(`?q=${encodeURIComponent('·')}`)).toEqual([]);
    expect(await namesOf('?skill=music')).toEqual(['欧阳娜娜']);
    expect(await namesOf('?language=eng')).toEqual(['陈欣']);
    expect(await namesOf('?region=330300')).toEqual(['欧阳娜娜']);
    expect(await namesOf('?region=450000')).toEqual(['陈欣']);
  });

  it('tells how long each served and finds who served long enough, by what counts alone', async () => {
    const colleague = await makeUser(server, home, 'coordinator');
    const [busy, other] = [await volunteer({ name: '欧阳娜娜' }), await volunteer({ name: '陈欣' })];
    const serve = async ({ item }: typeof busy, day: string, hours: number, isApproved = true) => {
      const id = newId();
      const from = new Date(`${day}T02:00:00Z`);
      const until = new Date(from.getTime() + hours * 3_600_000);
      const said = { id, siteId: home.siteIds[0], title: '义诊', from, until, reason: '当天没有网络' };
      await must(coordinator.call('POST', `/api/v1/volunteers/${item.id}/services`, said));
      if (isApproved)
        await must(colleague.call('POST', `/api/v1/services/${id}/decide`, { decision: 'recorded' }));
    };
    await serve(busy, '2026-03-01', 12);
    await serve(busy, '2026-03-02', 8);
    await serve(other, '2026-03-01', 12);
    await serve(other, '2026-03-02', 8, false);
    const listed = async (query: string) => {
      const { items, total } = await must(coordinator.call('GET', `/api/v1/volunteers?${query}`));
      expect(total).toBe(items.length);
      return items.map((one: { name: string; recordedMinutes: number }) => [one.name, one.recordedMinutes]);
    };
    expect(await listed('')).toEqual([
      ['陈欣', 12 * 60],
      ['欧阳娜娜', 20 * 60],
    ]);
    expect(await listed('minimumHours=20')).toEqual([['欧阳娜娜', 20 * 60]]);
    expect(await listed('minimumHours=21')).toEqual([]);
    const search = `minimumHours=12&q=${encodeURIComponent('陈')}`;
    const { items } = await must(coordinator.call('GET', `/api/v1/volunteers?${search}`));
    expect(items).toMatchObject([{ name: '陈欣' }]);
  });

  it('goes on page after page, each volunteer once', async () => {
    for (let index = 0; index < 5; index += 1) await register(bodyOf({ name: `陈${'一二三四五'[index]}` }));
    await deliverAll(server);
    for (const query of ['limit=2', `limit=2&q=${encodeURIComponent('陈')}`]) {
      const seen: string[] = [];
      for (let after = ''; ;) {
        const { body } = await coordinator.call('GET', `/api/v1/volunteers?${query}${after}`);
        expect(body.total).toBe(5);
        seen.push(...body.items.map(({ name }: { name: string }) => name));
        if (body.next === null) break;
        after = `&after=${body.next}`;
      }
      expect(seen).toEqual(['陈五', '陈四', '陈三', '陈二', '陈一']);
    }
  });
});

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly PlanNode[];
}

/** How many rows a plan read of each table. */
function readsIn(rows: readonly unknown[]): ReadonlyMap<string, number> {
  const [{ 'QUERY PLAN': plans }] = rows as [{ 'QUERY PLAN': [{ Plan: PlanNode }] }];
  const reads = new Map<string, number>();
  const look = (node: PlanNode): void => {
    const table = node['Relation Name'];
    if (table !== undefined)
      reads.set(table, (reads.get(table) ?? 0) + node['Actual Rows'] * node['Actual Loops']);
    for (const below of node.Plans ?? []) look(below);
  };
  for (const { Plan } of plans) look(Plan);
  return reads;
}
