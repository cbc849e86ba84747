import { inks, type Scene, type Shape } from '../../domain/reports/report.ts';
import { escapeHtml } from '../platform/http/printed-page.ts';

/** How a piece of text is drawn: as text, or as the outlines of its glyphs. */
export type DrawText = (shape: Extract<Shape, { kind: 'text' }>) => string;

/** @param label what the figure shows, for those who do not see it */
export function sceneSvg(
  { width, height, shapes }: Scene,
  label: string,
  drawText: DrawText = plainText,
): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${escapeHtml(label)}">${shapes
    .map((shape) => draw(shape, drawText))
    .join('')}</svg>`;
}

function draw(shape: Shape, drawText: DrawText): string {
  switch (shape.kind) {
    case 'line': {
      const { x1, y1, x2, y2, ink, isDashed } = shape;
      const dash = isDashed === true ? ' stroke-dasharray="3 3"' : '';
      return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${inks[ink]}"${dash}/>`;
    }
    case 'box': {
      const { x, y, width, height, fill, stroke } = shape;
      const edge = stroke === undefined ? '' : ` stroke="${inks[stroke]}"`;
      return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${inks[fill]}"${edge}/>`;
    }
    case 'text':
      return drawText(shape);
  }
}

function plainText({ x, y, size, anchor, ink, text }: Extract<Shape, { kind: 'text' }>): string {
  return `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}" fill="${inks[ink]}">${escapeHtml(text)}</text>`;
}
