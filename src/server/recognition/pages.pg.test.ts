import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBook, type TestPerson } from '../../../test/public-person.ts';
import { signInVolunteer, volunteerBody } from '../../../test/volunteer.ts';
import {
  type Answer,
  deliverAll,
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let now = Date.parse('2026-03-01T02:00:00Z');
const closed = new Set<string>();

let server: TestServer;
let home: TestOrganisation;
let coordinator: TestUser;
let colleague: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now), closedOrganisations: closed });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  closed.clear();
  now += DAY;
  home = await makeOrganisation(server);
  await openBook(server, home, { takesAtOnce: true });
  coordinator = await makeUser(server, home, 'coordinator');
  colleague = await makeUser(server, home, 'coordinator');
});

async function must(sent: Promise<Answer>): Promise<Answer['body']> {
  const answer = await sent;
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
}

interface Volunteer {
  readonly person: TestPerson;
  readonly id: string;
}

async function volunteer(more: object = {}): Promise<Volunteer> {
  const body = volunteerBody(home, more);
  await must(request(server, 'POST', '/api/v1/volunteer-registrations', body));
  const person = await signInVolunteer(server, body);
  await deliverAll(server);
  const { items } = await must(coordinator.call('GET', '/api/v1/volunteers'));
  return { person, id: items[0].id };
}

/** Recorded hours that began so many days ago. */
async function record(volunteerId: string, hours: number, days: number): Promise<void> {
  const from = now - days * DAY;
  const service = {
    id: newId(),
    siteId: home.siteIds[0],
    title: '整理图书',
    from: new Date(from).toISOString(),
    until: new Date(from + hours * HOUR).toISOString(),
    reason: '当天没有网络',
  };
  await must(coordinator.call('POST', `/api/v1/volunteers/${volunteerId}/services`, service));
  await must(colleague.call('POST', `/api/v1/services/${service.id}/decide`, { decision: 'recorded' }));
}

async function decide(entryId: string, decision: 'accept' | 'end'): Promise<void> {
  const { items } = await must(coordinator.call('GET', '/api/v1/book/entries'));
  const { version } = items.find(({ id }: { id: string }) => id === entryId);
  const url = `/api/v1/book/entries/${entryId}/decision`;
  await must(coordinator.call('POST', url, { decision }, { 'if-match': `"${version}"` }));
  await deliverAll(server);
}

const pageUrl = () => `/api/v1/my/volunteer-pages/${home.id}`;
const put = ({ person }: Pick<Volunteer, 'person'>, body: object = {}) =>
  person.call('PUT', pageUrl(), { name: '小陈', parts: [], ...body });
/** As a stranger opens it. */
async function open(path: string) {
  const { statusCode, body, headers } = await server.app.inject({
    url: path,
    headers: { accept: 'text/html' },
  });
  return { status: statusCode, text: body, headers };
}
const ALL = ['organisation', 'since', 'hours', 'stars', 'certificates'];

async function team(name = '周末读书队'): Promise<string> {
  const id = newId();
  await must(coordinator.call('POST', '/api/v1/volunteer-teams', { id, name }));
  return id;
}
const join = (teamId: string, { id }: Volunteer) =>
  must(coordinator.call('PUT', `/api/v1/volunteer-teams/${teamId}/members/${id}`));
const publish = async (teamId: string, words = '每周六陪孩子读书'): Promise<string> =>
  (await must(coordinator.call('PUT', `/api/v1/volunteer-teams/${teamId}/page`, { words }))).path;
const nameThem = (teamId: string, { person }: Volunteer, name: string) =>
  person.call('PUT', `/api/v1/my/team-names/${teamId}`, { name });

