import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { sql as raw } from 'kysely';
import { newId } from '../database/ids.ts';
import { prepare, query } from '../database/statement.ts';
import type { Change, Reading } from './work.ts';

/** What an organisation put its name to, and by which of its keys. */
export interface Signature {
  readonly keyId: string;
  readonly bytes: Buffer;
}

const readSecret = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('signing_secret')
    .select(['key_id', 'sealed'])
    .where('organisation_id', '=', p.organisationId)
    .orderBy('key_id', 'desc')
    .limit(1)
    // whoever revokes it waits for all who sign by it, also for those who come while it waits
    .forShare(),
);

const insertSecret = prepare((p: { organisationId: string; keyId: string; sealed: Buffer }) =>
  query
    .insertInto('signing_secret')
    .values({ organisation_id: p.organisationId, key_id: p.keyId, sealed: p.sealed }),
);

const readPublicKey = prepare((p: { organisationId: string; keyId: string }) =>
  query
    .selectFrom('signing_key')
    .select('public_key')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.keyId),
);

const listPublicKeys = prepare((p: { keyIds: string[] }) =>
  query
    .selectFrom('signing_key')
    .select(['organisation_id', 'id', 'public_key', 'revoked_at'])
    .where(raw<boolean>`id = any(${p.keyIds}::uuid[])`),
);

/**
 * In a statement: whether what an organisation signed itself counts, as `areSignedBy` judges it: it was signed before its key was revoked.
 * @param row whose `organisation_id`, `key_id` and `signed_at` these are
 */
export function signatureCounts(row: string): string {
  return `exists (select from signing_key k where k.organisation_id = ${row}.organisation_id and k.id = ${row}.key_id
    and (k.revoked_at is null or ${row}.signed_at < k.revoked_at))`;
}

const insertPublicKey = prepare(
  (p: { organisationId: string; keyId: string; publicKey: Buffer; now: Date }) =>
    query
      .insertInto('signing_key')
      .values({ organisation_id: p.organisationId, id: p.keyId, public_key: p.publicKey, created_at: p.now }),
);

const listKeys = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('signing_key')
    .select(['id', 'public_key', 'created_at', 'revoked_at'])
    .where('organisation_id', '=', p.organisationId)
    .orderBy('id', 'desc'),
);

const lockKeys = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('signing_key')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .orderBy('id')
    .forUpdate(),
);

const revokeKey = prepare((p: { organisationId: string; keyId: string; at: Date }) =>
  query
    .updateTable('signing_key')
    .set({ revoked_at: p.at })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.keyId)
    .where('revoked_at', 'is', null),
);

const deleteSecrets = prepare((p: { organisationId: string }) =>
  query.deleteFrom('signing_secret').where('organisation_id', '=', p.organisationId),
);

const deleteSecret = prepare((p: { organisationId: string; keyId: string }) =>
  query
    .deleteFrom('signing_secret')
    .where('organisation_id', '=', p.organisationId)
    .where('key_id', '=', p.keyId),
);

/** A key of the organisation's by which it signs now. */
export interface Signer {
  readonly keyId: string;
  readonly sign: (bytes: Uint8Array) => Buffer;
}

/**
 * Signs as the organisation that acts (Ed25519, RFC 8032). Its key pair is made when it first signs; two that are made
 * at once are both good.
 */
export async function signerOf(change: Change): Promise<Signer> {
  const known = await change.first(readSecret({ organisationId: change.organisationId }));
  const { keyId, secret } =
    known === undefined
      ? makeKeyPair(change)
      : {
          keyId: known.key_id,
          secret: change.keys.openForOrganisation(place(known.key_id), known.sealed),
        };
  const key = createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' });
  return { keyId, sign: (bytes) => sign(null, bytes, key) };
}

/** The same of a text. */
export async function signAs(change: Change, text: string): Promise<Signature> {
  const { keyId, sign: signBytes } = await signerOf(change);
  return { keyId, bytes: signBytes(Buffer.from(text)) };
}

/** Another key from now on: what the one before signed stays good, and it signs nothing more. */
export async function renewSigningKey(change: Change): Promise<{ keyId: string }> {
  // of two who renew at once the second sees what the first made
  await change.all(lockKeys({ organisationId: change.organisationId }));
  change.push(deleteSecrets({ organisationId: change.organisationId }));
  return { keyId: makeKeyPair(change).keyId };
}

/**
 * It signs nothing more, and what names this instant or a later one is believed nowhere; where it was the one of now, the next signature makes another.
 * The instant is taken once its secret is gone: what others signed while this waited for them names an earlier one.
 */
export async function revokeSigningKey(change: Change, keyId: string): Promise<void> {
  const { organisationId } = change;
  // in the order in which whoever renews takes them
  await change.all(lockKeys({ organisationId }));
  await change.all(deleteSecret({ organisationId, keyId }));
  change.push(revokeKey({ organisationId, keyId, at: change.clock() }));
}

/** All keys that an organisation signs and signed with, the newest first. */
export function listSigningKeys(organisationId: string): ReturnType<typeof listKeys> {
  return listKeys({ organisationId });
}

function makeKeyPair(change: Change): { keyId: string; secret: Buffer } {
  const { organisationId, now, keys } = change;
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { format: 'der', type: 'spki' },
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
  });
  const keyId = newId(now.getTime());
  change.push(insertPublicKey({ organisationId, keyId, publicKey, now }));
  change.push(
    insertSecret({ organisationId, keyId, sealed: keys.sealForOrganisation(place(keyId), privateKey) }),
  );
  return { keyId, secret: privateKey };
}

/**
 * Whether the organisation signed this text; false as well where it has no such key. Also by one that was revoked since: what lies here came
 * while it was good.
 */
export async function isSignedBy(
  reading: Pick<Reading, 'first'>,
  organisationId: string,
  { keyId, bytes }: Signature,
  text: string,
): Promise<boolean> {
  const known = await reading.first(readPublicKey({ organisationId, keyId }));
  if (known === undefined) return false;
  const key = createPublicKey({ key: known.public_key, format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text), key, bytes);
}

/**
 * The same of many at once, in their order, where a signature may arrive after its key was revoked: what names an instant before that counts, and
 * what names a later one nowhere.
 */
export async function areSignedBy(
  reading: Pick<Reading, 'all'>,
  signed: readonly {
    readonly organisationId: string;
    readonly signature: Signature;
    /** as the text names it */
    readonly signedAt: Date;
    readonly text: string;
  }[],
): Promise<boolean[]> {
  const keyIds = [...new Set(signed.map(({ signature }) => signature.keyId))];
  const [known] = await reading.all(listPublicKeys({ keyIds }));
  const keys = new Map(
    known.map((row) => [
      `${row.organisation_id} ${row.id}`,
      {
        publicKey: createPublicKey({ key: row.public_key, format: 'der', type: 'spki' }),
        revokedAt: row.revoked_at,
      },
    ]),
  );
  return signed.map(({ organisationId, signature: { keyId, bytes }, signedAt, text }) => {
    const key = keys.get(`${organisationId} ${keyId}`);
    if (key === undefined || (key.revokedAt !== null && signedAt >= key.revokedAt)) return false;
    return verify(null, Buffer.from(text), key.publicKey, bytes);
  });
}

function place(keyId: string) {
  return { table: 'signing_secret', column: 'sealed', rowId: keyId };
}
