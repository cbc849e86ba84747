import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type MailServer, readMessage, startMailServer } from '../../../test/mail-server.ts';
import { newAddress, proofOf, signUpPerson } from '../../../test/public-person.ts';
import { sendWarnings, warningsTo } from '../../../test/sent-warnings.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const PASSWORD = 'kestrel over the wide river';
const CHANGED = '暖途：账号的联系方式有变动';

let now = Date.parse('2026-11-27T02:00:00Z');
let mail: MailServer;
let server: TestServer;

beforeAll(async () => {
  mail = await startMailServer();
  const from = 'nuantu@example.org';
  server = await startTestServer({
    clock: () => new Date(now),
    messages: {
      mail: { host: '127.0.0.1', port: mail.port, tls: 'none', signIn: undefined, from },
      publicUrl: 'https://nuantu.example.org',
    },
  });
});
afterAll(async () => {
  await server.dispose();
  await mail.close();
});
beforeEach(() => {
  now += DAY;
  mail.refusals.clear();
});

it('the old address hears that it was changed, once, and the new one does not', async () => {
  const person = await signUpPerson(server, mail);
  const next = await proofOf(server, mail, newAddress());
  for (let turn = 0; turn < 2; turn += 1)
    expect((await person.call('PUT', '/api/v1/my/addresses', next)).status).toBe(200);
  const { rows } = await server.admin.query('select payload::text as row from graphile_worker._private_jobs');
  for (const { row } of rows) expect(row).not.toContain(person.address);
  expect(await sendWarnings(server)).toBe(0);
  expect(warningsTo(mail, person.address)).toEqual([CHANGED]);
  expect(warningsTo(mail, next.address)).toEqual([]);
  const { raw } = mail.messages.findLast(({ to }) => to.includes(person.address)) ?? { raw: '' };
  const { text, headers } = readMessage(raw);
  expect(text).toContain('https://nuantu.example.org/my/#profile');
  for (const personal of ['陈欣', next.address]) expect(text).not.toContain(personal);
  // nobody chooses not to get it
  expect(headers.get('list-unsubscribe')).toBeUndefined();
});

it('a password that is set and an account that is erased are told too, in the language of the account', async () => {
  const person = await signUpPerson(server, mail);
  await person.call('PATCH', '/api/v1/my/account', { language: 'en' }, { 'if-match': '"1"' });
  await person.call('PUT', '/api/v1/my/password', { next: PASSWORD });
  await person.call('POST', '/api/v1/my/erase');
  expect(await sendWarnings(server)).toBe(0);
  expect(warningsTo(mail, person.address)).toEqual([
    'Nuantu: The password of your account was changed',
    'Nuantu: Your account is erased',
  ]);
});

it('whoever sets passwords again and again has an address rung twenty times a day', async () => {
  const person = await signUpPerson(server, mail);
  for (let turn = 0; turn < 22; turn += 1) {
    const { status } = await person.call('PUT', '/api/v1/my/password', { next: `${PASSWORD} ${turn}` });
    expect(status).toBe(200);
  }
  await sendWarnings(server);
  expect(warningsTo(mail, person.address)).toHaveLength(20);
});

it('is sent later where the mail server refuses it, and not any more after a day', async () => {
  const person = await signUpPerson(server, mail);
  mail.refusals.set(person.address, '451 try again later');
  await person.call('PUT', '/api/v1/my/password', { next: PASSWORD });
  expect(await sendWarnings(server)).toBe(1);
  mail.refusals.clear();
  now += MINUTE;
  expect(await sendWarnings(server)).toBe(0);
  expect(warningsTo(mail, person.address)).toHaveLength(1);
  mail.refusals.set(person.address, '451 try again later');
  await person.call('PUT', '/api/v1/my/password', { next: `${PASSWORD}!` });
  expect(await sendWarnings(server)).toBe(1);
  mail.refusals.clear();
  now += DAY + MINUTE;
  expect(await sendWarnings(server)).toBe(0);
  expect(warningsTo(mail, person.address)).toHaveLength(1);
});
