import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  makeOrganisation,
  makeUser,
  PASSWORD,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import {
  type AccountArrow,
  accountEvents,
  accountLifecycle,
  accountStatuses,
  type AccountEvent,
  type AccountStatus,
  type Ending,
} from '../../domain/access/account-lifecycle.ts';
import { hashToken, newToken } from '../platform/http/bearer-token.ts';

const NEXT_PASSWORD = 'another rather long password';

let server: TestServer;
let home: TestOrganisation;
let administrator: TestUser;
let now = new Date('2026-11-23T08:00:00Z');

beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
  home = await makeOrganisation(server);
});
afterAll(() => server.dispose());

/** An account that has one of everything, also of what its status should have ended: so that each arrow is seen to end it. */
interface Subject extends TestUser {
  readonly link: string;
  /** the time moves on for each subject, so that a code of its authenticator is new */
  readonly code: () => string;
  readonly otherCookie: string;
  readonly token: string;
}

async function makeSubject(): Promise<Subject> {
  now = new Date(now.getTime() + 60_000);
  administrator = await makeUser(server, home, 'administrator');
  const user = await makeUser(server, home, 'viewer');
  const { body: started } = await user.call('POST', '/api/v1/auth/second-factor', { password: PASSWORD });
  const code = () => generateSync({ secret: started.secret, epoch: Math.floor(now.getTime() / 1000) });
  await user.call('POST', '/api/v1/auth/second-factor/confirm', { code: code() });
  const { body: token } = await user.call('POST', '/api/v1/auth/tokens', { name: '程序' });
  now = new Date(now.getTime() + 60_000);
  const other = await signIn(user.username, PASSWORD, code());
  const otherCookie = String(other.headers['set-cookie']).split(';')[0] ?? '';
  return { ...user, link: await plantLink(user.id), code, otherCookie, token: token.token };
}

async function plantLink(accountId: string): Promise<string> {
  const token = newToken(home.id);
  await server.admin.query(
    `insert into one_time_link (organisation_id, token_hash, account_id, purpose, created_at, expires_at)
     values ($1, $2, $3, 'password_reset', $4, $5)`,
    [home.id, hashToken(token), accountId, now, new Date(now.getTime() + 3_600_000)],
  );
  return token;
}

/** Written past the server: only the status differs from case to case. */
async function place(subject: Subject, status: AccountStatus, hasPassword: boolean): Promise<void> {
  await server.admin.query(
    `update account set status = $2, password_hash = case when $3 then password_hash end where id = $1`,
    [subject.id, status, hasPassword],
  );
  await server.admin.query(
    `update session set expires_at = $2 where account_id = $1 and revoked_at is null`,
    [subject.id, new Date(now.getTime() + 86_400_000)],
  );
}

function signIn(username: string, password: string, code?: string): Promise<Answer> {
  const body = { username, password, ...(code === undefined ? {} : { code }) };
  return request(server, 'POST', '/api/v1/auth/sign-in', body);
}

async function change(subject: Subject, status: 'active' | 'suspended'): Promise<Answer> {
  const { rows } = await server.admin.query('select version from account where id = $1', [subject.id]);
  const headers = { 'if-match': `"${rows[0].version}"` };
  return administrator.call('PATCH', `/api/v1/accounts/${subject.id}`, { status }, headers);
}

/** Each event as somebody makes it happen. */
const happen: Record<AccountEvent, (subject: Subject) => Promise<Answer>> = {
  use_link: ({ link }) =>
    request(server, 'POST', '/api/v1/auth/links/use', { token: link, password: NEXT_PASSWORD }),
  suspend: (subject) => change(subject, 'suspended'),
  reinstate: (subject) => change(subject, 'active'),
  reset: ({ id }) => administrator.call('POST', `/api/v1/accounts/${id}/reset-link`),
  change_password: ({ call }) =>
    call('POST', '/api/v1/auth/password', { current: PASSWORD, next: NEXT_PASSWORD }),
  confirm_second_factor: async ({ call }) => {
    const { body } = await call('POST', '/api/v1/auth/second-factor', { password: PASSWORD });
    const epoch = Math.floor(now.getTime() / 1000);
    // whoever is not signed in gets no secret, and is refused once more here
    const code = body.secret === undefined ? '000000' : generateSync({ secret: body.secret, epoch });
    return call('POST', '/api/v1/auth/second-factor/confirm', { code });
  },
  stop_second_factor: ({ call }) => call('POST', '/api/v1/auth/second-factor/stop', { password: PASSWORD }),
};

