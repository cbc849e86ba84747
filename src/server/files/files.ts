import { Gauge } from 'prom-client';
import type { BlobStore, StoredBlob } from '../platform/blobs/blob-store.ts';
import { sealedLength } from '../platform/blobs/segments.ts';
import { NIL_ID } from '../platform/database/ids.ts';
import type { Figures } from '../platform/log/figures.ts';
import type { Doors } from '../platform/work/doors.ts';
import type { Work } from '../platform/work/work.ts';
import { checkFile, type CheckParts } from './check.ts';
import { changeSpace, type Piece } from './sql.ts';
import * as sql from './sql-upkeep.ts';

interface FilesParts extends CheckParts {
  readonly doors: Doors;
  /** hears of what could not be looked at; it is tried again */
  readonly onFailure: (organisationId: string, error: unknown) => void;
}

/** Longer than looking at one file takes. */
const CLAIM_MS = 5 * 60_000;
const LONGEST_WAIT_MS = 60 * 60_000;
/** What came a moment ago may be of an upload whose row is not written yet. */
const NEW_MS = 86_400_000;
const PAGE = 1_000;

/** What is done with files while nobody waits: they are looked at, and what has ended is deleted. */
export class Files {
  readonly #parts: FilesParts;
  /** the queue of the whole process: pictures take memory, so one is looked at at a time */
  #last: Promise<unknown> = Promise.resolve();
  #looking = 0;
  readonly figures: Figures;

  constructor(parts: FilesParts) {
    this.#parts = parts;
    const count = () => this.#looking;
    this.figures = [
      new Gauge({
        name: 'nuantu_files_being_checked',
        help: 'Files that this server looks at, or will when those before are through',
        registers: [],
        collect() {
          this.set(count());
        },
      }),
    ];
  }

  /** All that is due of one organisation: whole files looked at, ended ones deleted. Either is done where the other fails. */
  async workOff(organisationId: string): Promise<void> {
    if (this.#parts.doors.isClosed(organisationId)) return;
    const work = this.#workOf(organisationId);
    const told = (error: unknown) => this.#parts.onFailure(organisationId, error);
    await this.#checkDue(work).catch(told);
    await this.#deleteEnded(work).catch(told);
  }

  async #checkDue(work: Work): Promise<void> {
    const { organisationId } = work;
    for (;;) {
      const { now } = work;
      const [due] = await work.read((reading) => reading.all(sql.listUnchecked({ organisationId, now })));
      if (due.length === 0) return;
      for (const { id } of due) await this.#inTurn(() => this.#check(organisationId, id));
    }
  }

