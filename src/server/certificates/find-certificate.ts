import type { CertificateContent } from '../../domain/certificates/certificate.ts';
import type { RevocationReason } from '../../domain/certificates/certificate-life.ts';
import { readCertificateNumber } from '../../domain/certificates/certificate-number.ts';
import { getOrganisation, type Party } from '../organisations/public.ts';
import type { Reader } from '../platform/database/database.ts';
import type { Doors, Origin } from '../platform/work/doors.ts';
import { listSigningKeys } from '../platform/work/signing.ts';
import { listKeysOf } from '../volunteers/public.ts';
import { openCertificate } from './sealed.ts';
import type { SignedCredential } from './sign-credential.ts';
import * as sql from './sql.ts';

export interface VerifyParts {
  readonly doors: Doors;
  /** in nobody's name */
  readonly access: Pick<Reader, 'all' | 'first'>;
}

type Issuer = Pick<Party, 'name' | 'nameEn'> & { readonly code: string };

/** What a stranger is told of a certificate whose number they have. */
export type Verified =
  | { readonly is: 'unknown' }
  | { readonly is: 'unsigned'; readonly issuer: Issuer }
  | {
      readonly is: 'valid';
      readonly content: CertificateContent;
      readonly credential: SignedCredential;
      /** in which the organisation's days begin */
      readonly timeZone: string;
    }
  | {
      readonly is: 'revoked';
      readonly issuer: Issuer;
      readonly at: Date;
      readonly because: RevocationReason;
      readonly timeZone: string;
    }
  | { readonly is: 'erased'; readonly issuer: Issuer; readonly issuedAt: Date; readonly timeZone: string };

/** By the number as somebody types it. */
export async function findCertificate(
  { doors, access }: VerifyParts,
  typed: string,
  origin: Origin,
): Promise<Verified> {
  const number = readCertificateNumber(typed);
  const found = number === undefined ? undefined : await access.first(sql.findByNumber({ number }));
  if (found === undefined || doors.isClosed(found.organisation_id)) return { is: 'unknown' };
  const { organisation_id: organisationId, certificate_id: id } = found;
  return doors.open(organisationId, origin).read(async (reading): Promise<Verified> => {
    const [[row], keys, { organisation }] = await Promise.all([
      reading.all(sql.readCertificate({ organisationId, id })).then(([rows]) => rows),
      reading.all(listSigningKeys(organisationId)).then(([rows]) => rows),
      getOrganisation(reading),
    ]);
    if (row === undefined) return { is: 'unknown' };
    const issuer = { code: organisation.code, name: organisation.name, nameEn: organisation.nameEn };
    const { timeZone } = reading;
    if (row.state === 'revoked' && row.revoked_at !== null) {
      const because = row.revoked_because as RevocationReason;
      return { is: 'revoked', issuer, at: row.revoked_at, because, timeZone };
    }
    const key = keys.find((one) => one.id === row.signing_key_id);
    // made in a moment, or signed by a key that is not believed any more, until it is signed anew
    if (row.sealed === null || key?.revoked_at !== null) return { is: 'unsigned', issuer };
    const person = await reading.first(listKeysOf({ organisationId, volunteerIds: [row.volunteer_id] }));
    const certified =
      person === undefined ? undefined : openCertificate(reading.keys.beside, person, row);
    if (certified === undefined) return { is: 'erased', issuer, issuedAt: row.issued_at, timeZone };
    return { is: 'valid', ...certified, timeZone };
  });
}
