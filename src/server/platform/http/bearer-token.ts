import { createHash, randomBytes } from 'node:crypto';

const ID_BYTES = 16;
const SECRET_BYTES = 24;

/**
 * A bearer secret that names its tenant, so that looking it up touches one shard:
 * base64url(organisation id ‖ 192 random bits).
 */
export function newToken(organisationId: string): string {
  const id = Buffer.from(organisationId.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, randomBytes(SECRET_BYTES)]).toString('base64url');
}

/** undefined: not the shape of a token. */
export function readToken(token: string): { organisationId: string; hash: Buffer } | undefined {
  if (!/^[\w-]{54}$/.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== ID_BYTES + SECRET_BYTES) return undefined;
  const hex = bytes.toString('hex', 0, ID_BYTES);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return { organisationId: parts.join('-'), hash: hashToken(token) };
}

/** 192 random bits need no slow hash. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
