import { createHmac, type KeyObject } from 'node:crypto';
import { BrokenSeals } from './broken-seals.ts';
import type { Reader } from '../database/database.ts';
import type { MasterKeys } from './master-key.ts';
import { type PersonKey, PersonMemory, type RememberedPerson } from './person-memory.ts';
import {
  keyVersionOf,
  newSealingKey,
  open,
  type Place,
  seal,
  SealBroken,
  type SealingKey,
  sealingKey,
  SHORTEST_SEAL,
} from './sealing.ts';
import { prepare, query, type Statement } from '../database/statement.ts';

type KeyKind = 'data' | 'index' | 'audit';
export interface WrappedKey {
  readonly kind: KeyKind;
  readonly version: number;
  readonly wrapped: Buffer;
}

/** The row of a list, and what hides its length. */
interface ListCode {
  /** a bigint as statements carry it */
  readonly id: string;
  readonly mask: bigint;
}

/** With the organisation whose it is. */
export interface OwnedKey extends WrappedKey {
  readonly organisationId: string;
}

/** No such organisation: a forged token can name one. */
export class NoOrganisationKeys extends Error {
  constructor(organisationId: string) {
    super(`organisation ${organisationId} has no keys`);
    this.name = 'NoOrganisationKeys';
  }
}

/** Persons whom a server remembers, of all organisations together: about 500 bytes each. */
const REMEMBERED_PERSONS = 20_000;
/** An erasure elsewhere (another server, a command) is not heard of here: after this time the database is asked again. */
const REMEMBERED_MS = 5 * 60_000;
/** Codes of lists that searches ask for again and again, of all organisations together: 300 bytes each. */
const REMEMBERED_LISTS = 10_000;

const selectKeys = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('organisation_key')
    .select(['kind', 'version', 'wrapped'])
    .where('organisation_id', '=', p.organisationId),
);

/** Master key → organisation keys → person keys. Holds unwrapped keys in memory only. */
export class Keyring {
  #master: MasterKeys;
  readonly #reload: () => Promise<MasterKeys>;
  readonly #organisations = new Map<string, OrganisationKeys>();
  readonly #memory: Memory;
  readonly brokenSeals = new BrokenSeals();

  /**
   * @param reload reads the master keys again: another process may have rotated them
   * @param rememberedPersons at most, of all organisations together
   */
  constructor(
    master: MasterKeys,
    reload: () => Promise<MasterKeys> = () => Promise.resolve(master),
    rememberedPersons = REMEMBERED_PERSONS,
  ) {
    this.#master = master;
    this.#reload = reload;
    const persons = new PersonMemory(rememberedPersons);
    this.#memory = { persons, lists: new Map(), brokenSeals: this.brokenSeals };
  }

  /**
   * Keys of the reader's organisation; from the database the first time.
   * @throws NoOrganisationKeys
   */
  async of(reader: Reader): Promise<OrganisationKeys> {
    const { organisationId } = reader.settings;
    let keys = this.#organisations.get(organisationId);
    if (keys === undefined) {
      keys = this.#keysOf(organisationId, await this.#read(reader), false);
      this.#organisations.set(organisationId, keys);
    }
    return keys;
  }

  /**
   * Keys as they are stored now, after others were found wanting: a version that these lack is nowhere, and what names it
   * does not open. Without this, changed bytes that name such a version would look like a rotation for ever.
   * @throws NoOrganisationKeys
   */
  async readAnew(reader: Reader): Promise<OrganisationKeys> {
    const { organisationId } = reader.settings;
    const stored = await this.#read(reader);
    this.#organisations.set(organisationId, this.#keysOf(organisationId, stored, false));
    return this.#keysOf(organisationId, stored, true);
  }

  #keysOf(organisationId: string, stored: readonly (SealingKey & { kind: KeyKind })[], areAll: boolean) {
    return new OrganisationKeys(organisationId, stored, this.#memory, areAll);
  }