/** Events of the person's own, behind a session; nobody is signed in to an account that is not active. */
const ownEvents = new Set<AccountEvent>(['change_password', 'confirm_second_factor', 'stop_second_factor']);

interface Standing {
  readonly status: string;
  readonly password: string;
  readonly secondFactor: string;
  readonly hasLink: boolean;
  readonly browsers: number;
  readonly tokens: number;
}

async function standing({ id, link }: Subject): Promise<Standing> {
  const { rows } = await server.admin.query(
    `select status, coalesce(password_hash, '') as password, coalesce(encode(totp_secret, 'hex'), '') as "secondFactor",
       exists (select from one_time_link where token_hash = $2 and used_at is null) as "hasLink",
       (select count(*)::int from session where account_id = $1 and kind = 'browser' and revoked_at is null) as browsers,
       (select count(*)::int from session where account_id = $1 and kind = 'token' and revoked_at is null) as tokens
     from account where id = $1`,
    [id, hashToken(link)],
  );
  return rows[0];
}

/** What is there afterwards, by the arrow alone. */
function expected(before: Standing, { to, toWithoutPassword = to, ends }: AccountArrow): Standing {
  const isEnded = (ending: Ending) => ends.includes(ending);
  return {
    status: before.password === '' ? toWithoutPassword : to,
    password: isEnded('password') ? '' : before.password,
    secondFactor: isEnded('second_factor') ? '' : before.secondFactor,
    hasLink: !isEnded('links'),
    browsers: isEnded('sessions') ? 0 : isEnded('other_sessions') ? 1 : before.browsers,
    tokens: isEnded('tokens') ? 0 : before.tokens,
  };
}

/** An account in use always has a password; one that was suspended may never have had one. */
const placed = accountStatuses.flatMap((status) =>
  (status === 'suspended' ? [true, false] : [status === 'active']).map(
    (hasPassword) => [status, hasPassword] as const,
  ),
);
const pairs = placed.flatMap(([status, hasPassword]) =>
  accountEvents.map((event) => [status, event, hasPassword, accountLifecycle[status][event]] as const),
);
const arrows = pairs.flatMap(([status, event, hasPassword, arrow]) =>
  arrow === undefined ? [] : [[status, event, hasPassword, arrow] as const],
);
const refusals = pairs
  .filter(([, , , arrow]) => arrow === undefined)
  // asking for the status that is there already is no event
  .filter(
    ([status, event]) => event !== (status === 'active' ? 'reinstate' : status === 'suspended' && 'suspend'),
  );

const refusalOf = {
  invited: 'account_waits_for_link',
  resetting: 'account_waits_for_link',
  active: 'account_active',
  suspended: 'account_suspended',
};

