import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { MasterKeys } from '../keys/master-key.ts';
import { readAuthenticated, writeAuthenticated } from './authenticated-file.ts';

/** How far an organisation's chain of seals had come. */
export interface AuditHead {
  readonly number: number;
  /** sealed up to and with this seal */
  readonly rows: number;
  /** the seal's code, hexadecimal */
  readonly code: string;
}

interface AnchorContent {
  /** of the calendar in UTC */
  readonly day: string;
  readonly keyVersion: number;
  /** code of the day before that has one; empty for the first */
  readonly previous: string;
  readonly heads: Readonly<Record<string, AuditHead>>;
}

interface AnchorDay extends AnchorContent {
  readonly code: string;
}

const PURPOSE = 'audit anchor';
const FILE = /^\d{4}-\d\d-\d\d\.json$/;

/**
 * Heads of all audit chains, kept outside the database under the master key: whoever holds the database alone can forge
 * no row, and cannot cut an end, empty an organisation or take back a day without it showing here. One file for each day,
 * chained to the day before.
 */
export class AuditAnchors {
  readonly #folder: string;
  readonly #keys: MasterKeys;

  constructor(folder: string, keys: MasterKeys) {
    this.#folder = folder;
    this.#keys = keys;
  }

  /** Every day's heads, oldest first, and what is wrong with the files themselves. */
  async read(): Promise<{ days: readonly AnchorDay[]; faults: readonly string[] }> {
    const names = (await readdir(this.#folder).catch(() => [])).filter((name) => FILE.test(name)).toSorted();
    const days: AnchorDay[] = [];
    const faults: string[] = [];
    for (const name of names) {
      const day = await this.#readDay(name);
      const isNext = day !== undefined && day.previous === (days.at(-1)?.code ?? '');
      if (!isNext) faults.push(name);
      if (day !== undefined) days.push(day);
    }
    return { days, faults };
  }

  /** Writes today's heads; a head never goes back, so that a chain which was cut does not make its own anchor. */
  async note(now: Date, heads: ReadonlyMap<string, AuditHead>): Promise<void> {
    const { days } = await this.read();
    const day = now.toISOString().slice(0, 10);
    const last = days.at(-1);
    const before = last?.day === day ? days.at(-2) : last;
    const kept = { ...last?.heads };
    for (const [organisationId, head] of heads) {
      const known = kept[organisationId];
      if (known === undefined || head.number > known.number) kept[organisationId] = head;
    }
    const keyVersion = this.#keys.current.version;
    const content: AnchorContent = { day, keyVersion, previous: before?.code ?? '', heads: kept };
    await writeAuthenticated(join(this.#folder, `${day}.json`), PURPOSE, this.#keys, content);
  }

  async #readDay(name: string): Promise<AnchorDay | undefined> {
    const day = await readAuthenticated<AnchorContent>(join(this.#folder, name), PURPOSE, this.#keys);
    return day !== undefined && name === `${day.day}.json` ? day : undefined;
  }
}

/** Where the anchors of a data folder lie: best on another machine or a disk that only grows. */
export function anchorFolder(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  return environment['NUANTU_AUDIT_ANCHORS'] ?? join(folder, 'audit-anchors');
}