  async #read(reader: Reader) {
    try {
      return await readOrganisationKeys(reader, this);
    } catch (error) {
      if (!(error instanceof KeyVersionMissing)) throw error;
      this.#master = await this.#reload();
      return readOrganisationKeys(reader, this);
    }
  }

  /**
   * An erased person's key must not live on in memory. Called once the erasure is committed; a reading that saw the key
   * before does not bring it back.
   */
  forgetPerson(personId: string): void {
    this.#memory.persons.forget(personId);
  }

  /** The first keys of a new organisation, to be stored with it; remembered only once they were read from there. */
  newOrganisation(organisationId: string): { keys: OrganisationKeys; wrapped: WrappedKey[] } {
    const kinds: KeyKind[] = ['data', 'index', 'audit'];
    const made = kinds.map((kind) => ({ kind, ...newSealingKey(1) }));
    return {
      keys: this.#keysOf(organisationId, made, false),
      wrapped: made.map(({ kind, ...key }) => this.wrap(organisationId, kind, key)),
    };
  }

  wrap(organisationId: string, kind: KeyKind, { version, key }: SealingKey): WrappedKey {
    const place = keyPlace(organisationId, kind, version);
    return { kind, version, wrapped: seal(this.#master.current, place, key.export()) };
  }

  /** Whether these master keys are those that the key was wrapped by. */
  opens({ organisationId, ...wrapped }: OwnedKey): boolean {
    try {
      return this.unwrap(organisationId, [wrapped]).length === 1;
    } catch (error) {
      if (error instanceof SealBroken || error instanceof KeyVersionMissing) return false;
      throw error;
    }
  }

  /** @throws SealBroken, or Error when the master key that a row names is not there */
  unwrap(organisationId: string, rows: readonly WrappedKey[]): (SealingKey & { kind: KeyKind })[] {
    return rows.map(({ kind, version, wrapped }) => {
      const master = this.#master.byVersion.get(keyVersionOf(wrapped));
      if (master === undefined) {
        throw new KeyVersionMissing('master', keyVersionOf(wrapped));
      }
      const bytes = open(master, keyPlace(organisationId, kind, version), wrapped);
      return { kind, ...sealingKey(version, bytes) };
    });
  }
}

/** All keys of the reader's organisation, unwrapped. */
export async function readOrganisationKeys(reader: Reader, keyring: Keyring) {
  const { organisationId } = reader.settings;
  const [rows] = await reader.all(selectKeys({ organisationId }));
  return keyring.unwrap(organisationId, rows as WrappedKey[]);
}

function keyPlace(organisationId: string, kind: KeyKind, version: number): Place {
  return { table: 'organisation_key', column: 'wrapped', organisationId, rowId: `${kind}.${version}` };
}

/** Something was wrapped by a key that came after these were read: read them again. */
export class KeyVersionMissing extends Error {
  constructor(kind: 'master' | 'data', version: number) {
    super(`${kind} key version ${version} is needed and not there`);
    this.name = 'KeyVersionMissing';
  }
}

/** What the keys of all organisations share. */
interface Memory {
  readonly persons: PersonMemory;
  readonly lists: Map<string, ListCode>;
  readonly brokenSeals: BrokenSeals;
}

export class OrganisationKeys {
  readonly organisationId: string;
  readonly #data: ReadonlyMap<number, SealingKey>;
  readonly #currentData: SealingKey;
  readonly #index: KeyObject;
  readonly auditKey: KeyObject;
  readonly #persons: PersonMemory;
  readonly #lists: Map<string, ListCode>;
  readonly #brokenSeals: BrokenSeals;
  /** no other version is stored anywhere: what names one does not open */
  readonly areAll: boolean;
  /**
   * The same keys for a row that stands beside others, in lists, jobs, figures and files: what does not open is told and
   * undefined, as after an erasure, and stops nothing. A record that is opened by itself, or written over, takes the
   * keys as they are and fails, lest something be written over what nobody could read.
   */
  readonly beside: OrganisationKeys;

  constructor(
    organisationId: string,
    keys: readonly (SealingKey & { kind: KeyKind })[],
    { persons, lists, brokenSeals }: Memory,
    areAll: boolean,
    isBeside = false,
  ) {
    this.organisationId = organisationId;
    this.#persons = persons;
    this.#lists = lists;
    this.#brokenSeals = brokenSeals;
    this.areAll = areAll;
    const newest = (kind: KeyKind) =>
      keys.filter((key) => key.kind === kind).sort((left, right) => right.version - left.version)[0];
    const [data, index, audit] = [newest('data'), newest('index'), newest('audit')];
    if (data === undefined || index === undefined || audit === undefined) {
      throw new NoOrganisationKeys(organisationId);
    }
    this.#currentData = data;
    this.#data = new Map(keys.filter(({ kind }) => kind === 'data').map((key) => [key.version, key]));
    this.#index = index.key;
    this.auditKey = audit.key;
    this.beside = isBeside
      ? this
      : new OrganisationKeys(organisationId, keys, { persons, lists, brokenSeals }, areAll, true);
  }

  /** The one place in which what is sealed is opened for a reader. @throws SealBroken where these keys are not `beside` */
  opened<Value>(open: () => Value): Value | undefined {
    return this.beside === this ? this.#brokenSeals.openBeside(open) : open();
  }

  newPersonKey(personId: string): { key: SealingKey; wrapped: Buffer } {
    const key = newSealingKey(1);
    return { key, wrapped: this.wrapPersonKey(personId, key) };
  }

  /** In the place of a wrapped key, which need not be fetched. */
  rememberedKey(personId: string): RememberedPerson | undefined {
    return this.#persons.find(this.organisationId, personId);
  }

  /** @throws SealBroken when the wrapped key is not this person's */
  personKey(personId: string, key: PersonKey): SealingKey {
    return this.#person(personId, key).key;
  }

  /**
   * What `sealed` opens to, opened once: a list that is looked at again finds it as long as the key is remembered and the
   * sealed bytes are the same.
   * @throws SealBroken
   */
  openOnce<Value>(personId: string, key: PersonKey, sealed: Buffer, openNow: () => Value): Value {
    const person = this.#person(personId, key);
    // as text: a small Buffer that is kept keeps the whole slab that it was cut from
    const bytes = sealed.toString('latin1');
    if (person.opened?.bytes === bytes) return person.opened.value as Value;
    const value = openNow();
    person.opened = { bytes, value };
    return value;
  }

  #person(personId: string, wrapped: PersonKey): RememberedPerson {
    if (!Buffer.isBuffer(wrapped)) return wrapped;
    const known = this.#persons.find(this.organisationId, personId);
    if (known !== undefined) return known;
    const person: RememberedPerson = {
      organisationId: this.organisationId,
      key: this.openPersonKey(personId, wrapped),
      until: performance.now() + REMEMBERED_MS,
      opened: undefined,
    };
    this.#persons.keep(personId, person);
    return person;
  }

  /** The same person key under the newest organisation key; undefined when it is already. */
  rewrapPersonKey(personId: string, wrapped: Buffer): Buffer | undefined {
    if (keyVersionOf(wrapped) === this.#currentData.version) return undefined;
    return this.wrapPersonKey(personId, this.openPersonKey(personId, wrapped));
  }

  /** The newest data key's version, as the second to fifth byte of whatever it seals. */
  currentVersion(): Buffer {
    const version = Buffer.alloc(4);
    version.writeUInt32BE(this.#currentData.version);
    return version;
  }

  wrapPersonKey(personId: string, key: SealingKey): Buffer {
    return seal(this.#currentData, personPlace(this.organisationId, personId), key.key.export());
  }

  /** As it is wrapped here, whatever is remembered. @throws SealBroken */
  openPersonKey(personId: string, wrapped: Buffer): SealingKey {
    const place = personPlace(this.organisationId, personId);
    return sealingKey(1, open(this.#dataKey(place, wrapped), place, wrapped));
  }

  /** For secrets of the organisation itself (an authenticator's secret), not of a person it serves. */
  sealForOrganisation(place: Omit<Place, 'organisationId'>, plain: Buffer | string): Buffer {
    return seal(this.#currentData, { ...place, organisationId: this.organisationId }, plain);
  }

  openForOrganisation(place: Omit<Place, 'organisationId'>, sealed: Buffer): Buffer {
    const at = { ...place, organisationId: this.organisationId };
    return open(this.#dataKey(at, sealed), at, sealed);
  }

  /** Blind index: 64 bits of HMAC-SHA-256, as the signed integer that PostgreSQL's bigint holds. */
  token(plain: string): bigint {
    return createHmac('sha256', this.#index).update(plain).digest().readBigInt64BE(0);
  }

  /**
   * The row of a list and the constant that hides its length: 62 bits, so that no length goes beyond a bigint and what
   * is stored tells less than a millionth of a bit.
   */
  list(plain: string): ListCode {
    const place = `${this.organisationId}|${plain}`;
    const known = this.#lists.get(place);
    if (known !== undefined) return known;
    const list = this.listOnce(plain);
    if (this.#lists.size >= REMEMBERED_LISTS) this.#lists.clear();
    this.#lists.set(place, list);
    return list;
  }

  /** The same without remembering it: of many, most of which are of nobody. */
  listOnce(plain: string): ListCode {
    const bytes = createHmac('sha256', this.#index).update('list|').update(plain).digest();
    return { id: String(bytes.readBigInt64BE(0)), mask: bytes.readBigUInt64BE(8) >> 2n };
  }

  /** Keyed digest of a text, for comparing; the purpose keeps the digests of one use from being those of another. */
  digest(purpose: string, plain: string): Buffer {
    return createHmac('sha256', this.#index).update(`${purpose}|`).update(plain).digest().subarray(0, 16);
  }

  /** The key that a seal names. @throws SealBroken, KeyVersionMissing */
  #dataKey(place: Place, sealed: Buffer): SealingKey {
    if (sealed.length < SHORTEST_SEAL) throw new SealBroken(place);
    const version = keyVersionOf(sealed);
    const key = this.#data.get(version);
    if (key !== undefined) return key;
    if (this.areAll) throw new SealBroken(place);
    throw new KeyVersionMissing('data', version);
  }
}

function personPlace(organisationId: string, personId: string): Place {
  return { table: 'person_key', column: 'wrapped', organisationId, rowId: personId };
}

export function insertOrganisationKeys(
  organisationId: string,
  keys: readonly WrappedKey[],
  now: Date,
): Statement<unknown>[] {
  return keys.map((key) => insertOrganisationKey({ organisationId, ...key, now }));
}

const insertOrganisationKey = prepare((p: WrappedKey & { organisationId: string; now: Date }) =>
  query.insertInto('organisation_key').values({
    organisation_id: p.organisationId,
    kind: p.kind,
    version: p.version,
    wrapped: p.wrapped,
    created_at: p.now,
  }),
);
