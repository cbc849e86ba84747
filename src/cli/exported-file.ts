import iconv from 'iconv-lite';
import { BYTE_ORDER_MARK, csvLine } from '../domain/csv-line.ts';
import { writeWorkbook } from '../server/platform/files/write-workbook.ts';

export const fileFormats = ['csv', 'xlsx'] as const;
export type FileFormat = (typeof fileFormats)[number];
/** WPS and Excel of Chinese Windows open both; some programs of schools take GB 18030 alone. */
export const textEncodings = ['utf-8', 'gb18030'] as const;
export type TextEncoding = (typeof textEncodings)[number];

export interface ExportedTable {
  readonly headings: readonly string[];
  /** its reading is recorded before a page is given out */
  readonly pages: AsyncIterable<readonly (string | null)[][]>;
  /** for programs that compute with them; else a number is what it looks like, as 0007 */
  readonly hasNumbers?: true;
}

/** The bytes of a table: a CSV as its pages come, a workbook when all of them are there. */
export async function* fileOf(
  { headings, pages, hasNumbers }: ExportedTable,
  { format, encoding }: { format: FileFormat; encoding: TextEncoding },
): AsyncGenerator<Uint8Array> {
  if (format === 'xlsx') {
    const rows: (readonly (string | null)[])[] = [headings];
    for await (const page of pages) rows.push(...page);
    yield writeWorkbook(rows, { hasNumbers: hasNumbers === true });
    return;
  }
  // GB 18030 is told by its bytes, UTF-8 by a mark
  const encode = (text: string) => (encoding === 'utf-8' ? Buffer.from(text) : iconv.encode(text, 'gb18030'));
  yield encode((encoding === 'utf-8' ? BYTE_ORDER_MARK : '') + csvLine(headings));
  for await (const page of pages) yield encode(page.map(csvLine).join(''));
}
