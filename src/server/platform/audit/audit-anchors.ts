import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../../../domain/canonical-json.ts';
import type { MasterKeys } from '../keys/master-key.ts';

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
    const text = JSON.stringify({ ...content, code: this.#codeOf(content) });
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const file = join(this.#folder, `${day}.json`);
    await writeFile(`${file}.new`, text, { mode: 0o600, flush: true });
    await rename(`${file}.new`, file);
  }

  async #readDay(name: string): Promise<AnchorDay | undefined> {
    try {
      const { code, ...content } = JSON.parse(await readFile(join(this.#folder, name), 'utf8')) as AnchorDay;
      const expected = this.#codeOf(content);
      const isGenuine =
        expected.length === code.length && timingSafeEqual(Buffer.from(expected), Buffer.from(code));
      return isGenuine && name === `${content.day}.json` ? { ...content, code } : undefined;
    } catch {
      return undefined;
    }
  }

  /** @throws Error when the master key that the day names is not there */
  #codeOf(content: AnchorContent): string {
    const master = this.#keys.byVersion.get(content.keyVersion);
    if (master === undefined) throw new Error(`master key version ${content.keyVersion} is not there`);
    return createHmac('sha256', master.key)
      .update(`audit anchor|${canonicalJson(content)}`)
      .digest('hex');
  }
}

/** Where the anchors of a data folder lie: best on another machine or a disk that only grows. */
export function anchorFolder(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  return environment['NUANTU_AUDIT_ANCHORS'] ?? join(folder, 'audit-anchors');
}
