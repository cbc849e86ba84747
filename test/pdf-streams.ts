import { inflateSync } from 'node:zlib';

interface PackedStream {
  /** of its first packed byte in the file */
  readonly start: number;
  readonly content: Buffer;
}

/** What stands packed in a PDF, one after the other. */
export function streamsOf(pdf: Buffer): PackedStream[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\r?\n/gu)].flatMap(({ index, 0: { length } }) => {
    const start = index + length;
    return pdf[start] === 0x78 ? [{ start, content: inflateSync(pdf.subarray(start)) }] : [];
  });
}
