import { readFile } from 'node:fs/promises';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  PASSWORD,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';

let server: TestServer;
let home: TestOrganisation;
let administrator: TestUser;
let now = new Date('2026-11-23T08:00:00Z');

beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
  home = await makeOrganisation(server);
});
// each test may let hours pass
beforeEach(async () => {
  administrator = await makeUser(server, home, 'administrator');
});
afterAll(() => server.dispose());

function pass(seconds: number): void {
  now = new Date(now.getTime() + seconds * 1000);
}

function signIn(username: string, password = PASSWORD, code?: string) {
  return request(server, 'POST', '/api/v1/auth/sign-in', {
    username,
    password,
    ...(code === undefined ? {} : { code }),
  });
}

describe('signing in', () => {
  it('tells nobody whether the name or the password was wrong, and refuses what is no text', async () => {
    const wrong = await signIn(administrator.username, 'not the password');
    const unknown = await signIn('nobody-of-this-name', 'not the password');
    const { requestId: _, ...problem } = wrong.body;
    expect(unknown.body).toMatchObject(problem);
    expect(wrong.body).toMatchObject({ status: 401, code: 'sign_in_failed' });
    expect((await signIn('\u0000a')).status).toBe(400);
  });

  it('gives the key of unsaved drafts to their writer alone, the same at each sign-in', async () => {
    const writer = await makeUser(server, home, 'worker');
    const keyOf = async (user: TestUser) =>
      (await user.call('GET', '/api/v1/me/draft-key')).body.key as string;
    const key = await keyOf(writer);
    expect(Buffer.from(key, 'base64')).toHaveLength(16);
    expect(await keyOf(await makeUser(server, home, 'worker'))).not.toBe(key);
    const again = await signIn(writer.username);
    const cookie = String(again.headers['set-cookie']).split(';')[0] ?? '';
    const answer = await request(server, 'GET', '/api/v1/me/draft-key', undefined, { cookie });
    expect(answer.body.key).toBe(key);
    expect((await request(server, 'GET', '/api/v1/me/draft-key')).status).toBe(401);
    // without anything said of it too
    expect((await writer.call('POST', '/api/v1/auth/tokens')).status).toBe(201);
    const { body: made } = await writer.call('POST', '/api/v1/auth/tokens', { name: '程序' });
    const authorization = `Bearer ${made.token}`;
    const program = await request(server, 'GET', '/api/v1/me/draft-key', undefined, { authorization });
    expect(program.status).toBe(403);
  });

  it('ends after twelve hours, and at once when signed out', async () => {
    const user = await makeUser(server, home, 'viewer');
    expect((await user.call('GET', '/api/v1/me')).status).toBe(200);
    pass(12 * 3600 + 1);
    expect((await user.call('GET', '/api/v1/me')).status).toBe(401);
    const again = await makeUser(server, home, 'viewer');
    await again.call('POST', '/api/v1/auth/sign-out', {});
    expect((await again.call('GET', '/api/v1/me')).status).toBe(401);
  });

  it('is refused to a page of another site', async () => {
    const user = await makeUser(server, home, 'viewer');
    const foreign = await user.call(
      'POST',
      '/api/v1/auth/sign-out',
      {},
      { origin: 'https://elsewhere.example' },
    );
    expect(foreign.body.code).toBe('foreign_origin');
  });
});

describe('a second factor', () => {
  it('counts once confirmed; each code works once; a recovery code stands in once', async () => {
    const user = await makeUser(server, home, 'viewer');
    expect((await user.call('POST', '/api/v1/auth/second-factor', { password: 'wrong' })).body.code).toBe(
      'password_wrong',
    );
    const { body: started } = await user.call('POST', '/api/v1/auth/second-factor', { password: PASSWORD });
    expect(started.uri).toContain('otpauth://totp/');
    expect((await signIn(user.username)).status).toBe(200);
    const codeNow = () => generateSync({ secret: started.secret, epoch: Math.floor(now.getTime() / 1000) });
    expect(
      (await user.call('POST', '/api/v1/auth/second-factor/confirm', { code: '000000' })).body.code,
    ).toBe('code_invalid');
    const confirmed = await user.call('POST', '/api/v1/auth/second-factor/confirm', { code: codeNow() });
    const [recovery] = confirmed.body.recoveryCodes;
    expect((await signIn(user.username)).body.code).toBe('code_required');
    expect((await signIn(user.username, PASSWORD, codeNow())).body.code).toBe('code_invalid');
    pass(60);
    const code = codeNow();
    expect((await signIn(user.username, PASSWORD, code)).status).toBe(200);
    expect((await signIn(user.username, PASSWORD, code)).body.code).toBe('code_invalid');
    expect((await signIn(user.username, PASSWORD, recovery)).status).toBe(200);
    expect((await signIn(user.username, PASSWORD, recovery)).body.code).toBe('code_invalid');
    const { rows } = await server.admin.query('select totp_secret from account where login_name = $1', [
      user.username,
    ]);
    expect(rows[0].totp_secret.includes(started.secret)).toBe(false);
  });
});

