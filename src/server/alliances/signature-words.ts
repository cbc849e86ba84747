import type { Static } from 'typebox';
import type { RowOf } from '../platform/database/statement.ts';
import type { allianceStanding } from './kinds.ts';
import type { listSignatures } from './sql.ts';

type SentSignature = Static<typeof allianceStanding.schema>['signatures'][number];

/** A signature as it is delivered. */
export function sentSignature(row: RowOf<ReturnType<typeof listSignatures>>): SentSignature {
  return {
    number: row.number,
    signerName: row.signer_name,
    signedAt: row.signed_at.toISOString(),
    keyId: row.key_id,
    bytes: row.signature.toString('base64'),
  };
}

/** A delivered signature as it is checked and stored. */
export function storedSignature({ number, signerName, signedAt, keyId, bytes }: SentSignature) {
  return { number, signerName, signedAt: new Date(signedAt), keyId, bytes: Buffer.from(bytes, 'base64') };
}
