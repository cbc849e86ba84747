import type { CalendarDay } from '../people/calendar-day.ts';
import type { Sex } from '../people/identity-number.ts';

/** What the cells of a row hold, by the meaning of their columns. */
export interface RosterValues {
  name: string;
  sex?: Sex;
  idNumber?: string;
  birthDate?: CalendarDay;
  studentNumber?: string;
  school?: string;
  grade?: string;
  className?: string;
  guardianName?: string;
  guardianPhone?: string;
  secondGuardianName?: string;
  secondGuardianPhone?: string;
  fatherName?: string;
  fatherPhone?: string;
  motherName?: string;
  motherPhone?: string;
  address?: string;
}

/** One of those who look after the child; at least one of name and phone is there. */
export interface RosterGuardian {
  readonly relation: 'father' | 'mother' | 'other';
  readonly name?: string;
  readonly phone?: string;
}

type GuardianField = Extract<keyof RosterValues, `${string}Name` | `${string}Phone`>;

/** One person of a roster. Birth date and sex come from the identity number where their own cells are empty. */
export interface RosterRow extends Omit<RosterValues, Exclude<GuardianField, 'className'>> {
  /** null: the file has one sheet only, without a name */
  sheet: string | null;
  /** The row as the spreadsheet program numbers it, from 1. */
  row: number;
  guardians: readonly RosterGuardian[];
}

/** A row of a file, told apart from those of other sheets: `一班|5`. */
export function rowKey({ sheet, row }: Pick<RosterRow, 'sheet' | 'row'>): string {
  return `${sheet ?? ''}|${row}`;
}

/** A row's guardians, each once: a telephone without a name is nobody else's where one of the named has it. */
export function rosterRowOf(place: Pick<RosterRow, 'sheet' | 'row'>, values: RosterValues): RosterRow {
  const { guardianName, guardianPhone, secondGuardianName, secondGuardianPhone, ...others } = values;
  const { fatherName, fatherPhone, motherName, motherPhone, ...person } = others;
  const guardians = [
    guardianOf('father', fatherName, fatherPhone),
    guardianOf('mother', motherName, motherPhone),
    guardianOf('other', guardianName, guardianPhone),
    guardianOf('other', secondGuardianName, secondGuardianPhone),
  ].flatMap((guardian) => guardian ?? []);
  return { ...place, ...person, guardians: withoutRepeated(guardians) };
}

/** Those of both lists, each once. */
export function joinedGuardians(...lists: readonly (readonly RosterGuardian[])[]): RosterGuardian[] {
  return withoutRepeated(lists.flat());
}

function guardianOf(
  relation: RosterGuardian['relation'],
  name: string | undefined,
  phone: string | undefined,
): RosterGuardian | undefined {
  if (name === undefined && phone === undefined) return undefined;
  return { relation, ...(name === undefined ? {} : { name }), ...(phone === undefined ? {} : { phone }) };
}

function withoutRepeated(guardians: readonly RosterGuardian[]): RosterGuardian[] {
  return guardians.filter(
    (guardian, index) =>
      !guardians.some(
        (other, at) =>
          at !== index && saysAsMuch(other, guardian) && (at < index || !saysAsMuch(guardian, other)),
      ),
  );
}

/** Whether `one` says all that `other` does. */
function saysAsMuch(one: RosterGuardian, other: RosterGuardian): boolean {
  return (
    (other.name === undefined || one.name === other.name) &&
    (other.phone === undefined || one.phone === other.phone)
  );
}
