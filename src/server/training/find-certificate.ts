import { readCertificateNumber } from '../../domain/certificates/certificate-number.ts';
import {
  COURSE_CERTIFICATE_PREFIX,
  type CourseCertificateContent,
} from '../../domain/training/course-certificate.ts';
import type { Reader } from '../platform/database/database.ts';
import type { Doors, Origin } from '../platform/work/doors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { openContent } from './sealed.ts';
import * as sql from './sql-enrolments.ts';

/** What a stranger is told of a certificate. */
export type CertificateStanding =
  | { readonly kind: 'valid'; readonly content: CourseCertificateContent }
  | {
      readonly kind: 'withdrawn';
      readonly organisation: CourseCertificateContent['organisation'];
      readonly on: string;
    }
  | { readonly kind: 'unknown' };

export interface FindParts {
  readonly doors: Doors;
  /** in nobody's name */
  readonly access: Pick<Reader, 'all' | 'first'>;
}

/** By its number as somebody types it. */
export async function findCertificate(
  { doors, access }: FindParts,
  typed: string,
  origin: Origin,
): Promise<CertificateStanding> {
  const number = readCertificateNumber(typed, COURSE_CERTIFICATE_PREFIX);
  const found = number === undefined ? undefined : await access.first(sql.findByNumber({ number }));
  if (found === undefined || doors.isClosed(found.organisation_id)) return { kind: 'unknown' };
  return doors.open(found.organisation_id, origin).read(async (reading) => {
    const { organisationId, keys, timeZone } = reading;
    const row = await reading.first(sql.readCertificate({ organisationId, id: found.certificate_id }));
    if (row === undefined) return { kind: 'unknown' };
    // one that does not open is told to the operator, and to strangers as none
    const content = keys.beside.opened(() => openContent(keys.beside, row));
    if (content === undefined) return { kind: 'unknown' };
    if (row.withdrawn_at === null) return { kind: 'valid', content };
    return { kind: 'withdrawn', organisation: content.organisation, on: dayIn(timeZone, row.withdrawn_at) };
  });
}
