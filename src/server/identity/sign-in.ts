import { AppError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Change } from '../platform/work.ts';
import { verifyPassword, wastePasswordTime } from './password.ts';
import { isSecondFactorRight } from './second-factor.ts';
import * as sql from './sql.ts';
import { hashToken, newToken } from '../platform/bearer-token.ts';

export const SESSION_HOURS = 12;
const ATTEMPTS = 5;
const LOCKED_MINUTES = 15;

export interface Credentials {
  readonly password: string;
  readonly code?: string;
}

/** What came of an attempt: a value, since a failed attempt is committed too (it counts towards the lock-out). */
export type SignInResult = { ok: true; token: string; expiresAt: Date } | { ok: false; error: AppError };

export async function signIn(
  change: Change,
  accountId: string,
  credentials: Credentials,
  browser: string,
): Promise<SignInResult> {
  const { organisationId, now } = change;
  const input = { organisationId, accountId };
  const account = await change.first(sql.lockAccount(input));
  if (account === undefined || account.password_hash === null || account.status !== 'active') {
    await wastePasswordTime(credentials.password);
    return { ok: false, error: new AppError('sign_in_failed') };
  }
  if (account.locked_until !== null && account.locked_until > now) {
    const minutes = Math.ceil((account.locked_until.getTime() - now.getTime()) / 60_000);
    return { ok: false, error: new AppError('account_locked', { parameters: { minutes } }) };
  }
  const fail = (code: 'sign_in_failed' | 'code_invalid'): SignInResult => {
    countFailure(change, account);
    return { ok: false, error: new AppError(code) };
  };
  if (!(await verifyPassword(credentials.password, account.password_hash))) return fail('sign_in_failed');
  if (account.totp_confirmed_at !== null) {
    // the name and password were right: telling so is what a second step is
    if (credentials.code === undefined) return { ok: false, error: new AppError('code_required') };
    if (!(await isSecondFactorRight(change, account, credentials.code))) return fail('code_invalid');
  }
  if (account.failed_attempts > 0) {
    change.push(sql.updateAccount({ ...input, now, change: { failed_attempts: 0, locked_until: null } }));
  }
  change.audit({ action: 'session.start', subjectKind: 'account', subjectIds: [accountId] });
  return {
    ok: true,
    ...openSession(change, accountId, { kind: 'browser', name: browser, hours: SESSION_HOURS }),
  };
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

function countFailure(change: Change, account: { id: string; failed_attempts: number }): void {
  const attempts = account.failed_attempts + 1;
  const isLocked = attempts >= ATTEMPTS;
  change.push(
    sql.updateAccount({
      organisationId: change.organisationId,
      accountId: account.id,
      now: change.now,
      change: {
        failed_attempts: isLocked ? 0 : attempts,
        locked_until: isLocked ? new Date(change.now.getTime() + LOCKED_MINUTES * 60_000) : null,
      },
    }),
  );
  const action = isLocked ? 'session.lock' : 'session.refuse';
  change.audit({ action, subjectKind: 'account', subjectIds: [account.id] });
}
