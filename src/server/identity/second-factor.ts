import { createHash, randomInt } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';
import { moveAccount } from './account-events.ts';
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

/** Additional data of a seal: a waiting secret cannot be put in the place of the confirmed one. */
function place(accountId: string, column: 'totp_secret' | 'totp_pending' = 'totp_secret') {
  return { table: 'account', column, rowId: accountId };
}

/** A secret that counts only once a code of it was entered; until then the one before it goes on counting. */
export function startSecondFactor(change: Change, account: { id: string; login_name: string }) {
  const secret = generateSecret();
  const sealed = change.keys.sealForOrganisation(place(account.id, 'totp_pending'), secret);
  change.push(updateOf(change, account.id, { totp_pending: sealed }));
  return { secret, uri: generateURI({ issuer: 'Nuantu', label: account.login_name, secret }) };
}

/** @throws AppError code_invalid, and the refusals of moveAccount */
export function confirmSecondFactor(
  change: Change,
  account: Parameters<typeof moveAccount>[1] & { totp_pending: Buffer | null },
  code: string,
): string[] {
  if (account.totp_pending === null) throw new AppError('code_invalid');
  const pending = change.keys.openForOrganisation(place(account.id, 'totp_pending'), account.totp_pending);
  const step = stepOf(change, pending.toString(), code);
  if (step === undefined) throw new AppError('code_invalid');
  const secret = change.keys.sealForOrganisation(place(account.id), pending.toString());
  const confirmed = { totp_secret: secret, totp_confirmed_at: change.now, totp_last_step: String(step) };
  moveAccount(change, account, 'confirm_second_factor', { values: confirmed });
  const input = { organisationId: change.organisationId, accountId: account.id };
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

/** A step that was used, or an earlier one, is refused. */
function acceptedStep(change: Change, account: SecondFactorRow, code: string): number | undefined {
  if (account.totp_secret === null) return undefined;
  const secret = change.keys.openForOrganisation(place(account.id), account.totp_secret).toString();
  const step = stepOf(change, secret, code);
  const isUsed =
    step !== undefined && account.totp_last_step !== null && step <= Number(account.totp_last_step);
  return isUsed ? undefined : step;
}

/** The time step whose code this is, one step of clock difference either way. */
function stepOf({ now }: Change, secret: string, code: string): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const epoch = Math.floor(now.getTime() / 1000);
  const result = verifySync({ secret, token: code, epoch, epochTolerance: STEP_SECONDS });
  return result.valid && 'delta' in result ? Math.floor(epoch / STEP_SECONDS) + result.delta : undefined;
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
