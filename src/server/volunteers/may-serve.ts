import { isUnderAge } from '../../domain/volunteers/profile.ts';
import { holdsOn } from '../../domain/volunteers/qualification.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change } from '../platform/work/work.ts';
import { factsOf } from './qualification-view.ts';
import { openPart, type SealedPerson } from './sealed.ts';
import * as sql from './sql.ts';

/** By which it is told who somebody is. */
const IDENTITY: ReadonlySet<string> = new Set(['birthDate', 'idKind', 'idNumber']);

/**
 * Of full age, by every date of birth that was told, or seen on a document since the last one was told; or with a guardian's consent that
 * holds today. Whoever told no date of birth is for whoever takes them in to judge.
 * @param person held
 */
export async function mayServe(
  change: Change,
  person: SealedPerson & { readonly sealed: Buffer | null },
): Promise<boolean> {
  const { organisationId, keys, now, timeZone } = change;
  const { id: volunteerId } = person;
  const today = dayIn(timeZone, now);
  const known = openPart(keys.beside, person, { table: 'volunteer', rowId: volunteerId }, person.sealed);
  const birthDate = known?.profile?.birthDate;
  if (birthDate === undefined) return true;
  const [corrections, qualifications] = await change.all(
    sql.listCorrections({ organisationId, volunteerId }),
    sql.listQualifications({ organisationId, volunteerId }),
  );
  const isMinor = isUnderAge(birthDate, today);
  const wasMinor = corrections.some(({ id, sealed }) => {
    const place = { table: 'volunteer_correction', rowId: id } as const;
    const before = openPart(keys.beside, person, place, sealed)?.before.birthDate;
    return before !== undefined && isUnderAge(before, today);
  });
  if (!isMinor && !wasMinor) return true;
  const facts = qualifications.map(factsOf);
  if (holdsOn(facts, { kind: 'check', code: 'guardian_consent' }, today)) return true;
  const told = corrections.find(({ fields }) => fields.some((field) => IDENTITY.has(field)))?.at;
  const seenSince = qualifications.filter(
    ({ recorded_at: recordedAt }) => told === undefined || recordedAt > told,
  );
  return !isMinor && holdsOn(seenSince.map(factsOf), { kind: 'check', code: 'identity' }, today);
}
