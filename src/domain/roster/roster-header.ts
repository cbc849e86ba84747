import { type ColumnChoices, columnKeys, isHeading, noChoices } from './column-choice.ts';
import { plainHeading, type RosterField, rosterWords, type TableWords } from './roster-column.ts';
import type { Cell, CellRows } from './sheet.ts';

export interface RosterHeader<Field extends string = RosterField> {
  /** The row of the headings as the spreadsheet program numbers it, from 1. */
  row: number;
  columns: RosterColumn<Field>[];
  /** Those that mean nothing to the import, so that the page can say what it leaves out. */
  ignored: IgnoredColumn[];
}

export type IgnoredColumn = Omit<RosterColumn, 'field' | 'index'>;

export interface RosterColumn<Field extends string = RosterField> {
  field: Field;
  /** Counted from 0. */
  index: number;
  /** The heading as the file writes it. */
  heading: string;
  /** what it is called where somebody says what it means, see columnKeys */
  key: string;
  /** somebody said what it means */
  isChosen: boolean;
}

export type RosterHeaderResult<Field extends string = RosterField> =
  | { ok: true; header: RosterHeader<Field> }
  | { ok: false; reason: 'no_header' }
  | { ok: false; reason: 'heading_twice'; heading: string; row: number };

/** Titles, remarks and instructions stand above the headings, but hardly ever more of them than this. */
const rowsSearched = 40;

/**
 * Finds the headings below any title rows: the first row that names people and at least one more column, else the first
 * that names people. Headings of two rows are read together, since schools merge cells: `监护人` above `姓名` and `电话`
 * makes `监护人姓名` and `监护人电话`, and a heading merged downwards counts for both rows. The lower of two rows is taken where
 * it tells more. Of several columns of one meaning the most exact counts; but nobody can tell which of two names is the child's.
 */
export function findRosterHeader(cells: CellRows, choices: ColumnChoices = noChoices): RosterHeaderResult {
  return findHeader(cells, rosterWords, choices);
}

/** The same of a table of another kind, in the words of which its headings are. */
export function findHeader<Field extends string>(
  cells: CellRows,
  words: TableWords<Field>,
  choices: ColumnChoices<Field>,
): RosterHeaderResult<Field> {
  const searched = Array.from(
    { length: Math.min(cells.length, rowsSearched) },
    (_, index) => cells.at(index) ?? [],
  );
  const candidates = searched
    .map((row, index) => readHeadings(row, searched[index - 1] ?? [], index + 1, { words, choices }))
    .filter(({ columns }) => columns.some(({ field }) => words.naming.includes(field)));
  const upper = candidates.find(({ columns }) => columns.length > 1) ?? candidates[0];
  if (upper === undefined) return { ok: false, reason: 'no_header' };
  const lower = candidates.find(({ row }) => row === upper.row + 1);
  const header = lower !== undefined && countMeanings(lower) > countMeanings(upper) ? lower : upper;
  const [, repeated] = header.columns.filter(({ field }) => isName(field));
  if (repeated !== undefined) {
    return { ok: false, reason: 'heading_twice', heading: repeated.heading, row: header.row };
  }
  return { ok: true, header };
}

const isName = (field: string | undefined) => field === 'name';

interface Understanding<Field extends string> {
  readonly words: TableWords<Field>;
  readonly choices: ColumnChoices<Field>;
}

/** A column before it is known whether it counts. */
interface ReadHeading<Field extends string> {
  readonly index: number;
  readonly heading: string;
  readonly key: string;
  readonly isChosen: boolean;
  /** with the group above it: 监护人电话 for `电话` below `监护人` */
  readonly full: string;
  /** undefined: it means nothing to the import */
  readonly field: Field | undefined;
}

function readHeadings<Field extends string>(
  row: readonly Cell[],
  above: readonly Cell[],
  rowNumber: number,
  { words, choices }: Understanding<Field>,
): RosterHeader<Field> {
  // a downward merge only makes sense where the row above is itself part of the headings
  const aboveIsHeading = above.some((cell) => isHeading(headingText(cell), words, choices));
  const hasOwn = row.some((cell) => isHeading(headingText(cell), words, choices));
  if (!hasOwn) return { row: rowNumber, columns: [], ignored: [] };
  // one text alone is the title of the whole table
  const hasGroups = new Set(above.map(headingText).filter((text) => text !== '')).size > 1;
  const read: (Meaning<Field> & { index: number; heading: string })[] = [];
  let group = '';
  for (let index = 0; index < Math.max(row.length, above.length); index += 1) {
    const upper = headingText(above[index]);
    group = upper === '' ? group : upper;
    const own = headingText(row[index]);
    const heading = own === '' && aboveIsHeading ? upper : own;
    if (heading === '') continue;
    const isGrouped = own !== '' && own !== group;
    read.push({
      index,
      heading,
      ...(isGrouped ? meaningInGroup(words, { group, own, hasGroups }) : meaningOf(words, heading)),
    });
  }
  const keys = columnKeys(read.map(({ full }) => full));
  return {
    row: rowNumber,
    ...mostExact(
      words,
      read.map((column, at) => asChosen(column, keys[at] ?? '', choices)),
    ),
  };
}

