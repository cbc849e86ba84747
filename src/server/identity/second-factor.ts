import { createHash, randomInt } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { AppError } from '../platform/errors.ts';
import type { Change } from '../platform/work.ts';
import * as sql from './sql.ts';

const STEP_SECONDS = 30;
const RECOVERY_CODES = 10;
/** no 0/O, 1/I/L: read from paper */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

interface SecondFactorRow {
  id: string;
  totp_secret: Buffer | null;
  totp_last_step: string | null;
}

function place(accountId: string) {
  return { table: 'account', column: 'totp_secret', rowId: accountId };
}

/** A secret that counts only once a code of it was entered. */
export function startSecondFactor(change: Change, account: { id: string; login_name: string }) {
  const secret = generateSecret();
  const sealed = change.keys.sealForOrganisation(place(account.id), secret);
  change.push(
    updateOf(change, account.id, { totp_secret: sealed, totp_confirmed_at: null, totp_last_step: null }),
  );
  return { secret, uri: generateURI({ issuer: 'Nuantu', label: account.login_name, secret }) };
}

/** @throws AppError code_invalid */
export function confirmSecondFactor(change: Change, account: SecondFactorRow, code: string): string[] {
  const step = acceptedStep(change, account, code);
  if (step === undefined) throw new AppError('code_invalid');
  change.push(updateOf(change, account.id, { totp_confirmed_at: change.now, totp_last_step: String(step) }));
  const input = { organisationId: change.organisationId, accountId: account.id };
  change.push(sql.deleteRecoveryCodes(input));
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  for (const recovery of codes) change.push(sql.insertRecoveryCode({ ...input, codeHash: hashOf(recovery) }));
  return codes;
}

/** A code of the authenticator or a recovery code; each works once. */
export async function isSecondFactorRight(
  change: Change,
  account: SecondFactorRow,
  code: string,
): Promise<boolean> {
  const step = acceptedStep(change, account, code);
  if (step !== undefined) {
    change.push(updateOf(change, account.id, { totp_last_step: String(step) }));
    return true;
  }
  const used = await change.first(
    sql.useRecoveryCode({
      organisationId: change.organisationId,
      accountId: account.id,
      codeHash: hashOf(code),
      now: change.now,
    }),
  );
  return used !== undefined;
}

/** One step of clock difference either way; a step that was used, or an earlier one, is refused. */
function acceptedStep(change: Change, account: SecondFactorRow, code: string): number | undefined {
  if (account.totp_secret === null || !/^\d{6}$/.test(code)) return undefined;
  const secret = change.keys.openForOrganisation(place(account.id), account.totp_secret).toString();
  const epoch = Math.floor(change.now.getTime() / 1000);
  const result = verifySync({ secret, token: code, epoch, epochTolerance: STEP_SECONDS });
  if (!result.valid || !('delta' in result)) return undefined;
  const step = Math.floor(epoch / STEP_SECONDS) + result.delta;
  return account.totp_last_step !== null && step <= Number(account.totp_last_step) ? undefined : step;
}

function updateOf(change: Change, accountId: string, values: sql.AccountChange) {
  return sql.updateAccount({
    organisationId: change.organisationId,
    accountId,
    now: change.now,
    change: values,
  });
}

function newRecoveryCode(): string {
  const letters = Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)]);
  return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`;
}

/** 10 letters of 31 are 49 bits: with the lock-out, a fast hash is enough. */
function hashOf(code: string): Buffer {
  return createHash('sha256')
    .update(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))
    .digest();
}
