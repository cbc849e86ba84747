import { plainCell } from '../csv-line.ts';
import { ageOn, type CalendarDay, type CalendarDayReason, parseCalendarDay } from '../people/calendar-day.ts';
import {
  type DocumentKind,
  guessDocumentKind,
  type IdentityDocument,
  readDocument,
} from '../people/identity-document.ts';
import type { Sex } from '../people/identity-number.ts';
import { isPersonName, withoutUnseen, writtenName } from '../people/person-name.ts';
import { parsePhone } from '../people/phone.ts';
import { inOneLine } from '../written-text.ts';
import { kindOfWords, saysNoDocument } from './document-words.ts';
import type { RejectionCode, RejectionParameters } from './rejection.ts';
import type { Cell } from './sheet.ts';

/** `value` is undefined for an empty cell. */
export type CellResult<Value> =
  | { ok: true; value: Value | undefined }
  | { ok: false; code: RejectionCode; parameters: RejectionParameters };

/** `personName` is anybody's. */
export type TextField =
  | 'personName'
  | 'school'
  | 'grade'
  | 'className'
  | 'address'
  | 'idCountry'
  | 'relation'
  | 'activity'
  | 'words';

/** In characters; generous to real names and addresses, closed to whole paragraphs in the wrong column. */
const longestText: Record<TextField | 'studentNumber', number> = {
  personName: 50,
  relation: 30,
  idCountry: 40,
  school: 100,
  grade: 20,
  className: 40,
  address: 200,
  studentNumber: 32,
  activity: 100,
  words: 500,
};

const dateFaults = {
  date_format: 'birth_date_format',
  date_impossible: 'birth_date_impossible',
  date_time: 'birth_date_time',
} as const satisfies Record<CalendarDayReason, RejectionCode>;

/** Nobody on a roster is older; the oldest person known reached 122. */
const oldestAge = 120;
/** Spreadsheets keep 15 significant digits of a number. */
const mostExactDigits = 15;

const sexes: Record<string, Sex> = {
  男: 'male',
  男性: 'male',
  男生: 'male',
  m: 'male',
  male: 'male',
  女: 'female',
  女性: 'female',
  女生: 'female',
  f: 'female',
  female: 'female',
};

export function readTextCell(cell: Cell, field: TextField): CellResult<string> {
  if (typeof cell === 'boolean' && field === 'personName') return rejected('name_characters');
  const text = readPlainText(cell);
  if (!text.ok || text.value === undefined) return text;
  if (Array.from(text.value).length > longestText[field]) {
    return rejected('too_long', { longest: longestText[field] });
  }
  if (field !== 'personName') return text;
  const name = writtenName(text.value);
  return isPersonName(name) ? { ok: true, value: name } : rejected('name_characters');
}

export function readSexCell(cell: Cell): CellResult<Sex> {
  const text = readPlainText(cell);
  if (!text.ok || text.value === undefined) return text as CellResult<never>;
  const sex = sexes[text.value.normalize('NFKC').toLowerCase()];
  return sex === undefined ? rejected('sex_unknown') : { ok: true, value: sex };
}

/** undefined: words that name none of the kinds, or several */
export function readKindCell(cell: Cell): CellResult<DocumentKind> {
  const text = readPlainText(cell);
  if (!text.ok || text.value === undefined) return text as CellResult<never>;
  return { ok: true, value: kindOfWords(text.value) };
}

/**
 * Reads a document's number as one of the kind that the file says, else as what it seems to be: nobody's real document is refused
 * because a whole column was filled with 身份证.
 */
export function readDocumentCell(
  cell: Cell,
  said: DocumentKind | undefined,
  today: CalendarDay,
): CellResult<IdentityDocument | 'none'> {
  if (typeof cell === 'number' && hasLostDigits(cell)) return rejected('id_number_rounded');
  const text = readPlainText(cell);
  if (!text.ok || text.value === undefined) return text as CellResult<never>;
  if (saysNoDocument(text.value)) return { ok: true, value: 'none' };
  const read = readAs(text.value, said, today);
  if (!read.ok) return rejected(read.reason);
  const { birthDate } = read.document;
  if (birthDate !== undefined && ageOn(birthDate, today) > oldestAge)
    return rejected('birth_date_too_old', { oldestAge });
  return { ok: true, value: read.document };
}

