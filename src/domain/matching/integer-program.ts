/** To be made large: worth · x, where each row lies within its bounds; columns from 0 to `upper`, the whole ones in whole numbers. */
export interface IntegerProgram {
  readonly worth: Float64Array;
  readonly upper: Float64Array;
  readonly isWhole: Uint8Array;
  /** rows one after the other: row r holds the entries from starts[r] to starts[r + 1] */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly factors: Float64Array;
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
}

interface Entry {
  readonly column: number;
  readonly factor: number;
}

/** A program written down column by column and row by row. */
export class ProgramBuilder {
  readonly #worth: number[] = [];
  readonly #upper: number[] = [];
  readonly #isWhole: number[] = [];
  readonly #starts: number[] = [0];
  readonly #columns: number[] = [];
  readonly #factors: number[] = [];
  readonly #lowest: number[] = [];
  readonly #highest: number[] = [];

  /** @returns its number */
  addColumn(worth: number, { upper, isWhole }: { upper: number; isWhole: boolean }): number {
    this.#worth.push(worth);
    this.#upper.push(upper);
    this.#isWhole.push(isWhole ? 1 : 0);
    return this.#worth.length - 1;
  }

  addWorth(column: number, more: number): void {
    this.#worth[column] = (this.#worth[column] ?? 0) + more;
  }

  addRow(entries: readonly Entry[], { lowest, highest }: { lowest: number; highest: number }): void {
    for (const { column, factor } of entries) {
      this.#columns.push(column);
      this.#factors.push(factor);
    }
    this.#starts.push(this.#columns.length);
    this.#lowest.push(lowest);
    this.#highest.push(highest);
  }

  /** Of these columns not more than so many. */
  addLimit(columns: readonly number[], highest: number): void {
    const entries = columns.map((column) => ({ column, factor: 1 }));
    this.addRow(entries, { lowest: Number.NEGATIVE_INFINITY, highest });
  }

  build(): IntegerProgram {
    return {
      worth: Float64Array.from(this.#worth),
      upper: Float64Array.from(this.#upper),
      isWhole: Uint8Array.from(this.#isWhole),
      starts: Int32Array.from(this.#starts),
      columns: Int32Array.from(this.#columns),
      factors: Float64Array.from(this.#factors),
      lowest: Float64Array.from(this.#lowest),
      highest: Float64Array.from(this.#highest),
    };
  }
}
