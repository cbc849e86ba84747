import { type Assignment, type Permission, reachesSite, type Role } from '../../domain/access/roles.ts';
import { listActiveRoles } from '../identity/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';

/** An active account, with what its roles reach and until when the person is away. */
export interface StaffMember {
  readonly id: string;
  readonly displayName: string;
  readonly assignments: readonly Assignment[];
  readonly awayUntil: Date | null;
}

export async function listActiveStaff(
  access: Pick<Reading, 'all' | 'organisationId' | 'now'>,
): Promise<StaffMember[]> {
  const { organisationId, now } = access;
  const [rows, absences] = await access.all(
    listActiveRoles({ organisationId }),
    sql.listAbsences({ organisationId, now }),
  );
  const awayUntil = new Map(absences.map(({ account_id: id, until }) => [id, until]));
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((held) => {
    const [first] = held;
    if (first === undefined) return [];
    const assignments = held.map(({ role, site_ids: siteIds }) => ({ role: role as Role, siteIds }));
    return [
      {
        id: first.id,
        displayName: first.display_name,
        assignments,
        awayUntil: awayUntil.get(first.id) ?? null,
      },
    ];
  });
}

export function isAway({ awayUntil }: Pick<StaffMember, 'awayUntil'>, now: Date): boolean {
  return awayUntil !== null && awayUntil > now;
}

/** Whoever is given a person, a case or an alert must be able to see it: old and new hands are checked alike. */
export function canReach({ assignments }: StaffMember, permission: Permission, siteId: string): boolean {
  return reachesSite(assignments, permission, siteId);
}

/** Whom something at a site calls first: its workers, and where none of them is there, supervisors. */
export function calledAt(onDuty: readonly StaffMember[], siteId: string): string[] {
  const able = onDuty.filter((member) => canReach(member, 'alert.take', siteId));
  const workers = able.filter((member) => !canReach(member, 'alert.take_over', siteId));
  return (workers.length > 0 ? workers : able).map(({ id }) => id);
}

/**
 * Refuses accounts that could not see what they are given: of another site, without the right, invited or suspended.
 * @throws AppError worker_out_of_reach naming the field
 */
export async function refuseOutOfReach(
  change: Change,
  wanted: { accountIds: readonly string[]; permission: Permission; siteId: string; path: string },
): Promise<void> {
  const { accountIds, permission, siteId, path } = wanted;
  if (accountIds.length === 0) return;
  const staff = new Map((await listActiveStaff(change)).map((member) => [member.id, member]));
  const isWithin = (id: string) => {
    const member = staff.get(id);
    return member !== undefined && canReach(member, permission, siteId);
  };
  if (accountIds.every(isWithin)) return;
  throw new AppError('worker_out_of_reach', { fields: [{ path, code: 'worker_out_of_reach' }] });
}

/** Absences that are not over. */
export async function listAbsences(reading: Reading) {
  const { organisationId, now } = reading;
  const [rows] = await reading.all(sql.listAbsences({ organisationId, now }));
  return {
    items: rows.map(({ account_id: accountId, until }) => ({ accountId, until: until.toISOString() })),
  };
}

/** @param until undefined: back again */
export function setAbsence(change: Change, accountId: string, until: Date | undefined): void {
  const { organisationId, now, actorId } = change;
  if (actorId === null) throw new AppError('not_found');
  change.push(
    until === undefined
      ? sql.deleteAbsence({ organisationId, accountId })
      : sql.upsertAbsence({ organisationId, accountId, until, setBy: actorId, now }),
  );
}
