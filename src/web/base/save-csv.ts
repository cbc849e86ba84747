import { BYTE_ORDER_MARK } from '../../domain/csv-line.ts';
import { encodeGb18030 } from './gb18030.ts';
import { saveFile } from './save-file.ts';

/** Forms in which a table is kept: for Excel and WPS, for programs, and for those programs of schools that take GB 18030 alone. */
export const tableForms = ['xlsx', 'csv', 'gb18030'] as const;
export type TableForm = (typeof tableForms)[number];

/** A CSV is told by a mark to be UTF-8, and by its bytes to be GB 18030. */
export function saveCsv(text: string, form: Exclude<TableForm, 'xlsx'>, name: string): void {
  const plain = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  if (form === 'csv') saveFile(BYTE_ORDER_MARK + plain, 'text/csv;charset=utf-8', name);
  else saveFile(encodeGb18030(plain), 'text/csv;charset=gb18030', name);
}
