import { generateSync } from 'otplib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  PASSWORD,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';

const HOME = '192.0.2.1';
const STRANGER = '198.51.100.7';

let server: TestServer;
let home: TestOrganisation;
let user: TestUser;
let now = new Date('2026-11-23T08:00:00Z');

beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
  home = await makeOrganisation(server);
});
beforeEach(async () => {
  user = await makeUser(server, home, 'viewer');
});
afterAll(() => server.dispose());

function pass(seconds: number): void {
  now = new Date(now.getTime() + seconds * 1000);
}

async function signIn(
  username: string,
  password: string,
  { from = HOME, code }: { from?: string; code?: string } = {},
) {
  const response = await server.app.inject({
    method: 'POST',
    url: '/api/v1/auth/sign-in',
    remoteAddress: from,
    payload: { username, password, ...(code === undefined ? {} : { code }) },
  });
  return {
    status: response.statusCode,
    code: response.json().code,
    retryAfter: response.headers['retry-after'],
  };
}

async function guess(username: string, times: number, from = STRANGER) {
  const answers = [];
  for (let time = 0; time < times; time += 1) answers.push(await signIn(username, `wrong ${time}`, { from }));
  return answers;
}

describe('wrong passwords', () => {
  it('make whoever gives them wait, longer each time, and keep nobody else out', async () => {
    const answers = await guess(user.username, 6);
    expect(answers.map(({ code }) => code)).toEqual([
      ...Array.from({ length: 5 }, () => 'sign_in_failed'),
      'attempts_delayed',
    ]);
    expect(answers[5]).toMatchObject({ status: 429, retryAfter: '2' });
    expect((await signIn(user.username, PASSWORD, { from: STRANGER })).code).toBe('attempts_delayed');
    expect((await signIn(user.username, PASSWORD)).status).toBe(200);
    pass(2);
    expect((await signIn(user.username, 'wrong', { from: STRANGER })).code).toBe('sign_in_failed');
    expect((await signIn(user.username, 'wrong', { from: STRANGER })).retryAfter).toBe('4');
    // the right one is let in after the wait, and what failed before is forgotten
    pass(4);
    expect((await signIn(user.username, PASSWORD, { from: STRANGER })).status).toBe(200);
    expect((await guess(user.username, 4)).every(({ code }) => code === 'sign_in_failed')).toBe(true);
  });

  it('cost at most five minutes, however often a stranger renews them', async () => {
    for (let hour = 0; hour < 24; hour += 1) {
      pass(300);
      await guess(user.username, 3);
    }
    expect(
      Number((await signIn(user.username, PASSWORD, { from: STRANGER })).retryAfter),
    ).toBeLessThanOrEqual(300);
    pass(300);
    expect((await signIn(user.username, PASSWORD, { from: STRANGER })).status).toBe(200);
  });

  it('are no more when they are sent at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, time) => signIn(user.username, `wrong ${time}`, { from: STRANGER })),
    );
    expect(answers.filter(({ code }) => code === 'sign_in_failed')).toHaveLength(5);
    expect(answers.filter(({ code }) => code === 'attempts_delayed')).toHaveLength(25);
  });

  it('are answered and counted alike for a name that nobody has, and for one that may not sign in', async () => {
    await server.admin.query(`update account set status = 'suspended' where id = $1`, [user.id]);
    const there = await guess(user.username, 7);
    expect(await guess('nobody.of.this.name', 7)).toEqual(there);
    expect(await guess(` ${user.username.toUpperCase()} `, 1)).toEqual(there.slice(6));
  });

  it('of one network of IPv6 are counted together', async () => {
    for (let host = 1; host <= 5; host += 1)
      await signIn(user.username, 'wrong', { from: `2001:db8:1:2::${host}` });
    expect((await signIn(user.username, 'wrong', { from: '2001:db8:1:2:ffff::9' })).code).toBe(
      'attempts_delayed',
    );
    expect((await signIn(user.username, 'wrong', { from: '2001:db8:1:3::1' })).code).toBe('sign_in_failed');
  });

  it('are checked while nobody’s row is held', async () => {
    await server.admin.query('begin');
    await server.admin.query('select from account where id = $1 for update', [user.id]);
    try {
      expect((await signIn(user.username, 'wrong')).code).toBe('sign_in_failed');
    } finally {
      await server.admin.query('rollback');
    }
  });

  it('that come by hundreds from one network are refused before they take another’s turn', async () => {
    const storm = Array.from({ length: 100 }, (_, time) =>
      signIn(`storm-${time}`, 'wrong', { from: STRANGER }),
    );
    const own = await signIn(user.username, PASSWORD);
    const answers = await Promise.all(storm);
    expect(own.status).toBe(200);
    const busy = answers.filter(({ code }) => code === 'sign_in_busy');
    expect(busy.length).toBeGreaterThan(40);
    expect(busy[0]).toMatchObject({ status: 503, retryAfter: '3' });
  });
});

