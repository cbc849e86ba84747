import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import { codeSentTo } from '../../../test/notified-staff.ts';
import { newAddress, signUpPerson } from '../../../test/public-person.ts';
import { request, startTestServer, type TestServer } from '../../../test/server.ts';
import { untilWaiting } from '../../../test/barrier.ts';
import { trustedProxies } from '../platform/http/trusted-proxies.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const PASSWORD = 'kestrel over the wide river';

let now = Date.parse('2026-11-27T02:00:00Z');
let mail: MailServer;
let server: TestServer;

beforeAll(async () => {
  mail = await startMailServer();
  const from = 'nuantu@example.org';
  server = await startTestServer({
    clock: () => new Date(now),
    messages: { mail: { host: '127.0.0.1', port: mail.port, tls: 'none', signIn: undefined, from } },
    // who asks is told apart by address
    trustProxy: trustedProxies('1'),
    codesPerDay: 30,
  });
});
afterAll(async () => {
  await server.dispose();
  await mail.close();
});
beforeEach(() => {
  now += DAY;
});

const ask = (address: string, network: string, headers = {}) =>
  request(
    server,
    'POST',
    '/api/v1/my/codes',
    { way: 'mail', address },
    { 'x-forwarded-for': network, ...headers },
  );
const networkOf = (index: number) => `203.0.113.${index}`;

it('codes that strangers use up for an address do not keep its holder, signed in, from proving it', async () => {
  const person = await signUpPerson(server, mail);
  for (let turn = 0; turn < 22; turn += 1) {
    now += MINUTE;
    await ask(person.address, networkOf(turn % 5));
  }
  expect((await ask(person.address, networkOf(9))).body.code).toBe('code_limit');
  now += 11 * MINUTE;
  const { cookie } = person;
  expect((await ask(newAddress(), networkOf(9))).status).toBe(200);
  const asked = await ask(person.address, networkOf(9), { cookie });
  expect(asked.status).toBe(200);
  const { codeRequest } = asked.body;
  const proof = { way: 'mail', address: person.address, codeRequest, code: codeSentTo(mail, person.address) };
  expect((await person.call('POST', '/api/v1/my/prove', { proof })).status).toBe(200);
  // who is signed in asks for an own address, and has no other rung more often
  const stranger = await signUpPerson(server, mail);
  const foreign = await ask(person.address, networkOf(8), { cookie: stranger.cookie });
  expect(foreign.body.code).toBe('code_limit');
});

it('a code asked for a moment earlier, and counted later, is not refused', async () => {
  expect((await ask(newAddress(), networkOf(1))).status).toBe(200);
  now -= 5;
  expect((await ask(newAddress(), networkOf(1))).status).toBe(200);
});

it('codes for everybody together are as many a day as the operator allows, who sees how many there were', async () => {
  const read = async () =>
    /^nuantu_public_codes_today (\d+)$/m.exec((await server.app.inject('/metrics')).body)?.[1];
  expect(await read()).toBe('0');
  for (let turn = 0; turn < 30; turn += 1)
    expect((await ask(newAddress(), networkOf(turn))).status).toBe(200);
  expect((await ask(newAddress(), networkOf(40))).body.code).toBe('code_limit');
  expect(await read()).toBe('30');
});

it('a password that was another by the time it was found right signs nobody in', async () => {
  const person = await signUpPerson(server, mail);
  await person.call('PUT', '/api/v1/my/password', { next: PASSWORD });
  await server.admin.query('begin');
  await server.admin.query('select from public_account where account_id = $1 for update', [person.id]);
  const by = { way: 'mail', address: person.address, password: PASSWORD };
  const entering = request(server, 'POST', '/api/v1/my/sign-in/password', by);
  await untilWaiting(server, 1);
  await server.admin.query(
    `update public_account set password_hash = password_hash || 'x' where account_id = $1`,
    [person.id],
  );
  await server.admin.query('commit');
  expect((await entering).body.code).toBe('public_sign_in_failed');
});
