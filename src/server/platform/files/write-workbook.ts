import { plainCell } from '../../../domain/csv-line.ts';
import { inLines, markUnstorable } from '../../../domain/written-text.ts';

/** A number that a cell keeps as it is: no leading zero, and no more digits than a double has. */
const EXACT_NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;

/**
 * A workbook of one sheet, the first row of which is bold and stays in sight. Cells are text, so that 0007, a number of eighteen digits or
 * a telephone number is one when the file comes back, also when somebody edits it.
 * @param hasNumbers numbers are numbers, for programs that compute with them
 */
export async function writeWorkbook(
  rows: readonly (readonly (string | null)[])[],
  { hasNumbers = false }: { hasNumbers?: boolean } = {},
): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const cellOf = (value: string | null, isHeading: boolean) => {
    if (value === null) return null;
    if (hasNumbers && EXACT_NUMBER.test(value)) return { value: Number(value), type: Number };
    // the writer takes U+FFFD away, and what is not there is to be seen not to be
    const text = plainCell(markUnstorable(inLines(value)).replaceAll('\ufffd', '□'));
    return { value: text, type: String, format: '@', ...(isHeading ? { fontWeight: 'bold' as const } : {}) };
  };
  const cells = rows.map((row, index) => row.map((value) => cellOf(value, index === 0)));
  const columns = (rows[0] ?? []).map((heading) => ({ width: Math.max(12, (heading ?? '').length * 2 + 2) }));
  return writeXlsxFile(cells, { columns, stickyRowsCount: 1 }).toBuffer();
}
