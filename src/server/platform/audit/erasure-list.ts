import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { MasterKeys } from '../keys/master-key.ts';
import { readAuthenticated, writeAuthenticated } from './authenticated-file.ts';

/** Who was erased, when: an id, and nothing of the person. */
export interface Erased {
  readonly organisationId: string;
  /** as the audit calls it */
  readonly action: string;
  readonly id: string;
  readonly at: string;
}

interface DayContent {
  /** of the calendar in UTC, on which it was noted */
  readonly day: string;
  readonly keyVersion: number;
  /** up to when the audit was looked through */
  readonly until: string;
  readonly erased: readonly Erased[];
}

const PURPOSE = 'erasures';
const FILE = /^\d{4}-\d\d-\d\d\.json$/;

interface Noted {
  readonly erased: readonly Erased[];
  /** undefined: nothing was ever noted */
  readonly until: Date | undefined;
  /** files that nobody who holds the master key wrote */
  readonly faults: readonly string[];
}

/**
 * Who was erased, kept outside of the database, so that whoever puts back an older one knows whom to erase again. A file for each day,
 * each under a code by the master key: nobody else can have somebody erased by it. Whoever takes a file away leaves no trace.
 */
export class ErasureList {
  readonly #folder: string;
  readonly #keys: MasterKeys;
  /** up to when this server has looked; a file says it once a day */
  #looked: Date | undefined;

  constructor(folder: string, keys: MasterKeys) {
    this.#folder = folder;
    this.#keys = keys;
  }

  /** Up to when the audit was looked through; the files are read once for it. */
  async lookedUntil(): Promise<Date | undefined> {
    return this.#looked ?? (await this.read()).until;
  }

  async read(): Promise<Noted> {
    const names = (await readdir(this.#folder).catch(nothingNoted))
      .filter((name) => FILE.test(name))
      .toSorted();
    const faults: string[] = [];
    const days: DayContent[] = [];
    for (const name of names) {
      const day = await this.#readDay(name.slice(0, -'.json'.length));
      if (day === undefined) faults.push(name);
      else days.push(day);
    }
    const written = days.at(-1)?.until;
    return {
      erased: days.flatMap(({ erased }) => erased),
      until: this.#looked ?? (written === undefined ? undefined : new Date(written)),
      faults,
    };
  }

  /**
   * What the audit tells up to `now`; whoever was noted already is not noted twice.
   * @throws Error where today's file is not genuine: written over, it would have forgotten whom it named
   */
  async note(now: Date, found: readonly Erased[]): Promise<void> {
    const { erased, faults } = await this.read();
    const known = new Set(erased.map(keyOf));
    const fresh = found.filter((one) => {
      const key = keyOf(one);
      const isNew = !known.has(key);
      known.add(key);
      return isNew;
    });
    const day = now.toISOString().slice(0, 10);
    if (faults.includes(`${day}.json`)) throw new Error(`${day}.json of the erasures is not genuine`);
    const today = await this.#readDay(day);
    // a quiet day writes one file: it says up to when nobody was erased
    const isQuiet = fresh.length === 0 && today !== undefined;
    if (!isQuiet) await this.#write(now, [...(today?.erased ?? []), ...fresh]);
    this.#looked = now;
  }

  async #write(now: Date, erased: readonly Erased[]): Promise<void> {
    const day = now.toISOString().slice(0, 10);
    const content: DayContent = {
      day,
      keyVersion: this.#keys.current.version,
      until: now.toISOString(),
      erased,
    };
    await writeAuthenticated(this.#fileOf(day), PURPOSE, this.#keys, content);
  }

  async #readDay(day: string): Promise<DayContent | undefined> {
    const content = await readAuthenticated<DayContent>(this.#fileOf(day), PURPOSE, this.#keys);
    return content?.day === day ? content : undefined;
  }

  #fileOf(day: string): string {
    return join(this.#folder, `${day}.json`);
  }
}

/** A folder that cannot be read is not one in which nobody was noted: it would have erased nobody, and said so to nobody. */
function nothingNoted(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

function keyOf({ organisationId, action, id }: Erased): string {
  return `${organisationId} ${action} ${id}`;
}

/** Where the list of a data folder lies: best on another machine or a disk that only grows. */
export function erasureFolder(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  return environment['NUANTU_ERASURES'] ?? join(folder, 'erasures');
}
