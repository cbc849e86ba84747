import {
  type Block,
  columnShares,
  inks,
  paper,
  type Report,
  type Scene,
  type Table,
} from '../../domain/reports/report.ts';
import { LetteredPdf } from './lettered-pdf.ts';
import { Lettering } from './lettering.ts';
import { missingNote, withTexts } from './missing-characters.ts';
import type { RenderedReport } from './rendered-report.ts';

const MARGIN = 50;
const BODY = 10;
const CELL = 8.5;
const PAD = 4;

/** An A4 document, with the fonts' used characters inside. */
export async function reportPdf(asWritten: Report): Promise<RenderedReport> {
  const lettering = new Lettering();
  const report = withTexts(asWritten, (text) => lettering.write(text));
  const note = missingNote('pdf', report.language, lettering.missing);
  const doc = new LetteredPdf(
    {
      size: 'A4',
      margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + 14 },
      bufferPages: true,
      lang: report.language === 'zh' ? 'zh-CN' : 'en',
      displayTitle: true,
      info: { Title: asWritten.title, Subject: asWritten.subtitle, Producer: asWritten.colophon },
    },
    lettering,
  );
  doc.cut('bold').fontSize(18).fillColor(inks.text).text(report.title);
  doc.cut('regular').fontSize(BODY).fillColor(inks.soft).text(report.subtitle).moveDown();
  for (const [index, block] of report.blocks.entries()) drawBlock(doc, block, report.blocks[index + 1]);
  // the characters themselves are marked once more: their codes tell them
  if (note !== undefined) body(doc).text(new Lettering().write(note), MARGIN);
  doc.moveDown().cut('regular').fontSize(CELL).fillColor(inks.soft).text(report.colophon);
  numberPages(doc, report);
  return { content: await doc.finish(), missing: lettering.missing };
}

type Doc = LetteredPdf;

function widthOf(doc: Doc): number {
  return doc.page.width - 2 * MARGIN;
}

/** Starts a page when less than this is left of the present one. */
function requireRoom(doc: Doc, height: number): void {
  if (doc.y + height > doc.page.height - doc.page.margins.bottom) doc.addPage();
}

function drawBlock(doc: Doc, block: Block, next: Block | undefined): void {
  switch (block.kind) {
    case 'heading':
      // a heading stays with what it names
      requireRoom(doc, 90 + (next?.kind === 'picture' ? next.scene.height : 0));
      doc.moveDown(block.level === 1 ? 1 : 0.6);
      doc
        .cut('bold')
        .fontSize(block.level === 1 ? 14 : 11.5)
        .fillColor(inks.text);
      doc.text(block.text, MARGIN).moveDown(0.3);
      return;
    case 'paragraph':
      body(doc)
        .text(block.text, MARGIN, doc.y, { width: widthOf(doc), lineGap: 2 })
        .moveDown(0.5);
      return;
    case 'finding':
      drawFinding(doc, block.text);
      return;
    case 'list':
      for (const item of block.items) {
        const options = { width: widthOf(doc) - 12, lineGap: 2 };
        requireRoom(doc, Math.min(200, body(doc).heightOfString(item, options)));
        const top = doc.y;
        doc.text('·', MARGIN + 2, top);
        doc.text(item, MARGIN + 12, top, options).moveDown(0.25);
      }
      doc.x = MARGIN;
      return;
    case 'table':
      drawTable(doc, block);
      return;
    case 'picture':
      requireRoom(doc, block.scene.height + 26);
      body(doc).cut('bold').text(block.caption, MARGIN).moveDown(0.3);
      drawScene(doc, block.scene, MARGIN, doc.y);
      doc.x = MARGIN;
      doc.y += block.scene.height + 10;
      return;
  }
}

function body(doc: Doc): Doc {
  return doc.cut('regular').fontSize(BODY).fillColor(inks.text);
}

