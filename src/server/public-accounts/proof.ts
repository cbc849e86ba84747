import { randomBytes } from 'node:crypto';
import type { Language } from '../../contract/language.ts';
import type { PublicWay } from '../../contract/public-accounts.ts';
import {
  type CodeLimits,
  type CodeRefusal,
  giveBackSending,
  judgeCode,
  type MessageWays,
  plainAddress,
  readAddress,
  sendCode,
  takeCode,
} from '../notifications/public.ts';
import { hashToken } from '../platform/http/bearer-token.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Work } from '../platform/work/work.ts';
import { addressDigest } from './sealed.ts';
import * as sql from './sql.ts';

/** A class that signs up in a lesson stands behind one network. */
const LIMITS: Omit<CodeLimits, 'organisation'> = { address: 20, addressHere: 6, account: 20, network: 300 };

/** Who asks for a code. */
interface Asking {
  /** of the tenant of the public, in nobody's name */
  readonly work: Work;
  readonly network: string;
  readonly language: Language;
  /** codes of a day for everybody together: each costs money */
  readonly perDay: number;
  /** who is signed in and has the address already */
  readonly holderId: string | undefined;
}

/** What an address looked like on the page, and the code that came there. */
export interface Proof {
  readonly way: PublicWay;
  readonly address: string;
  readonly codeRequest: string;
  readonly code: string;
}

/** An address that whoever asks was shown to hold. */
export interface ProvenAddress {
  readonly way: PublicWay;
  readonly address: string;
}

/**
 * Sends a code to an address, whether somebody has an account by it or not. It counts for whoever asked for it: the answer holds a
 * secret without which nobody can try it, and so nobody can use up another's tries.
 * @throws AppError way_unavailable, invalid_request, code_limit, message_not_sent
 */
export async function sendPublicCode(
  messageWays: MessageWays,
  { work, network, language, perDay, holderId }: Asking,
  { way, address: given }: { way: PublicWay; address: string },
): Promise<{ codeRequest: string; until: string }> {
  const address = readAddress(messageWays, way, given);
  const codeRequest = randomBytes(24).toString('base64url');
  const requestHash = hashToken(codeRequest);
  const target = { way, address, network, holderId };
  const { code, until } = await work.change(async (change) => {
    const taken = await takeCode(change, target, { ...LIMITS, organisation: perDay });
    const digest = addressDigest(change.keys, way, address);
    const codeHash = codeDigest(change, codeRequest, taken.code);
    change.push(
      sql.insertCode({
        organisationId: change.organisationId,
        requestHash,
        digest,
        codeHash,
        until: taken.until,
      }),
    );
    return taken;
  });
  await sendCode(messageWays, { way, address, code, language }).catch(async (error: unknown) => {
    await work.change(async (change) => {
      change.push(sql.deleteCode({ organisationId: change.organisationId, requestHash }));
      giveBackSending(change, target);
    });
    throw error;
  });
  return { codeRequest, until: until.toISOString() };
}

/**
 * Whether a code is that which came to the address. A wrong one counts, whatever becomes of the request; a right one may come again
 * until it is over, since an answer can be lost.
 * @param work of the tenant of the public, in nobody's name
 * @throws AppError code_wrong, code_over naming the field
 */
export async function proveAddress(
  work: Work,
  { way, address: given, codeRequest, code }: Proof,
): Promise<ProvenAddress> {
  const address = plainAddress(way, given);
  const refusal = await work.change((change) => tryCode(change, { way, address, codeRequest, code }));
  if (refusal !== undefined) throw new AppError(refusal, { fields: [{ path: '/code', code: refusal }] });
  return { way, address };
}

async function tryCode(
  change: Change,
  { way, address, codeRequest, code }: Proof,
): Promise<CodeRefusal | undefined> {
  const { organisationId, now, keys } = change;
  const requestHash = hashToken(codeRequest);
  const row = await change.first(sql.lockCode({ organisationId, requestHash }));
  // of another address it is the same as none
  const isOther = row === undefined || !row.digest.equals(addressDigest(keys, way, address));
  if (isOther) return 'code_over';
  const sent = { hash: row.code_hash, until: row.until, tries: row.tries };
  const refusal = judgeCode(sent, codeDigest(change, codeRequest, code), now);
  if (refusal === 'code_wrong')
    change.push(sql.countTry({ organisationId, requestHash, tries: row.tries + 1 }));
  return refusal;
}

function codeDigest({ keys }: Change, codeRequest: string, code: string): Buffer {
  return keys.digest('public-code', `${codeRequest}|${code}`);
}
