import { createPublicKey } from 'node:crypto';
import { encode } from 'base58-universal';
import { issuerAddress, nameOfIssuer, revocationsAddress } from '../../domain/certificates/credential.ts';

/** A key of an organisation, as it is kept: SubjectPublicKeyInfo. Revoked: what it signed is no longer to be believed; one that was merely followed by another is not. */
export interface IssuerKey {
  readonly id: string;
  readonly publicKey: Buffer;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

interface Issuer {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
}

/** What readers of such documents know without looking further; the last has the words of a profile. */
const CONTEXTS = [
  'https://www.w3.org/ns/did/v1',
  'https://w3id.org/security/multikey/v1',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
] as const;
/** Multicodec: an Ed25519 public key follows. */
const ED25519 = Buffer.of(0xed, 0x01);

/** The address of one key, as proofs name it. */
export function verificationMethodOf(origin: string, code: string, keyId: string): string {
  return `${issuerAddress(origin, code)}#${keyId}`;
}

/**
 * Who signs for an organisation. Its older keys stay, so that what they signed can be checked; a revoked one is told with its day, but
 * not among those that may say something, so that a reader who overlooks the day does not believe it either.
 * @see W3C, Controlled Identifiers 1.0
 */
export function issuerDocument(origin: string, issuer: Issuer, keys: readonly IssuerKey[]) {
  const id = issuerAddress(origin, issuer.code);
  const method = ({ id: keyId, publicKey, revokedAt }: IssuerKey) => ({
    id: `${id}#${keyId}`,
    type: 'Multikey',
    controller: id,
    publicKeyMultibase: multibase(publicKey),
    ...(revokedAt === null ? {} : { revoked: revokedAt.toISOString() }),
  });
  return {
    '@context': CONTEXTS,
    id,
    type: ['Profile'],
    name: nameOfIssuer(issuer),
    assertionMethod: keys.filter(({ revokedAt }) => revokedAt === null).map(method),
    verificationMethod: keys.filter(({ revokedAt }) => revokedAt !== null).map(method),
  };
}

/**
 * Which credentials an organisation took back.
 * @param revoked.id of the credential, `certificateAddress`
 * @see 1EdTech Revocation List Status Method 1.0
 */
export function revocationList(
  origin: string,
  code: string,
  revoked: readonly { readonly id: string; readonly reason?: string }[],
) {
  return {
    id: revocationsAddress(origin, code),
    issuer: issuerAddress(origin, code),
    revokedCredentials: revoked.map(({ id, reason }) => ({
      id,
      revoked: true,
      ...(reason === undefined ? {} : { revocationReason: reason }),
    })),
  };
}

function multibase(publicKey: Buffer): string {
  const { x } = createPublicKey({ key: publicKey, format: 'der', type: 'spki' }).export({ format: 'jwk' });
  if (x === undefined) throw new TypeError('not an Ed25519 key');
  return `z${encode(Buffer.concat([ED25519, Buffer.from(x, 'base64url')]))}`;
}
