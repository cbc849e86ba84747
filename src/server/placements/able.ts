import { type Assignment, reachOf, type Role } from '../../domain/access/roles.ts';
import { listRolesOf } from '../identity/public.ts';
import type { Reading } from '../platform/work/work.ts';

export function mayLookAfter(assignments: readonly Assignment[]): boolean {
  return reachOf(assignments, 'placement.manage') !== undefined;
}

/** How an account stands to looking after a student. */
export interface Standing {
  readonly isSuspended: boolean;
  readonly mayLookAfter: boolean;
}

/** Of these accounts; one without any role is left out. Whoever waits for a link to sign in again works here. */
export async function readStanding(
  { all, organisationId }: Pick<Reading, 'all' | 'organisationId'>,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  const [rows] = await all(listRolesOf({ organisationId, accountIds }));
  return new Map(
    [...Map.groupBy(rows, ({ id }) => id)].map(([id, held]) => [
      id,
      {
        isSuspended: held.some(({ status }) => status === 'suspended'),
        mayLookAfter: mayLookAfter(
          held.map(({ role, site_ids: siteIds }) => ({ role: role as Role, siteIds })),
        ),
      },
    ]),
  );
}

/** Nobody looks after the student: the account is suspended, or has no right to any more. */
export function isGone(standing: Standing | undefined): boolean {
  return standing === undefined || standing.isSuspended || !standing.mayLookAfter;
}
