import { Resolver, promises as dns } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import type { WebhookFailure } from '../../contract/webhooks.ts';
import { isCertificateCode } from '../platform/mail/send-error.ts';
import { hostOf, isPublicAddress } from './address.ts';

/** Whoever takes longer is asked again later: a receiver writes down what it got, and answers. */
const LIMIT_MS = 10_000;
/** What an answer says is nobody's to read; so much of it is let pass, so that the other side can end in order. */
const ANSWER_BYTES = 16 * 1024;
const ANSWER_MS = 1_000;

/** A message did not arrive. */
export class SendFailure extends Error {
  readonly code: WebhookFailure;

  constructor(code: WebhookFailure, options: ErrorOptions = {}) {
    super(code, options);
    this.name = 'SendFailure';
    this.code = code;
  }
}

/** Every address that a name leads to now. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export interface Way {
  readonly resolve: Resolve;
  /** whether messages may go into the network of whoever runs this server */
  readonly allowsPrivate: boolean;
}

/**
 * How names are looked up. By asking name servers: the system's own look-up takes a thread for each name, of four that passwords are
 * hashed in as well. Where private networks are allowed their names may stand in a file of the system alone.
 */
export function resolverOf(allowsPrivate: boolean): Resolve {
  if (allowsPrivate)
    return async (host) => (await dns.lookup(host, { all: true })).map(({ address }) => address);
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  const ask = (host: string, kind: 'A' | 'AAAA') =>
    new Promise<string[]>((resolve) => {
      resolver.resolve(host, kind, (error, found) => resolve(error === null ? found : []));
    });
  return async (host) =>
    isIP(host) === 0 ? (await Promise.all([ask(host, 'A'), ask(host, 'AAAA')])).flat() : [host];
}

export interface Posted {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Posts to an address and follows no redirection. The connection goes to an address that was looked at: a name that leads
 * somewhere else a moment later leads nobody into this network.
 * @returns the answer's status
 * @throws SendFailure
 */
export async function post(way: Way, message: Posted): Promise<number> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  const url = new URL(message.url);
  try {
    if (url.protocol !== 'https:' && !way.allowsPrivate) throw new SendFailure('address_private');
    const addresses = await Promise.race([way.resolve(hostOf(url)), whenAborted(signal)]);
    if (addresses.length === 0) throw new SendFailure('address_not_found');
    if (!way.allowsPrivate && !addresses.every(isPublicAddress)) throw new SendFailure('address_private');
    return await ask(url, addresses, message, signal);
  } catch (error) {
    throw signal.aborted ? new SendFailure('too_slow') : failureOf(error);
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new SendFailure('too_slow')), { once: true });
  });
}

function ask(url: URL, addresses: readonly string[], { headers, body }: Posted, signal: AbortSignal) {
  const known = addresses.map((address) => ({ address, family: isIP(address) }));
  const { request } = url.protocol === 'http:' ? http : https;
  return new Promise<number>((resolve, reject) => {
    const asked = request(url, {
      method: 'POST',
      // a connection of its own: one that is kept would outlive what was looked at
      agent: false,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      lookup: (_, options, done) => {
        const [first] = known;
        if (options.all === true) done(null, known);
        else done(null, first?.address ?? '', first?.family);
      },
      signal,
    });
    asked.once('response', (answer) => {
      letPass(answer);
      resolve(answer.statusCode ?? 0);
    });
    // also after the answer: a connection that ends then ends nothing here
    asked.on('error', reject);
    asked.end(body);
  });
}

function letPass(answer: http.IncomingMessage): void {
  let bytes = 0;
  const timer = setTimeout(() => answer.destroy(), ANSWER_MS);
  answer.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > ANSWER_BYTES) answer.destroy();
  });
  answer.on('error', () => undefined);
  answer.once('close', () => clearTimeout(timer));
}

const codes: readonly (readonly [RegExp, WebhookFailure])[] = [
  [/^(ENOTFOUND|ENODATA|ESERVFAIL|ETIMEOUT|EAI_\w+|EBADNAME)$/, 'address_not_found'],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EADDRNOTAVAIL|EACCES)$/, 'unreachable'],
  [/^ETIMEDOUT$/, 'too_slow'],
  [/^(EPROTO|ERR_SSL_\w+|ERR_TLS_\w+)$/, 'tls_failed'],
  [/^(ECONNRESET|ECONNABORTED|EPIPE|HPE_\w+)$/, 'cut'],
];

/** What nobody foresaw is a failure as well, and carries its error for the log. */
function failureOf(error: unknown): SendFailure {
  if (error instanceof SendFailure) return error;
  const { code = '' } = error as { code?: string };
  if (isCertificateCode(code)) return new SendFailure('tls_failed');
  const known = codes.find(([pattern]) => pattern.test(code))?.[1];
  return known === undefined ? new SendFailure('failed', { cause: error }) : new SendFailure(known);
}
