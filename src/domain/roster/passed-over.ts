import { findRosterField } from './roster-column.ts';
import { headingText, type RosterHeader } from './roster-header.ts';
import type { Cell } from './sheet.ts';

/** Why a row below the headings is nobody's. */
export type PassedOver = 'total' | 'note' | 'heading';

const total = /^(?:合计|总计|小计|共计|合共|总人数|共\d+人|total|subtotal|sum)[:：]?(?:\d+人?)?$/iu;
const note =
  /^(?:注|注意|备注|附注|说明|填表说明|填表人|填报人|制表人|制表|制表日期|填表日期|填报日期|审核人|审核|经办人|负责人|班主任|校长|单位负责人|单位盖章|单位|盖章|日期|notes?|remarks?)(?:[:：].*)?$/iu;

/** Sums, signatures and remarks below a list, and headings that are repeated on each printed page; undefined: somebody. */
export function passedOverAs(row: readonly Cell[], { columns }: RosterHeader): PassedOver | undefined {
  const texts = row.map((cell) => headingText(cell).replaceAll(' ', ''));
  const named = texts[columns.find(({ field }) => field === 'name')?.index ?? -1] ?? '';
  const first = texts.find((text) => text !== '') ?? '';
  if (total.test(first) || total.test(named)) return 'total';
  if (findRosterField(named) === 'name') return 'heading';
  return note.test(first) || note.test(named) ? 'note' : undefined;
}
