import type { MatchPlaceView, MatchView } from '../../contract/matches.ts';
import type { Askable, ReasonCount } from '../../domain/matching/explain.ts';
import type { Fit } from '../../domain/matching/worth.ts';
import { listShiftsNamed } from '../opportunities/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import type { Reading } from '../platform/work/work.ts';
import { readCandidates, type ShiftCandidate } from '../volunteers/public.ts';
import { optionsOf } from './read-problem.ts';
import * as sql from './sql.ts';

type Access = Pick<Reading, 'all' | 'organisationId' | 'keys'>;
type MatchRow = RowOf<ReturnType<typeof sql.readMatch>>;

/** With what became of those that were accepted. */
export async function viewMatches(
  { all, organisationId }: Pick<Access, 'all' | 'organisationId'>,
  rows: readonly MatchRow[],
): Promise<MatchView[]> {
  const accepted = rows.filter((row) => row.accepted_at !== null).map(({ id }) => id);
  const [outcomes] =
    accepted.length === 0 ? [[]] : await all(sql.countOutcomes({ organisationId, matchIds: accepted }));
  return rows.map((row) => {
    const own = outcomes.filter((one) => one.match_id === row.id);
    const count = (isSigned: boolean) =>
      own
        .filter(({ outcome }) => (outcome === 'signed_up') === isSigned)
        .reduce((sum, one) => sum + one.count, 0);
    const { reach, mostShiftsPerWeek, mostMinutesPerWeek, travelMinutes, asksUntold, wishes } = optionsOf(
      row.options,
    );
    return {
      id: row.id,
      title: row.title,
      from: row.from_day,
      until: row.until_day,
      programme: row.programme,
      opportunityIds: row.opportunity_ids,
      options: {
        wishes: { ...wishes },
        reach,
        mostShiftsPerWeek,
        mostMinutesPerWeek,
        travelMinutes,
        asksUntold,
      },
      state: row.state as MatchView['state'],
      isStale: row.is_stale,
      step: row.step as MatchView['step'],
      wanted: row.wanted,
      filled: row.state === 'solving' ? (row.found ?? 0) : row.filled,
      proof: row.proof as MatchView['proof'],
      gap: row.gap,
      problem: row.problem as MatchView['problem'],
      signedUp: count(true),
      notSignedUp: count(false),
      createdAt: row.created_at.toISOString(),
      solvedAt: row.solved_at?.toISOString() ?? null,
      acceptedAt: row.accepted_at?.toISOString() ?? null,
      version: row.version,
    };
  });
}

export async function viewMatch(access: Access, row: MatchRow): Promise<MatchView> {
  const [view] = await viewMatches(access, [row]);
  if (view === undefined) throw new TypeError('one row, one view');
  return view;
}

/** Names of people, by their ids. */
export function personOf(people: ReadonlyMap<string, Pick<ShiftCandidate, 'name' | 'number'>>) {
  return (volunteerId: string) => {
    const person = people.get(volunteerId);
    return { volunteerId, name: person?.name ?? null, volunteerNumber: person?.number ?? '' };
  };
}

type ShiftRow = RowOf<ReturnType<typeof listShiftsNamed>>;
type Instead = MatchPlaceView['askable'][number]['instead'];

export function insteadOf(
  shifts: ReadonlyMap<string, ShiftRow>,
  instead: { readonly shiftId: string } | undefined,
): Instead {
  const shift = instead === undefined ? undefined : shifts.get(instead.shiftId);
  if (shift === undefined) return null;
  const { id: shiftId, title, starts_at: startsAt, ends_at: endsAt } = shift;
  return { shiftId, title, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
}

export async function readShifts(
  { all, organisationId }: Pick<Access, 'all' | 'organisationId'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ShiftRow>> {
  const [rows] = await all(listShiftsNamed({ organisationId, shiftIds: [...new Set(ids)] }));
  return new Map(rows.map((row) => [row.id, row]));
}

/** As it was written: what a later version knows counts nothing. */
function fitOf(written: unknown): Fit | null {
  return written === null ? null : { helped: 0, ...(written as Omit<Fit, 'helped'>) };
}

type PlaceRow = RowOf<ReturnType<typeof sql.listPlaces>>;
type PairRow = RowOf<ReturnType<typeof sql.listPairs>>;

/** @returns with whom they name */
export async function viewPlaces(
  access: Access,
  rows: readonly PlaceRow[],
  pairs: readonly PairRow[],
): Promise<{ items: MatchPlaceView[]; volunteerIds: string[] }> {
  const askable = rows.map((row) => row.askable as readonly Askable[]);
  const volunteerIds = [
    ...new Set([
      ...pairs.map((pair) => pair.volunteer_id),
      ...askable.flatMap((own) => own.map(({ volunteerId }) => volunteerId)),
    ]),
  ];
  const shifts = await readShifts(access, [
    ...rows.map((row) => row.shift_id),
    ...askable.flatMap((own) => own.flatMap(({ instead }) => instead?.shiftId ?? [])),
  ]);
  const person = personOf(await readCandidates(access, volunteerIds));
  const items = rows.flatMap((row, at): MatchPlaceView[] => {
    const shift = shifts.get(row.shift_id);
    if (shift === undefined) return [];
    const own = pairs.filter((pair) => pair.shift_id === row.shift_id && pair.role === row.role);
    const given = own.filter(({ decision }) => decision !== 'barred');
    return [
      {
        shiftId: row.shift_id,
        role: row.role,
        opportunityId: row.opportunity_id,
        title: shift.title,
        siteName: shift.site_name,
        startsAt: shift.starts_at.toISOString(),
        endsAt: shift.ends_at.toISOString(),
        free: row.free,
        pairs: given.map((pair) => ({
          ...person(pair.volunteer_id),
          decision: pair.decision as 'proposed' | 'fixed',
          fit: fitOf(pair.fit),
          others: pair.others,
          outcome: pair.outcome as MatchPlaceView['pairs'][number]['outcome'],
        })),
        barred: own.flatMap((pair) => (pair.decision === 'barred' ? [person(pair.volunteer_id)] : [])),
        open: row.open,
        reasons: (row.reasons as readonly ReasonCount[]).map(({ reason, missing, count }) => ({
          reason,
          missing: missing ?? null,
          count,
        })),
        askable: (askable[at] ?? []).map(({ volunteerId, reason, instead }) => ({
          ...person(volunteerId),
          reason,
          instead: insteadOf(shifts, instead),
        })),
      },
    ];
  });
  return { items, volunteerIds };
}
