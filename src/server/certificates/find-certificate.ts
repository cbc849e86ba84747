import { type RevocationReason, revocationNames } from '../../domain/certificates/certificate-life.ts';
import { readCertificateNumber } from '../../domain/certificates/certificate-number.ts';
import { spokenLanguage } from '../../domain/language.ts';
import { getOrganisation } from '../organisations/public.ts';
import type { Reader } from '../platform/database/database.ts';
import type { Doors, Origin } from '../platform/work/doors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { listSigningKeys } from '../platform/work/signing.ts';
import type { Reading } from '../platform/work/work.ts';
import { listKeysOf } from '../volunteers/public.ts';
import { openCertificate } from './sealed.ts';
import type { SignedCredential } from './sign-credential.ts';
import * as sql from './sql.ts';
import type { CertificateStanding } from './verify-page.ts';

export interface VerifyParts {
  readonly doors: Doors;
  /** in nobody's name */
  readonly access: Pick<Reader, 'all' | 'first'>;
}

interface Found {
  readonly standing: CertificateStanding;
  /** of one that is good */
  readonly credential: SignedCredential | undefined;
}

/** What a stranger is told of a certificate, by its number as somebody types it. */
export async function findCertificate(
  { doors, access }: VerifyParts,
  typed: string,
  origin: Origin,
): Promise<Found> {
  const number = readCertificateNumber(typed);
  const found = number === undefined ? undefined : await access.first(sql.findByNumber({ number }));
  if (found === undefined || doors.isClosed(found.organisation_id))
    return { standing: { kind: 'unknown' }, credential: undefined };
  return doors
    .open(found.organisation_id, origin)
    .read((reading) => readStanding(reading, found.certificate_id, origin));
}

async function readStanding(reading: Reading, id: string, { language }: Origin): Promise<Found> {
  const { organisationId, timeZone, keys } = reading;
  const [[[row], signingKeys], { organisation }] = await Promise.all([
    reading.all(sql.readCertificate({ organisationId, id }), listSigningKeys(organisationId)),
    getOrganisation(reading),
  ]);
  const only = (standing: CertificateStanding) => ({ standing, credential: undefined });
  if (row === undefined) return only({ kind: 'unknown' });
  if (row.state === 'revoked' && row.revoked_at !== null)
    return only({
      kind: 'revoked',
      organisation,
      on: dayIn(timeZone, row.revoked_at),
      reason: revocationNames[row.revoked_because as RevocationReason][spokenLanguage(language)],
    });
  // it was never made
  if (row.state === 'failed') return only({ kind: 'unknown' });
  const person = await reading.first(listKeysOf({ organisationId, volunteerIds: [row.volunteer_id] }));
  const wrapped = person?.wrapped ?? null;
  const certified = openCertificate(keys.beside, { id: row.volunteer_id, wrapped }, row);
  if (wrapped === null || (row.sealed !== null && certified === undefined))
    return only({ kind: 'erased', organisation, issuedOn: dayIn(timeZone, row.issued_at) });
  const signedBy = signingKeys.find((key) => key.id === row.signing_key_id);
  // made in a moment, or signed by a key that is not believed any more, until it is signed anew
  if (certified === undefined || signedBy?.revoked_at !== null)
    return only({ kind: 'waiting', organisation });
  const { content, credential } = certified;
  return { standing: { kind: 'valid', content }, credential };
}
