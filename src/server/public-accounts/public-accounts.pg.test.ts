import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import { newAddress, personOf, proofOf, signUpPerson, type TestPerson } from '../../../test/public-person.ts';
import {
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
} from '../../../test/server.ts';
import { listOperations } from '../../../test/operations.ts';
import { systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { trustedProxies } from '../platform/http/trusted-proxies.ts';
import { forgetPublicRows } from './trim.ts';
import { PUBLIC_TENANT } from './tenant.ts';

const MORNING = Date.parse('2026-11-27T02:00:00Z');
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const PASSWORD = 'kestrel over the wide river';

let now = MORNING;
let mail: MailServer;
let server: TestServer;
let home: TestOrganisation;

beforeAll(async () => {
  mail = await startMailServer();
  const from = 'nuantu@example.org';
  server = await startTestServer({
    clock: () => new Date(now),
    messages: { mail: { host: '127.0.0.1', port: mail.port, tls: 'none', signIn: undefined, from } },
    // who asks is told apart by address
    trustProxy: trustedProxies('1'),
  });
  home = await makeOrganisation(server);
});
afterAll(async () => {
  await server.dispose();
  await mail.close();
});
beforeEach(() => {
  now += DAY;
});

const account = (person: TestPerson) => person.call('GET', '/api/v1/my/account');
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const from = (network: string) => ({ 'x-forwarded-for': network });
const signIn = (body: object, headers = {}) => request(server, 'POST', '/api/v1/my/sign-in', body, headers);
const signInByPassword = (body: object, headers = {}) =>
  request(server, 'POST', '/api/v1/my/sign-in/password', body, headers);

describe('signing up', () => {
  it('takes a name and an address whose code came back, and keeps both sealed', async () => {
    const address = newAddress();
    const person = await signUpPerson(server, mail, { name: '  欧阳𠮷 ', address });
    const { body } = await account(person);
    expect(body).toMatchObject({
      name: '欧阳𠮷',
      language: 'zh-CN',
      hasPassword: false,
      addresses: [{ way: 'mail', address: 'pe***@example.org' }],
      sessions: [{ current: true }],
      books: [],
    });
    const { rows } = await server.admin.query(
      `select public_account::text || public_address::text as row from public_account
       join public_address using (account_id) where account_id = $1`,
      [person.id],
    );
    expect(rows).toHaveLength(1);
    for (const plain of ['欧阳𠮷', address])
      expect(rows[0].row).not.toContain(Buffer.from(plain).toString('hex'));
  });

  it('sent again it is the same account, and so is a sign-up by an address that has one', async () => {
    const address = newAddress();
    const proof = await proofOf(server, mail, address);
    const body = { ...proof, name: '陈欣', isOfAge: true };
    const signUp = () => request(server, 'POST', '/api/v1/my/sign-up', body);
    const answers = await Promise.all([signUp(), signUp()]);
    answers.push(await signUp());
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    now += MINUTE;
    const again = await proofOf(server, mail, address.replace('person', 'Person'));
    const late = await request(server, 'POST', '/api/v1/my/sign-up', {
      ...again,
      name: '别人',
      isOfAge: true,
    });
    expect(late.body).toMatchObject({ id: answers[0]?.body.id, name: '陈欣' });
  });

  it('is refused without a code, a name or the word that one is fourteen', async () => {
    const proof = await proofOf(server, mail, newAddress());
    const signUp = (body: object) => request(server, 'POST', '/api/v1/my/sign-up', body);
    const whole = { ...proof, name: '陈欣', isOfAge: true };
    expect((await signUp({ ...whole, isOfAge: false })).status).toBe(400);
    expect((await signUp({ ...whole, code: other(proof.code) })).body).toMatchObject({
      code: 'code_wrong',
      errors: [{ path: '/code' }],
    });
    for (const name of [' ', '\u3164', '\u200b', '\u202e', '陈\u2060欣', '··', '\ufdfa'.repeat(60)])
      expect([name, (await signUp({ ...whole, name })).body]).toMatchObject([
        name,
        { errors: [{ path: '/name' }] },
      ]);
    expect((await signUp(whole)).status).toBe(200);
  });

  it('of an address that is none nothing is sent', async () => {
    const before = mail.messages.length;
    const sent = await request(server, 'POST', '/api/v1/my/codes', { way: 'mail', address: 'nobody' });
    expect(sent.body).toMatchObject({ errors: [{ path: '/address' }] });
    const noSms = await request(server, 'POST', '/api/v1/my/codes', { way: 'sms', address: '13800138000' });
    expect(noSms.body.code).toBe('way_unavailable');
    expect(mail.messages.length).toBe(before);
    expect((await request(server, 'GET', '/api/v1/my/door')).body).toEqual({ ways: ['mail'] });
  });
});

describe('a code', () => {
  it('says nothing of whether somebody has an account by the address', async () => {
    const person = await signUpPerson(server, mail);
    now += MINUTE;
    const shapes = await Promise.all(
      [person.address, newAddress()].map(async (address) => {
        const { status, body } = await request(server, 'POST', '/api/v1/my/codes', { way: 'mail', address });
        return [status, Object.keys(body), body.codeRequest.length];
      }),
    );
    expect(shapes[0]).toEqual(shapes[1]);
  });

  it('is tried five times by whoever asked for it, and by nobody else', async () => {
    const person = await signUpPerson(server, mail);
    now += MINUTE;
    const proof = await proofOf(server, mail, person.address);
    const wrong = { ...proof, code: other(proof.code) };
    // of another request: whoever has not got its secret uses up nothing
    const foreign = { ...wrong, codeRequest: 'x'.repeat(32) };
    for (let turn = 0; turn < 6; turn += 1) expect((await signIn(foreign)).body.code).toBe('code_over');
    for (let turn = 0; turn < 4; turn += 1) expect((await signIn(wrong)).body.code).toBe('code_wrong');
    expect((await signIn(proof)).status).toBe(200);
    expect((await signIn(wrong)).body.code).toBe('code_wrong');
    expect((await signIn(proof)).body.code).toBe('code_over');
  });

  it('is over after ten minutes, and opens no other address', async () => {
    const person = await signUpPerson(server, mail);
    const stranger = newAddress();
    const proof = await proofOf(server, mail, stranger);
    expect((await signIn({ ...proof, address: person.address })).body.code).toBe('code_over');
    expect((await signIn(proof)).body.code).toBe('public_account_unknown');
    now += 10 * MINUTE;
    expect((await signIn(proof)).body.code).toBe('code_over');
  });

  it('goes to one address once a minute and six times a day from one network, and keeps no other network waiting', async () => {
    const person = await signUpPerson(server, mail);
    const ask = (network: string) =>
      request(server, 'POST', '/api/v1/my/codes', { way: 'mail', address: person.address }, from(network));
    now += MINUTE;
    expect((await ask('203.0.113.1')).status).toBe(200);
    expect((await ask('203.0.113.1')).body.code).toBe('code_limit');
    expect((await ask('203.0.113.3')).status).toBe(200);
    const answers: (string | undefined)[] = [];
    for (let turn = 0; turn < 7; turn += 1) {
      now += MINUTE;
      answers.push((await ask('203.0.113.1')).body.code);
    }
    expect(answers).toEqual([...Array.from({ length: 5 }, () => undefined), 'code_limit', 'code_limit']);
    now += MINUTE;
    expect((await ask('203.0.113.2')).status).toBe(200);
  });

  it('that could not be sent counts for nothing', async () => {
    const address = newAddress();
    mail.refusals.set(address, '550 no such user');
    const ask = () => request(server, 'POST', '/api/v1/my/codes', { way: 'mail', address });
    for (let turn = 0; turn < 8; turn += 1) {
      now += MINUTE;
      expect((await ask()).body.code).toBe('message_not_sent');
    }
    mail.refusals.delete(address);
    now += MINUTE;
    expect((await ask()).status).toBe(200);
  });
});

describe('a session of the public', () => {
  it('opens one’s own account alone, nothing of staff, and a session of staff opens no account of the public', async () => {
    const person = await signUpPerson(server, mail);
    const staff = await makeUser(server, home, 'supervisor');
    const operations = await listOperations();
    const asStaffCookie = person.cookie.replace('nuantu_public', 'nuantu_session');
    const token = person.cookie.split('=')[1];
    const asStaff = [{ cookie: `${person.cookie}; ${asStaffCookie}` }, { authorization: `Bearer ${token}` }];
    const opened: string[] = [];
    for (const [name, { method, url, access }] of operations) {
      if (access === 'public') continue;
      const address = url.replaceAll(/:\w+/g, newId());
      const payload = method === 'GET' ? undefined : {};
      const answers =
        access === 'public_account'
          ? [await staff.call(method, address, payload)]
          : await Promise.all(asStaff.map((headers) => request(server, method, address, payload, headers)));
      if (answers.some(({ status }) => status !== 401)) opened.push(name);
    }
    expect(opened).toEqual([]);
    expect((await account(person)).status).toBe(200);
  });

  it('goes to its own operations by a cookie that no page can read', async () => {
    const proof = await proofOf(server, mail, newAddress());
    const { headers } = await request(server, 'POST', '/api/v1/my/sign-up', {
      ...proof,
      name: '陈',
      isOfAge: true,
    });
    const cookie = String(headers['set-cookie']);
    for (const word of ['Path=/api/v1;', 'HttpOnly', 'SameSite=Lax']) expect(cookie).toContain(word);
    expect(cookie).not.toContain('Secure');
    const byTls = await request(server, 'POST', '/api/v1/my/sign-in', proof, {
      'x-forwarded-proto': 'https',
      host: 'station.example',
    });
    expect(String(byTls.headers['set-cookie'])).toContain('Secure');
  });

  it('ends by itself, by signing out, from another device, and after thirty days', async () => {
    const person = await signUpPerson(server, mail);
    const enter = async () => {
      now += MINUTE;
      return personOf(server, person.address, await signIn(await proofOf(server, mail, person.address)));
    };
    const [second, third] = [await enter(), await enter()];
    await second.call('POST', '/api/v1/my/sign-out');
    expect((await account(second)).status).toBe(401);
    const { body } = await account(person);
    const own = body.sessions.find(({ current }: { current: boolean }) => !current);
    expect((await person.call('DELETE', `/api/v1/my/sessions/${own.id}`)).body.sessions).toHaveLength(1);
    expect((await account(third)).status).toBe(401);
    now += 30 * DAY;
    expect((await account(person)).status).toBe(401);
    await server.services.database.transaction(systemSettings(PUBLIC_TENANT), async (transaction) => {
      for (const statement of forgetPublicRows(PUBLIC_TENANT, new Date(now))) transaction.push(statement);
    });
    const { rows } = await server.admin.query(
      'select from public_session where account_id = $1 union all select from public_code where until < $2',
      [person.id, new Date(now)],
    );
    expect(rows).toEqual([]);
  });

  it('does nothing for a page that was opened as somebody else', async () => {
    const [person, stranger] = [await signUpPerson(server, mail), await signUpPerson(server, mail)];
    const meant = { 'nuantu-account': stranger.id };
    const erased = await person.call('POST', '/api/v1/my/erase', undefined, meant);
    expect([erased.status, erased.body.code]).toEqual([409, 'other_account']);
    expect(
      (await person.call('GET', '/api/v1/my/account', undefined, { 'nuantu-account': person.id })).status,
    ).toBe(200);
  });

  it('cannot end somebody else’s session, nor see anything of theirs in the database', async () => {
    const [person, stranger] = [await signUpPerson(server, mail), await signUpPerson(server, mail)];
    const { body } = await account(person);
    await stranger.call('DELETE', `/api/v1/my/sessions/${body.sessions[0].id}`);
    expect((await account(person)).status).toBe(200);
    const settings = {
      organisationId: PUBLIC_TENANT,
      actorId: stranger.id,
      scope: 'own',
      siteIds: [],
    } as const;
    for (const table of ['public_account', 'public_address', 'public_session', 'public_membership']) {
      const seen = await server.services.database.transaction(settings, async (transaction) => {
        const text = `select account_id from ${table} where organisation_id = $1`;
        return (await transaction.all({ name: '', text, values: [PUBLIC_TENANT] }))[0];
      });
      const ids = new Set((seen as { account_id: string }[]).map((row) => row.account_id));
      ids.delete(stranger.id);
      expect([table, [...ids]]).toEqual([table, []]);
    }
  });
});

describe('a password', () => {
  it('is given when one wants it, signs in, and its change ends the other sessions', async () => {
    const person = await signUpPerson(server, mail);
    const by = { way: 'mail', address: person.address };
    expect((await signInByPassword({ ...by, password: PASSWORD })).body.code).toBe('public_sign_in_failed');
    const set = (body: object) => person.call('PUT', '/api/v1/my/password', body);
    expect((await set({ next: 'short' })).body).toMatchObject({ errors: [{ path: '/next' }] });
    expect((await set({ next: PASSWORD })).body.hasPassword).toBe(true);
    const entered = personOf(server, person.address, await signInByPassword({ ...by, password: PASSWORD }));
    expect((await account(entered)).status).toBe(200);
    expect((await set({ next: `${PASSWORD} two` })).status).toBe(200);
    expect((await account(entered)).status).toBe(401);
    expect((await account(person)).status).toBe(200);
    expect((await signInByPassword({ ...by, password: PASSWORD })).body.code).toBe('public_sign_in_failed');
  });

  it('guessed from one network delays that network and not the holder at another', async () => {
    const person = await signUpPerson(server, mail);
    await person.call('PUT', '/api/v1/my/password', { next: PASSWORD });
    const by = { way: 'mail', address: person.address };
    const spellings = [person.address, person.address.toUpperCase(), ` ${person.address}`];
    const guess = (turn: number) =>
      signInByPassword({ way: 'mail', address: spellings[turn % 3], password: 'wrong' }, from('203.0.113.9'));
    let answer = await guess(0);
    for (let turn = 1; turn < 8 && answer.body.code !== 'attempts_delayed'; turn += 1)
      answer = await guess(turn);
    expect(answer.body.code).toBe('attempts_delayed');
    const own = await signInByPassword({ ...by, password: PASSWORD }, from('203.0.113.10'));
    expect(own.status).toBe(200);
  });
});

describe('an address', () => {
  it('is changed to one whose code came back; a code on its way to the old one opens nothing', async () => {
    const person = await signUpPerson(server, mail);
    now += MINUTE;
    const old = await proofOf(server, mail, person.address);
    const next = await proofOf(server, mail, newAddress());
    expect(
      (await person.call('PUT', '/api/v1/my/addresses', { ...next, code: other(next.code) })).body.code,
    ).toBe('code_wrong');
    expect((await person.call('PUT', '/api/v1/my/addresses', next)).status).toBe(200);
    expect((await signIn(old)).body.code).toBe('code_over');
    // two answers were lost
    for (let turn = 0; turn < 2; turn += 1)
      expect((await person.call('PUT', '/api/v1/my/addresses', next)).status).toBe(200);
    expect((await signIn(next)).body.id).toBe(person.id);
  });

  it('of another account is not taken over, and the last one stays', async () => {
    const [person, stranger] = [await signUpPerson(server, mail), await signUpPerson(server, mail)];
    now += MINUTE;
    const proof = await proofOf(server, mail, person.address);
    expect((await stranger.call('PUT', '/api/v1/my/addresses', proof)).body.code).toBe(
      'public_address_taken',
    );
    expect((await stranger.call('DELETE', '/api/v1/my/addresses/mail')).body.code).toBe('last_address');
    expect((await signIn(proof)).body.id).toBe(person.id);
  });
});

describe('one’s own account', () => {
  it('is changed by the version that one saw; the same change sent again is done', async () => {
    const person = await signUpPerson(server, mail);
    const change = (body: object, version: number) =>
      person.call('PATCH', '/api/v1/my/account', body, { 'if-match': `"${version}"` });
    expect((await change({ name: '陈新' }, 1)).body).toMatchObject({ name: '陈新', version: 2 });
    expect((await change({ name: '陈新' }, 1)).body).toMatchObject({ name: '陈新', version: 2 });
    expect((await change({ name: '陈辛' }, 1)).body).toMatchObject({
      code: 'version_conflict',
      current: { name: '陈新' },
    });
    expect((await change({ language: 'en' }, 2)).body).toMatchObject({ language: 'en', version: 3 });
  });

  it('is exported whole, with the addresses in full', async () => {
    const person = await signUpPerson(server, mail);
    const { body } = await person.call('GET', '/api/v1/my/export');
    expect(body).toMatchObject({
      account: { id: person.id, name: '陈欣' },
      addresses: [{ way: 'mail', address: person.address }],
    });
  });

  it('is erased by whoever proved it lately, and then nothing of it is left', async () => {
    const person = await signUpPerson(server, mail);
    now += MINUTE;
    const proof = await proofOf(server, mail, person.address);
    expect((await person.call('POST', '/api/v1/my/erase')).status).toBe(200);
    expect((await account(person)).status).toBe(401);
    expect((await signIn(proof)).body.code).toBe('code_over');
    for (const table of ['public_account', 'public_address', 'public_session', 'public_membership']) {
      const { rows } = await server.admin.query(`select from ${table} where account_id = $1`, [person.id]);
      expect([table, rows.length]).toEqual([table, 0]);
    }
    const { rows } = await server.admin.query('select from person_key where person_id = $1', [person.id]);
    expect(rows).toEqual([]);
    // the address is nobody's: whoever holds it begins anew
    const anew = await signUpPerson(server, mail, { address: person.address }).catch(() => undefined);
    expect(anew).toBeUndefined();
    now += MINUTE;
    expect((await signUpPerson(server, mail, { address: person.address })).id).not.toBe(person.id);
  });
});

describe('a session that is not lately proven', () => {
  it('neither erases nor changes password or addresses, until the holder shows who they are', async () => {
    const [person, stranger] = [await signUpPerson(server, mail), await signUpPerson(server, mail)];
    now += 11 * MINUTE;
    const next = await proofOf(server, mail, newAddress());
    const attempts = () => [
      person.call('PUT', '/api/v1/my/password', { next: PASSWORD }),
      person.call('PUT', '/api/v1/my/addresses', next),
      person.call('DELETE', '/api/v1/my/addresses/mail'),
      person.call('POST', '/api/v1/my/erase'),
    ];
    const codes = (await Promise.all(attempts())).map(({ body }) => body.code);
    expect(codes).toEqual(codes.map(() => 'proof_wanted'));
    const prove = (body: object) => person.call('POST', '/api/v1/my/prove', body);
    expect((await prove({})).body.code).toBe('proof_wanted');
    expect((await prove({ password: PASSWORD })).body.code).toBe('password_wrong');
    const foreign = await proofOf(server, mail, stranger.address);
    expect((await prove({ proof: foreign })).body.code).toBe('code_wrong');
    const own = await proofOf(server, mail, person.address);
    expect((await prove({ proof: own })).status).toBe(200);
    expect((await person.call('PUT', '/api/v1/my/password', { next: PASSWORD })).status).toBe(200);
    now += 11 * MINUTE;
    expect((await prove({ password: `${PASSWORD}!` })).body.code).toBe('password_wrong');
    expect((await prove({ password: PASSWORD })).status).toBe(200);
    expect((await person.call('PUT', '/api/v1/my/password', { next: `${PASSWORD} two` })).status).toBe(200);
  });
});