function drawFinding(doc: Doc, text: string): void {
  const options = { width: widthOf(doc) - 24, lineGap: 3 };
  const height = doc.cut('bold').fontSize(11.5).heightOfString(text, options) + 14;
  requireRoom(doc, height);
  const top = doc.y;
  doc.rect(MARGIN, top, widthOf(doc), height).fill(paper.finding);
  doc.rect(MARGIN, top, 4, height).fill(inks.accent);
  doc.fillColor(inks.text).text(text, MARGIN + 14, top + 7, options);
  doc.x = MARGIN;
  doc.y = top + height + 8;
}

function drawTable(doc: Doc, table: Table): void {
  const widths = columnShares(table).map((share) => share * widthOf(doc));
  const options = (column: number) => ({
    width: (widths[column] ?? 0) - 2 * PAD,
    align: table.align === 'numbers' && column > 0 ? ('right' as const) : ('left' as const),
    lineGap: 1,
  });
  const heightOf = (cells: readonly string[], font: 'regular' | 'bold'): number => {
    doc.cut(font).fontSize(CELL);
    return Math.max(...cells.map((cell, column) => doc.heightOfString(cell, options(column)))) + 2 * PAD;
  };
  const drawRow = (cells: readonly string[], font: 'regular' | 'bold'): void => {
    const height = heightOf(cells, font);
    const top = doc.y;
    if (font === 'bold') doc.rect(MARGIN, top, widthOf(doc), height).fill(paper.head);
    let x = MARGIN;
    for (const [column, cell] of cells.entries()) {
      doc
        .cut(font)
        .fontSize(CELL)
        .fillColor(inks.text)
        .text(cell, x + PAD, top + PAD, options(column));
      x += widths[column] ?? 0;
    }
    doc.y = top + height;
    doc
      .moveTo(MARGIN, doc.y)
      .lineTo(MARGIN + widthOf(doc), doc.y)
      .lineWidth(0.5)
      .stroke(paper.rule);
  };
  requireRoom(doc, 70);
  body(doc).cut('bold').text(table.caption, MARGIN).moveDown(0.2);
  drawRow(table.head, 'bold');
  for (const row of table.rows) {
    const height = heightOf(row, 'regular');
    if (doc.y + height > doc.page.height - doc.page.margins.bottom) {
      doc.addPage();
      drawRow(table.head, 'bold');
    }
    drawRow(row, 'regular');
  }
  if (table.note !== undefined) {
    doc.cut('regular').fontSize(CELL).fillColor(inks.soft);
    doc.text(table.note, MARGIN, doc.y + 3, { width: widthOf(doc) });
  }
  doc.x = MARGIN;
  doc.moveDown(0.8);
}

function drawScene(doc: Doc, { shapes }: Scene, left: number, top: number): void {
  for (const shape of shapes) {
    switch (shape.kind) {
      case 'line':
        doc
          .moveTo(left + shape.x1, top + shape.y1)
          .lineTo(left + shape.x2, top + shape.y2)
          .lineWidth(1);
        if (shape.isDashed === true) doc.dash(3, { space: 3 });
        doc.stroke(inks[shape.ink]).undash();
        break;
      case 'box':
        doc.rect(left + shape.x, top + shape.y, shape.width, shape.height).lineWidth(1);
        if (shape.stroke === undefined) doc.fill(inks[shape.fill]);
        else doc.fillAndStroke(inks[shape.fill], inks[shape.stroke]);
        break;
      case 'text': {
        doc.cut('regular').fontSize(shape.size).fillColor(inks[shape.ink]);
        const width = doc.widthOfString(shape.text);
        const shift = shape.anchor === 'start' ? 0 : shape.anchor === 'end' ? width : width / 2;
        const place = { lineBreak: false, baseline: 'alphabetic' as const };
        doc.text(shape.text, left + shape.x - shift, top + shape.y, place);
        break;
      }
    }
  }
  doc.y = top;
}

/** Page numbers, and what every page must say. */
function numberPages(doc: Doc, { banner }: Report): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    const y = doc.page.height - MARGIN;
    // text below the margin would begin a page of its own
    doc.page.margins.bottom = 0;
    doc.cut('regular').fontSize(8).fillColor(inks.soft);
    const text = [banner, `${page + 1} / ${count}`].filter((part) => part !== '').join('   ');
    doc.text(text, MARGIN, y, { width: widthOf(doc), align: 'center', lineBreak: false });
  }
}
