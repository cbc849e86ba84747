import type { Assignment } from '../../domain/access/roles.ts';
import { notify } from '../notifications/public.ts';
import type { Change } from '../platform/work/work.ts';
import { isGone, mayLookAfter, readStanding } from './able.ts';
import { placementUnsupervised } from './notifications.ts';
import * as sql from './sql.ts';

/** Whoever plans placements hears whose practice supervisor was suspended; of a right that was gone before they have heard. */
export async function leaveStudentsOf(change: Change, accountId: string): Promise<void> {
  const standing = (await readStanding(change, [accountId])).get(accountId);
  if (standing?.isSuspended === true && standing.mayLookAfter) await tellOfStudents(change, accountId);
}

/** The same of a right that was lost; of a suspension that was before they have heard. */
export async function passStudentsOf(
  change: Change,
  accountId: string,
  before: readonly Assignment[],
): Promise<void> {
  const standing = (await readStanding(change, [accountId])).get(accountId);
  if (standing?.isSuspended === true || !isGone(standing) || !mayLookAfter(before)) return;
  await tellOfStudents(change, accountId);
}

async function tellOfStudents(change: Change, accountId: string): Promise<void> {
  const { organisationId, now } = change;
  const [students] = await change.all(sql.listOpenOf({ organisationId, accountId }));
  // whoever comes back and goes again is told of again
  const step = now.toISOString();
  for (const { id } of students) notify(change, { kind: placementUnsupervised, matterId: id, step });
}
