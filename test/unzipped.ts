import { Buffer } from 'node:buffer';
import { openZip } from '../src/server/platform/files/zip-archive.ts';

/** Those parts of an archive whose paths are wanted. */
export async function unzipped(
  file: Buffer,
  isWanted: (path: string) => boolean,
): Promise<Map<string, Buffer>> {
  const parts = new Map<string, Buffer>();
  for (const [path, unpack] of openZip(file, 1e8)) {
    if (!isWanted(path)) continue;
    const pieces: Uint8Array[] = [];
    for await (const piece of unpack()) pieces.push(piece);
    parts.set(path, Buffer.concat(pieces));
  }
  return parts;
}
