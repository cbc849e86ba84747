import { createHash } from 'node:crypto';
import { createMail, type MailSettings } from '../platform/mail/mail.ts';
import { SendError, sendErrorOf } from '../platform/mail/send-error.ts';
import { headsMessage, type HeadsReport } from './heads-message.ts';

export type { HeadsReport } from './heads-message.ts';

/** Somebody who keeps the heads of the audit chains on another machine. */
export interface HeadsWay {
  /** in figures and log, by its place in the settings: it tells no address */
  readonly name: string;
  /** in the queue, by its address: one that left the settings leaves no job under a name that is another's by now */
  readonly job: string;
  /** of name and address: what waits for one address is never sent to another that took its place in the settings */
  readonly key: string;
  /** @throws SendError */
  send(report: HeadsReport): Promise<void>;
}

interface HeadsSettings {
  readonly auditHeadsUrl: string | undefined;
  readonly auditHeadsMail: readonly string[];
  readonly mail: MailSettings | undefined;
}

/** Whoever keeps the heads may be slow; it is tried again. */
const LIMIT_MS = 10_000;

/** Each address is a way of its own: what one of them refuses, the others get, and get once. */
export function headsWays({ auditHeadsUrl: url, auditHeadsMail, mail }: HeadsSettings): HeadsWay[] {
  const ways: HeadsWay[] = [];
  if (url !== undefined)
    ways.push({
      name: 'send-heads',
      job: jobOf('send-heads', url),
      key: keyOf(url),
      send: (report) => post(url, report),
    });
  if (mail === undefined) return ways;
  const mailer = createMail(mail);
  for (const [index, to] of auditHeadsMail.entries())
    ways.push({
      name: `mail-heads-${index + 1}`,
      job: jobOf('mail-heads', to),
      key: keyOf(to),
      send: (report) => mailer.send({ to, ...headsMessage(report) }),
    });
  return ways;
}

function keyOf(address: string): string {
  return createHash('sha256').update(address).digest('hex');
}

function jobOf(kind: string, address: string): string {
  return `${kind}-${keyOf(address).slice(0, 12)}`;
}

async function post(url: string, { at, heads }: HeadsReport): Promise<void> {
  const { ok } = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ at: at.toISOString(), heads }),
    redirect: 'error',
    signal: AbortSignal.timeout(LIMIT_MS),
  }).catch((error: Error) => {
    throw sendErrorOf(error);
  });
  if (!ok) throw new SendError('refused');
}
