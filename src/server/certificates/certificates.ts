import type { CertificateView, IssueCertificate, RevokeCertificate } from '../../contract/certificates.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { certificateAddress } from '../../domain/certificates/credential.ts';
import type { RenderedReport } from '../reports/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { listKeysOf } from '../volunteers/public.ts';
import { issue, periodOf, viewCertificate } from './certify.ts';
import { openCertificate } from './sealed.ts';
import * as sql from './sql.ts';

/** @throws AppError invalid_request, not_found, volunteer_not_there, certificate_nothing_recorded */
export async function issueCertificate(
  change: Change,
  { accountId, origin }: { accountId: string; origin: string },
  { id, volunteerId, ...days }: BodyOf<typeof IssueCertificate>,
): Promise<CertificateView> {
  const period = periodOf(change, days);
  return viewCertificate(await issue(change, { id, volunteerId, period, origin, by: accountId }));
}

/** What a repeated request finds. @throws AppError not_found */
export async function readCertificate(
  { first, organisationId }: Pick<Reading, 'first' | 'organisationId'>,
  id: string,
): Promise<CertificateView> {
  const row = await first(sql.readCertificate({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return viewCertificate(row);
}

/** The latest first. @throws AppError not_found */
export async function listVolunteerCertificates(
  reading: Reading,
  volunteerId: string,
): Promise<{ items: CertificateView[] }> {
  const { organisationId } = reading;
  const [[person], rows] = await reading.all(
    listKeysOf({ organisationId, volunteerIds: [volunteerId] }),
    sql.listCertificatesOf({ organisationId, volunteerId }),
  );
  if (person === undefined) throw new AppError('not_found');
  await reading.audited({ action: 'certificate.list', subjectKind: 'volunteer', subjectIds: [volunteerId] });
  return { items: rows.map(viewCertificate) };
}

export type FileLanguage = 'zh' | 'both';

/** A PDF, with the signed credential inside. @throws AppError not_found, certificate_revoked, certificate_not_ready, certificate_erased */
export async function readFile(
  reading: Reading,
  id: string,
  language: FileLanguage,
): Promise<RenderedReport & { name: string }> {
  const { organisationId, keys } = reading;
  const row = await reading.first(sql.readCertificate({ organisationId, id }));
  const person =
    row === undefined
      ? undefined
      : await reading.first(listKeysOf({ organisationId, volunteerIds: [row.volunteer_id] }));
  if (row === undefined || person === undefined) throw new AppError('not_found');
  if (row.state === 'revoked') throw new AppError('certificate_revoked');
  if (row.sealed === null) throw new AppError('certificate_not_ready');
  const certified = openCertificate(keys, person, row);
  if (certified === undefined) throw new AppError('certificate_erased');
  await reading.audited({
    action: 'certificate.read',
    subjectKind: 'volunteer',
    subjectIds: [row.volunteer_id],
    detail: { certificate: id },
  });
  const { content, credential } = certified;
  const verifyUrl = certificateAddress(row.origin, row.number);
  // its writer is read when it is first asked for
  const { certificatePdf } = await import('./certificate-pdf.ts');
  const rendered = await certificatePdf(content, { language, verifyUrl, credential });
  return { ...rendered, name: `${row.number}.pdf` };
}

/** Revoked twice, it stays as the first said. @throws AppError not_found, certificate_not_ready */
export async function revokeCertificate(
  change: Change,
  { id, accountId }: { id: string; accountId: string },
  { reason }: BodyOf<typeof RevokeCertificate>,
): Promise<CertificateView> {
  const { organisationId, now } = change;
  const row = await change.first(sql.lockCertificate({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (row.state === 'revoked') return viewCertificate(row);
  if (row.state !== 'issued') throw new AppError('certificate_not_ready');
  change.push(sql.revokeCertificate({ organisationId, id, by: accountId, reason, now }));
  change.audit({
    action: 'certificate.revoke',
    subjectKind: 'volunteer',
    subjectIds: [row.volunteer_id],
    detail: { certificate: id, reason },
  });
  return readCertificate(change, id);
}
