/** Spreadsheet programs take plain UTF-8 for another encoding. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** One line of a table for spreadsheet programs. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * What would begin a formula in a spreadsheet program is kept from it by an apostrophe: the signs in half and in full width (WPS and Excel
 * take ＝ for =), and what such programs pass over before them. Numbers with a sign, such as telephone numbers, are no formulas. An
 * apostrophe of its own gets another, since whoever reads the table again takes one away.
 */
export function plainCell(text: string): string {
  const isFormula = /^(?:[\t\r\n'‘’]|\s*(?:[=@＝＠﹦﹫]|[+\-＋－﹢﹣](?![\d\s()-]*$)))/u.test(text);
  return isFormula ? `'${text}` : text;
}

function csvCell(value: string | null): string {
  if (value === null) return '';
  const text = plainCell(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
