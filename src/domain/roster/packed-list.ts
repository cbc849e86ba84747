/** How a value is written as JSON, and read from it. */
export interface Packing<Value> {
  readonly write: (value: Value) => unknown;
  readonly read: (written: unknown) => Value;
}

/** Values one after the other, each a line of JSON in UTF-8. */
export type PackedBlock = Uint8Array<ArrayBuffer>;

/** So many values stand in a block; only the last of a list may have fewer. */
export const VALUES_IN_BLOCK = 500;

const LINE_END = 0x0a;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** JSON writes no break of a line, and halves of characters as their numbers: whatever the values are, they come back. */
export function packBlock<Value>({ write }: Packing<Value>, values: readonly Value[]): PackedBlock {
  return blockOf(values.map((value) => JSON.stringify(write(value))));
}

function blockOf(lines: readonly string[]): PackedBlock {
  return encoder.encode(lines.map((line) => `${line}\n`).join(''));
}

interface Block {
  readonly bytes: PackedBlock;
  /** where each of its lines ends */
  readonly ends: Uint32Array;
}

/**
 * A long list whose values are kept as bytes, and made anew each time somebody looks at one. As objects a hundred thousand rows take ten
 * times as much, and each collection of garbage looks at all of them.
 */
export class PackedList<Value> implements Iterable<Value> {
  readonly #packing: Packing<Value>;
  readonly #blocks: Block[] = [];
  /** lines of the block that is not full yet */
  #open: string[] = [];
  /** values in the place of earlier ones, and by the index of those which */
  #later: PackedList<Value> | undefined;
  readonly #laterAt = new Map<number, number>();
  #length = 0;
  /** the value that was made last: whoever looks at one asks for several things of it */
  #seen: { readonly index: number; readonly value: Value } | undefined;

  constructor(packing: Packing<Value>) {
    this.#packing = packing;
  }

  get length(): number {
    return this.#length;
  }

  add(value: Value): void {
    this.#open.push(this.#lineOf(value));
    this.#length += 1;
    if (this.#open.length < VALUES_IN_BLOCK) return;
    this.#keep(blockOf(this.#open));
    this.#open = [];
  }

  /** A block that was packed elsewhere. @throws RangeError where the one before is not full */
  addBlock(bytes: PackedBlock): void {
    if (this.#length % VALUES_IN_BLOCK !== 0) throw new RangeError('the block before is not full');
    this.#length += this.#keep(bytes);
  }

  at(index: number): Value | undefined {
    if (this.#seen?.index === index) return this.#seen.value;
    const later = this.#laterAt.get(index);
    if (later !== undefined) return this.#later?.at(later);
    const line = this.#lineAt(index);
    if (line === undefined) return undefined;
    const value = this.#packing.read(JSON.parse(line));
    this.#seen = { index, value };
    return value;
  }

  slice(from: number, to: number): Value[] {
    const count = Math.max(0, Math.min(to, this.#length) - from);
    return Array.from({ length: count }, (_, at) => this.at(from + at) as Value);
  }

  /** What is replaced stays in the memory with the list. */
  replace(index: number, value: Value): void {
    this.#seen = undefined;
    const ofOpen = index - this.#blocks.length * VALUES_IN_BLOCK;
    if (ofOpen >= 0 && ofOpen < this.#open.length) {
      this.#open[ofOpen] = this.#lineOf(value);
      return;
    }
    this.#later ??= new PackedList(this.#packing);
    this.#laterAt.set(index, this.#later.length);
    this.#later.add(value);
  }

  *[Symbol.iterator](): Generator<Value> {
    for (let index = 0; index < this.#length; index += 1) yield this.at(index) as Value;
  }

  #lineOf(value: Value): string {
    return JSON.stringify(this.#packing.write(value));
  }

  #keep(bytes: PackedBlock): number {
    const ends: number[] = [];
    for (let end = bytes.indexOf(LINE_END); end !== -1; end = bytes.indexOf(LINE_END, end + 1))
      ends.push(end);
    this.#blocks.push({ bytes, ends: Uint32Array.from(ends) });
    return ends.length;
  }

  #lineAt(index: number): string | undefined {
    const number = Math.floor(index / VALUES_IN_BLOCK);
    const at = index % VALUES_IN_BLOCK;
    const block = this.#blocks[number];
    if (block === undefined) return number === this.#blocks.length ? this.#open[at] : undefined;
    const end = block.ends[at];
    if (end === undefined) return undefined;
    const begin = at === 0 ? 0 : (block.ends[at - 1] ?? 0) + 1;
    return decoder.decode(block.bytes.subarray(begin, end));
  }
}
