import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type MailServer, readMessage, startMailServer } from './mail-server.ts';
import { haveMailAddress } from './notified-staff.ts';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from './server.ts';

/** Ten o'clock in the morning in Wenzhou. */
export const MORNING = Date.parse('2026-11-27T02:00:00Z');
export const NIGHT = Date.parse('2026-11-26T17:00:00Z');
export const MINUTE = 60_000;
export const LINK = 'https://nuantu.example.org';

export let now: number;
export let mail: MailServer;
export let server: TestServer;
export let home: TestOrganisation;
export let supervisor: TestUser;
export let lin: TestUser;
export let chen: TestUser;
/** e-mail address of each */
export let addresses: Map<TestUser, string>;
let pupils = 0;

/** A server of this file's own that sends e-mail, and for each test a station with a supervisor and two workers, in the morning. */
export function useToldStation(): void {
  beforeAll(async () => {
    now = MORNING;
    mail = await startMailServer();
    const from = 'nuantu@example.org';
    server = await startTestServer({
      clock: () => new Date(now),
      messages: {
        mail: { host: '127.0.0.1', port: mail.port, tls: 'none', signIn: undefined, from },
        publicUrl: `${LINK}/`,
      },
    });
  });
  afterAll(async () => {
    await server.dispose();
    await mail.close();
  });
  beforeEach(async () => {
    now = MORNING;
    mail.refusals.clear();
    home = await makeOrganisation(server);
    const [site] = home.siteIds;
    supervisor = await makeUser(server, home, 'supervisor');
    lin = await makeUser(server, home, 'worker', [site]);
    chen = await makeUser(server, home, 'worker', [site]);
    addresses = new Map();
    for (const user of [supervisor, lin, chen]) addresses.set(user, await haveMailAddress(mail, user));
  });
}

export function setNow(instant: number): void {
  now = instant;
}

/** @param milliseconds from now on */
export function letPass(milliseconds: number): void {
  now += milliseconds;
}

/** The mail server is there again, under the same port. */
export async function startMailAgain(port: number): Promise<void> {
  mail = await startMailServer({}, port);
}

export async function makePupil(siteId: string = home.siteIds[0]): Promise<{ id: string; name: string }> {
  pupils += 1;
  const name = `周小${pupils}`;
  const pupil = { name, birthDate: '2011-03-04', siteId, workerIds: [] };
  return { name, id: (await supervisor.call('POST', '/api/v1/clients', pupil)).body.id };
}

export async function refer(clientId: string, urgency = 'urgent', by = supervisor): Promise<string> {
  const referral = { clientId, source: 'teacher', urgency, reason: '说不想活了' };
  return (await by.call('POST', '/api/v1/referrals', referral)).body.id;
}

/** Subjects and texts that somebody got, without codes. */
export function mailOf(user: TestUser) {
  return mail.messages
    .filter(({ to }) => to.includes(addresses.get(user) ?? ''))
    .map(({ raw }) => readMessage(raw))
    .map(({ headers, text }) => ({ headers, text, subject: headers.get('subject') ?? '' }))
    .filter(({ subject }) => !/验证码|code/.test(subject));
}
export const subjectsOf = (user: TestUser) => mailOf(user).map(({ subject }) => subject);
export const bell = async (user: TestUser) => (await user.call('GET', '/api/v1/notifications')).body.items;
export const unread = async (user: TestUser): Promise<number> =>
  (await user.call('GET', '/api/v1/notifications/unread-count')).body.unread;
export const alertOf = async (user: TestUser): Promise<string> =>
  (await user.call('GET', '/api/v1/alerts')).body.items[0].id;
export const messages = async () =>
  (
    await server.admin.query(
      'select way, state, attempts, failure, due_at from notification_message where organisation_id = $1 order by id',
      [home.id],
    )
  ).rows;
export const choose = async (user: TestUser, change: object) => {
  const { body } = await user.call('GET', '/api/v1/notification-choices');
  const { urgent, normal, quiet, digestAt, version } = body;
  const wanted = { urgent, normal, quiet, digestAt, ...change };
  const headers = { 'if-match': `"${version}"` };
  return user.call('PUT', '/api/v1/notification-choices', wanted, headers);
};

export const RAISED = '暖途：有一个风险预警等人处理';
export const CALLED = '暖途：有一个风险预警没有人接手，请您处理';
export const REFERRAL = '暖途：有一个转介等您决定';
