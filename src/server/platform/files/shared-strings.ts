import { Buffer } from 'node:buffer';
import type { XmlEvents } from './xml-reader.ts';

const FIRST_BYTES = 64 * 1024;
/** Of a UTF-16 unit in UTF-8. */
const MOST_BYTES = 3;

/**
 * The texts that cells of a workbook name by number. A hundred thousand rows have a million of them: they are kept as bytes beside each
 * other, since as objects they would take three times as much.
 */
export class SharedStrings implements XmlEvents {
  #bytes = Buffer.alloc(FIRST_BYTES);
  readonly #ends: number[] = [];
  #text = '';
  #isRead = false;
  #isPhonetic = false;

  opened(name: string): void {
    if (name === 'si') this.#text = '';
    else if (name === 't') this.#isRead = !this.#isPhonetic;
    // how a word is spoken stands beside how it is written
    else if (name === 'rPh') this.#isPhonetic = true;
  }

  closed(name: string): void {
    if (name === 'si') this.#keep(withoutEscapes(this.#text));
    else if (name === 't') this.#isRead = false;
    else if (name === 'rPh') this.#isPhonetic = false;
  }

  text(text: string): void {
    if (this.#isRead) this.#text += text;
  }

  /** undefined: there is none of this number */
  at(index: number): string | undefined {
    const end = this.#ends[index];
    return end === undefined ? undefined : this.#bytes.toString('utf8', this.#ends[index - 1] ?? 0, end);
  }

  #keep(text: string): void {
    const begin = this.#ends.at(-1) ?? 0;
    const needed = begin + text.length * MOST_BYTES;
    if (needed > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(needed, 2 * this.#bytes.length));
      this.#bytes.copy(larger, 0, 0, begin);
      this.#bytes = larger;
    }
    this.#ends.push(begin + this.#bytes.write(text, begin));
  }
}

/** `_x000D_` is the character of that code (ECMA-376-1, 22.9.2.19). */
export function withoutEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-f]{4})_/giu, (_, code: string) => String.fromCharCode(Number(`0x${code}`)));
}
