import { setImmediate as othersTurn } from 'node:timers/promises';
import { NIL_ID } from '../database/ids.ts';

/** About two milliseconds of opening. */
const AT_ONCE = 200;
const PAGE = 1_000;

/** The part that comes last in the queue of the whole process. */
let last: Promise<unknown> = Promise.resolve();

/** Runs a part when all that were asked for before are through, of whatever reader, with everybody else's turn in between. */
function inTurn<Result>(part: () => Result): Promise<Result> {
  const mine = last.then(() => othersTurn()).then(part);
  last = mine.catch(() => undefined);
  return mine;
}

/**
 * Maps many rows, a part at a time: opening thousands at once would keep everybody else's request waiting. All readers stand
 * in one queue with their parts, so that ten at once keep others waiting no longer than one does.
 */
export async function mapInTurn<Row, Result>(
  rows: readonly Row[],
  map: (row: Row) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    await inTurn(() => {
      for (const row of rows.slice(start, start + AT_ONCE)) results.push(map(row));
    });
  }
  return results;
}

/**
 * All rows of a reading in pages, each in a flight of its own: whoever shares a flight waits for all of it.
 * @param read a page of rows whose ids come after the given one, in their order
 */
export async function* readPages<Row extends { id: string }>(
  read: (page: { after: string; limit: number }) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  let after = NIL_ID;
  for (;;) {
    const rows = await read({ after, limit: PAGE });
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.id;
  }
}
