import { generateSync } from 'otplib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { haveMailAddress, type ReachingServer, startReachingServer } from '../../../test/notified-staff.ts';
import { sendWarnings, warningsTo } from '../../../test/sent-warnings.ts';
import {
  makeOrganisation,
  makeUser,
  notifyAll,
  PASSWORD,
  request,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { readMessage } from '../../../test/mail-server.ts';

const NEXT_PASSWORD = 'kestrel over the wide river';
const ADDED = '暖途：账号的联系方式有变动';

let reaching: ReachingServer;
let server: TestServer;
let home: TestOrganisation;
let administrator: TestUser;
let lin: TestUser;
let address: string;
let now = new Date('2026-11-27T02:00:00Z');

beforeAll(async () => {
  reaching = await startReachingServer(() => now);
  server = reaching.server;
});
afterAll(() => reaching.close());
beforeEach(async () => {
  now = new Date(now.getTime() + 60_000);
  home = await makeOrganisation(server);
  administrator = await makeUser(server, home, 'administrator');
  lin = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  address = await haveMailAddress(reaching.mail, lin);
});

/** Subjects of what came to lin's address, and titles of what stands on her page. */
async function told(): Promise<{ mail: string[]; page: string[] }> {
  await sendWarnings(server);
  await notifyAll(server);
  const { body } = await lin.call('GET', '/api/v1/notifications');
  const items: { title: string }[] = body.items ?? [];
  return {
    mail: warningsTo(reaching.mail, address).filter((subject) => subject !== ADDED),
    page: items.map(({ title }) => title),
  };
}

async function titlesAfterSignIn(password: string): Promise<string[]> {
  const credentials = { username: lin.username, password };
  const { headers } = await request(server, 'POST', '/api/v1/auth/sign-in', credentials);
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  const { body } = await request(server, 'GET', '/api/v1/notifications', undefined, { cookie });
  return body.items.map(({ title }: { title: string }) => title);
}

async function accountOfLin(): Promise<{ id: string; version: number }> {
  const { body } = await administrator.call('GET', '/api/v1/accounts');
  return body.items.find(({ id }: { id: string }) => id === lin.id);
}

async function setStatus(status: 'active' | 'suspended') {
  const { version } = await accountOfLin();
  const headers = { 'if-match': `"${version}"` };
  const changed = await administrator.call('PATCH', `/api/v1/accounts/${lin.id}`, { status }, headers);
  expect(changed.status, JSON.stringify(changed.body)).toBe(200);
}

describe('whoever holds an account is told, at the address of before and on the page once,', () => {
  it('that the second step was set up and stopped', async () => {
    const { body } = await lin.call('POST', '/api/v1/auth/second-factor', { password: PASSWORD });
    const code = generateSync({ secret: body.secret, epoch: Math.floor(now.getTime() / 1000) });
    expect((await lin.call('POST', '/api/v1/auth/second-factor/confirm', { code })).status).toBe(200);
    expect(await told()).toEqual({ mail: ['暖途：账号的两步验证已开启'], page: ['账号的两步验证已开启'] });
    now = new Date(now.getTime() + 60_000);
    const stopped = await lin.call('POST', '/api/v1/auth/second-factor/stop', { password: PASSWORD });
    expect(stopped.status).toBe(200);
    expect(await told()).toEqual({
      mail: ['暖途：账号的两步验证已开启', '暖途：账号的两步验证已关闭'],
      page: ['账号的两步验证已关闭', '账号的两步验证已开启'],
    });
  });

  it('that a token was made, with what to do where it was somebody else', async () => {
    expect((await lin.call('POST', '/api/v1/auth/tokens', { name: '程序' })).status).toBe(201);
    expect(await told()).toEqual({ mail: ['暖途：账号新建了程序令牌'], page: ['账号新建了程序令牌'] });
    const raw = reaching.mail.messages.findLast(({ to }) => to.includes(address))?.raw ?? '';
    expect(readMessage(raw).text).toContain('停用这个令牌');
  });

  it('that the password was changed', async () => {
    const change = { current: PASSWORD, next: NEXT_PASSWORD };
    expect((await lin.call('POST', '/api/v1/auth/password', change)).status).toBe(200);
    expect(await told()).toEqual({ mail: ['暖途：账号的密码已更改'], page: ['账号的密码已更改'] });
  });

  it('that an administrator suspended it, and let it be used again', async () => {
    await setStatus('suspended');
    await sendWarnings(server);
    await notifyAll(server);
    expect(warningsTo(reaching.mail, address)).toContain('暖途：账号已停用');
    now = new Date(now.getTime() + 60_000);
    await setStatus('active');
    await notifyAll(server);
    expect(await titlesAfterSignIn(PASSWORD)).toEqual(['账号已恢复使用', '账号已停用']);
  });

  it('that an administrator reset it', async () => {
    const { body } = await administrator.call('POST', `/api/v1/accounts/${lin.id}/reset-link`);
    await sendWarnings(server);
    await notifyAll(server);
    expect(warningsTo(reaching.mail, address)).toContain('暖途：账号已重置，需要用新链接登录');
    const link = { token: body.link.split('#')[1], displayName: '林', password: NEXT_PASSWORD };
    expect((await request(server, 'POST', '/api/v1/auth/links/use', link)).status).toBe(200);
    expect(await titlesAfterSignIn(NEXT_PASSWORD)).toContain('账号已重置，需要用新链接登录');
  });

  it('in the language of the account, and nobody else is', async () => {
    await lin.call('PATCH', '/api/v1/me', { language: 'en' });
    await lin.call('POST', '/api/v1/auth/tokens', { name: 'programme' });
    expect((await told()).mail).toEqual(['Nuantu: Your account has a new token for programs']);
    const { body } = await administrator.call('GET', '/api/v1/notifications');
    expect(body.items).toEqual([]);
  });
});
