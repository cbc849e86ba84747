import type { EntryState } from '../../domain/books/entry-life.ts';
import { type Availability, NO_AVAILABILITY } from '../../domain/volunteers/availability.ts';
import type { Candidate } from '../../domain/volunteers/requirements.ts';
import type { Reading } from '../platform/work/work.ts';
import { factsOf } from './qualification-view.ts';
import { openPart } from './sealed.ts';
import * as sql from './sql.ts';

/** A volunteer as a shift looks at them. */
export interface ShiftCandidate extends Candidate {
  readonly id: string;
  readonly number: string;
  readonly state: EntryState;
  /** asked to be in the book */
  readonly since: Date;
  /** null: destroyed with the end, or it does not open */
  readonly name: string | null;
  readonly phone: string | null;
  /** in which fields they want to serve */
  readonly categories: readonly string[];
  /** GB/T 2260, where they live */
  readonly regionCode: string | null;
  readonly availability: Availability;
}

/** Of these volunteers those that the reader sees, by their ids. */
export async function readCandidates(
  { all, organisationId, keys }: Pick<Reading, 'all' | 'organisationId' | 'keys'>,
  volunteerIds: readonly string[],
): Promise<ReadonlyMap<string, ShiftCandidate>> {
  if (volunteerIds.length === 0) return new Map();
  const of = { organisationId, volunteerIds: [...volunteerIds] };
  const [rows, qualifications] = await all(sql.listVolunteersOf(of), sql.listQualificationsOf(of));
  const factsById = Map.groupBy(qualifications, ({ volunteer_id: id }) => id);
  return new Map(
    rows.map((row) => {
      const known = openPart(keys.beside, row, { table: 'volunteer', rowId: row.id }, row.sealed);
      return [
        row.id,
        {
          id: row.id,
          number: row.number,
          state: row.state as EntryState,
          since: row.since,
          name: known?.name ?? null,
          phone: known?.profile?.phone ?? null,
          birthDate: known?.profile?.birthDate,
          skills: row.skills,
          categories: row.categories,
          regionCode: row.region_code,
          availability: known?.profile?.availability ?? NO_AVAILABILITY,
          qualifications: (factsById.get(row.id) ?? []).map(factsOf),
        },
      ];
    }),
  );
}

const AT_ONCE = 500;

/** Everybody who is accepted and can be asked, in portions. */
export async function readAccepted(
  access: Pick<Reading, 'all' | 'organisationId' | 'keys'>,
  most: number,
): Promise<ShiftCandidate[]> {
  const { organisationId } = access;
  const found: ShiftCandidate[] = [];
  let before: string | undefined;
  do {
    const [rows] = await access.all(sql.listAcceptedIds({ organisationId, before, limit: AT_ONCE }));
    const ids = rows.map(({ id }) => id);
    found.push(...(await readCandidates(access, ids)).values());
    before = ids.length < AT_ONCE ? undefined : ids.at(-1);
  } while (before !== undefined && found.length < most);
  return found;
}
