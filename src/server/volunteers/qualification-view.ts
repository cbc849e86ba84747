import type { QualificationView } from '../../contract/volunteers.ts';
import type { Qualification, QualificationKind } from '../../domain/volunteers/qualification.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { openPart, type SealedPerson } from './sealed.ts';

interface QualificationRow {
  readonly id: string;
  readonly kind: string;
  readonly code: string;
  readonly sealed: Buffer | null;
  readonly minutes: number | null;
  readonly valid_from: string;
  readonly valid_until: string | null;
  readonly withdrawn_on: string | null;
}

/** What is judged of one. */
export function factsOf(row: Omit<QualificationRow, 'id' | 'sealed' | 'minutes'>): Qualification {
  return {
    kind: row.kind as QualificationKind,
    code: row.code,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    withdrawnOn: row.withdrawn_on,
  };
}

export function viewQualification(
  keys: OrganisationKeys,
  person: SealedPerson,
  row: QualificationRow,
): QualificationView {
  const place = { table: 'volunteer_qualification', rowId: row.id } as const;
  const words = openPart(keys, person, place, row.sealed);
  return {
    id: row.id,
    ...factsOf(row),
    title: words?.title ?? '',
    organiser: words?.organiser ?? '',
    reference: words?.reference ?? '',
    minutes: row.minutes,
    withdrawnBecause: words?.withdrawnBecause ?? '',
  };
}
