import { setImmediate as letOthers } from 'node:timers/promises';
import { documentKey, isOnePersons } from '../../domain/people/identity-document.ts';
import { nameKey } from '../../domain/people/person-name.ts';
import type { VolunteerProfile } from '../../domain/volunteers/profile.ts';
import type { Reading } from '../platform/work/work.ts';
import { openPart } from './sealed.ts';
import * as sql from './sql.ts';

/** Somebody of a table that was brought in, who may be whoever asks. */
export interface BroughtCandidate {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly birthDate: string | null;
  /** what they have in common */
  readonly same: readonly ('name' | 'birthDate' | 'phone' | 'idNumber')[];
}

/** Records opened before others have their turn: some milliseconds. */
const AT_ONCE = 100;

/** With the telephone, the document, or the name and date of birth of whoever asks; a name alone is many people's. */
export async function findBrought(
  { all, organisationId, keys }: Pick<Reading, 'all' | 'organisationId' | 'keys'>,
  { name, profile }: { name: string; profile: VolunteerProfile | null },
): Promise<BroughtCandidate[]> {
  const [rows] = await all(sql.listBrought({ organisationId }));
  const found: BroughtCandidate[] = [];
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    if (at > 0) await letOthers();
    for (const row of rows.slice(at, at + AT_ONCE)) {
      const known = openPart(keys.beside, row, { table: 'volunteer', rowId: row.id }, row.sealed);
      if (known === undefined) continue;
      const same = inCommon({ name, profile }, known);
      if (!mayBeOne(same, { profile })) continue;
      const birthDate = known.profile?.birthDate ?? null;
      found.push({ id: row.id, number: row.number, name: known.name, birthDate, same });
    }
  }
  return found;
}

/** Whether so much is the same that somebody has to look. */
export function mayBeOne(same: BroughtCandidate['same'], { profile }: Pick<Said, 'profile'>): boolean {
  const isNamed = same.includes('name') && (same.includes('birthDate') || profile === null);
  return isTied(same) || isNamed;
}

/** By more than what a classmate knows. */
export function isTied(same: BroughtCandidate['same']): boolean {
  return same.includes('phone') || same.includes('idNumber');
}

interface Said {
  readonly name: string;
  readonly profile: VolunteerProfile | null;
}

export function inCommon(one: Said, other: Said): BroughtCandidate['same'][number][] {
  const [left, right] = [one.profile, other.profile];
  const isSameDocument =
    left?.idNumber != null &&
    right?.idNumber != null &&
    isOnePersons(left.idKind) &&
    documentKey(left.idNumber) === documentKey(right.idNumber);
  return [
    ...(nameKey(one.name) === nameKey(other.name) ? (['name'] as const) : []),
    ...(left !== null && left.birthDate === right?.birthDate ? (['birthDate'] as const) : []),
    ...(left !== null && left.phone === right?.phone ? (['phone'] as const) : []),
    ...(isSameDocument ? (['idNumber'] as const) : []),
  ];
}
