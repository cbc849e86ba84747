import type { OperationShape } from '../../contract/operation.ts';
import { decodeBytes, encodeBytes } from './encoded-bytes.ts';

/** A saving that could not reach the server: sent again as it is, under the same id, so that it happens once. */
export interface Outgoing {
  readonly method: OperationShape['method'];
  readonly url: string;
  readonly body: unknown;
  readonly version?: number;
}

/** What was typed into a form and is not saved yet. */
export interface Draft<Values = object> {
  /** also the id of what the form creates */
  readonly id: string;
  /** what the form is about, such as `case.<id>.plan` */
  readonly record: string;
  /** another number than the form's own: the values were typed into an older form and do not fit */
  readonly formVersion: number;
  readonly savedAt: number;
  /** when it was first sent under its id, where that goes with what was sent */
  readonly sentAt?: string;
  readonly values: Values;
  /** the page where it was typed */
  readonly page: string;
  readonly outgoing?: Outgoing;
  /** the server's reason for not taking what was sent later by itself */
  readonly refusal?: string;
}

/** A field that has another name than in an earlier version, whose drafts still lie on computers. */
export interface RenamedField {
  /** the drafts that have it */
  readonly records: RegExp;
  readonly was: string;
  readonly is: string;
}

const PREFIX = 'nuantu.draft.';
/** Who has not come back to a text in this time will not; it need not lie on the computer for ever. */
const KEPT_MS = 30 * 86_400_000;
const NONCE_BYTES = 12;

/**
 * The drafts of one person on this computer. They outlive the tab, the browser and the session; on the disk they are
 * sealed with a key that the server gives to nobody but this person, signed in. So whoever sits down at a shared computer
 * finds nothing, and two persons' drafts never mix.
 */
export class DraftBox {
  readonly #storage: Storage;
  readonly #prefix: string;
  readonly #key: CryptoKey | undefined;
  readonly #renamed: readonly RenamedField[];
  readonly #drafts = new Map<string, Draft>();
  readonly #listeners = new Set<() => void>();
  #writing: Promise<void> = Promise.resolve();
  #list: readonly Draft[] = [];

  /** Without a key (a page without TLS has no cryptography) drafts live as long as the page. */
  private constructor(
    storage: Storage,
    userId: string,
    key: CryptoKey | undefined,
    renamed: readonly RenamedField[],
  ) {
    this.#storage = storage;
    this.#prefix = `${PREFIX}${userId}.`;
    this.#key = key;
    this.#renamed = renamed;
  }

  /** @param secret of the person, in base64 */
  static async open(
    storage: Storage,
    userId: string,
    secret: string,
    now: number,
    renamed: readonly RenamedField[] = [],
  ): Promise<DraftBox> {
    // absent outside of a secure context, whatever the types say
    const subtle = crypto.subtle as SubtleCrypto | undefined;
    const key = await subtle?.importKey('raw', decodeBytes(secret), 'AES-GCM', false, ['encrypt', 'decrypt']);
    const box = new DraftBox(storage, userId, key, renamed);
    const names = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
    for (const name of names) if (name.startsWith(box.#prefix)) await box.#read(name, now);
    box.#tell();
    return box;
  }

  /** Whether drafts outlive the page. */
  get isLasting(): boolean {
    return this.#key !== undefined;
  }

  find<Values>(record: string, formVersion: number): Draft<Values> | undefined {
    const found = this.#list.findLast(
      (draft) => draft.record === record && draft.formVersion === formVersion,
    );
    return found as Draft<Values> | undefined;
  }

  isWaiting(id: string): boolean {
    return this.#drafts.get(id)?.outgoing !== undefined;
  }

  /** The same array until something changes. */
  readonly list = (): readonly Draft[] => this.#list;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  keep(draft: Draft): void {
    this.#drafts.set(draft.id, draft);
    this.#write(draft.id);
  }

  drop(id: string): void {
    this.#drafts.delete(id);
    this.#write(id);
  }

  /** Resolves when everything is on the disk. */
  settled(): Promise<void> {
    return this.#writing;
  }

  #write(id: string): void {
    this.#tell();
    // one after the other, each with what is newest then: sealing takes its time, and letters come quicker
    this.#writing = this.#writing.then(() => this.#store(id));
  }

  async #store(id: string): Promise<void> {
    const draft = this.#drafts.get(id);
    const name = this.#prefix + id;
    if (draft === undefined) this.#storage.removeItem(name);
    else if (this.#key !== undefined) {
      const sealed = await seal(this.#key, name, draft);
      try {
        this.#storage.setItem(name, sealed);
      } catch {
        // a full storage must not stop the typing; the form itself still holds the words
      }
    }
  }

  async #read(name: string, now: number): Promise<void> {
    if (this.#key === undefined) return;
    const draft = await open(this.#key, name, this.#storage.getItem(name) ?? '');
    // sealed by a key that was rotated away, it is of no use to anybody
    if (draft === undefined || now - draft.savedAt > KEPT_MS) this.#storage.removeItem(name);
    else this.#drafts.set(draft.id, withNewNames(draft, this.#renamed));
  }

  #tell(): void {
    this.#list = [...this.#drafts.values()].toSorted((left, right) => left.savedAt - right.savedAt);
    for (const listener of this.#listeners) listener();
  }
}

/** What was typed, and what waits to be sent, as this version calls it. */
function withNewNames(draft: Draft, renamed: readonly RenamedField[]): Draft {
  const own = renamed.filter(({ records }) => records.test(draft.record));
  if (own.length === 0) return draft;
  const rename = <Fields>(fields: Fields) => own.reduce(withNewName, fields) as Fields;
  const { outgoing, values } = draft;
  return {
    ...draft,
    values: rename(values),
    ...(outgoing === undefined ? {} : { outgoing: { ...outgoing, body: rename(outgoing.body) } }),
  };
}

function withNewName(fields: unknown, { was, is }: RenamedField): unknown {
  if (typeof fields !== 'object' || fields === null || !(was in fields) || is in fields) return fields;
  const { [was]: value, ...others } = fields as Record<string, unknown>;
  return { ...others, [is]: value };
}

async function seal(key: CryptoKey, name: string, draft: Draft): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(draft));
  const sealed = await crypto.subtle.encrypt(sealing(name, iv), key, plain);
  return encodeBytes(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
}

/** undefined: sealed by another key, or not whole any more */
async function open(key: CryptoKey, name: string, text: string): Promise<Draft | undefined> {
  try {
    const bytes = decodeBytes(text);
    const iv = bytes.slice(0, NONCE_BYTES);
    const plain = await crypto.subtle.decrypt(sealing(name, iv), key, bytes.slice(NONCE_BYTES));
    return JSON.parse(new TextDecoder().decode(plain)) as Draft;
  } catch {
    return undefined;
  }
}

/** Bound to its name: copied under another person's, it does not open. */
function sealing(name: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) };
}