describe('an invitation', () => {
  it('is a link that sets a password once and expires', async () => {
    const invited = await administrator.call('POST', '/api/v1/accounts', {
      username: 'new.worker',
      displayName: '新社工',
      roles: [{ role: 'worker', siteIds: [home.siteIds[0]] }],
    });
    expect(invited.status).toBe(201);
    const token = invited.body.link.split('#')[1];
    expect((await signIn('new.worker')).body.code).toBe('sign_in_failed');
    const read = await request(server, 'POST', '/api/v1/auth/links/read', { token });
    expect(read.body).toMatchObject({ purpose: 'invitation', username: 'new.worker' });
    const use = (password: string) => request(server, 'POST', '/api/v1/auth/links/use', { token, password });
    expect((await use('short')).body.code).toBe('password_weak');
    expect((await use(PASSWORD)).status).toBe(200);
    expect((await use(PASSWORD)).body.code).toBe('link_invalid');
    expect((await signIn('new.worker')).body.permissions['client.read']).toBe('site');
    const taken = await administrator.call('POST', '/api/v1/accounts', {
      username: 'new.worker',
      displayName: '同名',
      roles: [{ role: 'viewer', siteIds: [] }],
    });
    expect(taken.body.code).toBe('login_name_taken');
    const sameId = await administrator.call('POST', '/api/v1/accounts', {
      id: invited.body.account.id,
      username: 'same.id',
      displayName: '同一编号',
      roles: [{ role: 'viewer', siteIds: [] }],
    });
    expect(sameId.body.code).toBe('id_taken');
    const reset = await administrator.call('POST', `/api/v1/accounts/${invited.body.account.id}/reset-link`);
    pass(24 * 3600 + 1);
    const late = { token: reset.body.link.split('#')[1], password: PASSWORD };
    expect((await request(server, 'POST', '/api/v1/auth/links/use', late)).body.code).toBe('link_invalid');
  });

  it('of an administrator gives no operator’s role, and nothing in another organisation', async () => {
    const body = { username: 'too.high', displayName: '越权', roles: [{ role: 'operator', siteIds: [] }] };
    expect((await administrator.call('POST', '/api/v1/accounts', body)).status).toBe(400);
    const other = await makeOrganisation(server, '450200');
    const stranger = await makeUser(server, other, 'viewer');
    const change = await administrator.call(
      'PATCH',
      `/api/v1/accounts/${stranger.id}`,
      { status: 'suspended' },
      { 'if-match': '"1"' },
    );
    expect(change.status).toBe(404);
    expect((await administrator.call('POST', `/api/v1/accounts/${stranger.id}/reset-link`)).status).toBe(404);
  });
});

