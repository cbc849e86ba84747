import { type Attempts, verifyPassword } from '../identity/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Actor, Change, Reading, Work } from '../platform/work/work.ts';
import type { ProvenAddress } from './proof.ts';
import { addressDigest } from './sealed.ts';
import * as sql from './sql.ts';

/** As long as somebody takes for what they signed in for; a telephone on a table is older. */
const LATELY_MS = 10 * 60_000;

/**
 * For what cannot be taken back, or would hand the account over: a session alone is not enough.
 * @throws AppError proof_wanted
 */
export async function refuseUnproven(change: Change, { accountId, sessionId }: Actor): Promise<void> {
  const { organisationId, now } = change;
  const session = await change.first(sql.lockSession({ organisationId, accountId, id: sessionId }));
  if (session === undefined) throw new AppError('not_signed_in');
  if (now.getTime() - session.proven_at.getTime() > LATELY_MS) throw new AppError('proof_wanted');
}

interface Prover {
  readonly work: Work;
  readonly actor: Actor;
  readonly attempts: Attempts;
  readonly network: string;
}

/** By a code to an address of the account's own. @throws AppError code_wrong */
export async function proveByAddress({ work, actor }: Prover, proven: ProvenAddress): Promise<void> {
  const isOwn = await work.read((reading) => isOwnAddress(reading, actor.accountId, proven));
  if (!isOwn) throw new AppError('code_wrong', { fields: [{ path: '/proof/code', code: 'code_wrong' }] });
  await mark(work, actor);
}

/** Wrong ones are counted by session. @throws AppError password_wrong, attempts_delayed, sign_in_busy */
export async function proveByPassword(
  { work, actor, attempts, network }: Prover,
  password: string,
): Promise<void> {
  const { accountId, sessionId } = actor;
  const row = await work.read((reading) =>
    reading.first(sql.readAccount({ organisationId: reading.organisationId, accountId })),
  );
  const hash = row?.password_hash ?? null;
  const isRight = await attempts.attempt(`public session ${sessionId}`, work.now, () =>
    verifyPassword(password, hash, network),
  );
  if (hash === null || !isRight) {
    const field = { path: '/password', code: 'password_wrong' as const };
    throw new AppError('password_wrong', { fields: [field] });
  }
  await mark(work, actor);
}

async function mark(work: Work, { accountId, sessionId: id }: Actor): Promise<void> {
  await work.change(async (change) => {
    const { organisationId, now } = change;
    change.push(sql.markProven({ organisationId, accountId, id, now }));
    change.audit({ action: 'public_session.prove', subjectKind: 'public_account', subjectIds: [accountId] });
  });
}

/** Whether an address is the account's own. */
export async function isOwnAddress(
  reading: Reading,
  accountId: string,
  { way, address }: ProvenAddress,
): Promise<boolean> {
  const { organisationId, keys } = reading;
  const holder = await reading.first(
    sql.findHolder({ organisationId, digest: addressDigest(keys, way, address) }),
  );
  return holder?.account_id === accountId;
}