describe('a storm of strangers', () => {
  it('from hundreds of addresses keeps nobody out who signs in from where somebody did before', async () => {
    expect((await signIn(user.username, PASSWORD)).status).toBe(200);
    const storm = Array.from({ length: 100 }, (_, host) =>
      signIn(`storm-${host}`, 'wrong', { from: `203.0.113.${host}` }),
    );
    const own = await Promise.all([signIn(user.username, PASSWORD), signIn(user.username, PASSWORD)]);
    expect(own.map(({ status }) => status)).toEqual([200, 200]);
    const answers = await Promise.all(storm);
    expect(answers.filter(({ code }) => code === 'sign_in_busy').length).toBeGreaterThan(40);
  });
});

describe('whoever holds a session', () => {
  it('cannot try passwords in it: they are counted for the session, wherever a password is asked for', async () => {
    const change = (current: string) =>
      user.call('POST', '/api/v1/auth/password', { current, next: 'another rather long password' });
    const stop = (password: string) => user.call('POST', '/api/v1/auth/second-factor/stop', { password });
    const codes = [];
    for (let time = 0; time < 3; time += 1) {
      codes.push((await change(`wrong ${time}`)).body.code, (await stop(`wrong ${time}`)).body.code);
    }
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'password_wrong'), 'attempts_delayed']);
    expect((await change(PASSWORD)).body.code).toBe('attempts_delayed');
    pass(2);
    expect((await change(PASSWORD)).status).toBe(200);
  });
});

describe('codes of a second factor', () => {
  it('are counted together from all new places, and a refused one is in the audit', async () => {
    const { body } = await user.call('POST', '/api/v1/auth/second-factor', { password: PASSWORD });
    const code = () => generateSync({ secret: body.secret, epoch: Math.floor(now.getTime() / 1000) });
    await user.call('POST', '/api/v1/auth/second-factor/confirm', { code: code() });
    pass(60);
    const answers = [];
    for (let time = 0; time < 6; time += 1)
      answers.push(
        (await signIn(user.username, PASSWORD, { from: `203.0.113.${time}`, code: '000000' })).code,
      );
    expect(answers).toEqual([...Array.from({ length: 5 }, () => 'code_invalid'), 'attempts_delayed']);
    const auditor = await makeUser(server, home, 'auditor');
    await expect
      .poll(async () => {
        const { body: audit } = await auditor.call('GET', '/api/v1/audit?limit=200');
        const isRefusal = ({ action, subjectIds }: { action: string; subjectIds: string[] }) =>
          action === 'session.refuse' && subjectIds.includes(user.id);
        return audit.items.filter(isRefusal).length;
      })
      .toBe(5);
  });

  it('that somebody guesses who knows the password keep the owner out of no place of the own', async () => {
    const { body } = await user.call('POST', '/api/v1/auth/second-factor', { password: PASSWORD });
    const code = () => generateSync({ secret: body.secret, epoch: Math.floor(now.getTime() / 1000) });
    await user.call('POST', '/api/v1/auth/second-factor/confirm', { code: code() });
    pass(60);
    expect((await signIn(user.username, PASSWORD, { code: code() })).status).toBe(200);
    let guesses = 0;
    for (let minute = 0; minute < 60; minute += 1) {
      pass(60);
      const from = `198.51.100.${minute % 250}`;
      const { code: said } = await signIn(user.username, PASSWORD, { from, code: '000000' });
      if (said === 'code_invalid') guesses += 1;
    }
    // from 60 networks no more than from one: a few at first, then one every five minutes
    expect(guesses).toBeLessThanOrEqual(30);
    expect(guesses).toBeGreaterThan(10);
    expect((await signIn(user.username, PASSWORD, { code: code() })).status).toBe(200);
    // at a new place the owner waits as any stranger
    pass(60);
    expect((await signIn(user.username, PASSWORD, { from: '203.0.113.9', code: code() })).code).toBe(
      'attempts_delayed',
    );
  });

  it('are counted at an own place too, by itself, and what was there before the second factor is no own place', async () => {
    expect((await signIn(user.username, PASSWORD, { from: STRANGER })).status).toBe(200);
    const { body } = await user.call('POST', '/api/v1/auth/second-factor', { password: PASSWORD });
    const code = () => generateSync({ secret: body.secret, epoch: Math.floor(now.getTime() / 1000) });
    pass(1);
    await user.call('POST', '/api/v1/auth/second-factor/confirm', { code: code() });
    pass(60);
    expect((await signIn(user.username, PASSWORD, { code: code() })).status).toBe(200);
    const guessFrom = async (from: string) =>
      (await signIn(user.username, PASSWORD, { from, code: '000000' })).code;
    const atHome = [];
    for (let time = 0; time < 6; time += 1) atHome.push(await guessFrom(HOME));
    expect(atHome).toEqual([...Array.from({ length: 5 }, () => 'code_invalid'), 'attempts_delayed']);
    expect(await guessFrom('203.0.113.77')).toBe('code_invalid');
    for (let time = 0; time < 4; time += 1) await guessFrom('203.0.113.78');
    expect(await guessFrom(STRANGER)).toBe('attempts_delayed');
    // after a month without it a place is new
    pass(31 * 86_400);
    for (let time = 0; time < 5; time += 1) await guessFrom('203.0.113.79');
    expect(await guessFrom(HOME)).toBe('attempts_delayed');
  });
});