describe('an account', () => {
  it.each(arrows)(
    'that is %s, at %s (with a password: %s), goes where the table says and loses what it says',
    async (status, event, hasPassword, arrow) => {
      const subject = await makeSubject();
      await place(subject, status, hasPassword);
      const before = await standing(subject);
      const answer = await happen[event](subject);
      expect(answer.status).toBeLessThan(300);
      const after = await standing(subject);
      const brings = {
        password: event === 'use_link' || event === 'change_password' ? after.password : undefined,
        secondFactor: event === 'confirm_second_factor' ? after.secondFactor : undefined,
      };
      const wanted = expected(before, arrow);
      expect(after).toEqual({
        ...wanted,
        password: brings.password ?? wanted.password,
        secondFactor: brings.secondFactor ?? wanted.secondFactor,
      });
      // what an event brings is new
      expect([before.password, '']).not.toContain(brings.password);
      expect([before.secondFactor, '']).not.toContain(brings.secondFactor);
    },
  );

  it.each(refusals)(
    'that is %s refuses %s (with a password: %s) and stays as it was',
    async (status, event, hasPassword) => {
      const subject = await makeSubject();
      await place(subject, status, hasPassword);
      const before = await standing(subject);
      const { body } = await happen[event](subject);
      const code = event === 'use_link' ? 'link_invalid' : refusalOf[status];
      expect(body.code).toBe(ownEvents.has(event) ? 'not_signed_in' : code);
      expect(await standing(subject)).toEqual(before);
    },
  );

  it('that was reset opens to nothing of before: not the password, a session, a token or the older link', async () => {
    const subject = await makeSubject();
    const reset = await administrator.call('POST', `/api/v1/accounts/${subject.id}/reset-link`);
    const again = await administrator.call('POST', `/api/v1/accounts/${subject.id}/reset-link`);
    expect((await signIn(subject.username, PASSWORD)).body.code).toBe('sign_in_failed');
    for (const headers of [{ cookie: subject.otherCookie }, { authorization: `Bearer ${subject.token}` }])
      expect((await request(server, 'GET', '/api/v1/me', undefined, headers)).status).toBe(401);
    const tokenOf = ({ body }: Answer) => body.link.split('#')[1];
    const use = (token: string) =>
      request(server, 'POST', '/api/v1/auth/links/use', { token, password: NEXT_PASSWORD });
    for (const old of [subject.link, tokenOf(reset)]) {
      expect((await request(server, 'POST', '/api/v1/auth/links/read', { token: old })).body.code).toBe(
        'link_invalid',
      );
      expect((await use(old)).body.code).toBe('link_invalid');
    }
    expect((await use(tokenOf(again))).status).toBe(200);
    expect((await signIn(subject.username, NEXT_PASSWORD)).status).toBe(200);
  });

  it('keeps its authenticator until a code of the new one came', async () => {
    const subject = await makeSubject();
    const { body } = await subject.call('POST', '/api/v1/auth/second-factor', { password: PASSWORD });
    const wrong = await subject.call('POST', '/api/v1/auth/second-factor/confirm', { code: '000000' });
    expect(wrong.body.code).toBe('code_invalid');
    now = new Date(now.getTime() + 60_000);
    expect((await signIn(subject.username, PASSWORD)).body.code).toBe('code_required');
    expect((await signIn(subject.username, PASSWORD, subject.code())).status).toBe(200);
    now = new Date(now.getTime() + 60_000);
    const newCode = () => generateSync({ secret: body.secret, epoch: Math.floor(now.getTime() / 1000) });
    await subject.call('POST', '/api/v1/auth/second-factor/confirm', { code: newCode() });
    now = new Date(now.getTime() + 60_000);
    expect((await signIn(subject.username, PASSWORD, subject.code())).body.code).toBe('code_invalid');
    expect((await signIn(subject.username, PASSWORD, newCode())).status).toBe(200);
  });

  it('is not made active by a link that is used while an administrator suspends it', async () => {
    for (let round = 0; round < 8; round += 1) {
      const subject = await makeSubject();
      await place(subject, 'invited', false);
      await Promise.all([happen.use_link(subject), change(subject, 'suspended')]);
      // a suspension that found a newer version was refused and said so: the administrator looks and repeats it
      await change(subject, 'suspended');
      expect((await standing(subject)).status).toBe('suspended');
      expect((await happen.use_link(subject)).body.code).toBe('link_invalid');
    }
  });
});

it('keeps the name of whoever is suspended for those who read what they did, and offers them for nothing', async () => {
  const subject = await makeSubject();
  const reader = await makeUser(server, home, 'worker');
  const seen = async () => {
    const { body } = await reader.call('GET', '/api/v1/colleagues');
    return body.items.find(({ id }: { id: string }) => id === subject.id);
  };
  const { displayName } = await seen();
  await change(subject, 'suspended');
  expect(await seen()).toMatchObject({ displayName, isActive: false });
});

describe('two administrators', () => {
  it('cannot take each other’s place away at once', async () => {
    for (let round = 0; round < 8; round += 1) {
      const place = await makeOrganisation(server);
      const pair = [
        await makeUser(server, place, 'administrator'),
        await makeUser(server, place, 'administrator'),
      ] as const;
      const suspend = (by: TestUser, whom: TestUser) =>
        by.call('PATCH', `/api/v1/accounts/${whom.id}`, { status: 'suspended' }, { 'if-match': '"1"' });
      await Promise.all([suspend(pair[0], pair[1]), suspend(pair[1], pair[0])]);
      const { rows } = await server.admin.query(
        `select count(*)::int as n from account where organisation_id = $1 and status = 'active'`,
        [place.id],
      );
      expect(rows[0].n).toBe(1);
    }
  });
});
