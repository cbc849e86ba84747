import type { FastifyBaseLogger } from 'fastify';
import { systemSettings } from '../platform/audit-seal.ts';
import { hashToken, newToken } from '../platform/bearer-token.ts';
import { AppError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import { describe, repeatedLines } from '../platform/log.ts';
import type { Change, Services, Work } from '../platform/work.ts';
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
}

interface Proven {
  readonly organisationId: string;
  readonly accountId: string;
  readonly passwordHash: string;
}

const NIL = '00000000-0000-0000-0000-000000000000';

/** @throws AppError attempts_delayed, sign_in_busy, sign_in_failed, demo_closed, code_required, code_invalid */
export async function signIn(parts: SignInParts, credentials: Credentials, caller: Caller) {
  const proven = await provePassword(parts, credentials, caller);
  const work = caller.door(proven.organisationId);
  const { token } = await work
    .change((change) => startSession(change, parts.attempts, proven, credentials.code, caller.browser))
    .catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'code_invalid') void recordRefusal(caller, proven);
      throw error;
    });
  return { work, token, accountId: proven.accountId };
}

/**
 * Whose name and password these are. A name that nobody has is read, checked, counted and answered as any other; no
 * transaction is open while the password is checked.
 */
async function provePassword(
  { services: { database, clock }, attempts }: SignInParts,
  { username, password }: Credentials,
  caller: Caller,
): Promise<Proven> {
  const name = username.trim().toLowerCase();
  const [[found]] = await database.global(sql.findLoginName({ name }));
  const organisationId = found?.organisation_id ?? NIL;
  const accountId = found?.account_id ?? NIL;
  const account = await database
    .reader(systemSettings(organisationId))
    .first(sql.readAccount({ organisationId, accountId }));
  const passwordHash = account?.status === 'active' ? account.password_hash : null;
  const isRight = await attempts.attempt(`${caller.network} ${name}`, clock(), () =>
    verifyPassword(password, passwordHash, caller.network),
  );
  if (passwordHash !== null && isRight) return { organisationId, accountId, passwordHash };
  if (found !== undefined) void recordRefusal(caller, { organisationId, accountId });
  throw new AppError('sign_in_failed');
}

/** Not waited for: the answer must not come later for a name that is there. */
async function recordRefusal(
  { door, log }: Caller,
  { organisationId, accountId }: { organisationId: string; accountId: string },
): Promise<void> {
  try {
    await door(organisationId).change(async (change) =>
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

/** The second step, and the session of whoever has proven a password. */
async function startSession(
  change: Change,
  attempts: Attempts,
  { accountId, passwordHash }: Proven,
  code: string | undefined,
  browser: string,
) {
  const { organisationId, now } = change;
  const account = await change.first(sql.lockAccount({ organisationId, accountId }));
  // suspended, reset or given another password since it was checked
  if (account?.status !== 'active' || account.password_hash !== passwordHash)
    throw new AppError('sign_in_failed');
  if (account.totp_confirmed_at !== null) {
    // the name and password were right: telling so is what a second step is
    if (code === undefined) throw new AppError('code_required');
    // counted wherever it comes from: only who knows the password gets here
    const isRight = await attempts.attempt(`code ${accountId}`, now, () =>
      isSecondFactorRight(change, account, code),
    );
    if (!isRight) throw new AppError('code_invalid');
  }
  change.audit({ action: 'session.start', subjectKind: 'account', subjectIds: [accountId] });
  return openSession(change, accountId, { kind: 'browser', name: browser, hours: SESSION_HOURS });
}

export function openSession(
  change: Change,
  accountId: string,
  {
    kind,
    name,
    hours,
    permissions,
  }: { kind: 'browser' | 'token'; name: string; hours: number; permissions?: string[] },
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
      now: change.now,
      expiresAt,
    }),
  );
  return { id, token, expiresAt };
}
