import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fontkit from 'fontkit';
import { inks } from '../../domain/reports/report.ts';
import type { DrawText } from './scene-svg.ts';
import { openTypeOf } from './woff.ts';

const files = {
  400: import.meta.resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff'),
  700: import.meta.resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-700-normal.woff'),
} as const;

/** Noto Sans SC (SIL Open Font License): the characters of GB 2312 and Latin letters. */
export function readFont(weight: keyof typeof files): Buffer {
  return openTypeOf(readFileSync(fileURLToPath(files[weight])));
}

/** Draws text as the outlines of its glyphs: it looks the same where the font is not installed. */
export function textOutliner(): DrawText {
  const font = fontkit.create(readFont(400));
  if (!('layout' in font)) throw new Error('the font file holds several fonts');
  return ({ x, y, size, anchor, ink, text }) => {
    const { glyphs, positions, advanceWidth } = font.layout(text);
    const scale = size / font.unitsPerEm;
    const shift = anchor === 'start' ? 0 : anchor === 'end' ? advanceWidth : advanceWidth / 2;
    let pen = 0;
    const paths = glyphs.map((glyph, index) => {
      const start = pen;
      pen += positions[index]?.xAdvance ?? 0;
      return `<path transform="translate(${start})" d="${glyph.path.toSVG()}"/>`;
    });
    const place = `translate(${x - shift * scale} ${y}) scale(${scale} ${-scale})`;
    return `<g transform="${place}" fill="${inks[ink]}">${paths.join('')}</g>`;
  };
}