function readAs(text: string, said: DocumentKind | undefined, today: CalendarDay) {
  const guessed = guessDocumentKind(text);
  const asSaid = said === undefined || said === 'none' ? undefined : readDocument(text, said, today);
  return asSaid?.ok === true ? asSaid : readDocument(text, guessed, today);
}

export function readBirthDateCell(
  cell: Cell,
  today: CalendarDay,
  options: { startsIn1904: boolean },
): CellResult<CalendarDay> {
  const isDay = cell instanceof Date || typeof cell === 'number';
  const text: CellResult<string> = isDay ? { ok: true, value: '' } : readPlainText(cell);
  if (!text.ok) return text;
  if (text.value === undefined) return { ok: true, value: undefined };
  const parsed = parseCalendarDay(isDay ? cell : text.value, options);
  if (!parsed.ok) return rejected(dateFaults[parsed.reason]);
  if (parsed.day > today) return rejected('birth_date_future');
  if (ageOn(parsed.day, today) > oldestAge) return rejected('birth_date_too_old', { oldestAge });
  return { ok: true, value: parsed.day };
}

export function readPhoneCell(cell: Cell): CellResult<string> {
  const text = readPlainText(cell);
  if (!text.ok || text.value === undefined) return text;
  const parsed = parsePhone(text.value);
  return parsed.ok ? { ok: true, value: parsed.phone.number } : rejected(parsed.reason);
}

export function readStudentNumberCell(cell: Cell): CellResult<string> {
  if (typeof cell === 'number' && hasLostDigits(cell)) return rejected('student_number_rounded');
  const text = readPlainText(cell);
  if (!text.ok || text.value === undefined) return text;
  const number = text.value.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
  if (/^\d\.\d+E\+?\d+$/u.test(number)) return rejected('student_number_rounded');
  if (number.length > longestText.studentNumber) {
    return rejected('too_long', { longest: longestText.studentNumber });
  }
  if (!/^[0-9A-Z][0-9A-Z\-_/.]*$/u.test(number)) return rejected('student_number_characters');
  return { ok: true, value: number };
}

/**
 * The text of a cell without the marks that spreadsheets and our own tables leave behind: line breaks and doubled or full-width spaces are one space, invisible characters vanish.
 */
function readPlainText(cell: Cell): CellResult<string> {
  if (cell instanceof Date) return rejected('turned_into_date');
  if (cell === null) return { ok: true, value: undefined };
  const text = withoutUnseen(inOneLine(withoutMark(String(cell))))
    .replace(/(?:(?!\u202f)\s)+/gu, ' ')
    .trim();
  if (/\p{Cc}/u.test(text)) return rejected('control_character');
  if (/[\uFFFD\p{Cs}\p{Co}\p{Cn}]/u.test(text)) return rejected('unreadable_character');
  if (/^#(?:N\/A|[A-Z_/0-9]+[!?]|GETTING_DATA)$/iu.test(text)) return rejected('spreadsheet_error');
  return { ok: true, value: text === '' ? undefined : text };
}

/**
 * `="330…"`, `=330…` and a leading apostrophe keep digits as text, and an apostrophe keeps from being a formula what a table of ours holds.
 * Any other equals sign or apostrophe is somebody's word: `=1+1`, `‘春风’行动`.
 */
function withoutMark(text: string): string {
  const digits = /^\s*=(?:"([^"]*)"|(\d+))\s*$/u.exec(text);
  if (digits !== null) return digits[1] ?? digits[2] ?? '';
  const rest = text.slice(1);
  const isOurs = text.startsWith("'") && plainCell(rest) === text;
  const keepsText = /^(?:['‘’]\d|'\p{Script=Han})[^'‘’]*$/u.test(text);
  return isOurs || keepsText ? rest : text;
}

function hasLostDigits(number: number): boolean {
  return Math.abs(number) >= 10 ** mostExactDigits;
}

function rejected(code: RejectionCode, parameters: RejectionParameters = {}): CellResult<never> {
  return { ok: false, code, parameters };
}
