import { canonicalJson } from '../../domain/canonical-json.ts';
import type { VolunteerProfile } from '../../domain/volunteers/profile.ts';
import { newId } from '../platform/database/ids.ts';
import type { SealingKey } from '../platform/keys/sealing.ts';
import type { Change } from '../platform/work/work.ts';
import { openPart, type SealedPerson, sealPart } from './sealed.ts';
import * as sql from './sql.ts';

/** Of whom something else is said from now on. */
export interface Corrected {
  readonly id: string;
  readonly name: string;
  readonly row: SealedPerson & { readonly sealed: Buffer | null };
  readonly profile: VolunteerProfile | null;
  readonly key: SealingKey;
  /** it stood there before somebody said whose it is: for staff alone, with how that one made sure */
  readonly join?: { readonly madeSure: string };
}

/** What stood in the fields that are others now. */
export function keepBefore(change: Change, { id, name, row, profile, key, join }: Corrected): void {
  const { organisationId, keys, now } = change;
  const before = openPart(keys.beside, row, { table: 'volunteer', rowId: id }, row.sealed);
  // the first details are nobody's correction
  if (join === undefined && (before === undefined || before.profile === null)) return;
  const stood: Record<string, unknown> = before === undefined ? {} : { name: before.name, ...before.profile };
  const stands: Record<string, unknown> = { name, ...profile };
  const fields = Object.keys(stood).filter(
    (field) => canonicalJson(stood[field] ?? null) !== canonicalJson(stands[field] ?? null),
  );
  if (fields.length === 0 && join === undefined) return;
  const correctionId = newId(now.getTime());
  const kept = Object.fromEntries(fields.map((field) => [field, stood[field]]));
  const place = { table: 'volunteer_correction', rowId: correctionId } as const;
  const isOfJoin = join !== undefined;
  const madeSure = join?.madeSure ?? '';
  const sealed = sealPart(keys, key, place, { before: kept, ...(madeSure === '' ? {} : { madeSure }) });
  const of = { organisationId, volunteerId: id, id: correctionId };
  change.push(sql.insertCorrection({ ...of, fields, sealed, isOfJoin, now }));
  change.audit({ action: 'volunteer.correct', subjectKind: 'volunteer', subjectIds: [id] });
}
