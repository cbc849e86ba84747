import { isUnderAge } from '../../domain/volunteers/profile.ts';
import { holdsOn } from '../../domain/volunteers/qualification.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { factsOf } from './qualification-view.ts';
import { openPart, type SealedPerson } from './sealed.ts';
import * as sql from './sql.ts';

/** By which it is told who somebody is. */
const IDENTITY: ReadonlySet<string> = new Set(['birthDate', 'idKind', 'idNumber']);

/** What is known of somebody's age: as they told it, and as it was seen. */
interface AgeKnown {
  readonly isOfFullAge: boolean;
  /** consents to their service today */
  readonly hasGuardian: boolean;
}

/**
 * Of full age by every date of birth that was told, or seen on a document since the last one was told. Undefined: none was told.
 */
async function readAge(
  { all, organisationId, keys, now, timeZone }: AgeAccess,
  person: SealedPerson & { readonly sealed: Buffer | null },
): Promise<AgeKnown | undefined> {
  const { id: volunteerId } = person;
  const today = dayIn(timeZone, now);
  const known = openPart(keys.beside, person, { table: 'volunteer', rowId: volunteerId }, person.sealed);
  const birthDate = known?.profile?.birthDate;
  if (birthDate === undefined) return undefined;
  const [corrections, qualifications] = await all(
    sql.listCorrections({ organisationId, volunteerId }),
    sql.listQualifications({ organisationId, volunteerId }),
  );
  const isMinor = isUnderAge(birthDate, today);
  const wasMinor = corrections.some(({ id, sealed }) => {
    const place = { table: 'volunteer_correction', rowId: id } as const;
    const before = openPart(keys.beside, person, place, sealed)?.before.birthDate;
    return before !== undefined && isUnderAge(before, today);
  });
  const facts = qualifications.map(factsOf);
  const told = corrections.find(({ fields }) => fields.some((field) => IDENTITY.has(field)))?.at;
  const seenSince = qualifications.filter(
    ({ recorded_at: recordedAt }) => told === undefined || recordedAt > told,
  );
  const isSeen = holdsOn(seenSince.map(factsOf), { kind: 'check', code: 'identity' }, today);
  return {
    isOfFullAge: !isMinor && (!wasMinor || isSeen),
    hasGuardian: holdsOn(facts, { kind: 'check', code: 'guardian_consent' }, today),
  };
}

type AgeAccess = Pick<Reading, 'all' | 'organisationId' | 'keys' | 'now' | 'timeZone'>;

/**
 * Of full age, or with a guardian's consent that holds today. Whoever told no date of birth is for whoever takes them in to judge.
 * @param person held
 */
export async function mayServe(
  change: Change,
  person: SealedPerson & { readonly sealed: Buffer | null },
): Promise<boolean> {
  const age = await readAge(change, person);
  return age === undefined || age.isOfFullAge || age.hasGuardian;
}

/** Whether a volunteer is known to be of full age: whoever told no date of birth is not. */
export async function isOfFullAge(access: AgeAccess, volunteerId: string): Promise<boolean> {
  const { organisationId } = access;
  const [[person]] = await access.all(sql.readVolunteer({ organisationId, volunteerId }));
  return person !== undefined && (await readAge(access, person))?.isOfFullAge === true;
}
