import type { Language } from '../../contract/language.ts';
import type { Way } from '../../domain/notifications/choices.ts';
import { holdActiveAccount } from '../identity/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Work } from '../platform/work/work.ts';
import {
  type CodeRefusal,
  countSending,
  giveBackSending,
  judgeCode,
  sendCode,
  sendNow,
  takeCode,
} from './codes.ts';
import { composeTest } from './compose.ts';
import { openAddress, sealAddress } from './contact-way-view.ts';
import type { MessageWays } from './message-ways.ts';
import * as sql from './sql-choices.ts';
import { warnStaff } from './warnings.ts';

interface Holder {
  readonly work: Work;
  readonly accountId: string;
  readonly network: string;
  readonly language: Language;
}

/**
 * An address that somebody gives for themselves. It counts once its code came back; asked again within the minute, the code is
 * on its way already.
 * @throws AppError way_unavailable, invalid_request, code_limit, message_not_sent
 */
export async function beginContactWay(
  messageWays: MessageWays,
  { work, accountId, network, language }: Holder,
  way: Way,
  given: string,
): Promise<void> {
  const address = readAddress(messageWays, way, given);
  const code = await work.change(async (change) => {
    const { organisationId, now, keys } = change;
    await holdActiveAccount(change, accountId);
    const key = { organisationId, accountId, way };
    const row = await change.first(sql.lockWay(key));
    const isOnItsWay =
      openAddress(keys, 'sealed_pending', { accountId, way }, row?.sealed_pending) === address &&
      row?.code_until !== null &&
      row?.code_until !== undefined &&
      row.code_until.getTime() - now.getTime() > SENT_LATELY_MS;
    if (isOnItsWay) return undefined;
    const taken = await takeCode(change, { way, address, network });
    const sealed = sealAddress(keys, 'sealed_pending', { accountId, way }, address);
    const codeHash = digestOf(change, accountId, way, taken.code);
    change.push(sql.putPending({ ...key, sealed, codeHash, until: taken.until }));
    change.audit(auditOf('contact_way.begin', accountId, way));
    return taken.code;
  });
  if (code === undefined) return;
  await sendCode(messageWays, { way, address, code, language }).catch(async (error: unknown) => {
    // asked again, it must not be said that a code is on its way
    await work.change(async (change) => {
      const codeHash = digestOf(change, accountId, way, code);
      change.push(sql.withdrawPending({ organisationId: change.organisationId, accountId, way, codeHash }));
      giveBackSending(change, { way, address, network });
    });
    throw error;
  });
}

/** Of a code that lasts ten minutes nine are left at least: it was sent within the last. */
const SENT_LATELY_MS = 9 * 60_000;

/** A wrong code counts, whatever becomes of the request. @throws AppError code_wrong, code_over */
export async function confirmContactWay(
  work: Work,
  accountId: string,
  way: Way,
  code: string,
): Promise<void> {
  const refusal = await work.change((change) => confirm(change, accountId, way, code));
  if (refusal !== undefined) throw new AppError(refusal, { fields: [{ path: '/code', code: refusal }] });
}

async function confirm(
  change: Change,
  accountId: string,
  way: Way,
  code: string,
): Promise<CodeRefusal | undefined> {
  const { organisationId, now, keys } = change;
  await holdActiveAccount(change, accountId);
  const key = { organisationId, accountId, way };
  const row = await change.first(sql.lockWay(key));
  if (row?.code_until == null || row.code_hash === null) return 'code_over';
  const sent = { hash: row.code_hash, until: row.code_until, tries: row.code_tries };
  const refusal = judgeCode(sent, digestOf(change, accountId, way, code), now);
  if (refusal === 'code_wrong') change.push(sql.countTry({ ...key, tries: row.code_tries + 1 }));
  if (refusal !== undefined) return refusal;
  // sent again, since the answer was lost: it is confirmed already
  if (row.sealed_pending === null) return undefined;
  const address = openAddress(keys, 'sealed_pending', { accountId, way }, row.sealed_pending);
  if (address === undefined) return 'code_over';
  // before it is written: the old address is to hear of it, and not the new one
  if (openAddress(keys, 'sealed', { accountId, way }, row.sealed) !== address)
    await warnStaff(change, accountId, 'addresses');
  change.push(
    sql.confirmPending({ ...key, sealed: sealAddress(keys, 'sealed', { accountId, way }, address), now }),
  );
  change.audit(auditOf('contact_way.confirm', accountId, way));
  return undefined;
}

/** Forgotten twice, it is forgotten. */
export async function endContactWay(change: Change, accountId: string, way: Way): Promise<void> {
  const row = await change.first(sql.lockWay({ organisationId: change.organisationId, accountId, way }));
  if (row?.sealed != null) await warnStaff(change, accountId, 'addresses');
  change.push(sql.deleteWay({ organisationId: change.organisationId, accountId, way }));
  change.audit(auditOf('contact_way.end', accountId, way));
}

/** Whoever is suspended or reset gives their addresses anew: they may be those of whoever took the account. */
export function endContactWaysOf(change: Change, accountId: string): void {
  change.push(sql.deleteWaysOf({ organisationId: change.organisationId, accountId }));
}

/** @throws AppError way_unavailable, contact_way_missing, code_limit, message_not_sent */
export async function testContactWay(
  messageWays: MessageWays,
  { work, accountId, network, language }: Holder,
  way: Way,
): Promise<void> {
  if (!messageWays.can(way)) throw new AppError('way_unavailable');
  const to = await work.change(async (change) => {
    const { organisationId, keys } = change;
    const row = await change.first(sql.readWay({ organisationId, accountId, way }));
    const address = openAddress(keys, 'sealed', { accountId, way }, row?.sealed);
    if (address === undefined) throw new AppError('contact_way_missing');
    await countSending(change, { way, address, network });
    return address;
  });
  await sendNow(messageWays, way, { to, ...composeTest(language) }).catch(async (error: unknown) => {
    await work.change(async (change) => giveBackSending(change, { way, address: to, network }));
    throw error;
  });
}

/** An address that something can be sent to. @throws AppError way_unavailable, invalid_request */
export function readAddress(messageWays: MessageWays, way: Way, given: string): string {
  if (!messageWays.can(way)) throw new AppError('way_unavailable');
  const address = plainAddress(way, given);
  if (messageWays.isAddress(way, address)) return address;
  const field = { path: '/address', code: 'contact_address_invalid' as const };
  throw new AppError('invalid_request', { fields: [field] });
}

/** As people type them: spaces and dashes in a telephone number, +86 before it, spaces around. */
export function plainAddress(way: Way, given: string): string {
  const text = given.normalize('NFKC').trim();
  return way === 'sms' ? text.replaceAll(/[\s-]/g, '').replace(/^(\+86|0086)/, '') : text;
}

function digestOf({ keys }: Change, accountId: string, way: Way, code: string): Buffer {
  return keys.digest('contact-code', `${accountId}|${way}|${code}`);
}

function auditOf(action: string, accountId: string, way: Way) {
  return { action, subjectKind: 'account', subjectIds: [accountId], detail: { way } };
}
