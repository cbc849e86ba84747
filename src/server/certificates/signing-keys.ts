import { AppError } from '../platform/work/errors.ts';
import { listSigningKeys, renewSigningKey, revokeSigningKey } from '../platform/work/signing.ts';
import type { Change, Reading } from '../platform/work/work.ts';

interface SigningKeyView {
  readonly id: string;
  readonly createdAt: string;
  /** signs from now on */
  readonly isCurrent: boolean;
  readonly revokedAt: string | null;
}

type Access = Pick<Reading, 'all' | 'organisationId'>;

/** The newest first. */
export async function listKeys({ all, organisationId }: Access): Promise<{ items: SigningKeyView[] }> {
  const [rows] = await all(listSigningKeys(organisationId));
  return {
    items: rows.map((row, at) => ({
      id: row.id,
      createdAt: row.created_at.toISOString(),
      isCurrent: at === 0 && row.revoked_at === null,
      revokedAt: row.revoked_at?.toISOString() ?? null,
    })),
  };
}

export async function renewKey(change: Change): Promise<SigningKeyView> {
  const { keyId } = await renewSigningKey(change);
  change.audit({ action: 'signing_key.renew', subjectKind: 'signing_key', subjectIds: [keyId] });
  return findKey(change, keyId);
}

/** Certificates that it signed are signed anew. @throws AppError not_found, signing_key_revoked */
export async function revokeKey(change: Change, keyId: string): Promise<SigningKeyView> {
  const known = await findKey(change, keyId);
  if (known.revokedAt !== null) throw new AppError('signing_key_revoked');
  await revokeSigningKey(change, keyId);
  change.audit({ action: 'signing_key.revoke', subjectKind: 'signing_key', subjectIds: [keyId] });
  change.ring('sign-certificates');
  return findKey(change, keyId);
}

/** @throws AppError not_found */
async function findKey(access: Access, keyId: string): Promise<SigningKeyView> {
  const found = (await listKeys(access)).items.find(({ id }) => id === keyId);
  if (found === undefined) throw new AppError('not_found');
  return found;
}
