import { issuerAddress } from '../../domain/certificates/credential.ts';
import type { Origin } from '../platform/work/doors.ts';
import { listSigningKeys } from '../platform/work/signing.ts';
import { findCertificate, type VerifyParts } from './find-certificate.ts';
import { findIssuer } from './issuer.ts';
import { verifyCredential } from './sign-credential.ts';

/**
 * Whether a credential that somebody was given is one of this installation's, unchanged, by a key that is believed, and not revoked. Whatever
 * JSON comes is answered.
 * @param address of the installation
 */
export async function checkCredential(
  parts: VerifyParts,
  credential: unknown,
  { address, origin }: { address: string; origin: Origin },
): Promise<{ isGood: boolean }> {
  const { isGood } = await verifyCredential(credential, (method) => findKey(parts, address, method));
  if (!isGood) return { isGood };
  const { id } = credential as { id: string };
  const { standing } = await findCertificate(parts, id.slice(id.lastIndexOf('/') + 1), origin);
  // erased, it is still what was signed
  return { isGood: standing.kind === 'valid' || standing.kind === 'erased' };
}

async function findKey(parts: VerifyParts, address: string, method: string): Promise<Uint8Array | undefined> {
  const [issuer = '', keyId = ''] = method.split('#');
  const code = decodeURIComponent(issuer.slice(issuer.lastIndexOf('/') + 1));
  if (issuer !== issuerAddress(address, code)) return undefined;
  const found = await findIssuer(parts, code);
  if (found === undefined) return undefined;
  const [keys] = await parts.access.all(listSigningKeys(found.id));
  return keys.find((key) => key.id === keyId && key.revoked_at === null)?.public_key;
}