describe('a volunteer’s page', () => {
  it('shows what they chose to whoever has the address, and nothing else', async () => {
    const someone = await volunteer({ name: '陈欣怡' });
    await record(someone.id, 5, 40);
    const bare = await must(put(someone));
    expect(bare).toMatchObject({ name: '小陈', parts: [] });
    expect(bare.path).toMatch(/^\/volunteer-pages\/[\w-]{22}$/);
    const first = await open(bare.path);
    expect(first.status).toBe(200);
    expect(first.text).toContain('小陈');
    const hidden = ['陈欣怡', '13800138000', '2004', someone.id, home.id, '5 小时', '机构'];
    for (const word of hidden) expect(first.text).not.toContain(word);
    expect(first.text).not.toContain('<script');
    expect(first.headers['x-robots-tag']).toContain('noindex');
    const all = await must(put(someone, { parts: ALL }));
    expect(all.path).toBe(bare.path);
    const second = (await open(all.path)).text;
    for (const word of ['5 小时', '0 星', '0 份', '2026年3月']) expect(second).toContain(word);
    const english = (await open(`${all.path}?lang=en`)).text;
    expect(english).toContain('5 hours');
  });

  it('counts hours to the end of the last month, so that nobody sees when they served', async () => {
    now = Date.parse('2026-05-20T02:00:00Z') + DAY;
    coordinator = await makeUser(server, home, 'coordinator');
    colleague = await makeUser(server, home, 'coordinator');
    const someone = await volunteer();
    await record(someone.id, 5, 30);
    const { path } = await must(put(someone, { parts: ['hours'] }));
    const before = (await open(path)).text;
    expect(before).toContain('5 小时');
    await record(someone.id, 3, 2);
    expect((await open(path)).text).toBe(before);
  });

  it('is gone at once when they withdraw, and has another address when it comes again', async () => {
    const someone = await volunteer();
    const { path } = await must(put(someone));
    await must(someone.person.call('DELETE', pageUrl()));
    const gone = await open(path);
    expect([gone.status, gone.text.includes('小陈')]).toEqual([404, false]);
    await must(someone.person.call('DELETE', pageUrl()));
    const again = await must(put(someone));
    expect(again.path).not.toBe(path);
    expect((await open(path)).status).toBe(404);
    expect((await open(again.path)).status).toBe(200);
    expect((await open('/volunteer-pages/nobody')).status).toBe(404);
    // neither tells more than the other
    expect((await open(path)).text.replaceAll(path.slice(-22), '')).toBe(
      (await open(`/volunteer-pages/${'A'.repeat(22)}`)).text.replaceAll('A'.repeat(22), ''),
    );
  });

  it('is for nobody under age, whose age is not known, or who grew older by a word', async () => {
    const guardian = { name: '陈母', relation: 'mother', phone: '13900139000' };
    const young = await volunteer({ birthDate: '2010-05-06', guardian });
    expect((await put(young)).body.code).toBe('volunteer_not_accepted');
    const check = (code: string) =>
      coordinator.call('POST', `/api/v1/volunteers/${young.id}/qualifications`, {
        id: newId(),
        kind: 'check',
        code,
        validFrom: '2026-01-01',
      });
    await must(check('guardian_consent'));
    await decide(young.id, 'accept');
    expect((await put(young)).body.code).toBe('page_full_age');
    const older = { birthDate: '2004-05-06', phone: '13800138000' };
    await must(young.person.call('PUT', '/api/v1/my/volunteer', older, { 'if-match': '"1"' }));
    await deliverAll(server);
    await decide(young.id, 'accept');
    expect((await put(young)).body.code).toBe('page_full_age');
    now += HOUR;
    await must(check('identity'));
    expect((await put(young)).status).toBe(200);
  });

  it('goes with whoever leaves, is dismissed, erased, or waits to be looked at; and with a closed organisation', async () => {
    const [leaving, dismissed, erased, other, waiting] = [
      await volunteer(),
      await volunteer(),
      await volunteer(),
      await volunteer(),
      await volunteer(),
    ];
    const people = [leaving, dismissed, erased, other, waiting];
    const paths: string[] = [];
    for (const one of people) paths.push((await must(put(one))).path);
    const statuses = async () => (await Promise.all(paths.map(open))).map(({ status }) => status);
    expect(await statuses()).toEqual([200, 200, 200, 200, 200]);
    await must(leaving.person.call('DELETE', `/api/v1/my/books/${home.id}`));
    await decide(dismissed.id, 'end');
    await must(erased.person.call('POST', '/api/v1/my/erase'));
    // somebody else by their document: the organisation looks again
    const anew = { birthDate: '2003-05-06', phone: '13800138000' };
    await must(waiting.person.call('PUT', '/api/v1/my/volunteer', anew, { 'if-match': '"1"' }));
    await deliverAll(server);
    expect(await statuses()).toEqual([404, 404, 404, 200, 404]);
    const { rows } = await server.admin.query(
      'select volunteer_id from volunteer_page where organisation_id = $1',
      [home.id],
    );
    expect(rows).toEqual([{ volunteer_id: other.id }]);
    closed.add(home.id);
    expect(await statuses()).toEqual([404, 404, 404, 404, 404]);
  });
});

