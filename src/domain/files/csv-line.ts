/**
 * One line of a table for spreadsheet programs. What would begin a formula there is kept from it by an apostrophe, which
 * the programs hide; numbers with a sign, such as telephone numbers, are no formulas.
 */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string | null): string {
  if (value === null) return '';
  const isFormula = /^[=@\t\r]|^[+-](?![\d\s()-]*$)/.test(value);
  const text = isFormula ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
