import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMessage {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

export interface MailServer {
  readonly port: number;
  readonly messages: readonly ReceivedMessage[];
  /** passwords that somebody gave */
  readonly passwords: readonly string[];
  /** what it says instead of taking a recipient, by address */
  readonly refusals: Map<string, string>;
  /** what it says instead of letting somebody in */
  signInRefusal: string | undefined;
  close(): Promise<void>;
}

/** A real SMTP server on loopback; without a certificate of its own its TLS has one that nobody vouches for. */
export async function startMailServer(
  options: Pick<SMTPServerOptions, 'secure' | 'key' | 'cert' | 'disabledCommands'> = {},
  wantedPort = 0,
): Promise<MailServer> {
  const messages: ReceivedMessage[] = [];
  const passwords: string[] = [];
  const refusals = new Map<string, string>();
  const server = new SMTPServer({
    logger: false,
    authOptional: true,
    allowInsecureAuth: true,
    closeTimeout: 100,
    ...options,
    onAuth: ({ password }, _session, done) => {
      passwords.push(password ?? '');
      if (mailServer.signInRefusal === undefined) done(null, { user: 'known' });
      else done(new Error(mailServer.signInRefusal));
    },
    onRcptTo: ({ address }, _session, done) => {
      const refusal = refusals.get(address);
      done(refusal === undefined ? null : new Error(refusal));
    },
    onData: (stream, { envelope: { mailFrom, rcptTo } }, done) => {
      const from = mailFrom === false ? '' : mailFrom.address;
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        messages.push({ from, to: rcptTo.map(({ address }) => address), raw });
        done(null);
      });
    },
  });
  // what a client does to its connection is the client's test
  server.on('error', () => undefined);
  const listening = server.listen(wantedPort, '127.0.0.1');
  await once(listening, 'listening');
  const mailServer: MailServer = {
    port: (listening.address() as AddressInfo).port,
    messages,
    passwords,
    refusals,
    signInRefusal: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
  return mailServer;
}

/** Headers (RFC 5322, RFC 2047) and text (quoted-printable) of a message as it came over the line. */
export function readMessage(raw: string): { headers: Map<string, string>; text: string } {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const [, name = '', value = ''] = /^([\w-]+): ?(.*)$/.exec(line) ?? [];
      return [name.toLowerCase(), decodeWords(value)];
    }),
  );
  const body = raw.slice(end + 4).replaceAll('=\r\n', '');
  return { headers, text: decodeQuoted(body).replaceAll('\r\n', '\n') };
}

function decodeWords(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, encoded: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(encoded, 'base64').toString()
        : decodeQuoted(encoded.replaceAll('_', ' ')),
    );
}

function decodeQuoted(encoded: string): string {
  const bytes = encoded.replaceAll(/=([\dA-F]{2})/gi, (_, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString();
}