describe('the page of a team', () => {
  it('sums from five members on, and names only who consented', async () => {
    const teamId = await team();
    const people: Volunteer[] = [];
    for (let n = 0; n < 4; n += 1) people.push(await volunteer({ name: `陈某${n}` }));
    for (const one of people) {
      await join(teamId, one);
      await record(one.id, 6, 40);
    }
    const path = await publish(teamId);
    const few = (await open(path)).text;
    for (const word of ['周末读书队', '每周六陪孩子读书']) expect(few).toContain(word);
    for (const word of ['4 人', '小时', '陈某']) expect(few).not.toContain(word);
    const fifth = await volunteer({ name: '陈某五' });
    await join(teamId, fifth);
    const [first] = people as [Volunteer, ...Volunteer[]];
    const { items } = await must(first.person.call('GET', '/api/v1/my/recognition'));
    expect(items[0].teams).toEqual([{ id: teamId, name: '周末读书队', path, shownName: null }]);
    await must(nameThem(teamId, first, '小陈'));
    const { text } = await open(path);
    // 24 hours, by tens
    for (const word of ['5 人', '20 小时以上', '小陈']) expect(text).toContain(word);
    expect(text).not.toContain('陈某');
    await must(first.person.call('DELETE', `/api/v1/my/team-names/${teamId}`));
    expect((await open(path)).text).not.toContain('小陈');
  });

  it('names nobody who is in it no more, nor anybody under age, nor who is in another team', async () => {
    const [teamId, otherTeam] = [await team(), await team('别的队')];
    const someone = await volunteer();
    await join(teamId, someone);
    const path = await publish(teamId);
    await must(nameThem(teamId, someone, '小陈'));
    expect((await nameThem(otherTeam, someone, '小陈')).status).toBe(404);
    expect((await open(path)).text).toContain('小陈');
    await must(coordinator.call('DELETE', `/api/v1/volunteer-teams/${teamId}/members/${someone.id}`));
    expect((await open(path)).text).not.toContain('小陈');
    // who comes back is asked again
    await join(teamId, someone);
    expect((await open(path)).text).not.toContain('小陈');
  });

  it('is gone when it is taken back', async () => {
    const teamId = await team();
    const someone = await volunteer();
    await join(teamId, someone);
    const path = await publish(teamId);
    await must(nameThem(teamId, someone, '小陈'));
    expect(await publish(teamId, '换了几句')).toBe(path);
    expect((await open(path)).text).toContain('换了几句');
    await must(coordinator.call('DELETE', `/api/v1/volunteer-teams/${teamId}/page`));
    expect((await open(path)).status).toBe(404);
    expect(await must(coordinator.call('GET', `/api/v1/volunteer-teams/${teamId}/page`))).toMatchObject({
      path: null,
    });
    const again = await publish(teamId);
    expect(again).not.toBe(path);
    // it is another page: whoever is to be named on it is asked
    expect((await open(again)).text).not.toContain('小陈');
  });

  it('is another organisation’s business in nothing', async () => {
    const teamId = await team();
    await publish(teamId);
    const stranger = await makeUser(server, await makeOrganisation(server), 'coordinator');
    const url = `/api/v1/volunteer-teams/${teamId}/page`;
    const answers = [
      await stranger.call('GET', url),
      await stranger.call('PUT', url, { words: '我们的' }),
      await stranger.call('DELETE', url),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});
