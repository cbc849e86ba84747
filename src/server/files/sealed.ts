import { createHash, randomBytes } from 'node:crypto';
import type { MediaType } from '../../domain/files/media-type.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { open, seal } from '../platform/keys/sealing.ts';

const KEY_BYTES = 32;

/** What is sealed of a file beside its bytes: with the person's key all of it goes. */
export interface FileSecret {
  readonly name: string;
  /** of its objects, in base64 */
  readonly key: string;
  /** digest of what its beginning said, which what is kept may differ from; undefined: nobody sent it */
  readonly announced?: string;
  /** undefined until it was looked at */
  readonly mediaType?: MediaType;
  readonly sha256?: string;
}

export function newSecret(name: string): FileSecret {
  return { name, key: randomBytes(KEY_BYTES).toString('base64') };
}

export function fileKeyOf({ key }: FileSecret): Buffer {
  return Buffer.from(key, 'base64');
}

export function digestOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

export function announcementOf({ name, bytes }: { name: string; bytes: number }): string {
  return digestOf(Buffer.from(JSON.stringify([name, bytes])));
}

/** Whose key seals a file. */
export interface Sealer {
  readonly clientId: string | null;
  /** of the client; null where there is none, or the client was erased */
  readonly wrapped: Buffer | null;
}

export interface SealedSecret {
  readonly personSealed: Buffer | null;
  readonly organisationSealed: Buffer | null;
}

export function sealSecret(
  keys: OrganisationKeys,
  { clientId, wrapped }: Sealer,
  fileId: string,
  secret: FileSecret,
): SealedSecret {
  const text = JSON.stringify(secret);
  if (clientId === null) {
    const organisationSealed = keys.sealForOrganisation({ ...OF_ORGANISATION, rowId: fileId }, text);
    return { personSealed: null, organisationSealed };
  }
  const place = { ...OF_PERSON, rowId: fileId, organisationId: keys.organisationId };
  const personSealed = seal(keys.personKey(clientId, wrapped ?? Buffer.alloc(0)), place, text);
  return { personSealed, organisationSealed: null };
}

const OF_PERSON = { table: 'file', column: 'person_sealed' };
const OF_ORGANISATION = { table: 'file', column: 'organisation_sealed' };

interface SealedRow {
  id: string;
  client_id: string | null;
  person_sealed: Buffer | null;
  organisation_sealed: Buffer | null;
  wrapped: Buffer | null;
}

/** undefined where the person was erased; with `keys.beside` also where it does not open. */
export function openSecret(keys: OrganisationKeys, row: SealedRow): FileSecret | undefined {
  const plain = keys.opened(() => openNow(keys, row));
  return plain === undefined ? undefined : (JSON.parse(plain.toString('utf8')) as FileSecret);
}

function openNow(keys: OrganisationKeys, row: SealedRow): Buffer | undefined {
  const {
    id,
    client_id: clientId,
    wrapped,
    person_sealed: ofPerson,
    organisation_sealed: ofOrganisation,
  } = row;
  if (ofOrganisation !== null)
    return keys.openForOrganisation({ ...OF_ORGANISATION, rowId: id }, ofOrganisation);
  if (clientId === null || wrapped === null || ofPerson === null) return undefined;
  const place = { ...OF_PERSON, rowId: id, organisationId: keys.organisationId };
  return open(keys.personKey(clientId, wrapped), place, ofPerson);
}
