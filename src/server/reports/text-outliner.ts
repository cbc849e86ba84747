import { inks } from '../../domain/reports/report.ts';
import type { Lettering } from './lettering.ts';
import type { DrawText } from './scene-svg.ts';

/** Draws text as the outlines of its glyphs: it looks the same where the fonts are not installed. */
export function textOutliner(lettering: Lettering): DrawText {
  return ({ x, y, size, anchor, ink, text }) => {
    let pen = 0;
    const paths = lettering.runsOf(lettering.write(text)).flatMap(({ face, text: part }) => {
      const font = lettering.font(face);
      // of 1/1000 of the size, as fonts count differently
      const unit = 1000 / font.unitsPerEm;
      const { glyphs, positions } = font.layout(part);
      return glyphs.map((glyph, index) => {
        const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
        const place = `translate(${pen + xOffset * unit} ${yOffset * unit}) scale(${unit})`;
        pen += xAdvance * unit;
        return `<path transform="${place}" d="${glyph.path.toSVG()}"/>`;
      });
    });
    const scale = size / 1000;
    const shift = anchor === 'start' ? 0 : anchor === 'end' ? pen : pen / 2;
    const place = `translate(${x - shift * scale} ${y}) scale(${scale} ${-scale})`;
    return `<g transform="${place}" fill="${inks[ink]}">${paths.join('')}</g>`;
  };
}
