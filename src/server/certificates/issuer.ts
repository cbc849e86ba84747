import { certificateAddress } from '../../domain/certificates/credential.ts';
import { type RevocationReason, revocationNames } from '../../domain/certificates/certificate-life.ts';
import { listOrganisations } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Origin } from '../platform/work/doors.ts';
import { listSigningKeys } from '../platform/work/signing.ts';
import type { VerifyParts } from './find-certificate.ts';
import { issuerDocument, revocationList } from './issuer-document.ts';
import * as sql from './sql.ts';

/** undefined: there is none of this code, or it is closed here */
export async function findIssuer({ access, doors }: VerifyParts, code: string) {
  const [organisations] = await access.all(listOrganisations({}));
  return organisations.find((one) => one.code === code && !doors.isClosed(one.id));
}

/** @throws AppError not_found */
async function readKnown(parts: VerifyParts, code: string) {
  const found = await findIssuer(parts, code);
  if (found === undefined) throw new AppError('not_found');
  return found;
}

/** The keys of whoever signs for an organisation, for verifiers. @throws AppError not_found */
export async function readIssuer(parts: VerifyParts, code: string, address: string) {
  const { id, name, name_en: nameEn } = await readKnown(parts, code);
  const [keys] = await parts.access.all(listSigningKeys(id));
  return issuerDocument(
    address,
    { code, name, nameEn },
    keys.map((key) => ({
      id: key.id,
      publicKey: key.public_key,
      createdAt: key.created_at,
      revokedAt: key.revoked_at,
    })),
  );
}

/** What an organisation took back: numbers and why, nobody's name. @throws AppError not_found */
export async function readRevocations(
  parts: VerifyParts,
  {
    code,
    address,
    origin,
  }: {
    code: string;
    address: string;
    origin: Origin;
  },
) {
  const { id } = await readKnown(parts, code);
  const rows = await parts.doors.open(id, origin).read(async (reading) => {
    const [revoked] = await reading.all(sql.listRevoked({ organisationId: id }));
    return revoked;
  });
  const revoked = rows.map((row) => ({
    id: certificateAddress(row.origin, row.number),
    reason: revocationNames[row.revoked_because as RevocationReason].en,
  }));
  return revocationList(address, code, revoked);
}
