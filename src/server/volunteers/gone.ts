import { documentKey, isOnePersons } from '../../domain/people/identity-document.ts';
import { nameKey } from '../../domain/people/person-name.ts';
import type { VolunteerProfile } from '../../domain/volunteers/profile.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { openPart, type SealedPerson } from './sealed.ts';
import * as sql from './sql.ts';

interface Told extends Partial<Pick<VolunteerProfile, 'birthDate' | 'phone' | 'idNumber' | 'idKind'>> {
  readonly name?: string | undefined;
}

/** Each of what one is known again by, as a digest that nobody reads a person from. */
function digestsOf(keys: OrganisationKeys, { name, birthDate, phone, idNumber, idKind }: Told): Buffer[] {
  const hasDocument = idNumber != null && isOnePersons(idKind ?? null);
  const marks = [
    ...(hasDocument ? [`document|${documentKey(idNumber)}`] : []),
    ...(phone === undefined ? [] : [`phone|${phone}`]),
    ...(name === undefined || birthDate === undefined ? [] : [`born|${birthDate}|${nameKey(name)}`]),
  ];
  return marks.map((mark) => keys.digest('volunteer-gone', mark));
}

/** Of somebody who ends: what they said of themselves is about to go. */
export function rememberGone(change: Change, row: SealedPerson & { readonly sealed: Buffer | null }): void {
  const { organisationId, keys, now } = change;
  const known = openPart(keys.beside, row, { table: 'volunteer', rowId: row.id }, row.sealed);
  if (known?.profile == null) return;
  for (const digest of digestsOf(keys, { name: known.name, ...known.profile }))
    change.push(sql.insertGone({ organisationId, volunteerId: row.id, digest, now }));
}

/** Tells of whom a table speaks whether they were in the book and are no more. */
export async function readGone({
  all,
  organisationId,
  keys,
}: Pick<Reading, 'all' | 'organisationId' | 'keys'>): Promise<(told: Told) => boolean> {
  const [rows] = await all(sql.listGone({ organisationId }));
  const gone = new Set(rows.map(({ digest }) => digest.toString('hex')));
  return (told) => gone.size > 0 && digestsOf(keys, told).some((digest) => gone.has(digest.toString('hex')));
}
