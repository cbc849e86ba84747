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

/**
 * Noto Sans SC (SIL Open Font License): 7,947 characters, among them those of Chinese names beyond GB 2312, and Latin
 * letters. Neither Greek letters nor most signs of mathematics: see writer.
 */
export function readFont(weight: keyof typeof files): Buffer {
  return openTypeOf(readFileSync(fileURLToPath(files[weight])));
}

type Font = Extract<ReturnType<typeof fontkit.create>, { layout: unknown }>;

function openFont(): Font {
  const font = fontkit.create(readFont(400));
  if (!('layout' in font)) throw new Error('the font file holds several fonts');
  return font;
}

const GREEK: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  η: 'eta',
  θ: 'theta',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  τ: 'tau',
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
  Δ: 'Delta',
  Σ: 'Sigma',
  Φ: 'Phi',
  Ω: 'Omega',
};
const SIGNS: Readonly<Record<string, string>> = {
  '≥': '>=',
  '≤': '<=',
  '≠': '<>',
  '≈': '~',
  '→': '->',
  '←': '<-',
  '‰': '/1000',
};
/** The printer's mark for a character that is not in the case. */
const MISSING = '〓';

/**
 * Says text with the characters that the font has: what people wrote into a protocol may hold any. A character that is
 * not there is told in others that mean the same, else it is marked as missing; nothing is left out silently.
 */
export function writer(font: Font = openFont()): (text: string) => string {
  const known = new Set(font.characterSet);
  const isKnown = (text: string) => [...text].every((character) => known.has(character.codePointAt(0) ?? 0));
  const told = (character: string): string => {
    const other = GREEK[character] ?? SIGNS[character] ?? character.normalize('NFKC');
    return isKnown(other) ? other : MISSING;
  };
  return (text) =>
    isKnown(text) ? text : [...text].map((one) => (isKnown(one) || one === '\n' ? one : told(one))).join('');
}

/** Draws text as the outlines of its glyphs: it looks the same where the font is not installed. */
export function textOutliner(): DrawText {
  const font = openFont();
  const write = writer(font);
  return ({ x, y, size, anchor, ink, text }) => {
    const { glyphs, positions, advanceWidth } = font.layout(write(text));
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
