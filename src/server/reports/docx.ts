import { Resvg } from '@resvg/resvg-js';
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table as WordTable,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import {
  type Block,
  columnShares,
  inks,
  paper,
  type Picture,
  type Report,
  type Table,
} from '../../domain/reports/report.ts';
import { Lettering } from './lettering.ts';
import { missingNote } from './missing-characters.ts';
import type { RenderedReport } from './rendered-report.ts';
import { type DrawText, sceneSvg } from './scene-svg.ts';
import { textOutliner } from './text-outliner.ts';

/** Dots per unit of a figure: sharp in print. */
const SHARPNESS = 3;
/** A line on A4 paper between the margins, in twentieths of a point. */
const LINE = 9638;
const FONT = { ascii: 'Calibri', hAnsi: 'Calibri', eastAsia: 'Microsoft YaHei', cs: 'Calibri' };

/** A document for Word and LibreOffice: real headings, tables that can be edited, figures as pictures. */
export async function reportDocx(report: Report): Promise<RenderedReport> {
  const lettering = new Lettering();
  const drawText = textOutliner(lettering);
  const blocks = report.blocks.flatMap((block) => blockOf(block, drawText));
  // words are drawn by the fonts of whoever reads them; only the figures hold ours
  const note = missingNote('figures', report.language, lettering.missing);
  const document = new Document({
    title: report.title,
    subject: report.subtitle,
    creator: report.colophon,
    styles: {
      default: {
        document: {
          run: { font: FONT, size: 21, color: hex(inks.text) },
          paragraph: { spacing: { after: 120, line: 300, lineRule: LineRuleType.AUTO } },
        },
        title: { run: { font: FONT, size: 36, bold: true, color: hex(inks.text) } },
        heading1: {
          run: { font: FONT, size: 28, bold: true, color: hex(inks.text) },
          paragraph: { spacing: { before: 320, after: 120 }, keepNext: true },
        },
        heading2: {
          run: { font: FONT, size: 24, bold: true, color: hex(inks.text) },
          paragraph: { spacing: { before: 240, after: 100 }, keepNext: true },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: 1134, bottom: 1134, left: 1134, right: 1134 },
          },
        },
        footers: { default: new Footer({ children: [footer(report.banner)] }) },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(report.title)] }),
          new Paragraph({ children: [new TextRun({ text: report.subtitle, color: hex(inks.soft) })] }),
          ...blocks,
          ...(note === undefined ? [] : [new Paragraph({ children: linesOf(note) })]),
          new Paragraph({
            children: [new TextRun({ text: report.colophon, color: hex(inks.soft), size: 18 })],
          }),
        ],
      },
    ],
  });
  return { content: await Packer.toBuffer(document), missing: lettering.missing };
}

/** Colours without their sign. */
function hex(colour: string): string {
  return colour.slice(1);
}

function footer(banner: string): Paragraph {
  const warning = banner === '' ? [] : [new TextRun({ text: `${banner}   `, size: 16 })];
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [
      ...warning,
      new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], size: 16 }),
    ],
  });
}

function blockOf(block: Block, drawText: DrawText): (Paragraph | WordTable)[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          heading: block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
          children: [new TextRun(block.text)],
        }),
      ];
    case 'paragraph':
      return [new Paragraph({ children: linesOf(block.text) })];
    case 'finding':
      return [
        new Paragraph({
          shading: { type: ShadingType.CLEAR, fill: hex(paper.finding) },
          border: { left: { style: BorderStyle.SINGLE, size: 24, space: 8, color: hex(inks.accent) } },
          children: linesOf(block.text, { bold: true, size: 23 }),
        }),
      ];
    case 'list':
      return block.items.map((item) => new Paragraph({ bullet: { level: 0 }, children: linesOf(item) }));
    case 'table':
      return tableOf(block);
    case 'picture':
      return pictureOf(block, drawText);
  }
}

/** Word shows a line end within a run as a space. */
function linesOf(text: string, style: { bold?: boolean; size?: number } = {}): TextRun[] {
  return text
    .split('\n')
    .map((line, index) => new TextRun({ ...style, text: line, ...(index === 0 ? {} : { break: 1 }) }));
}

function caption(text: string): Paragraph {
  return new Paragraph({
    keepNext: true,
    spacing: { before: 160, after: 60 },
    children: [new TextRun({ text, bold: true })],
  });
}

function tableOf(table: Table): (Paragraph | WordTable)[] {
  const { caption: title, head, rows, align, note } = table;
  const widths = columnShares(table).map((share) => Math.floor(LINE * share));
  const row = (cells: readonly string[], isHead: boolean): TableRow =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: cells.map((cell, column) => tableCell(cell, column, widths[column] ?? 0, { align, isHead })),
    });
  const edge = { style: BorderStyle.SINGLE, size: 4, color: hex(paper.rule) };
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  return [
    caption(title),
    new WordTable({
      width: { size: LINE, type: WidthType.DXA },
      columnWidths: widths,
      borders: {
        top: edge,
        bottom: edge,
        left: none,
        right: none,
        insideHorizontal: edge,
        insideVertical: none,
      },
      rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
    }),
    new Paragraph({
      children: note === undefined ? [] : [new TextRun({ text: note, size: 18, color: hex(inks.soft) })],
    }),
  ];
}

function tableCell(
  text: string,
  column: number,
  width: number,
  { align, isHead }: { align: Table['align']; isHead: boolean },
): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 40, bottom: 40, left: 80, right: 80 },
    ...(isHead ? { shading: { type: ShadingType.CLEAR, fill: hex(paper.head) } } : {}),
    children: [
      new Paragraph({
        spacing: { after: 0, line: 264, lineRule: LineRuleType.AUTO },
        alignment: align === 'numbers' && column > 0 ? AlignmentType.RIGHT : AlignmentType.LEFT,
        children: linesOf(text, { bold: isHead, size: 18 }),
      }),
    ],
  });
}

function pictureOf({ caption: title, scene }: Picture, drawText: DrawText): Paragraph[] {
  const svg = sceneSvg(scene, title, drawText);
  const image = new Resvg(svg, { background: '#ffffff', fitTo: { mode: 'zoom', value: SHARPNESS } }).render();
  // units of a figure are points, pictures are measured in pixels of 1/96 inch
  const transformation = {
    width: Math.round(scene.width * (96 / 72)),
    height: Math.round(scene.height * (96 / 72)),
  };
  return [
    caption(title),
    new Paragraph({
      children: [
        new ImageRun({
          type: 'png',
          data: image.asPng(),
          transformation,
          altText: { name: title, title, description: title },
        }),
      ],
    }),
  ];
}
