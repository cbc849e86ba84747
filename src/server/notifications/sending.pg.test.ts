import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MailServer, readMessage } from '../../../test/mail-server.ts';
import {
  haveMailAddress,
  type ReachingServer,
  smsSettings,
  startReachingServer,
} from '../../../test/notified-staff.ts';
import {
  makeOrganisation,
  makeUser,
  notifyAll,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import type { Aliyun, Wecom } from '../../../test/short-message-servers.ts';
import type { Way } from '../../domain/notifications/choices.ts';
import { Doors } from '../platform/work/doors.ts';
import { MessageWays } from './message-ways.ts';
import { Notifications } from './notifications.ts';

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
let phones = 0;
const newPhone = () => `138${String((phones += 1)).padStart(8, '0')}`;

/** Whoever has given a telephone number. */
async function havePhone(user: TestUser): Promise<string> {
  const phone = newPhone();
  await begin(user, 'sms', phone);
  await confirm(user, 'sms', aliyun.messages.at(-1)?.values['code'] ?? '');
  return phone;
}

/** A risk alert about a pupil of the first site. */
async function raiseAlert(name = '周小安', by = supervisor, siteId = home.siteIds[0]): Promise<void> {
  const { body } = await by.call('POST', '/api/v1/clients', { name, birthDate: '2011-03-04', siteId });
  const referral = { clientId: body.id, source: 'teacher', urgency: 'urgent', reason: '说不想活了' };
  await by.call('POST', '/api/v1/referrals', referral);
}

async function haveWecom(user: TestUser, userId: string): Promise<void> {
  await begin(user, 'wecom', userId);
  await confirm(user, 'wecom', /\d{6}/.exec(wecom.messages.at(-1)?.text ?? '')?.[0] ?? '');
}

describe('a telephone and 企业微信', () => {
  it('ring for an alert, with a number and no name, also where names are allowed in e-mails', async () => {
    const phone = await havePhone(lin);
    await haveWecom(lin, 'lin');
    await haveMailAddress(mail, lin);
    const administrator = await makeUser(server, home, 'administrator');
    const names = { namesInMessages: true };
    await administrator.call('PUT', '/api/v1/notification-rule', names, { 'if-match': '"0"' });
    await raiseAlert();
    await notifyAll(server);
    expect(aliyun.messages.at(-1)).toMatchObject({ to: phone, template: 'SMS_1', values: { count: '1' } });
    expect(wecom.messages.at(-1)?.text).toContain('有一个风险预警等人处理');
    expect(JSON.stringify([aliyun.messages, wecom.messages])).not.toMatch(/周小安|不想活/);
    expect(readMessage(mail.messages.at(-1)?.raw ?? '').text).toContain('周小安');
  });

  it('of more than 企业微信 takes, whole lines and how many more there are', async () => {
    await haveWecom(lin, 'lin-of-many');
    for (let count = 0; count < 60; count += 1) await raiseAlert(`周${count}`);
    await notifyAll(server);
    const text = wecom.messages.at(-1)?.text ?? '';
    const lines = text.split('\n');
    expect(lines[0]).toBe('暖途：有 60 件事等您');
    const told = lines.filter((line) => line === '· 有一个风险预警等人处理').length;
    expect(told).toBeGreaterThan(30);
    expect(lines).toContain(`……还有 ${60 - told} 件`);
    expect(lines.at(-1)).toMatch(/^#[\da-f]{6}$/);
  });

  it('that gives no answer gets a text once more, and not at each attempt; the operator is told', async () => {
    const phone = await havePhone(lin);
    await raiseAlert();
    aliyun.isMute = true;
    const sent = () => aliyun.messages.filter(({ to, template }) => to === phone && template === 'SMS_1');
    for (let turn = 0; turn < 5; turn += 1) {
      await notifyAll(server);
      now += 10 * MINUTE;
    }
    expect(sent()).toHaveLength(2);
    const operator = await makeUser(server, home, 'operator');
    const { items } = (await operator.call('GET', '/api/v1/unsent-messages')).body;
    expect(items.filter(({ to }: { to: string }) => to === lin.username)).toMatchObject([
      { way: 'sms', failure: 'outcome_unknown' },
    ]);
  });
});

describe('a mail server that hangs', () => {
  it('holds up no text, is left alone for the turn, and keeps what it left for the next', async () => {
    const sockets = new Set<Socket>();
    const hanging = createServer((socket) => void sockets.add(socket.on('error', () => undefined)));
    await once(hanging.listen(0, '127.0.0.1'), 'listening');
    const workers = [lin];
    for (let count = 0; count < 5; count += 1)
      workers.push(await makeUser(server, home, 'worker', [home.siteIds[0]]));
    for (const user of workers) await haveMailAddress(mail, user);
    await havePhone(lin);
    await raiseAlert();
    await server.notifications.spreadNew(home.id);
    const due = new Date(now);
    const { services, notifications } = server;
    const doors = new Doors(services, new Set());
    const { port } = hanging.address() as AddressInfo;
    const mailSettings = {
      host: '127.0.0.1',
      port,
      tls: 'none',
      signIn: undefined,
      from: 'a@example.org',
    } as const;
    const sms = smsSettings(aliyun.url);
    const sending = new Notifications({
      services,
      doors,
      kinds: [...notifications.kinds.values()],
      ways: new MessageWays({ mail: mailSettings, sms }, () => new Date(now)),
      onFailure: () => undefined,
    });
    const before = aliyun.messages.length;
    const silent = new Set<Way>();
    const turn = sending.sendDue(home.id, () => false, silent);
    await expect.poll(() => aliyun.messages.length, { timeout: 5_000 }).toBe(before + 1);
    expect(silent.size).toBe(0);
    // its line breaks: as unreachable as one that never answers, and sooner
    for (const socket of sockets) socket.destroy();
    hanging.close();
    await turn;
    expect([...silent]).toEqual(['mail']);
    const rowsOf = async () =>
      (
        await server.admin.query(
          `select attempts, due_at, bundle_id from notification_message where organisation_id = $1 and way = 'mail' order by attempts`,
          [home.id],
        )
      ).rows;
    const left = await rowsOf();
    expect(left).toHaveLength(6);
    expect(left.slice(0, 2)).toEqual([
      { attempts: 0, due_at: due, bundle_id: null },
      { attempts: 0, due_at: due, bundle_id: null },
    ]);
    await sending.sendDue(home.id, () => false, silent);
    expect(await rowsOf()).toEqual(left);
    const sent = mail.messages.length;
    await server.notifications.sendDue(home.id, () => false);
    expect(mail.messages).toHaveLength(sent + 2);
  });
});

describe('a server that can send nothing', () => {
  it('leaves what would have gone out to the operator, and says so to whoever gives an address', async () => {
    const silent = await startTestServer({ clock: () => new Date(now) });
    try {
      const organisation = await makeOrganisation(silent);
      const worker = await makeUser(silent, organisation, 'worker', [organisation.siteIds[0]]);
      const decider = await makeUser(silent, organisation, 'supervisor');
      const operator = await makeUser(silent, await makeOrganisation(silent), 'operator');
      expect((await begin(worker, 'mail', 'lin@example.org')).body.code).toBe('way_unavailable');
      const administrator = await makeUser(silent, organisation, 'administrator');
      const names = { namesInMessages: true };
      await administrator.call('PUT', '/api/v1/notification-rule', names, { 'if-match': '"0"' });
      const pupil = { name: '周小安', birthDate: '2011-03-04', siteId: organisation.siteIds[0] };
      const { body } = await decider.call('POST', '/api/v1/clients', pupil);
      const referral = { clientId: body.id, source: 'teacher', urgency: 'urgent', reason: '说不想活了' };
      await decider.call('POST', '/api/v1/referrals', referral);
      await notifyAll(silent);
      const listed = await operator.call('GET', '/api/v1/unsent-messages');
      expect(listed.body).toMatchObject({
        next: null,
        items: [{ to: worker.username, way: 'mail', titleEn: 'A risk alert waits', failure: null }],
      });
      expect(JSON.stringify(listed.body)).not.toContain('周小安');
      const [{ id }] = listed.body.items;
      const url = `/api/v1/unsent-messages/${organisation.id}/${id}`;
      for (let turn = 0; turn < 2; turn += 1) expect((await operator.call('DELETE', url)).status).toBe(200);
      expect((await operator.call('GET', '/api/v1/unsent-messages')).body.items).toEqual([]);
      // what stands on the page does not hang on it
      expect((await worker.call('GET', '/api/v1/notifications/unread-count')).body.unread).toBe(1);
    } finally {
      await silent.dispose();
    }
  });

  it('leaves it page by page, each once, whichever organisations they are of and however many came at one instant', async () => {
    const silent = await startTestServer({ clock: () => new Date(now) });
    try {
      const operator = await makeUser(silent, await makeOrganisation(silent), 'operator');
      for (let organisations = 0; organisations < 2; organisations += 1) {
        const organisation = await makeOrganisation(silent);
        const [siteId] = organisation.siteIds;
        await makeUser(silent, organisation, 'worker', [siteId]);
        const decider = await makeUser(silent, organisation, 'supervisor');
        for (let pupils = 0; pupils < 4; pupils += 1) await raiseAlert(`周${pupils}`, decider, siteId);
      }
      await notifyAll(silent);
      const seen: string[] = [];
      let next: string | null = '';
      for (let pages = 0; next !== null; pages += 1) {
        const after: string = next === '' ? '' : `&after=${next}`;
        const { body } = await operator.call('GET', `/api/v1/unsent-messages?limit=3${after}`);
        expect(pages).toBeLessThan(4);
        seen.push(...body.items.map(({ id }: { id: string }) => id));
        ({ next } = body);
      }
      expect([seen.length, new Set(seen).size]).toEqual([8, 8]);
      const wrong = await operator.call('GET', '/api/v1/unsent-messages?after=x');
      expect(wrong.body.code).toBe('cursor_invalid');
    } finally {
      await silent.dispose();
    }
  });
});