function asChosen<Field extends string>(
  column: Meaning<Field> & { index: number; heading: string },
  key: string,
  choices: ColumnChoices<Field>,
): ReadHeading<Field> {
  const chosen = choices(key);
  return chosen === undefined
    ? { ...column, key, isChosen: false }
    : { ...column, key, isChosen: true, field: chosen ?? undefined };
}

/** A heading that is merged over several columns means one thing. */
function countMeanings({ columns }: RosterHeader<string>): number {
  return new Set(columns.map(({ field }) => field)).size;
}

type Meaning<Field extends string> = Pick<ReadHeading<Field>, 'field' | 'full'>;

function meaningOf<Field extends string>(words: TableWords<Field>, heading: string): Meaning<Field> {
  return { field: words.fieldOf(heading), full: heading };
}

const pupil = /^(?:学生|本人|学生本人|(?:学生|个人|本人)?(?:基本)?(?:信息|情况|资料))$/u;
const ownPhone = /^(?:电话|电话号码|手机|手机号|手机号码)$/u;
/** Of whoever stands above them, unless they name the pupil themselves. */
const personal =
  /^(?:姓名|名字|name|性别|出生日期|出生年月|生日|身份证|身份证号|身份证号码|证件类型|证件号|证件号码|国籍)$/u;

/** `父亲信息` above `电话` is 父亲电话; what is said of a relative is never said of the child. */
function meaningInGroup<Field extends string>(
  words: TableWords<Field>,
  { group, own, hasGroups }: { group: string; own: string; hasGroups: boolean },
): Meaning<Field> {
  const plain = plainHeading(own);
  const whole = plainHeading(group);
  if (hasGroups && pupil.test(whole) && ownPhone.test(plain)) return { field: undefined, full: own };
  const whose = whole.replace(/(?:基本)?(?:信息|情况|资料)$/u, '');
  const full = `${whose}${plain}`;
  const field = words.fieldOf(full);
  if (field !== undefined) return { field, full };
  const above = words.fieldOf(whose);
  const isOfRelative = above !== undefined && words.isOfRelative(above);
  return isOfRelative && personal.test(plain) ? { field: undefined, full } : meaningOf(words, own);
}

/**
 * What somebody chose, else 学号 beside 全国学籍号 is the one to take, the first of equals; two names of children both stay, to be refused.
 */
function mostExact<Field extends string>(
  words: TableWords<Field>,
  read: readonly ReadHeading<Field>[],
): Pick<RosterHeader<Field>, 'columns' | 'ignored'> {
  const columns: RosterColumn<Field>[] = [];
  const ignored: IgnoredColumn[] = [];
  for (const column of read) {
    const { field, index, heading, key, isChosen } = column;
    const [best] = read
      .filter((other) => other.field === field)
      .toSorted((one, other) => compareVagueness(words, one, other));
    const isTwice = isName(field) && best?.isChosen === false;
    if (field !== undefined && (isTwice || best === column))
      columns.push({ field, index, heading, key, isChosen });
    else ignored.push({ heading, key, isChosen });
  }
  return { columns, ignored };
}

function compareVagueness<Field extends string>(
  words: TableWords<Field>,
  one: ReadHeading<Field>,
  other: ReadHeading<Field>,
): number {
  if (one.isChosen !== other.isChosen) return one.isChosen ? -1 : 1;
  const [first, second] = [words.vaguenessOf(one.full), words.vaguenessOf(other.full)];
  return first === second ? one.index - other.index : first - second;
}

/** How the file calls a column; empty where it has none. */
export function headingOf<Field extends string>({ columns }: RosterHeader<Field>, field: Field): string {
  return columns.find((column) => column.field === field)?.heading ?? '';
}

/** A cell's words in one line; empty for anything else. */
export function headingText(cell: Cell | undefined): string {
  return typeof cell === 'string' ? cell.replace(/[\s\p{Cf}]+/gu, ' ').trim() : '';
}
