import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MailServer, readMessage } from '../../../test/mail-server.ts';
import {
  codeSentTo,
  haveMailAddress,
  type ReachingServer,
  startReachingServer,
} from '../../../test/notified-staff.ts';
import { sendWarnings, warningsTo } from '../../../test/sent-warnings.ts';
import {
  makeOrganisation,
  makeUser,
  PASSWORD,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import type { Aliyun, Wecom } from '../../../test/short-message-servers.ts';
import { beginRotation, finishRotation } from '../platform/keys/key-rotation.ts';
import { newSealingKey } from '../platform/keys/sealing.ts';
import { organisationSealed } from '../sealed-columns.ts';

const MORNING = Date.parse('2026-11-27T02:00:00Z');
const MINUTE = 60_000;

let now = MORNING;
let server: TestServer;
let mail: MailServer;
let aliyun: Aliyun;
let wecom: Wecom;
let home: TestOrganisation;
let lin: TestUser;
let supervisor: TestUser;
let reaching: ReachingServer;

beforeAll(async () => {
  reaching = await startReachingServer(() => new Date(now));
  ({ server, mail, aliyun, wecom } = reaching);
});
afterAll(() => reaching.close());
beforeEach(async () => {
  now = MORNING;
  aliyun.refusal = undefined;
  aliyun.isMute = false;
  mail.refusals.clear();
  home = await makeOrganisation(server);
  lin = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  supervisor = await makeUser(server, home, 'supervisor');
});

const begin = (user: TestUser, way: string, address: string) =>
  user.call('PUT', `/api/v1/contact-ways/${way}`, { address });
const confirm = (user: TestUser, way: string, code: string) =>
  user.call('POST', `/api/v1/contact-ways/${way}/confirm`, { code });
const addressesOf = async (user: TestUser) =>
  Object.fromEntries(
    (await user.call('GET', '/api/v1/notification-choices')).body.ways.map(
      ({ way, address, pending }: { way: string; address: string | null; pending: string | null }) => [
        way,
        [address, pending],
      ],
    ),
  );
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
let phones = 0;
const newPhone = () => `138${String((phones += 1)).padStart(8, '0')}`;

describe('an address of one’s own', () => {
  it('counts once its code came back, is sealed, and is shown in part', async () => {
    const phone = newPhone();
    const typed = `+86 ${phone.slice(0, 3)}-${phone.slice(3)}`;
    expect((await begin(lin, 'sms', typed)).status).toBe(200);
    const sent = aliyun.messages.at(-1);
    expect(sent).toMatchObject({ to: phone, template: 'SMS_2' });
    const hidden = `138****${phone.slice(-4)}`;
    expect(await addressesOf(lin)).toMatchObject({ sms: [null, hidden], mail: [null, null] });
    const code = sent?.values['code'] ?? '';
    for (let turn = 0; turn < 2; turn += 1) expect((await confirm(lin, 'sms', code)).status).toBe(200);
    expect(await addressesOf(lin)).toMatchObject({ sms: [hidden, null] });
    const { rows } = await server.admin.query(
      'select contact_way::text as row from contact_way where account_id = $1',
      [lin.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].row).not.toContain(Buffer.from(phone).toString('hex'));
    expect(rows[0].row).not.toContain(code);
  });

  it('is kept until the new one is confirmed', async () => {
    const first = await haveMailAddress(mail, lin);
    await begin(lin, 'mail', 'other@example.org');
    const shown = (address: string) => `${address.slice(0, 2)}***@example.org`;
    expect(await addressesOf(lin)).toMatchObject({ mail: [shown(first), 'ot***@example.org'] });
    await confirm(lin, 'mail', codeSentTo(mail, 'other@example.org'));
    expect(await addressesOf(lin)).toMatchObject({ mail: ['ot***@example.org', null] });
    for (let turn = 0; turn < 2; turn += 1)
      expect((await lin.call('DELETE', '/api/v1/contact-ways/mail')).status).toBe(200);
    expect(await addressesOf(lin)).toMatchObject({ mail: [null, null] });
  });

  it('that was changed or forgotten hears of it, as do all of them of another password', async () => {
    const first = await haveMailAddress(mail, lin);
    const phone = newPhone();
    await begin(lin, 'sms', phone);
    const codeOf = () => aliyun.messages.at(-1)?.values['code'] ?? '';
    await confirm(lin, 'sms', codeOf());
    await sendWarnings(server);
    // it was added beside the first one
    expect(warningsTo(mail, first)).toHaveLength(1);
    now += MINUTE;
    await begin(lin, 'mail', 'second@example.org');
    for (let turn = 0; turn < 2; turn += 1)
      await confirm(lin, 'mail', codeSentTo(mail, 'second@example.org'));
    await sendWarnings(server);
    expect(warningsTo(mail, first)).toHaveLength(2);
    expect(warningsTo(mail, 'second@example.org')).toEqual([]);
    // without a text of its own the provider's notice goes out
    expect(aliyun.messages.at(-1)).toMatchObject({ to: phone, template: 'SMS_1', values: { count: '1' } });
    const change = { current: PASSWORD, next: 'kestrel over the wide river' };
    expect((await lin.call('POST', '/api/v1/auth/password', change)).status).toBe(200);
    for (let turn = 0; turn < 2; turn += 1) await lin.call('DELETE', '/api/v1/contact-ways/mail');
    await sendWarnings(server);
    expect(warningsTo(mail, 'second@example.org')).toEqual([
      '暖途：账号的密码已更改',
      '暖途：账号的联系方式有变动',
    ]);
  });

  it('with a code that is wrong five times, or over, or somebody else’s, counts for nobody', async () => {
    await begin(lin, 'mail', 'lin@example.org');
    const code = codeSentTo(mail, 'lin@example.org');
    expect((await confirm(supervisor, 'mail', code)).body.code).toBe('code_over');
    for (let turn = 0; turn < 5; turn += 1)
      expect((await confirm(lin, 'mail', other(code))).body.code).toBe('code_wrong');
    expect((await confirm(lin, 'mail', code)).body.code).toBe('code_over');
    now += MINUTE;
    await begin(lin, 'mail', 'lin2@example.org');
    now += 10 * MINUTE;
    expect((await confirm(lin, 'mail', codeSentTo(mail, 'lin2@example.org'))).body.code).toBe('code_over');
    expect(await addressesOf(lin)).toMatchObject({ mail: [null, 'li***@example.org'] });
  });

  it.each([
    ['sms', '12345'],
    ['sms', '0577-88888888'],
    ['mail', 'lin at example.org'],
    ['mail', 'lin@example.org\r\nBcc: other@example.org'],
    ['wecom', 'lin|chen'],
  ])('by %s is not %j', async (way, address) => {
    const before = mail.messages.length + aliyun.messages.length + wecom.messages.length;
    const refused = await begin(lin, way, address);
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: '/address' }] } });
    expect(mail.messages.length + aliyun.messages.length + wecom.messages.length).toBe(before);
  });

  it('asked for again within the minute is the same code; more codes than six on a day are refused', async () => {
    const phone = newPhone();
    const sent = () => aliyun.messages.filter(({ to }) => to === phone).length;
    await begin(lin, 'sms', phone);
    expect((await begin(lin, 'sms', phone)).status).toBe(200);
    expect(sent()).toBe(1);
    // whoever asks in another name rings the same telephone
    const colleague = await makeUser(server, home, 'worker', [home.siteIds[0]]);
    expect((await begin(colleague, 'sms', phone)).body.code).toBe('code_limit');
    for (let turn = 1; turn < 6; turn += 1) {
      now += 2 * MINUTE;
      expect((await begin(lin, 'sms', phone)).status).toBe(200);
    }
    now += 2 * MINUTE;
    expect((await begin(lin, 'sms', phone)).status).toBe(429);
    expect(sent()).toBe(6);
  });

  it.each([
    ['mail', ['victim@example.org', 'Victim@example.org', 'VICTIM@Example.org']],
    ['wecom', ['Victim', 'victim']],
  ])('by %s is counted once in whatever letters it is written', async (way, spellings) => {
    const codes = [];
    for (const address of spellings) codes.push((await begin(lin, way, address)).body?.code);
    expect(codes).toEqual([undefined, ...spellings.slice(1).map(() => 'code_limit')]);
  });

  it('is not counted for what could not be sent: it may be given as soon as the mail server is back', async () => {
    const address = await haveMailAddress(mail, lin);
    for (let turn = 0; turn < 8; turn += 1) {
      now += 2 * MINUTE;
      mail.refusals.set('lin-down@example.org', 'down').set(address, 'down');
      expect((await begin(lin, 'mail', 'lin-down@example.org')).status).toBe(503);
      expect((await lin.call('POST', '/api/v1/contact-ways/mail/test')).status).toBe(503);
    }
    mail.refusals.clear();
    now += 2 * MINUTE;
    expect((await begin(lin, 'mail', 'lin-down@example.org')).status).toBe(200);
    expect((await lin.call('POST', '/api/v1/contact-ways/mail/test')).status).toBe(200);
  });

  it('is asked for by many at once, and rings once', async () => {
    const phone = newPhone();
    const answers = await Promise.all([lin, supervisor, lin].map((user) => begin(user, 'sms', phone)));
    expect(aliyun.messages.filter(({ to }) => to === phone)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
  });

  it('that nothing can be sent to is told as such, and the provider’s words are told to nobody', async () => {
    aliyun.refusal = 'isv.BUSINESS_LIMIT_CONTROL';
    const refused = await begin(lin, 'sms', newPhone());
    expect(refused).toMatchObject({ status: 503, body: { code: 'message_not_sent' } });
    expect(JSON.stringify(refused.body)).not.toContain('流控');
    // no code is on its way: that must not be said of the next request either
    expect(await addressesOf(lin)).toMatchObject({ sms: [null, null] });
  });

  it('whose code may have been sent is waited for, counted, and counts', async () => {
    const phone = newPhone();
    aliyun.isMute = true;
    expect((await begin(lin, 'sms', phone)).status).toBe(200);
    expect((await begin(lin, 'sms', phone)).status).toBe(200);
    const sent = aliyun.messages.filter(({ to }) => to === phone);
    expect(sent).toHaveLength(1);
    expect((await confirm(lin, 'sms', sent[0]?.values['code'] ?? '')).status).toBe(200);
  });

  it('is tried by a message, once it is confirmed', async () => {
    expect((await lin.call('POST', '/api/v1/contact-ways/mail/test')).body.code).toBe('contact_way_missing');
    const address = await haveMailAddress(mail, lin);
    now += 2 * MINUTE;
    expect((await lin.call('POST', '/api/v1/contact-ways/mail/test')).status).toBe(200);
    const { headers } = readMessage(mail.messages.at(-1)?.raw ?? '');
    expect(mail.messages.at(-1)?.to).toEqual([address]);
    expect(headers.get('subject')).toBe('暖途：试发');
    expect((await lin.call('POST', '/api/v1/contact-ways/mail/test')).status).toBe(429);
  });
});

