import type { CourseCertificateContent } from '../../domain/training/course-certificate.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';

/** Whose rows keep why something was done. */
type ReasonTable = 'course' | 'course_attendance';

const placeOf = (table: ReasonTable, rowId: string) => ({ table, column: 'sealed_reason', rowId });
const certificatePlace = (rowId: string) => ({ table: 'course_certificate', column: 'sealed', rowId });

export function sealReason(
  keys: OrganisationKeys,
  table: ReasonTable,
  rowId: string,
  reason: string,
): Buffer {
  return keys.sealForOrganisation(placeOf(table, rowId), reason);
}

/** Null: there is none, or it does not open. */
export function openReason(
  keys: OrganisationKeys,
  table: ReasonTable,
  rowId: string,
  sealed: Buffer | null,
): string | null {
  if (sealed === null) return null;
  const { beside } = keys;
  return (
    beside.opened(() => beside.openForOrganisation(placeOf(table, rowId), sealed).toString('utf8')) ?? null
  );
}

export function sealContent(
  keys: OrganisationKeys,
  rowId: string,
  content: CourseCertificateContent,
): Buffer {
  return keys.sealForOrganisation(certificatePlace(rowId), JSON.stringify(content));
}

/** @throws SealBroken */
export function openContent(
  keys: OrganisationKeys,
  { id, sealed }: { id: string; sealed: Buffer },
): CourseCertificateContent {
  const text = keys.openForOrganisation(certificatePlace(id), sealed).toString('utf8');
  return JSON.parse(text) as CourseCertificateContent;
}
