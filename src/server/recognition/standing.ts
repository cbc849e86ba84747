import type { RecognitionView } from '../../contract/recognition.ts';
import { type PointKind, SIXTIETHS, wholePoints } from '../../domain/volunteers/recognition.ts';
import { starsOf } from '../../domain/volunteers/stars.ts';
import { sumServices } from '../attendance/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import type { Reading } from '../platform/work/work.ts';
import { openPart, type SealedPerson } from '../volunteers/public.ts';
import { readRules } from './rules.ts';
import * as sql from './sql.ts';

type Access = Pick<Reading, 'all' | 'organisationId' | 'keys'>;
type PointEntry = NonNullable<RecognitionView['points']>['entries'][number];

/** As many as somebody looks through; the balance is of all. */
const MOST_ENTRIES = 200;

/** A volunteer's stars, and points where the organisation gives any. */
export async function readStanding(
  access: Access,
  person: SealedPerson,
): Promise<Pick<RecognitionView, 'stars' | 'recordedMinutes' | 'minutesLeft' | 'points'>> {
  const { all, organisationId, keys } = access;
  const of = { organisationId, volunteerId: person.id };
  const [rules, [[sums], [total], entries]] = await Promise.all([
    readRules(access),
    all(sumServices(of), sql.sumPoints(of), sql.listPoints({ ...of, limit: MOST_ENTRIES })),
  ]);
  const recordedMinutes = sums?.recorded ?? 0;
  return {
    recordedMinutes,
    ...starsOf(recordedMinutes, rules.starHours),
    points:
      rules.pointsSince === null
        ? null
        : {
            balance: wholePoints(total?.sixtieths ?? 0),
            entries: entries.map((row) => viewPoints(keys.beside, person, row)),
          },
  };
}

export function viewPoints(
  keys: OrganisationKeys,
  person: SealedPerson,
  row: RowOf<ReturnType<typeof sql.readPoints>>,
): PointEntry {
  const { id, kind, sixtieths, sealed, at } = row;
  return {
    id,
    kind: kind as PointKind,
    points: sixtieths / SIXTIETHS,
    reason: openPart(keys, person, { table: 'point_entry', rowId: id }, sealed)?.reason ?? '',
    at: at.toISOString(),
  };
}
