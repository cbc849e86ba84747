import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { inspect, promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { type MailServer, readMessage, startMailServer } from '../../../../test/mail-server.ts';
import { createMail, type MailSettings } from './mail.ts';

const PASSWORD = 'geheim-口令-42';
const message = { to: 'auditor@example.org', subject: '链头 heads', text: 'a\n.\n表\n' };

let server: MailServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

function mailTo(port: number, settings: Partial<MailSettings> = {}) {
  const from = 'nuantu@example.org';
  return createMail({ host: '127.0.0.1', port, tls: 'none', signIn: undefined, from, ...settings });
}

const signIn = { user: 'nuantu', password: PASSWORD };

it('a message arrives whole: subject and text in Chinese, a long line, a line that is a dot', async () => {
  server = await startMailServer();
  const long = `${message.text}${'0123456789abcdef,'.repeat(400)}\n`;
  await mailTo(server.port, { signIn }).send({ ...message, text: long });
  const [{ from, to, raw }] = server.messages as [(typeof server.messages)[0]];
  expect({ from, to }).toEqual({ from: 'nuantu@example.org', to: ['auditor@example.org'] });
  const { headers, text } = readMessage(raw);
  expect(headers.get('subject')).toBe(message.subject);
  expect(headers.get('auto-submitted')).toBe('auto-generated');
  expect(text).toBe(long);
  expect(server.passwords).toEqual([PASSWORD]);
});

it.each([
  { to: 'auditor@example.org\r\nBcc: other@example.org' },
  { to: 'auditor@example.org, other@example.org' },
  { to: '"auditor" <auditor@example.org>' },
  { to: '' },
  { subject: 'heads\r\nBcc: other@example.org' },
  { subject: 'heads\nX: y' },
  { subject: 'heads\u0000' },
])('a message with the header %j is refused before anything is sent', async (change) => {
  server = await startMailServer();
  await expect(mailTo(server.port).send({ ...message, ...change })).rejects.toThrow('message_invalid');
  expect(server.messages).toEqual([]);
});

it.each(['from_start', 'wanted', 'where_offered'] as const)(
  'a certificate that nobody vouches for is refused (TLS %s), whatever the process was told to trust',
  async (tls) => {
    server = await startMailServer({ secure: tls === 'from_start' });
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const sent = mailTo(server.port, { tls, signIn }).send(message);
      await expect(sent).rejects.toThrow('certificate_untrusted');
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
    expect(server).toMatchObject({ messages: [], passwords: [] });
  },
);

it.each(['from_start', 'wanted'] as const)(
  'a certificate that is trusted takes sign-in and message, one for another name does not (TLS %s)',
  async (tls) => {
    const trusted = getCACertificates('default');
    const { key, cert } = await makeCertificate('localhost');
    server = await startMailServer({ secure: tls === 'from_start', key, cert });
    setDefaultCACertificates([...trusted, cert]);
    try {
      const other = mailTo(server.port, { tls, signIn }).send(message);
      await expect(other).rejects.toThrow('certificate_untrusted');
      expect(server).toMatchObject({ messages: [], passwords: [] });
      await mailTo(server.port, { host: 'localhost', tls, signIn }).send(message);
      expect(server.passwords).toEqual([PASSWORD]);
      expect(server.messages).toHaveLength(1);
    } finally {
      setDefaultCACertificates(trusted);
    }
  },
);

async function makeCertificate(name: string): Promise<{ key: string; cert: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'nuantu-certificate-'));
  try {
    const [key, cert] = [join(folder, 'key'), join(folder, 'cert')];
    const kind = [
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
    ];
    const whose = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
    await promisify(execFile)('openssl', ['req', ...kind, ...whose, '-keyout', key, '-out', cert]);
    return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
  } finally {
    await rm(folder, { recursive: true });
  }
}

it('a server that has no STARTTLS gets no password where TLS is wanted', async () => {
  server = await startMailServer({ disabledCommands: ['STARTTLS'] });
  await expect(mailTo(server.port, { tls: 'wanted', signIn }).send(message)).rejects.toThrow('tls_missing');
  expect(server).toMatchObject({ messages: [], passwords: [] });
});

it('a server that says nothing is left after ten seconds', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const begun = Date.now();
  const sent = mailTo((silent.address() as AddressInfo).port).send(message);
  await expect(sent).rejects.toThrow('too_slow');
  expect(Date.now() - begun).toBeLessThan(15_000);
  silent.close();
});

it('a recipient or a sign-in that is refused is told by its code, without a word of the server or the password', async () => {
  server = await startMailServer();
  server.refusals.set(message.to, 'no mailbox of 陈欣 here');
  const refused = await mailTo(server.port).send(message).catch(everything);
  expect(refused).toContain('recipient_refused');
  expect(refused).not.toContain('陈欣');
  server.signInRefusal = `not ${PASSWORD}`;
  const unknown = await mailTo(server.port, { signIn }).send(message).catch(everything);
  expect(unknown).toContain('sign_in_refused');
  expect(unknown).not.toContain(PASSWORD);
  expect(unknown).not.toContain(Buffer.from(`\u0000nuantu\u0000${PASSWORD}`).toString('base64'));
});

function everything(error: unknown): string {
  return inspect(error, { depth: 9, showHidden: true });
}

it('a server that is down is told as such', async () => {
  const gone = await startMailServer();
  await gone.close();
  await expect(mailTo(gone.port).send(message)).rejects.toThrow('unreachable');
});
