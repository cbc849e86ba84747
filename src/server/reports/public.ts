import type { Report } from '../../domain/reports/report.ts';

export type ReportFormat = 'html' | 'docx' | 'pdf';

/** The report as a file of this format. Writers are read when first asked for: a start does not wait for them. */
export async function renderReport(report: Report, format: ReportFormat): Promise<Buffer> {
  switch (format) {
    case 'html':
      return Buffer.from((await import('./html.ts')).reportHtml(report));
    case 'docx':
      return (await import('./docx.ts')).reportDocx(report);
    case 'pdf':
      return (await import('./pdf.ts')).reportPdf(report);
  }
}
