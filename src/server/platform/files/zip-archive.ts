import { crc32, inflateRawSync } from 'node:zlib';
import { SpreadsheetError } from './spreadsheet-error.ts';

/** One file of an archive, unpacked. */
export interface ZipPart {
  readonly path: string;
  readonly content: Buffer;
}

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

/**
 * Unpacks those entries of a zip archive that are wanted (APPNOTE 6.3, without encryption and zip64), never more than
 * the limit: the sizes in the directory are summed up before anything is unpacked, and unpacking stops where an entry
 * turns out larger than its directory says, so that a small archive cannot fill the memory.
 * @throws SpreadsheetError `file_too_large` or `file_not_spreadsheet`
 */
export function unpackZip(bytes: Buffer, isWanted: (path: string) => boolean, limitBytes: number): ZipPart[] {
  const entries = readDirectory(bytes).filter(({ path }) => isWanted(path));
  const total = entries.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0);
  if (total > limitBytes) throw new SpreadsheetError('file_too_large');
  return entries.map((entry) => ({ path: entry.path, content: unpackEntry(bytes, entry) }));
}

/** An archive of these parts as they are, for a reader that takes nothing else. */
export function packZip(parts: readonly ZipPart[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, content } of parts) {
    const name = Buffer.from(path);
    // version 2.0, names in UTF-8, stored, 1 January 1980
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(directoryEntrySignature, 0);
    entry.writeUInt16LE(20, 4);
    common.copy(entry, 6);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, name);
    const file = Buffer.concat([signature(localHeaderSignature), common, name, content]);
    files.push(file);
    offset += file.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(directoryEndLength);
  end.writeUInt32LE(directoryEndSignature, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, listed, end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
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

function unpackEntry(bytes: Buffer, entry: ZipEntry): Buffer {
  const { offset, packedBytes, unpackedBytes, method } = entry;
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== localHeaderSignature) throw damaged();
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (start + packedBytes > bytes.length) throw damaged();
  const packed = bytes.subarray(start, start + packedBytes);
  if (method === stored && packedBytes === unpackedBytes) return packed;
  if (method !== deflated) throw damaged();
  const unpacked = inflate(packed, unpackedBytes);
  if (unpacked.length !== unpackedBytes) throw damaged();
  return unpacked;
}

function inflate(packed: Buffer, unpackedBytes: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, unpackedBytes) });
  } catch {
    throw damaged();
  }
}

function damaged(): SpreadsheetError {
  return new SpreadsheetError('file_not_spreadsheet');
}
