import { reachOf } from '../../domain/access/roles.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import { listActiveStaff, type StaffMember } from '../staff/public.ts';

/** Who has a professional record: active accounts whose work is with people or volunteers. */
export async function listProfessionals(
  access: Pick<Reading, 'all' | 'organisationId' | 'now'>,
): Promise<StaffMember[]> {
  return (await listActiveStaff(access)).filter(
    ({ assignments }) => reachOf(assignments, 'talent.own') !== undefined,
  );
}

/** @throws AppError account_unknown naming the field */
export async function requireStaff(
  access: Pick<Reading, 'all' | 'organisationId' | 'now'>,
  accountIds: readonly string[],
  path: string,
): Promise<void> {
  const known = new Set((await listProfessionals(access)).map(({ id }) => id));
  if (accountIds.every((id) => known.has(id))) return;
  throw new AppError('invalid_request', { fields: [{ path, code: 'account_unknown' }] });
}
