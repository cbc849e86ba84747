import { csvLine } from '../../domain/csv-line.ts';
import { WORKBOOK_TYPE } from '../../domain/files/media-type.ts';
import { markUnstorable } from '../../domain/written-text.ts';
import { saveCsv, type TableForm } from './save-csv.ts';
import { saveFile } from './save-file.ts';

export type TableLine = readonly (string | number | null)[];

/** Lines that the page holds, the headings first, as a file for spreadsheet programs. */
export async function saveTable(lines: readonly TableLine[], form: TableForm, name: string): Promise<void> {
  if (form === 'xlsx') return saveWorkbook(lines, `${name}.xlsx`);
  const text = lines.map((line) => csvLine(line.map((value) => (value === null ? null : String(value)))));
  saveCsv(text.join(''), form, `${name}.csv`);
}

/** Texts are cells of text, in which no formula is run. */
async function saveWorkbook(lines: readonly TableLine[], fileName: string): Promise<void> {
  const { default: writeXlsxFile } = await import('write-excel-file/browser');
  const data = lines.map((line) =>
    line.map((value) => {
      if (typeof value === 'number') return { value, type: Number };
      return value === null ? null : { value: markUnstorable(value), type: String, format: '@' };
    }),
  );
  saveFile(await writeXlsxFile(data).toBlob(), WORKBOOK_TYPE, fileName);
}
