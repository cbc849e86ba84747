import { listShiftsNamed } from '../opportunities/public.ts';
import type { Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';
import * as services from './sql-services.ts';

/** A service that took place: at a shift, or a recorded time that was none. */
export interface Served {
  readonly shiftId: string | null;
  /** of a recorded time that was no shift */
  readonly serviceId: string | null;
  /** what stood in its place before it was corrected */
  readonly formerIds: readonly string[];
  readonly opportunityId: string | null;
  readonly title: string;
  readonly at: Date;
}

/** More than anybody has who served fifteen hundred hours. */
const MOST = 2_000;

/** What a volunteer did, the latest first: shifts that they were at and left, or have recorded hours of, and recorded times besides. */
export async function listServed(
  { all, organisationId }: Pick<Reading, 'all' | 'organisationId'>,
  volunteerId: string,
): Promise<Served[]> {
  const of = { organisationId, volunteerId, limit: MOST };
  const [left, known] = await all(sql.listLeft(of), services.listRecorded(of));
  const recorded = known.filter(({ state }) => state === 'recorded');
  const byId = new Map(known.map((row) => [row.id, row]));
  const formerOf = (id: string | null): string[] => {
    const former = id === null ? undefined : byId.get(id);
    return former === undefined ? [] : [former.id, ...formerOf(former.replaces_id)];
  };
  const shiftIds = [
    ...new Set(
      [...left, ...recorded].flatMap(({ shift_id: shiftId }) => (shiftId === null ? [] : [shiftId])),
    ),
  ];
  const [shifts] = await all(listShiftsNamed({ organisationId, shiftIds }));
  const atShifts = shifts.map((shift) => ({
    shiftId: shift.id,
    serviceId: null,
    formerIds: [],
    opportunityId: shift.opportunity_id,
    title: shift.title,
    at: shift.starts_at,
  }));
  const besides = recorded
    .filter((row) => row.shift_id === null)
    .map((row) => ({
      shiftId: null,
      serviceId: row.id,
      formerIds: formerOf(row.replaces_id),
      opportunityId: null,
      title: row.title,
      at: row.served_from,
    }));
  return [...atShifts, ...besides].sort((one, other) => other.at.getTime() - one.at.getTime()).slice(0, MOST);
}
