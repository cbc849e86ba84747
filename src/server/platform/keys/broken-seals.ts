import { Counter } from 'prom-client';
import type { Figures } from '../log/figures.ts';
import { repeatedLines } from '../log/log.ts';
import { SealBroken } from './sealing.ts';

/** A column whose seals do not open, with the first row of them that was met since the last line. */
export interface BrokenLine {
  readonly column: string;
  readonly organisation: string;
  readonly row: string;
  readonly count: number;
}

interface Log {
  error(line: BrokenLine, message: string): void;
}

/** Seals that did not open, wherever one was met: a line for each column, and figures for whoever watches. */
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

  /** What `open` gives; undefined where a seal does not open, which is told. */
  openBeside<Value>(open: () => Value): Value | undefined {
    try {
      return open();
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      this.tell(error);
      return undefined;
    }
  }

  tell({ place: { table, column, organisationId, rowId } }: SealBroken): void {
    const kind = `${table}.${column}`;
    this.#met.inc({ column: kind });
    const line = { column: kind, organisation: organisationId, row: rowId };
    repeatedLines.tell(`seal broken ${kind}`, (count) =>
      this.#log?.error({ ...line, count }, 'sealed value does not open'),
    );
  }
}
