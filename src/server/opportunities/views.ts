import type { OpportunityItemView, ShiftView } from '../../contract/opportunities.ts';
import { CHECK_IN_RULES, type CheckInRules } from '../../domain/volunteers/attendance.ts';
import { NO_REQUIREMENTS, type Requirements } from '../../domain/volunteers/requirements.ts';
import type { SignUpState } from '../../domain/volunteers/sign-up.ts';
import type { Reader } from '../platform/database/database.ts';
import type { RowOf } from '../platform/database/statement.ts';
import * as sql from './sql.ts';

type OpportunityRow = RowOf<ReturnType<typeof sql.findPublished>>;
type ItemRow = RowOf<ReturnType<typeof sql.readOpportunity>>;
type ShiftRow = RowOf<ReturnType<typeof sql.listShiftsOf>>;

/** As they were written: a member that a later version knows is not asked for by an older row. */
export function requirementsOf(written: unknown): Requirements {
  return { ...NO_REQUIREMENTS, ...(written as Partial<Requirements>) };
}

export function checkInRulesOf(written: unknown): CheckInRules {
  return { ...CHECK_IN_RULES, ...(written as Partial<CheckInRules>) };
}

/** What everybody sees of one. */
export function viewWords(row: OpportunityRow) {
  const { minimumAge, maximumAge, skills, trainings, checks, insurances } = requirementsOf(row.requirements);
  return {
    id: row.id,
    organisationId: row.organisation_id,
    siteId: row.site_id,
    siteName: row.site_name,
    regionCode: row.region_code,
    programme: row.programme,
    title: row.title,
    category: row.category as OpportunityItemView['category'],
    description: row.description,
    risks: row.risks,
    place: row.place,
    requirements: {
      minimumAge,
      maximumAge,
      skills: [...skills],
      trainings: [...trainings],
      checks: [...checks],
      insurances: [...insurances],
    },
  };
}

export function viewItem(row: ItemRow): OpportunityItemView {
  return {
    ...viewWords(row),
    state: row.state as OpportunityItemView['state'],
    confirmHours: row.confirm_hours,
    checkIn: checkInRulesOf(row.check_in),
    nextStartsAt: row.next_starts_at?.toISOString() ?? null,
    shifts: row.shifts ?? 0,
    places: row.places ?? 0,
    taken: row.taken ?? 0,
    waiting: row.waiting ?? 0,
    version: row.version,
  };
}

interface SignUpRow {
  readonly id: string;
  readonly shift_id: string;
  readonly role: string;
  readonly state: string;
  readonly confirm_by: Date | null;
  readonly signed_at: Date;
}

/** What whoever signed up and staff see alike. */
export function viewSignUp(row: SignUpRow) {
  return {
    id: row.id,
    shiftId: row.shift_id,
    role: row.role,
    status: row.state as SignUpState,
    confirmBy: row.state === 'confirmed' ? (row.confirm_by?.toISOString() ?? null) : null,
    signedAt: row.signed_at.toISOString(),
  };
}

/** Shifts with their places. */
export async function viewShifts(
  { all, organisationId }: Pick<Reader, 'all'> & { readonly organisationId: string },
  rows: readonly ShiftRow[],
): Promise<ShiftView[]> {
  if (rows.length === 0) return [];
  const [places] = await all(sql.listPlaces({ organisationId, shiftIds: rows.map(({ id }) => id) }));
  const byShift = Map.groupBy(places, ({ shift_id: id }) => id);
  return rows.map((row) => {
    // a role that is asked for no more and has nobody
    const shown = (byShift.get(row.id) ?? []).filter(
      ({ capacity, taken, waiting }) => capacity + taken + waiting > 0,
    );
    return {
      id: row.id,
      opportunityId: row.opportunity_id,
      seriesId: row.series_id,
      startsAt: row.starts_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      state: row.state as ShiftView['state'],
      capacity: shown.reduce((sum, { capacity }) => sum + capacity, 0),
      places: shown.map(({ role, capacity, taken, waiting, arrivals }) => ({
        role,
        capacity,
        taken,
        waiting,
        arrivals: Number(arrivals),
      })),
      version: row.version,
    };
  });
}
