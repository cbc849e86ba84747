import { type RawBuilder, sql as raw } from 'kysely';

/** Of the last row that was shown. */
interface Position {
  readonly at: string | undefined;
  readonly id: string | undefined;
}

type Column = string | RawBuilder<unknown>;

/** Whether a row stands behind a position of a list with the newest first, equal instants by their ids. */
export function isOlder(at: Column, id: Column, position: Position): RawBuilder<boolean> {
  return raw<boolean>`(${columnOf(at)}, ${columnOf(id)}) < (${position.at}::timestamptz, ${position.id}::uuid)`;
}

/** The same of a list with the oldest first. */
export function isNewer(at: Column, id: Column, position: Position): RawBuilder<boolean> {
  return raw<boolean>`(${columnOf(at)}, ${columnOf(id)}) > (${position.at}::timestamptz, ${position.id}::uuid)`;
}

function columnOf(column: Column): RawBuilder<unknown> {
  return typeof column === 'string' ? raw.ref(column) : column;
}
