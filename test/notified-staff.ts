import { expect } from 'vitest';
import { type MailServer, readMessage, startMailServer } from './mail-server.ts';
import { startTestServer, type TestServer, type TestUser } from './server.ts';
import { type Aliyun, startAliyun, startWecom, type Wecom } from './short-message-servers.ts';

/** A server that reaches people by every way, and the far side of each. */
export interface ReachingServer {
  readonly server: TestServer;
  readonly mail: MailServer;
  readonly aliyun: Aliyun;
  readonly wecom: Wecom;
  close(): Promise<void>;
}

export const smsSettings = (url: string) => ({
  url,
  keyId: 'key',
  keySecret: 'secret',
  signName: '暖途',
  templates: { notice: 'SMS_1', code: 'SMS_2' },
});

export async function startReachingServer(clock: () => Date): Promise<ReachingServer> {
  const mail = await startMailServer();
  const aliyun = await startAliyun('key', 'secret');
  const wecom = await startWecom('corp', 'secret');
  const from = 'nuantu@example.org';
  const server = await startTestServer({
    clock,
    messages: {
      mail: { host: '127.0.0.1', port: mail.port, tls: 'none', signIn: undefined, from },
      sms: smsSettings(aliyun.url),
      wecom: { url: wecom.url, corporationId: 'corp', agentId: 1_000_002, secret: 'secret' },
    },
  });
  const close = async () => {
    await server.dispose();
    await Promise.all([mail.close(), aliyun.close(), wecom.close()]);
  };
  return { server, mail, aliyun, wecom, close };
}

/** Code of the newest message to an address. */
export function codeSentTo(mail: MailServer, address: string): string {
  const raw = mail.messages.findLast(({ to }) => to.includes(address))?.raw ?? '';
  return /\d{6}/.exec(readMessage(raw).headers.get('subject') ?? '')?.[0] ?? '';
}

/** Gives somebody an e-mail address, as they do it themselves: with the code that came there. */
export async function haveMailAddress(mail: MailServer, user: TestUser): Promise<string> {
  const address = `${user.username}@example.org`;
  const begun = await user.call('PUT', '/api/v1/contact-ways/mail', { address });
  expect(begun.status, JSON.stringify(begun.body)).toBe(200);
  const code = codeSentTo(mail, address);
  const confirmed = await user.call('POST', '/api/v1/contact-ways/mail/confirm', { code });
  expect(confirmed.status, JSON.stringify(confirmed.body)).toBe(200);
  return address;
}
