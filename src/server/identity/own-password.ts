import { AppError } from '../platform/work/errors.ts';
import type { Actor, Change, Work } from '../platform/work/work.ts';
import type { Attempts } from './attempts.ts';
import { verifyPassword } from './password.ts';
import * as sql from './sql.ts';

/**
 * Checks, outside of any transaction, that whoever holds a session also knows its password: a browser left open, or a
 * stolen session, must not be enough. Wrong ones are counted by session.
 * @returns gets the account in a transaction, locked, if its password is still the one that was proven
 * @throws AppError attempts_delayed, sign_in_busy, password_wrong
 */
export async function proveOwnPassword(
  attempts: Attempts,
  { actor, work, network }: { actor: Actor; work: Work; network: string },
  password: string,
) {
  const { organisationId, accountId, sessionId } = actor;
  const input = { organisationId, accountId };
  const account = await work.read((reading) => reading.first(sql.readAccount(input)));
  const hash = account?.password_hash ?? null;
  const isRight = await attempts.attempt(`session ${sessionId}`, work.now, () =>
    verifyPassword(password, hash, network),
  );
  if (!isRight) throw new AppError('password_wrong');
  return async (change: Change) => {
    const locked = await change.first(sql.lockAccount(input));
    if (locked === undefined || locked.password_hash !== hash) throw new AppError('password_wrong');
    return locked;
  };
}
