import { expect } from 'vitest';
import { type MailServer, readMessage } from './mail-server.ts';
import type { TestUser } from './server.ts';

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
