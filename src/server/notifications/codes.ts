import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Language } from '../../contract/language.ts';
import type { Way } from '../../domain/notifications/choices.ts';
import { newId } from '../platform/database/ids.ts';
import { SendError } from '../platform/mail/send-error.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { composeCode } from './compose.ts';
import type { MessageWays, OutgoingMessage } from './message-ways.ts';
import { countCode, giveBackCode, readCount } from './sql-choices.ts';

const CODE_MINUTES = 10;
const MINUTE = 60_000;
/** Six digits, of which somebody who guesses may try few. */
const MOST_TRIES = 5;
/** How often something is sent on a day. */
export interface CodeLimits {
  /** to one address */
  readonly address: number;
  /** to one address for one network: whoever has others rung uses up no more of theirs than this */
  readonly addressHere?: number;
  /** for one account */
  readonly account: number;
  /** for one network: a school has one for all */
  readonly network: number;
  /** in all of an organisation */
  readonly organisation: number;
}

const OF_STAFF: CodeLimits = { address: 6, account: 20, network: 60, organisation: 1_000 };

export interface CodeTarget {
  readonly way: Way;
  readonly address: string;
  /** of whoever asks: see addressBlock */
  readonly network: string;
  /** whose account is signed in and has the address: strangers who have it rung use up nothing of theirs */
  readonly holderId?: string | undefined;
}

/**
 * A code to be sent to an address, counted in the transaction that stores its digest; sent after the commit, by sendCode.
 * @throws AppError code_limit
 */
export async function takeCode(
  change: Change,
  target: CodeTarget,
  most: CodeLimits = OF_STAFF,
): Promise<{ code: string; until: Date }> {
  await countSending(change, target, most);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  return { code, until: new Date(change.now.getTime() + CODE_MINUTES * MINUTE) };
}

/**
 * Something is sent to an address that nobody has confirmed, or only to try it: counted, since each costs money and rings.
 * @throws AppError code_limit
 */
export async function countSending(
  change: Change,
  { way, address, network, holderId }: CodeTarget,
  most: CodeLimits = OF_STAFF,
): Promise<void> {
  const { now, actorId } = change;
  const aMinuteAgo = new Date(now.getTime() - MINUTE);
  const here = most.addressHere;
  const ofAddress = addressCounter({ way, address, holderId });
  const counted = [
    ...(here === undefined
      ? []
      : [{ name: hereCounter({ way, address, network, holderId }), limit: here, notSince: aMinuteAgo }]),
    // whoever has somebody's telephone ring from elsewhere takes no minute of theirs
    here === undefined
      ? { name: ofAddress, limit: most.address, notSince: aMinuteAgo }
      : { name: ofAddress, limit: most.address },
    ...(actorId === null ? [] : [{ name: `account|${actorId}`, limit: most.account }]),
    { name: `network|${network}`, limit: most.network },
    { name: IN_ALL, limit: most.organisation },
  ];
  for (const { name, limit, notSince } of counted)
    if (!(await countToday(change, name, limit, notSince))) throw new AppError('code_limit');
}

/** The counter of all codes of a tenant. */
const IN_ALL = 'organisation';

/**
 * Counts one more of what may happen so often on a day of the tenant's.
 * @param notSince nor if it happened later than this
 * @returns false: it is too many, or too soon, and was not counted
 */
export async function countToday(
  change: Change,
  name: string,
  most: number,
  notSince: Date | null = null,
): Promise<boolean> {
  const { organisationId, now, timeZone, keys } = change;
  const counter = keys.digest('code-count', name);
  const day = dayIn(timeZone, now);
  return (await change.first(countCode({ organisationId, counter, day, most, now, notSince }))) !== undefined;
}

/** How many codes were asked for today, in all of a tenant. */
export async function readCodesToday(reading: Reading): Promise<number> {
  const { organisationId, now, timeZone, keys } = reading;
  const counter = keys.digest('code-count', IN_ALL);
  return (await reading.first(readCount({ organisationId, counter, day: dayIn(timeZone, now) })))?.count ?? 0;
}

export type CodeRefusal = 'code_wrong' | 'code_over';

/** Why a code does not count; undefined: it is right. Whoever asks counts a wrong one. */
export function judgeCode(
  sent: { readonly hash: Buffer; readonly until: Date; readonly tries: number },
  given: Buffer,
  now: Date,
): CodeRefusal | undefined {
  if (sent.until <= now || sent.tries >= MOST_TRIES) return 'code_over';
  return timingSafeEqual(sent.hash, given) ? undefined : 'code_wrong';
}

/**
 * What could not be sent rang with nobody. The other counts keep it: they bound how often somebody tries, and so does the minute
 * since the last.
 */
export function giveBackSending(change: Change, target: CodeTarget): void {
  const { organisationId, now, timeZone, keys } = change;
  const day = dayIn(timeZone, now);
  for (const name of [addressCounter(target), hereCounter(target)])
    change.push(giveBackCode({ organisationId, counter: keys.digest('code-count', name), day }));
}

/** One mailbox, and one user of 企业微信, is reached in capital letters and in small ones. */
function addressCounter({ way, address, holderId }: Omit<CodeTarget, 'network'>): string {
  const name = `address|${way}|${address.toLowerCase()}`;
  return holderId === undefined ? name : `${name}|of ${holderId}`;
}

function hereCounter({ network, ...of }: CodeTarget): string {
  return `${addressCounter(of)}|${network}`;
}

/** @throws AppError message_not_sent */
export async function sendCode(
  messageWays: MessageWays,
  { way, address, code, language }: { way: Way; address: string; code: string; language: Language },
): Promise<void> {
  const words = composeCode(code, CODE_MINUTES, language);
  await sendNow(messageWays, way, { to: address, ...words });
}

/** What may have been sent is on its way for whoever waits for it, and is counted. @throws AppError message_not_sent */
export async function sendNow(
  messageWays: MessageWays,
  way: Way,
  message: Omit<OutgoingMessage, 'id'>,
): Promise<void> {
  try {
    await messageWays.send(way, { id: newId(), ...message });
  } catch (error) {
    if (error instanceof SendError && error.code === 'outcome_unknown') return;
    throw error instanceof SendError ? new AppError('message_not_sent') : error;
  }
}
