import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../test/mail-server.ts';
import { listOperations } from '../../test/operations.ts';
import { openBook, signUpPerson } from '../../test/public-person.ts';
import { signInVolunteer, volunteerBody } from '../../test/volunteer.ts';
import { importedRoster } from '../../test/roster-sending.ts';
import {
  deliverAll,
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../test/server.ts';

/** A name as keyboards, messages and spreadsheets pad it, and as every door keeps it. */
const PADDED = ' \u200b陈　欣怡\u00a0 ';
const NAME = '陈欣怡';

let mail: MailServer;
let server: TestServer;
let station: TestOrganisation;
let supervisor: TestUser;
let siteId: string;

beforeAll(async () => {
  mail = await startMailServer();
  const from = 'nuantu@example.org';
  server = await startTestServer({
    messages: { mail: { host: '127.0.0.1', port: mail.port, tls: 'none', signIn: undefined, from } },
  });
  station = await makeOrganisation(server);
  siteId = station.siteIds[0];
  supervisor = await makeUser(server, station, 'supervisor');
});
afterAll(async () => {
  await server.dispose();
  await mail.close();
});

async function register(body: object): Promise<{ id: string; name: string }> {
  const answer = await supervisor.call('POST', '/api/v1/clients', { siteId, ...body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

const importLines = (...lines: string[]) => importedRoster(supervisor, siteId, lines.join('\n'));

describe('a name that somebody’s keyboard padded', () => {
  it('is a client’s and a guardian’s as a roster would write it', async () => {
    const guardians = [{ relation: 'mother', name: PADDED }];
    const { id, name } = await register({ name: PADDED, guardians });
    const url = `/api/v1/clients/${id}`;
    const renamed = await supervisor.call('PATCH', url, { name: `${PADDED}\n` }, { 'if-match': '"1"' });
    const added = await supervisor.call('POST', `${url}/guardians`, { relation: 'father', name: PADDED });
    const one = `${url}/guardians/${added.body.id}`;
    const changed = await supervisor.call('PATCH', one, { name: PADDED }, { 'if-match': '"1"' });
    const listed = await supervisor.call('GET', `${url}/guardians`);
    const names = [name, renamed.body.name, added.body.name, changed.body.name];
    expect(names).toEqual([NAME, NAME, NAME, NAME]);
    expect(listed.body.items).toMatchObject([{ name: NAME }, { name: NAME }]);
  });

  it('is a member of staff’s, invited, changed, and by themselves', async () => {
    const administrator = await makeUser(server, station, 'administrator');
    const roles = [{ role: 'worker', siteIds: [siteId] }];
    const invitation = { username: 'padded.name', displayName: PADDED, roles };
    const { body } = await administrator.call('POST', '/api/v1/accounts', invitation);
    const url = `/api/v1/accounts/${body.account.id}`;
    const changed = await administrator.call(
      'PATCH',
      url,
      { displayName: PADDED },
      {
        'if-match': `"${body.account.version}"`,
      },
    );
    const own = await supervisor.call('PATCH', '/api/v1/me', { displayName: PADDED });
    expect(own.status).toBe(200);
    const me = await supervisor.call('GET', '/api/v1/me');
    expect([body.account.displayName, changed.body.displayName, me.body.user.displayName]).toEqual([
      NAME,
      NAME,
      NAME,
    ]);
  });

  it('is somebody’s of the public', async () => {
    const person = await signUpPerson(server, mail, { name: ' 陈　欣怡\u00a0 ' });
    expect((await person.call('GET', '/api/v1/my/account')).body).toMatchObject({ name: NAME });
  });
});

it('a name that a volunteer shows is what their keyboard padded', async () => {
  await openBook(server, station, { takesAtOnce: true });
  const body = volunteerBody(station);
  await request(server, 'POST', '/api/v1/volunteer-registrations', body);
  await deliverAll(server);
  const person = await signInVolunteer(server, body);
  const url = `/api/v1/my/volunteer-pages/${station.id}`;
  const { body: page } = await person.call('PUT', url, { name: PADDED, parts: [] });
  expect(page).toMatchObject({ name: NAME });
});

describe('one person by every spelling of a name', () => {
  const stored = '阿依努尔•居买';
  const spellings = [
    '阿依努尔·居买',
    '阿依努尔.居买',
    '阿依努尔 居买',
    '阿依努尔居买',
    '\u200b阿依努尔．居买',
  ];

  it('is found, offered as a double, referred by a teacher, and met again in a roster', async () => {
    await importLines('姓名,出生日期,学校,班级', `${stored},2012-06-09,门小,1班`);
    const { body: classes } = await supervisor.call('GET', '/api/v1/classes');
    const classId = classes.items.find(({ name }: { name: string }) => name === '1班').id;
    const teacher = await makeUser(server, station, 'liaison', [siteId]);
    for (const spelling of spellings) {
      const found = await supervisor.call('GET', `/api/v1/clients?q=${encodeURIComponent(spelling)}`);
      expect(found.body.items, spelling).toMatchObject([{ name: stored }]);
      const doubles = await supervisor.call('POST', '/api/v1/clients/duplicates', { name: spelling });
      expect(doubles.body.items, spelling).toMatchObject([{ matches: ['name'] }]);
      const referral = { classId, name: spelling, urgency: 'soon', reason: '上课常趴着' };
      const referred = await teacher.call('POST', '/api/v1/pupil-referrals', referral);
      expect(referred.body, spelling).toMatchObject({ pupilName: stored });
      const again = await importLines('姓名,出生日期,学校,班级', `${spelling},2012-06-09,门小,1班`);
      expect(again, spelling).toMatchObject({ created: 0, unchanged: 1, decide: [] });
    }
  });

  it('is found by a character that old fonts kept in a private place', async () => {
    const { id, name } = await register({ name: '\ue863小明' });
    expect(name).toBe('\ue863小明');
    const { id: other, name: written } = await register({ name: '\ue81e小明' });
    expect(written).toBe('\u9fb4小明');
    const find = async (q: string) =>
      (await supervisor.call('GET', `/api/v1/clients?q=${encodeURIComponent(q)}`)).body.items.map(
        (item: { id: string }) => item.id,
      );
    expect([await find('\ue81e小明'), await find('\u9fb4小明')]).toEqual([[other], [other]]);
    expect(id).not.toBe(other);
  });
});

describe('the doors', () => {
  /** Of things and programs; and of the public, which the door itself reads and refuses more of (see readName). */
  const others = [
    'ChangePublicAccount.name',
    'ChangeSite.name',
    'ChangeWebhook.name',
    'CreateGroup.name',
    'CreateOrganisation.name',
    'CreateSite.name',
    'CreateToken.name',
    'CreateVolunteerTeam.name',
    'CreateWebhook.name',
    'FoundAlliance.name',
    'RegisterVolunteer.loginName',
    'SignUp.name',
  ];

  it('take no name of a person but as one', async () => {
    const unnamed: string[] = [];
    for (const [operation, { body }] of await listOperations()) {
      const { properties = {} } = (body ?? {}) as { properties?: Record<string, { format?: string }> };
      for (const [field, { format }] of Object.entries(properties)) {
        if (!/^(?:name|.*Name)$/u.test(field)) continue;
        if (format !== 'name' && format !== 'given-name') unnamed.push(`${operation}.${field}`);
      }
    }
    expect(unnamed.toSorted()).toEqual(others);
  });
});
