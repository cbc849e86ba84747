import type { Report } from '../../domain/reports/report.ts';
import { withStorableTexts } from './missing-characters.ts';
import type { LetteredPdf } from './lettered-pdf.ts';
import type { Lettering } from './lettering.ts';
import type { RenderedReport } from './rendered-report.ts';

export {
  centredFrom,
  drawFoot,
  drawFrame,
  drawMissing,
  type Sheet,
  sheetMeasures,
  sheetOf,
  sheetOptions,
} from './certificate-sheet.ts';
export type { RenderedReport };

export type ReportFormat = 'html' | 'docx' | 'pdf';

/** The report as a file of this format. Writers are read when first asked for: a start does not wait for them. */
export async function renderReport(asWritten: Report, format: ReportFormat): Promise<RenderedReport> {
  const report = withStorableTexts(asWritten);
  switch (format) {
    case 'html':
      return { content: Buffer.from((await import('./html.ts')).reportHtml(report)), missing: [] };
    case 'docx':
      return (await import('./docx.ts')).reportDocx(report);
    case 'pdf':
      return (await import('./pdf.ts')).reportPdf(report);
  }
}

/** A PDF that another slice lays out by itself, in the same letters. */
export async function beginPdf(
  options: PDFKit.PDFDocumentOptions,
): Promise<{ doc: LetteredPdf; lettering: Lettering }> {
  const [{ LetteredPdf }, { Lettering }] = await Promise.all([
    import('./lettered-pdf.ts'),
    import('./lettering.ts'),
  ]);
  const lettering = new Lettering();
  return { doc: new LetteredPdf(options, lettering), lettering };
}
