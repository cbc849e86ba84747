import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fontkit from 'fontkit';
import { openTypeOf } from './woff.ts';

/**
 * Fonts of the SIL Open Font License, the first that has a character before the next. Noto Sans SC: 7,947 characters, those of both
 * languages. LXGW WenKai: 30,142, among them 𠮷䶮㛃 and 1,640 beyond the first plane, Greek, the signs of mathematics and the letters
 * of Zhuang; a regular script, so that a rare character is told from its neighbours. fontkit cannot read any Mongolian font of the registry.
 */
const files = [
  {
    400: import.meta
      .resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff'),
    700: import.meta
      .resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-700-normal.woff'),
  },
  {
    400: import.meta.resolve('@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff'),
    700: import.meta.resolve('@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-700-normal.woff'),
  },
  {
    400: import.meta.resolve('@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff'),
    700: import.meta.resolve('@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-700-normal.woff'),
  },
  {
    400: import.meta
      .resolve('@fontsource/noto-serif-tibetan/files/noto-serif-tibetan-tibetan-400-normal.woff'),
    700: import.meta
      .resolve('@fontsource/noto-serif-tibetan/files/noto-serif-tibetan-tibetan-700-normal.woff'),
  },
  // in one weight only
  {
    400: import.meta.resolve('@fontsource/noto-sans-yi/files/noto-sans-yi-yi-400-normal.woff'),
    700: import.meta.resolve('@fontsource/noto-sans-yi/files/noto-sans-yi-yi-400-normal.woff'),
  },
] as const;

export type Weight = 400 | 700;
export type Font = Extract<ReturnType<typeof fontkit.create>, { layout: unknown }>;

/** How many fonts there are, the first of them being for all that it has. */
export const FACES = files.length;

/** @param face its place in the order of fonts */
export function readFont(weight: Weight, face = 0): Buffer {
  const paths = files[face];
  if (paths === undefined) throw new RangeError(`no font ${face}`);
  return openTypeOf(readFileSync(fileURLToPath(paths[weight])));
}

export function openFont(face: number): Font {
  const font = fontkit.create(readFont(400, face));
  if (!('layout' in font)) throw new Error('the font file holds several fonts');
  return font;
}