  #workOf(organisationId: string): Work {
    return this.#parts.doors.open(organisationId, { requestId: 'files', language: 'zh-CN' });
  }

  #inTurn(body: () => Promise<void>): Promise<void> {
    this.#looking += 1;
    const mine = this.#last.then(body).finally(() => (this.#looking -= 1));
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  /** A file that fails ends nothing but itself, and is never given up. */
  async #check(organisationId: string, id: string): Promise<void> {
    const work = this.#workOf(organisationId);
    const { now } = work;
    const until = new Date(now.getTime() + CLAIM_MS);
    const claimed = await work.change((change) =>
      change.first(sql.claimUnchecked({ organisationId, id, now, until })),
    );
    if (claimed === undefined) return;
    try {
      await checkFile(this.#parts, work, id);
    } catch (error) {
      this.#parts.onFailure(organisationId, error);
      await this.#putOff(work, id);
    }
  }

  async #putOff(work: Work, id: string): Promise<void> {
    await work.change(async (change) => {
      const { organisationId, now } = change;
      const attempts = ((await change.first(sql.readClaimed({ organisationId, id })))?.attempts ?? 0) + 1;
      const wait = Math.min(60_000 * 2 ** Math.min(attempts - 1, 10), LONGEST_WAIT_MS);
      change.push(sql.putOff({ organisationId, id, attempts, nextAt: new Date(now.getTime() + wait) }));
    });
  }

  /** The objects first: what is cut short in between is gone through again, and deleting twice does no harm. */
  async #deleteEnded(work: Work): Promise<void> {
    const { organisationId } = work;
    await work.change(async (change) => change.push(sql.endExpired({ organisationId, now: work.now })));
    for (;;) {
      const [ended] = await work.read((reading) => reading.all(sql.listEnded({ organisationId })));
      if (ended.length === 0) return;
      for (const row of ended) {
        for (const id of objectsOf(row)) await this.#parts.blobs.delete({ organisationId, id });
        await work.change(async (change) => {
          const { id } = row;
          if ((await change.first(sql.deleteEnded({ organisationId, id }))) === undefined) return;
          const more = row.refusal === null ? -row.bytes - row.preview_bytes : 0;
          change.push(changeSpace({ organisationId, more }));
        });
      }
    }
  }

  /**
   * Compares store and rows once a day: what no row names is deleted, what the store has no more, or not whole, is marked, and
   * the room that is taken is counted anew.
   */
  async sweep(organisationId: string): Promise<{ deleted: number; missing: number }> {
    const work = this.#workOf(organisationId);
    await work.change(async (change) => change.push(sql.forgetPieces({ organisationId, now: work.now })));
    const stored = new Map<string, StoredBlob>();
    for await (const blob of this.#parts.blobs.list(organisationId)) stored.set(blob.id, blob);
    const { named, missing } = await this.#compareRows(work, stored);
    const deleted = await this.#deleteStrays(work, stored, named);
    await work.change(async (change) => {
      await change.first(sql.lockSpace({ organisationId }));
      const sum = await change.first(sql.sumBytes({ organisationId }));
      if (sum !== undefined) change.push(sql.writeSpace({ organisationId, bytes: sum.bytes }));
    });
    return { deleted, missing };
  }

  async #compareRows(work: Work, stored: ReadonlyMap<string, StoredBlob>) {
    const { organisationId, now } = work;
    const named = new Set<string>();
    let missing = 0;
    for (let after = NIL_ID; ;) {
      const [rows] = await work.read((reading) =>
        reading.all(sql.listObjects({ organisationId, after, limit: PAGE })),
      );
      for (const row of rows) {
        for (const id of objectsOf(row)) named.add(id);
        const objects = [row.content_id, row.preview_id].filter((id) => id !== null);
        // what came after the store was listed is not in the list, and not missing
        const isMissing =
          row.state === 'ready' &&
          (isCut(row, stored) ||
            (objects.some((id) => !stored.has(id)) &&
              !(await allThere(this.#parts.blobs, organisationId, objects))));
        if (isMissing) missing += 1;
        if (isMissing === (row.missing_since !== null)) continue;
        await work.change(async (change) =>
          change.push(sql.markMissing({ organisationId, id: row.id, since: isMissing ? now : null })),
        );
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return { named, missing };
      after = last.id;
    }
  }

  async #deleteStrays(work: Work, stored: ReadonlyMap<string, StoredBlob>, named: ReadonlySet<string>) {
    const { organisationId, now } = work;
    let deleted = 0;
    for (const { id, since } of stored.values()) {
      if (named.has(id) || now.getTime() - since.getTime() < NEW_MS) continue;
      await this.#parts.blobs.delete({ organisationId, id });
      deleted += 1;
    }
    return deleted;
  }
}

/** An object is there, and is not as long as what was put. */
function isCut(
  row: { content_id: string | null; bytes: number; preview_id: string | null; preview_bytes: number },
  stored: ReadonlyMap<string, StoredBlob>,
): boolean {
  const lengths = [
    [row.content_id, row.bytes],
    [row.preview_id, row.preview_bytes],
  ] as const;
  return lengths.some(([id, bytes]) => {
    const there = id === null ? undefined : stored.get(id);
    return there !== undefined && there.bytes !== sealedLength(bytes);
  });
}

async function allThere(blobs: BlobStore, organisationId: string, ids: readonly string[]): Promise<boolean> {
  for (const id of ids) {
    const stream = await blobs.get({ organisationId, id });
    if (stream === undefined) return false;
    stream.destroy();
  }
  return true;
}

function objectsOf(row: { pieces: unknown; content_id: string | null; preview_id: string | null }): string[] {
  const ids = [...(row.pieces as Piece[]).map(({ id }) => id), row.content_id, row.preview_id];
  return ids.filter((id) => id !== null);
}
