import type { IncomingHttpHeaders } from 'node:http';
import { FILE_LIMIT } from '../../contract/files.ts';
import { inOneLine, isStorable } from '../../domain/written-text.ts';
import { AppError } from '../platform/work/errors.ts';

/** tus 1.0.0 (https://tus.io/protocols/resumable-upload): core, creation, termination and expiration. */
export const VERSION = '1.0.0';

export interface UploadHead {
  /** made by the caller, so that a beginning that is sent twice is one */
  readonly id: string | undefined;
  readonly kind: string;
  readonly ownerId: string;
  readonly name: string;
  readonly bytes: number;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const WHOLE = /^\d{1,12}$/;
const NAME_LENGTH = 200;

/** @throws AppError tus_version */
export function requireVersion(headers: IncomingHttpHeaders): void {
  if (headers['tus-resumable'] !== VERSION) throw new AppError('tus_version');
}

/** @throws AppError upload_invalid, file_empty, file_too_large */
export function readUploadHead(headers: IncomingHttpHeaders): UploadHead {
  const said = metadataOf(String(headers['upload-metadata'] ?? ''));
  const bytes = wholeNumber(headers['upload-length']);
  const id = said.get('id')?.toLowerCase();
  const kind = said.get('kind') ?? '';
  const ownerId = said.get('ownerId')?.toLowerCase() ?? '';
  const name = nameOf(said.get('filename') ?? '');
  const isWhole = UUID.test(ownerId) && (id === undefined || UUID.test(id)) && name !== '';
  if (bytes === undefined || !isWhole) throw new AppError('upload_invalid');
  if (bytes === 0) throw new AppError('file_empty');
  refuseLarge(bytes);
  return { id, kind, ownerId, name, bytes };
}

/** @throws AppError upload_invalid */
export function readOffset(headers: IncomingHttpHeaders): number {
  const offset = wholeNumber(headers['upload-offset']);
  if (offset === undefined) throw new AppError('upload_invalid');
  return offset;
}

/** @throws AppError file_too_large */
export function refuseLarge(bytes: number, most = FILE_LIMIT): void {
  if (bytes > most)
    throw new AppError('file_too_large', { parameters: { megabytes: Math.floor(FILE_LIMIT / 1_000_000) } });
}

function wholeNumber(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && WHOLE.test(header) ? Number(header) : undefined;
}

/** Pairs of a key and its value in base64, separated by commas. */
function metadataOf(header: string): Map<string, string> {
  const pairs = header.split(',').map((pair) => pair.trim().split(' '));
  return new Map(pairs.map(([key = '', value = '']) => [key, Buffer.from(value, 'base64').toString('utf8')]));
}

/** The last part of what a browser or a telephone calls the file, without what no name should hold. */
function nameOf(text: string): string {
  const [name = ''] = text.split(/[/\\]/).slice(-1);
  const plain = inOneLine(name);
  const letters = isStorable(plain) ? [...plain.replaceAll(/\s+/g, ' ').trim()] : [];
  return letters.slice(-NAME_LENGTH).join('');
}
