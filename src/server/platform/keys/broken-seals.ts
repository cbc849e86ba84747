import { Counter } from 'prom-client';
import type { Figures } from '../log/figures.ts';
import { repeatedLines } from '../log/log.ts';
import { SealBroken } from './sealing.ts';

interface Log {
  error(line: object, message: string): void;
}

/** Seals that did not open where other rows stand beside them: a line for each column, and figures for whoever watches. */
export class BrokenSeals {
  readonly #met = new Counter({
    name: 'nuantu_broken_seals_total',
    help: 'Seals that did not open, by column',
    labelNames: ['column'],
    registers: [],
  });
  readonly figures: Figures = [this.#met];
  #log: Log | undefined;

  /** Where the lines go; before it is said, they are only counted. */
  tellTo(log: Log): void {
    this.#log = log;
  }

  /**
   * What `open` gives, and `unreadable` where a seal does not open: for lists, jobs and figures, in which one row must not
   * stop the others.
   */
  openOr<Value>(open: () => Value, unreadable: Value): Value {
    try {
      return open();
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      this.#tell(error);
      return unreadable;
    }
  }

  #tell({ place: { table, column, organisationId, rowId } }: SealBroken): void {
    const kind = `${table}.${column}`;
    this.#met.inc({ column: kind });
    const line = { column: kind, organisation: organisationId, row: rowId };
    repeatedLines.tell(`seal broken ${kind}`, (count) =>
      this.#log?.error({ ...line, count }, 'sealed value does not open'),
    );
  }
}