describe('an address', () => {
  it('ends with the account’s suspension or reset: it may be that of whoever took the account', async () => {
    const administrator = await makeUser(server, home, 'administrator');
    await haveMailAddress(mail, lin);
    expect((await administrator.call('POST', `/api/v1/accounts/${lin.id}/reset-link`)).status).toBe(201);
    const left = async () =>
      (await server.admin.query('select way from contact_way where account_id = $1', [lin.id])).rows;
    expect(await left()).toEqual([]);
  });

  it('is written to as before when the organisation’s key is another', async () => {
    const address = await haveMailAddress(mail, lin);
    const next = newSealingKey(2);
    const both = { current: next, byVersion: new Map([...server.masterKeys.byVersion, [2, next]]) };
    server.newestMasterKeys = both;
    const { database } = server.services;
    await beginRotation(database, both, [home.id], new Date(now));
    await finishRotation(database, both, home.id, organisationSealed);
    now += 2 * MINUTE;
    expect((await lin.call('POST', '/api/v1/contact-ways/mail/test')).status).toBe(200);
    expect(mail.messages.at(-1)?.to).toEqual([address]);
    const { rows } = await server.admin.query(
      'select substring(sealed from 2 for 4) as version from contact_way where account_id = $1',
      [lin.id],
    );
    expect(rows[0].version.readUInt32BE()).toBe(2);
  });
});

