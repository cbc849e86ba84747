import type { CertificateContent } from '../../domain/certificates/certificate.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { type SealedPerson, openPart, sealPart } from '../volunteers/public.ts';
import type { SignedCredential } from './sign-credential.ts';

/** What a certificate says, and the same signed. */
export interface Certified {
  readonly content: CertificateContent;
  readonly credential: SignedCredential;
}

const placeOf = (rowId: string) => ({ table: 'certificate', rowId }) as const;

export function sealCertificate(
  keys: OrganisationKeys,
  person: { readonly id: string; readonly wrapped: Buffer },
  rowId: string,
  certified: Certified,
): Buffer {
  return sealPart(keys, keys.personKey(person.id, person.wrapped), placeOf(rowId), certified);
}

/** Undefined: the person was erased, it is not signed yet, or it does not open. */
export function openCertificate(
  keys: OrganisationKeys,
  person: SealedPerson,
  row: { readonly id: string; readonly sealed: Buffer | null },
): Certified | undefined {
  return openPart(keys, person, placeOf(row.id), row.sealed) as Certified | undefined;
}
