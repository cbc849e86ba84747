import { isPlainText, type MediaType, mediaTypes } from '../../domain/files/media-type.ts';
import { isPicture, type Picture, redraw } from './pictures.ts';

export type Refusal = 'type' | 'heic' | 'picture_broken' | 'picture_too_large' | 'infected';

export interface Inspected {
  readonly mediaType: MediaType;
  readonly content: Buffer;
  readonly preview: Buffer | undefined;
}

/** The library's name → ours. */
const otherNames: Readonly<Record<string, MediaType>> = { 'audio/x-m4a': 'audio/mp4' };
const APPLE = new Set(['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence']);

/**
 * Says by its bytes what a file is, whatever it is called, and makes of it what is kept.
 * @param allowed kinds that are taken where it hangs
 */
export async function inspect(bytes: Buffer, allowed: readonly MediaType[]): Promise<Inspected | Refusal> {
  const found = await typeOf(bytes);
  if (APPLE.has(found ?? '')) return 'heic';
  if (found !== undefined && isPicture(found)) return inspectPicture(bytes, found, allowed);
  const mediaType = mediaTypes.find((each) => each === (otherNames[found ?? ''] ?? found));
  return mediaType !== undefined && allowed.includes(mediaType)
    ? { mediaType, content: bytes, preview: undefined }
    : 'type';
}

async function inspectPicture(
  bytes: Buffer,
  found: string,
  allowed: readonly MediaType[],
): Promise<Inspected | Refusal> {
  const picture: Picture | Refusal = await redraw(bytes, found);
  if (typeof picture === 'string') return picture;
  return allowed.includes(picture.mediaType) ? picture : 'type';
}

async function typeOf(bytes: Buffer): Promise<string | undefined> {
  // with the first file that comes, as the pictures' library
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  return found?.mime ?? textType(bytes);
}

function textType(bytes: Buffer): string | undefined {
  return isPlainText(new TextDecoder().decode(bytes)) ? 'text/plain' : undefined;
}