describe('choices', () => {
  const usual = {
    urgent: ['mail', 'sms', 'wecom'],
    normal: ['mail'],
    quiet: { from: '22:00', until: '07:00' },
    digestAt: null,
  };
  const change = (body: object, version: number) =>
    lin.call('PUT', '/api/v1/notification-choices', body, { 'if-match': `"${version}"` });

  it('are the usual ones of whoever chose nothing, and one’s own alone', async () => {
    expect((await lin.call('GET', '/api/v1/notification-choices')).body).toMatchObject({
      ...usual,
      version: 0,
    });
    const wanted = { ...usual, normal: [], quiet: null, digestAt: '08:30' };
    expect((await change(wanted, 0)).body).toMatchObject({ ...wanted, version: 1 });
    expect((await supervisor.call('GET', '/api/v1/notification-choices')).body).toMatchObject(usual);
  });

  it('of two at once one is kept, and the other is told what is there', async () => {
    const answers = await Promise.all([
      change({ ...usual, normal: [] }, 0),
      change({ ...usual, normal: ['sms'] }, 0),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: 'version_conflict', current: { version: 1 } });
  });

  it.each([
    { quiet: { from: '24:00', until: '07:00' } },
    { urgent: ['pigeon'] },
    { normal: ['mail', 'mail'] },
  ])('are not %j', async (wrong) => {
    expect((await change({ ...usual, ...wrong }, 0)).status).toBe(400);
  });
});
