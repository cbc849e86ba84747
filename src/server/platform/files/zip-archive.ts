import { createInflateRaw } from 'node:zlib';
import { SpreadsheetError } from './spreadsheet-error.ts';

interface ZipEntry {
  path: string;
  method: number;
  packedBytes: number;
  unpackedBytes: number;
  /** Where the entry's own header begins, from the start of the archive. */
  offset: number;
}

const directoryEndSignature = 0x06054b50;
const directoryEntrySignature = 0x02014b50;
const zip64LocatorSignature = 0x07064b50;
const localHeaderSignature = 0x04034b50;
const directoryEndLength = 22;
const longestComment = 0xffff;
const stored = 0;
const deflated = 8;

const PIECE_BYTES = 64 * 1024;

/** By its path, what unpacks a part piece by piece. */
export type ZipParts = ReadonlyMap<string, () => AsyncIterable<Uint8Array>>;

/**
 * The parts of a zip archive (APPNOTE 6.3, without encryption and zip64): none is unpacked before somebody reads it, and then piece
 * by piece. Never more than the limit: the sizes in the directory are summed up first, and unpacking stops where a part
 * turns out larger than its directory says, so that a small archive cannot fill the memory.
 * @throws SpreadsheetError `file_too_large` or `file_not_spreadsheet`, which reading a part throws too
 */
export function openZip(bytes: Buffer, limitBytes: number): ZipParts {
  const entries = readDirectory(bytes);
  const total = entries.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0);
  if (total > limitBytes) throw new SpreadsheetError('file_too_large');
  return new Map(entries.map((entry) => [entry.path, () => unpack(bytes, entry)]));
}

function readDirectory(bytes: Buffer): ZipEntry[] {
  const end = findDirectoryEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const isZip64 = end >= 20 && bytes.readUInt32LE(end - 20) === zip64LocatorSignature;
  if (isZip64 || bytes.readUInt16LE(end + 8) !== count) throw damaged();
  let position = bytes.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (position + 46 > end || bytes.readUInt32LE(position) !== directoryEntrySignature) throw damaged();
    const pathLength = bytes.readUInt16LE(position + 28);
    entries.push({
      path: bytes.toString('utf8', position + 46, position + 46 + pathLength),
      method: bytes.readUInt16LE(position + 10),
      packedBytes: bytes.readUInt32LE(position + 20),
      unpackedBytes: bytes.readUInt32LE(position + 24),
      offset: bytes.readUInt32LE(position + 42),
    });
    position += 46 + pathLength + bytes.readUInt16LE(position + 30) + bytes.readUInt16LE(position + 32);
  }
  return entries;
}

function findDirectoryEnd(bytes: Buffer): number {
  const last = bytes.length - directoryEndLength;
  for (let position = last; position >= Math.max(0, last - longestComment); position -= 1) {
    if (bytes.readUInt32LE(position) === directoryEndSignature) return position;
  }
  throw damaged();
}

async function* unpack(bytes: Buffer, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const { offset, packedBytes, unpackedBytes, method } = entry;
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== localHeaderSignature) throw damaged();
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (start + packedBytes > bytes.length) throw damaged();
  const packed = bytes.subarray(start, start + packedBytes);
  if (method !== deflated && (method !== stored || packedBytes !== unpackedBytes)) throw damaged();
  let length = 0;
  for await (const piece of method === stored ? piecesOf(packed) : inflate(packed)) {
    length += piece.length;
    if (length > unpackedBytes) throw damaged();
    yield piece;
  }
  if (length !== unpackedBytes) throw damaged();
}

function* piecesOf(bytes: Buffer): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

async function* inflate(packed: Buffer): AsyncGenerator<Uint8Array> {
  const inflating = createInflateRaw({ chunkSize: PIECE_BYTES });
  inflating.end(packed);
  try {
    yield* inflating as AsyncIterable<Uint8Array>;
  } catch {
    throw damaged();
  }
}

function damaged(): SpreadsheetError {
  return new SpreadsheetError('file_not_spreadsheet');
}
