import { createHash, createPublicKey, verify } from 'node:crypto';
import { decode, encode } from 'base58-universal';
import { CREDENTIAL_CONTEXTS, type UnsignedCredential } from '../../domain/certificates/credential.ts';
import { isWithinBounds } from './bounds.ts';

export interface Proof {
  readonly type: 'DataIntegrityProof';
  readonly cryptosuite: 'eddsa-rdfc-2022';
  readonly created: string;
  readonly verificationMethod: string;
  readonly proofPurpose: 'assertionMethod';
  readonly proofValue: string;
}
export type SignedCredential = UnsignedCredential & { readonly proof: Proof };

type JsonObject = Readonly<Record<string, unknown>>;

/** An Ed25519 signature of 64 bytes in Base58. */
const PROOF_VALUE = /^z[1-9A-HJ-NP-Za-km-z]{64,88}$/u;
/** What stands before the 32 bytes of an Ed25519 key so that it is SubjectPublicKeyInfo (RFC 8410). */
const KEY_HEADER = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * Signs with the cryptosuite that Open Badges 3.0 asks for.
 * @param options.verificationMethod the key's address in the issuer's document
 * @param options.created an instant
 * @throws Error where something in it is no defined term, so that the signature would not cover it
 * @see W3C, Data Integrity EdDSA Cryptosuites 1.0, section 3.2
 */
export async function signCredential(
  unsigned: UnsignedCredential,
  options: {
    readonly verificationMethod: string;
    readonly created: string;
    readonly sign: (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array;
  },
): Promise<SignedCredential> {
  const proof = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created: options.created,
    verificationMethod: options.verificationMethod,
    proofPurpose: 'assertionMethod',
  } as const;
  const signature = await options.sign(await signedBytes(unsigned, proof));
  return { ...unsigned, proof: { ...proof, proofValue: `z${encode(signature)}` } };
}

/** The public key at an address, 32 bytes or SubjectPublicKeyInfo; undefined where there is none or it is revoked. */
export type FindKey = (verificationMethod: string) => Promise<Uint8Array | undefined>;

/**
 * Whether the issuer that it names signed exactly this. Whatever JSON comes is answered: what is larger or deeper than a certificate, brings
 * terms of its own, or is signed by a key of another is not good.
 * @throws what `findKey` throws: that nobody can tell is no answer about a certificate
 */
export async function verifyCredential(signed: unknown, findKey: FindKey): Promise<{ isGood: boolean }> {
  const parts = partsOf(signed);
  const key = parts === undefined ? undefined : await findKey(parts.verificationMethod);
  if (parts === undefined || key === undefined) return { isGood: false };
  const { document, proof, signature } = parts;
  try {
    const bytes = await signedBytes(document, proof);
    return { isGood: verify(null, bytes, publicKeyOf(key), decode(signature)) };
  } catch {
    return { isGood: false };
  }
}

/** What is signed, how and by which key of its own issuer; undefined where that cannot be a credential of ours. */
function partsOf(signed: unknown) {
  if (!isWithinBounds(signed) || !isObject(signed) || !hasOurContexts(signed)) return undefined;
  const { proof: wholeProof, ...document } = signed;
  const { issuer } = document;
  if (!isObject(wholeProof) || !isObject(issuer)) return undefined;
  const { proofValue, ...proof } = wholeProof;
  const { verificationMethod } = proof;
  if (!isOurSuite(proof) || typeof proofValue !== 'string' || !PROOF_VALUE.test(proofValue)) return undefined;
  if (typeof issuer['id'] !== 'string' || typeof verificationMethod !== 'string') return undefined;
  if (!verificationMethod.startsWith(`${issuer['id']}#`)) return undefined;
  return { document, proof, verificationMethod, signature: proofValue.slice('z'.length) };
}

/** The hash of what says how it is signed, then of what is signed. */
async function signedBytes(document: JsonObject, proof: JsonObject): Promise<Uint8Array> {
  // read when first asked for: a start does not wait for it (140 ms)
  const { canonicalStatements } = await import('./canonical-statements.ts');
  const parts = [{ '@context': document['@context'], ...proof }, document];
  const statements = await Promise.all(parts.map(canonicalStatements));
  return Buffer.concat(statements.map((one) => createHash('sha256').update(one).digest()));
}

function publicKeyOf(key: Uint8Array) {
  const der = key.length === 32 ? Buffer.concat([KEY_HEADER, key]) : Buffer.from(key);
  const found = createPublicKey({ key: der, format: 'der', type: 'spki' });
  if (found.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 key');
  return found;
}

/** The same in the same order: another context could give the terms another meaning. */
function hasOurContexts(credential: JsonObject): boolean {
  const contexts = credential['@context'];
  return (
    Array.isArray(contexts) &&
    contexts.length === CREDENTIAL_CONTEXTS.length &&
    CREDENTIAL_CONTEXTS.every((one, at) => one === contexts[at])
  );
}

function isOurSuite({ type, cryptosuite, proofPurpose }: JsonObject): boolean {
  return (
    type === 'DataIntegrityProof' && cryptosuite === 'eddsa-rdfc-2022' && proofPurpose === 'assertionMethod'
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
