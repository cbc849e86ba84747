import { readSexCell } from './roster-cell.ts';
import { type RosterField, rosterWords, type TableWords } from './roster-column.ts';
import { headingText, type RosterHeader } from './roster-header.ts';
import { inSimplified } from './simplified.ts';
import type { Cell } from './sheet.ts';

/** Why a row below the headings is nobody's. */
export type PassedOver = 'total' | 'note' | 'heading';

const total =
  /^(?:\p{Script=Han}{0,6}(?:合计|总计|小计|共计|人数)|合计\p{Script=Han}{0,4}|合共|总数|统计|平均(?:分|值|数|年龄)?|共\d+人|total|subtotal|sum|average)(?:[:：].*|\d+人?)?$/iu;
const note =
  /^(?:注\d*|备注|备注说明|附注|说明|注意事项|单位|以下\p{Script=Han}{0,4}|以上|示例|样例|范例|例|必填|选填|完|notes?|remarks?)(?:[:：].*)?$/iu;
const signature =
  /^(?:(?:填表|填报|制表|审核)\p{Script=Han}{0,4}|\p{Script=Han}{0,6}(?:签字|签名|盖章)|经办人|负责人|单位负责人|班主任|校长|日期)(?:[:：].*)?$/u;
/** `2人`, `填表人：李老师`; but a namesake may be written 张伟2. */
const noName = /^\p{N}|\d+[人名]|[:：,，。;；]/u;

/**
 * Sums, signatures and remarks below a list, and headings that are repeated on each printed page; undefined: somebody. A row that
 * holds what only a person has is somebody's whatever its words are, since a child who is passed over is missed by nobody.
 */
export function passedOverAs(row: readonly Cell[], header: RosterHeader): PassedOver | undefined {
  return passedOverIn(row, header, { words: rosterWords, isOfPerson });
}

/** The same of a table of another kind. */
export function passedOverIn<Field extends string>(
  row: readonly Cell[],
  header: RosterHeader<Field>,
  {
    words: tableWords,
    isOfPerson: isHeld,
  }: {
    words: TableWords<Field>;
    /** whether a cell of a field holds what no sum, remark or heading has */
    isOfPerson: (field: Field, cell: Cell) => boolean;
  },
): PassedOver | undefined {
  const { columns } = header;
  const nameCell = row[columns.find(isNameColumn)?.index ?? -1];
  const named = wordOf(nameCell);
  // the date and the telephone beside it are of whoever signs
  const isSigned = signature.test(named);
  const held = columns.filter(({ field, index }) => isHeld(field, row[index] ?? null));
  if (held.some(({ field }) => !isSigned || (field !== 'birthDate' && !field.endsWith('Phone'))))
    return undefined;
  if (typeof nameCell === 'boolean') return 'note';
  if (isHeadingRow(row, nameCell, header, tableWords)) return 'heading';
  const first = row.map(wordOf).find((text) => text !== '') ?? '';
  const words = named === '' || noName.test(named) ? [first, named] : [named];
  if (words.some((word) => total.test(word))) return 'total';
  return words.some((word) => note.test(word) || signature.test(word)) ? 'note' : undefined;
}

const isNameColumn = ({ field }: { readonly field: string }) => field === 'name';

/** Without spaces and the marks around it: `（合 计）`, `——以下空白——`. */
function wordOf(cell: Cell | undefined): string {
  return inSimplified(headingText(cell))
    .replaceAll(' ', '')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

/** Also in another order than above, where the name's column has some other heading; a lone 姓名 is enough. */
function isHeadingRow<Field extends string>(
  row: readonly Cell[],
  nameCell: Cell | undefined,
  header: RosterHeader<Field>,
  words: TableWords<Field>,
): boolean {
  const named = headingText(nameCell);
  if (named !== '' && named === header.columns.find(isNameColumn)?.heading) return true;
  const field: string | undefined = words.fieldOf(named);
  if (field === 'name') return true;
  // 母亲 in the column of the guardian and 班 in that of the class do not make a named child a heading
  if (field === undefined && !header.ignored.some(({ heading }) => heading === named)) return false;
  return row.filter((cell) => words.fieldOf(headingText(cell)) !== undefined).length > 1;
}

/** Whether a cell holds what no sum, remark or heading has; a count (`25`) below a column is not that. */
export function isOfPerson(field: RosterField, cell: Cell): boolean {
  if (cell === null || typeof cell === 'boolean') return false;
  const text =
    cell instanceof Date
      ? ''
      : String(cell)
          .normalize('NFKC')
          .replace(/[^\p{L}\p{N}]/gu, '');
  switch (field) {
    case 'sex': {
      const sex = readSexCell(cell);
      return sex.ok && sex.value !== undefined;
    }
    case 'idNumber':
      return /^\p{L}{0,2}\d{6,17}[\dXx]$/u.test(text);
    case 'birthDate':
      return cell instanceof Date || /^(?:19|20)\d{2}年?\d/u.test(text) || /^[2-5]\d{4}$/u.test(text);
    case 'studentNumber':
      return /^\p{L}{0,2}\d{4,}$/u.test(text);
    default:
      return field.endsWith('Phone') && /^(?:86)?1\d{10}$/u.test(text);
  }
}