describe('an account', () => {
  it('that is suspended loses its open sessions at once', async () => {
    const user = await makeUser(server, home, 'worker', [home.siteIds[0]]);
    expect((await user.call('GET', '/api/v1/clients')).status).toBe(200);
    const { body } = await administrator.call('GET', '/api/v1/accounts');
    const account = body.items.find(({ id }: { id: string }) => id === user.id);
    const url = `/api/v1/accounts/${user.id}`;
    const suspended = await administrator.call(
      'PATCH',
      url,
      { status: 'suspended' },
      { 'if-match': `"${account.version}"` },
    );
    expect(suspended.body.status).toBe('suspended');
    expect((await user.call('GET', '/api/v1/clients')).status).toBe(401);
  });

  it('of the last administrator stays an administrator’s', async () => {
    const alone = await makeOrganisation(server);
    const last = await makeUser(server, alone, 'administrator');
    const url = `/api/v1/accounts/${last.id}`;
    const suspend = await last.call('PATCH', url, { status: 'suspended' }, { 'if-match': '"1"' });
    expect(suspend.body.code).toBe('last_administrator');
    const reset = await last.call('POST', `/api/v1/accounts/${last.id}/reset-link`);
    expect(reset.body.code).toBe('last_administrator');
    expect((await last.call('GET', '/api/v1/accounts')).status).toBe(200);
  });

  it('lists its sessions and tokens, and revokes any of them', async () => {
    const user = await makeUser(server, home, 'supervisor');
    const { body: token } = await user.call('POST', '/api/v1/auth/tokens', { name: '报表' });
    const bearer = { authorization: `Bearer ${token.token}` };
    expect((await request(server, 'GET', '/api/v1/clients', undefined, bearer)).status).toBe(200);
    const { body } = await user.call('GET', '/api/v1/auth/sessions');
    expect(body.items.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual(['browser', 'token']);
    for (let turn = 0; turn < 2; turn += 1)
      expect((await user.call('DELETE', `/api/v1/auth/sessions/${token.id}`)).status).toBe(200);
    expect((await request(server, 'GET', '/api/v1/clients', undefined, bearer)).status).toBe(401);
  });
});

describe('the coming of tokens without children', () => {
  it('ends each token that another open one may have made, and leaves the others', async () => {
    const user = await makeUser(server, home, 'viewer');
    const plant = (name: string, created: string, revoked: string | null) =>
      server.admin.query(
        `insert into session (organisation_id, token_hash, id, account_id, kind, name, created_at, used_at, expires_at, revoked_at)
         values ($1, sha256(convert_to($2, 'utf8')), gen_random_uuid(), $3, 'token', $2, $4, $4, '2027-06-01', $5)`,
        [home.id, name, user.id, created, revoked],
      );
    await plant('first', '2026-01-01', '2026-03-01');
    await plant('its child', '2026-02-01', null);
    await plant('made while a child was open', '2026-05-01', null);
    const other = await makeUser(server, home, 'viewer');
    await other.call('POST', '/api/v1/auth/tokens', { name: 'of another account' });
    await server.admin.query(await readFile('db/migrations/0062_tokens_without_children.sql', 'utf8'));
    const { rows } = await server.admin.query(
      `select name from session where kind = 'token' and revoked_at is null and account_id in ($1, $2)`,
      [user.id, other.id],
    );
    expect(rows).toEqual([{ name: 'of another account' }]);
  });
});

describe('a password that others would guess', () => {
  it('is refused wherever one is set, with the reason at its field, in the language of whoever asks', async () => {
    const user = await makeUser(server, home, 'viewer');
    const change = (next: string, language: string) =>
      user.call(
        'POST',
        '/api/v1/auth/password',
        { current: PASSWORD, next },
        { 'accept-language': language },
      );
    const named = await change(`${user.username}-1`, 'zh-CN');
    expect(named.body).toMatchObject({ status: 400, code: 'password_weak', errors: [{ path: '/next' }] });
    expect(named.body.errors[0].message).toContain('里面有您的姓名、用户名或机构的名称');
    expect((await change('1234567890', 'en')).body.errors[0].message).toContain('Many people use');
    const reset = await administrator.call('POST', `/api/v1/accounts/${user.id}/reset-link`);
    const link = { token: reset.body.link.split('#')[1], displayName: '欧阳小雨' };
    for (const password of ['aaaaaaaaaa', 'ouyangxiaoyu1']) {
      const use = await request(server, 'POST', '/api/v1/auth/links/use', { ...link, password });
      expect(use.body).toMatchObject({ code: 'password_weak', errors: [{ path: '/password' }] });
    }
    expect(
      (await request(server, 'POST', '/api/v1/auth/links/use', { ...link, password: PASSWORD })).status,
    ).toBe(200);
  });
});

describe('a founded organisation', () => {
  it('has its own keys and first administrator, and the founder sees nothing of it', async () => {
    const operator = await makeUser(server, home, 'operator');
    const founded = await operator.call('POST', '/api/v1/organisations', {
      code: 'founded',
      kind: 'social_work_agency',
      name: '新机构',
      regionCode: '410100',
      administrator: { username: 'first.admin', displayName: '首位管理员' },
    });
    expect(founded.status).toBe(201);
    const token = founded.body.link.split('#')[1];
    await request(server, 'POST', '/api/v1/auth/links/use', { token, password: PASSWORD });
    expect((await signIn('first.admin')).body.organisation.code).toBe('founded');
    expect((await operator.call('GET', '/api/v1/clients')).status).toBe(403);
  });

  it('is not there at all when its administrator’s name is taken: the code is free, and the second try founds it', async () => {
    const operator = await makeUser(server, home, 'operator');
    const body = {
      id: newId(),
      code: 'founded-again',
      kind: 'social_work_agency',
      name: '再来一次',
      regionCode: '410100',
      administrator: { username: administrator.username, displayName: '管理员' },
    };
    expect((await operator.call('POST', '/api/v1/organisations', body)).body.code).toBe('login_name_taken');
    const { rows } = await server.admin.query(
      `select (select count(*)::int from organisation where id = $1) +
        (select count(*)::int from organisation_key where organisation_id = $1) as n`,
      [body.id],
    );
    expect(rows).toEqual([{ n: 0 }]);
    const named = { ...body, administrator: { username: 'again.admin', displayName: '管理员' } };
    const founded = await operator.call('POST', '/api/v1/organisations', named);
    expect(founded.status).toBe(201);
    const token = founded.body.link.split('#')[1];
    await request(server, 'POST', '/api/v1/auth/links/use', { token, password: PASSWORD });
    expect((await signIn('again.admin')).status).toBe(200);
    const taken = {
      ...named,
      id: newId(),
      administrator: { username: 'third.admin', displayName: '管理员' },
    };
    expect((await operator.call('POST', '/api/v1/organisations', taken)).body.code).toBe('code_taken');
    expect((await operator.call('POST', '/api/v1/organisations', { ...taken, code: 'third' })).status).toBe(
      201,
    );
  });
});
