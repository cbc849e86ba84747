import { randomBytes } from 'node:crypto';
import type { CertificateView } from '../../contract/certificates.ts';
import { listServices } from '../../domain/certificates/certificate.ts';
import type { CertificateState, RevocationReason } from '../../domain/certificates/certificate-life.ts';
import { makeCertificateNumber } from '../../domain/certificates/certificate-number.ts';
import { buildCredential, certificateAddress } from '../../domain/certificates/credential.ts';
import { sumServed } from '../attendance/public.ts';
import { getOrganisation } from '../organisations/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn, instantsOf } from '../platform/work/organisation-day.ts';
import { signerOf } from '../platform/work/signing.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { listKeysOf, readCandidates } from '../volunteers/public.ts';
import { verificationMethodOf } from './issuer-document.ts';
import { type Certified, sealCertificate } from './sealed.ts';
import { signCredential } from './sign-credential.ts';
import * as sql from './sql.ts';

export type CertificateRow = RowOf<ReturnType<typeof sql.readCertificate>>;

export type ListedCertificate = RowOf<ReturnType<typeof sql.listCertificatesOf>>;

export function viewCertificate(row: ListedCertificate): CertificateView {
  return {
    id: row.id,
    number: row.number,
    verifyUrl: certificateAddress(row.origin, row.number),
    volunteerId: row.volunteer_id,
    from: row.from_day,
    to: row.until_day,
    minutes: row.minutes,
    state: row.state as CertificateState,
    issuedAt: row.issued_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    revokedBecause: row.revoked_because as RevocationReason | null,
  };
}

/** Days between which service is certified, both included. */
export interface Period {
  readonly from: string;
  readonly until: string;
}

/** @throws AppError invalid_request */
export function periodOf(
  { now, timeZone }: Pick<Reading, 'now' | 'timeZone'>,
  { from, to }: { from: string; to: string },
): Period {
  if (to < from || to > dayIn(timeZone, now))
    throw new AppError('invalid_request', { fields: [{ path: '/to', code: 'certificate_period' }] });
  return { from, until: to };
}

export const newNumber = () => makeCertificateNumber(randomBytes(NUMBER_BYTES));
const NUMBER_BYTES = 10;

export interface Asked {
  readonly volunteerId: string;
  readonly period: Period;
  readonly number: string;
  /** of the installation, under which it is verified */
  readonly origin: string;
  readonly issuedAt: Date;
}

interface Signed extends Certified {
  readonly keyId: string;
  readonly person: { readonly id: string; readonly wrapped: Buffer };
}

/**
 * What somebody served, in words and signed, as it is recorded now.
 * @throws AppError not_found, volunteer_not_there, volunteer_waits, certificate_nothing_recorded
 */
export async function certify(
  change: Change,
  { volunteerId, period, number, origin, issuedAt }: Asked,
): Promise<Signed> {
  const { organisationId, timeZone } = change;
  const candidates = await readCandidates(change, [volunteerId]);
  const [[key], services] = await change.all(
    listKeysOf({ organisationId, volunteerIds: [volunteerId] }),
    sumServed({ organisationId, volunteerId, ...instantsOf(timeZone, period) }),
  );
  const { organisation } = await getOrganisation(change);
  const person = candidates.get(volunteerId);
  if (person === undefined || key === undefined) throw new AppError('not_found');
  const { wrapped } = key;
  if (person.name === null || wrapped === null) throw new AppError('volunteer_not_there');
  // a guardian may not have been asked, or the details have to be looked at again
  if (person.state !== 'accepted') throw new AppError('volunteer_waits');
  const sum = (of: 'minutes' | 'back_filled') => services.reduce((total, row) => total + row[of], 0);
  const minutes = sum('minutes');
  if (minutes === 0) throw new AppError('certificate_nothing_recorded');
  const content = {
    number,
    name: person.name,
    volunteerNumber: person.number,
    organisation: { code: organisation.code, name: organisation.name, nameEn: organisation.nameEn },
    ...period,
    minutes,
    backFilledMinutes: sum('back_filled'),
    services: listServices(services),
    issuedAt: issuedAt.toISOString(),
    issuedOn: dayIn(timeZone, issuedAt),
  };
  return { ...(await signContent(change, content, origin)), person: { id: volunteerId, wrapped } };
}

/** The same content by the key of now: first, and once the key that signed it is revoked. */
export async function signContent(
  change: Change,
  content: Certified['content'],
  origin: string,
): Promise<Certified & { keyId: string }> {
  const { keyId, sign } = await signerOf(change);
  const credential = await signCredential(buildCredential(content, origin), {
    verificationMethod: verificationMethodOf(origin, content.organisation.code, keyId),
    created: change.now.toISOString(),
    sign,
  });
  return { content, credential, keyId };
}

/** @throws AppError not_found, volunteer_not_there, volunteer_waits, certificate_nothing_recorded */
export async function issue(
  change: Change,
  { id, by, ...asked }: Omit<Asked, 'number' | 'issuedAt'> & { id: string; by: string | null },
): Promise<CertificateRow> {
  const { organisationId, keys, now } = change;
  const { volunteerId, period, origin } = asked;
  const number = newNumber();
  const { person, keyId, ...certified } = await certify(change, { ...asked, number, issuedAt: now });
  const { minutes } = certified.content;
  const sealed = sealCertificate(keys, person, id, certified);
  const said = { organisationId, id, number, volunteerId, ...period, minutes, origin };
  change.push(sql.insertCertificate({ ...said, sealed, keyId, by, now }));
  change.audit({
    action: 'certificate.issue',
    subjectKind: 'volunteer',
    subjectIds: [volunteerId],
    detail: { certificate: id },
  });
  const row = await change.first(sql.readCertificate({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return row;
}
