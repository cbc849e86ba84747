import type { FastifyBaseLogger } from 'fastify';
import { systemSettings } from '../platform/database/database.ts';
import { hashToken, newToken } from '../platform/http/bearer-token.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId, NIL_ID } from '../platform/database/ids.ts';
import { describe, repeatedLines } from '../platform/log/log.ts';
import type { Change, Services, Work } from '../platform/work/work.ts';
import type { Attempts } from './attempts.ts';
import { verifyPassword } from './password.ts';
import { isSecondFactorRight } from './second-factor.ts';
import * as sql from './sql.ts';

export const SESSION_HOURS = 12;

export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly code?: string;
}

/** Who stands at the door, and what is known of them: nothing but the network they ask from. */
export interface Caller {
  readonly network: string;
  readonly browser: string;
  readonly door: (organisationId: string) => Work;
  readonly log: FastifyBaseLogger;
}

interface SignInParts {
  readonly services: Services;
  readonly attempts: Attempts;
  readonly holders: NamedHolders;
}

export interface Proven {
  readonly organisationId: string;
  readonly accountId: string;
  readonly passwordHash: string;
}

/** Whoever signs in by a name and is no staff: another slice keeps their accounts and sessions. */
export interface NamedHolders {
  /** whether names of this tenant are theirs */
  isTenant(organisationId: string): boolean;
  /** null: they sign in otherwise, or are not there any more */
  findPasswordHash(holder: { organisationId: string; accountId: string }): Promise<string | null>;
}

/** Staff alone. @throws AppError demo_closed, sign_in_failed, code_required, code_invalid */
export async function signIn(
  parts: SignInParts,
  proven: Proven,
  { credentials, caller }: { credentials: Credentials; caller: Caller },
) {
  const work = caller.door(proven.organisationId);
  const { token } = await work
    .change((change) => startSession(change, parts.attempts, proven, { code: credentials.code, caller }))
    .catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'code_invalid') void recordRefusal(caller, proven);
      throw error;
    });
  return { work, token, accountId: proven.accountId };
}

/**
 * Whose name and password these are, of staff or of the public. A name that nobody has is read, checked, counted and answered as any other; no
 * transaction is open while the password is checked.
 * @throws AppError attempts_delayed, sign_in_busy, sign_in_failed
 */
export async function provePassword(
  { services: { database, clock }, attempts, holders }: SignInParts,
  { username, password }: Credentials,
  caller: Caller,
): Promise<Proven> {
  const name = username.trim().toLowerCase();
  const [[found]] = await database.global(sql.findLoginName({ name }));
  const organisationId = found?.organisation_id ?? NIL_ID;
  const accountId = found?.account_id ?? NIL_ID;
  const passwordHash = holders.isTenant(organisationId)
    ? await holders.findPasswordHash({ organisationId, accountId })
    : await findPasswordHash(database, { organisationId, accountId });
  const isRight = await attempts.attempt(`${caller.network} ${name}`, clock(), () =>
    verifyPassword(password, passwordHash, caller.network),
  );
  if (passwordHash !== null && isRight) return { organisationId, accountId, passwordHash };
  if (found !== undefined) void recordRefusal(caller, { organisationId, accountId });
  throw new AppError('sign_in_failed');
}

async function findPasswordHash(
  database: Services['database'],
  holder: { organisationId: string; accountId: string },
): Promise<string | null> {
  const account = await database.reader(systemSettings(holder.organisationId)).first(sql.readAccount(holder));
  return account?.status === 'active' ? account.password_hash : null;
}

/**
 * Not waited for: the answer must not come later for a name that is there. It shares its commit with others': a storm of
 * refusals is one commit after the other, and holds no connection for each.
 */
async function recordRefusal(
  { door, log }: Caller,
  { organisationId, accountId }: { organisationId: string; accountId: string },
): Promise<void> {
  try {
    await door(organisationId).append(async (change) =>
      change.audit({ action: 'session.refuse', subjectKind: 'account', subjectIds: [accountId] }),
    );
  } catch (error) {
    // an organisation that is closed here has no audit here either
    if (error instanceof AppError) return;
    const message = 'refusal not recorded';
    const line = { error: describe(error) };
    repeatedLines.tell(message, (count) => log.error({ ...line, count }, message));
  }
}

/** For so long a network where somebody gave a right code counts as the owner's. */
const KNOWN_MS = 30 * 86_400_000;

/**
 * By what wrong codes are counted: together from all networks where none of the account's codes was right yet, and apart
 * for each where one was. Somebody who knows the password and goes on guessing delays all strangers, the owner at a new
 * place among them, and nobody at the owner's own places unless they guess from there. One count is 288 guesses a day at
 * most (see attempt-delay.ts); of 1,000,000 codes three are right at any time, one step of the clock either way: a
 * stranger's guess is right after 333,333 on average, which takes three years, from however many networks. Whoever guesses
 * from one of the owner's own networks (a school's) has as many again.
 */
async function codeCount(
  change: Change,
  { id: accountId, totp_confirmed_at: confirmedAt }: { id: string; totp_confirmed_at: Date | null },
  network: Buffer,
): Promise<string> {
  const { organisationId, now } = change;
  const since = new Date(Math.max(now.getTime() - KNOWN_MS, confirmedAt?.getTime() ?? 0));
  const known = await change.first(sql.findCodeSignIn({ organisationId, accountId, network, since }));
  return known === undefined ? `code ${accountId}` : `code ${accountId} ${network.toString('hex')}`;
}

/** The second step, and the session of whoever has proven a password. */
async function startSession(
  change: Change,
  attempts: Attempts,
  { accountId, passwordHash }: Proven,
  { code, caller }: { code: string | undefined; caller: Caller },
) {
  const { organisationId, now } = change;
  const network = change.keys.digest('network', caller.network);
  const account = await change.first(sql.lockAccount({ organisationId, accountId }));
  // suspended, reset or given another password since it was checked
  if (account?.status !== 'active' || account.password_hash !== passwordHash)
    throw new AppError('sign_in_failed');
  if (account.totp_confirmed_at !== null) {
    // the name and password were right: telling so is what a second step is
    if (code === undefined) throw new AppError('code_required');
    // only who knows the password gets here
    const isRight = await attempts.attempt(await codeCount(change, account, network), now, () =>
      isSecondFactorRight(change, account, code),
    );
    if (!isRight) throw new AppError('code_invalid');
  }
  change.audit({ action: 'session.start', subjectKind: 'account', subjectIds: [accountId] });
  return openSession(change, accountId, {
    kind: 'browser',
    name: caller.browser,
    network,
    hours: SESSION_HOURS,
  });
}

export function openSession(
  change: Change,
  accountId: string,
  {
    kind,
    name,
    hours,
    network,
    permissions,
  }: {
    kind: 'browser' | 'token';
    name: string;
    hours: number;
    network?: Buffer;
    permissions?: string[];
  },
) {
  const token = newToken(change.organisationId);
  const id = newId(change.now.getTime());
  const expiresAt = new Date(change.now.getTime() + hours * 3_600_000);
  change.push(
    sql.insertSession({
      organisationId: change.organisationId,
      accountId,
      tokenHash: hashToken(token),
      id,
      kind,
      name,
      permissions: permissions ?? null,
      network: network ?? null,
      now: change.now,
      expiresAt,
    }),
  );
  return { id, token, expiresAt };
}
