import process from 'node:process';
import type sharpLibrary from 'sharp';
import type { Sharp } from 'sharp';
import type { MediaType } from '../../domain/files/media-type.ts';

/** More than any telephone takes by default. Measured at that size: 180 MB more for a second, the picture lying on its side. */
const MOST_PIXELS = 64_000_000;
/** Long edge: a page of A4 at 350 dpi. */
const LONGEST = 4_096;
const PREVIEW = 480;
const QUALITY = { picture: 85, preview: 70 };

export type PictureRefusal = 'picture_broken' | 'picture_too_large';

export interface Picture {
  readonly mediaType: MediaType;
  readonly content: Buffer;
  readonly preview: Buffer;
}

/** What a picture is drawn into anew. */
const drawnAs: Readonly<Record<string, MediaType>> = {
  'image/jpeg': 'image/jpeg',
  'image/png': 'image/png',
  'image/webp': 'image/webp',
  // the first picture of it
  'image/gif': 'image/png',
};

export function isPicture(type: string): boolean {
  return Object.hasOwn(drawnAs, type);
}

/**
 * Draws a picture anew, upright, at most so large, and with nothing of what the camera wrote beside it (place, time, telephone)
 * or what somebody hid behind it. In libvips' own threads, not on the event loop.
 */
export async function redraw(bytes: Buffer, type: string): Promise<Picture | PictureRefusal> {
  const sharp = await loadSharp();
  const read = () => sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', autoOrient: true });
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > MOST_PIXELS) return 'picture_too_large';
    const fitting = { width: LONGEST, height: LONGEST, fit: 'inside', withoutEnlargement: true } as const;
    const mediaType = drawnAs[type] ?? 'image/jpeg';
    const content = await encode(read().resize(fitting), mediaType).toBuffer();
    const preview = await sharp(content)
      .resize({ ...fitting, width: PREVIEW, height: PREVIEW })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: QUALITY.preview })
      .toBuffer();
    return { mediaType, content, preview };
  } catch {
    // the library says in words only what it could not read: whatever it was, there is no picture
    return 'picture_broken';
  }
}

function encode(picture: Sharp, type: MediaType): Sharp {
  // colours are brought to the usual ones: what says otherwise goes with the metadata
  const usual = picture.toColourspace('srgb');
  if (type === 'image/png') return usual.png();
  if (type === 'image/webp') return usual.webp({ quality: QUALITY.picture });
  return usual.jpeg({ quality: QUALITY.picture });
}

let loaded: Promise<typeof sharpLibrary> | undefined;

/** When the first picture comes: a server that has none does not carry it in memory. */
function loadSharp() {
  // read once, as the library is loaded: what is decoded never lies open in a temporary file, however large it is
  process.env['VIPS_DISC_THRESHOLD'] = '4g';
  loaded ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    return sharp;
  });
  return loaded;
}
