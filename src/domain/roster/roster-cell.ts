import { ageOn, type CalendarDay, type CalendarDayReason, parseCalendarDay } from '../people/calendar-day.ts';
import { parseIdentityNumber, type IdentityNumber, type Sex } from '../people/identity-number.ts';
import { isPersonName, writtenName } from '../people/person-name.ts';
import { parsePhone } from '../people/phone.ts';
import type { RejectionCode, RejectionParameters } from './rejection.ts';
import type { Cell } from './sheet.ts';

/** `value` is undefined for an empty cell. */
export type CellResult<Value> =
  | { ok: true; value: Value | undefined }
  | { ok: false; code: RejectionCode; parameters: RejectionParameters };

/** Names of persons. */
export type NameField = 'name' | 'guardianName' | 'secondGuardianName' | 'fatherName' | 'motherName';
export type TextField = NameField | 'school' | 'grade' | 'className' | 'address';

/** In characters; generous to real names and addresses, closed to whole paragraphs in the wrong column. */
export const longestText: Record<TextField | 'studentNumber', number> = {
  name: 50,
  guardianName: 50,
  secondGuardianName: 50,
  fatherName: 50,
  motherName: 50,
  school: 100,
  grade: 20,
  className: 40,
  address: 200,
  studentNumber: 32,
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
  if (typeof cell === 'boolean' && isNameField(field)) return rejected('name_characters');
  const text = readPlainText(cell);
  if (!text.ok || text.value === undefined) return text;
  if (Array.from(text.value).length > longestText[field]) {
    return rejected('too_long', { longest: longestText[field] });
  }
  if (!isNameField(field)) return text;
  const name = writtenName(text.value);
  return isPersonName(name) ? { ok: true, value: name } : rejected('name_characters');
}

function isNameField(field: TextField): field is NameField {
  return field === 'name' || (field.endsWith('Name') && field !== 'className');
}

export function readSexCell(cell: Cell): CellResult<Sex> {
  const text = readPlainText(cell);
  if (!text.ok || text.value === undefined) return text as CellResult<never>;
  const sex = sexes[text.value.normalize('NFKC').toLowerCase()];
  return sex === undefined ? rejected('sex_unknown') : { ok: true, value: sex };
}

export function readIdentityCell(cell: Cell, today: CalendarDay): CellResult<IdentityNumber> {
  if (typeof cell === 'number' && hasLostDigits(cell)) return rejected('id_number_rounded');
  const text = readPlainText(cell);
  if (!text.ok || text.value === undefined) return text as CellResult<never>;
  const parsed = parseIdentityNumber(text.value, today);
  if (!parsed.ok) return rejected(parsed.reason);
  if (ageOn(parsed.identity.birthDate, today) > oldestAge)
    return rejected('birth_date_too_old', { oldestAge });
  return { ok: true, value: parsed.identity };
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
 * The text of a cell without the marks that spreadsheets leave behind: `="330…"` and a leading apostrophe keep digits as
 * text, line breaks and doubled or full-width spaces are one space, invisible characters vanish.
 */
function readPlainText(cell: Cell): CellResult<string> {
  if (cell instanceof Date) return rejected('turned_into_date');
  if (cell === null) return { ok: true, value: undefined };
  const raw = String(cell)
    .replace(/^\s*="?([^"]*)"?\s*$/u, '$1')
    .replace(/^['‘’]/u, '');
  const text = raw
    .replace(/[\r\n\t\v]/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  if (/\p{Cc}/u.test(text)) return rejected('control_character');
  if (/[\uFFFD\p{Cs}\p{Co}\p{Cn}]/u.test(text)) return rejected('unreadable_character');
  if (/^#(?:N\/A|[A-Z_/0-9]+[!?]|GETTING_DATA)$/iu.test(text)) return rejected('spreadsheet_error');
  return { ok: true, value: text === '' ? undefined : text };
}

function hasLostDigits(number: number): boolean {
  return Math.abs(number) >= 10 ** mostExactDigits;
}

function rejected(code: RejectionCode, parameters: RejectionParameters = {}): CellResult<never> {
  return { ok: false, code, parameters };
}
