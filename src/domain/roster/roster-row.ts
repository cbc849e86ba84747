import type { GuardianRelation } from '../clients/guardian-relation.ts';
import type { CalendarDay } from '../people/calendar-day.ts';
import type { DocumentKind } from '../people/identity-document.ts';
import type { Sex } from '../people/identity-number.ts';
import type { Packing } from './packed-list.ts';
import {
  type GuardianField,
  guardianField,
  type GuardianSlot,
  guardianSlots,
  isGuardianField,
  relationOfSlot,
  relationOfWords,
} from './guardian-slot.ts';

/** What a row says of the person's document beside its number. */
export interface RosterDocument {
  readonly kind: DocumentKind;
  /** the file has a column for it; else it was read from the number */
  readonly isKindSaid: boolean;
  /** somebody who has seen the document has to say that it is written so */
  readonly isCheckDigitWrong: boolean;
}

interface OwnValues {
  name: string;
  sex?: Sex;
  document?: RosterDocument;
  idNumber?: string;
  idCountry?: string;
  birthDate?: CalendarDay;
  studentNumber?: string;
  school?: string;
  grade?: string;
  className?: string;
  address?: string;
}

/** What the cells of a row hold, by the meaning of their columns. */
export type RosterValues = OwnValues & { [Field in GuardianField]?: string };

/** One of those who look after the child; at least one of name and phone is there. */
export interface RosterGuardian {
  readonly relation: GuardianRelation;
  readonly name?: string;
  readonly phone?: string;
}

/** One person of a roster. Birth date and sex come from the identity number where their own cells are empty. */
export interface RosterRow extends OwnValues {
  /** null: the file has one sheet only, without a name */
  sheet: string | null;
  /** The row as the spreadsheet program numbers it, from 1. */
  row: number;
  guardians: readonly RosterGuardian[];
}

const ownFields = [
  'name',
  'sex',
  'idNumber',
  'idCountry',
  'birthDate',
  'studentNumber',
  'school',
  'grade',
  'className',
  'address',
] as const satisfies readonly (keyof OwnValues)[];

/** What is not there is 0. */
type Written<Value> = Value | 0;
type WrittenRow = readonly [
  sheet: string | null,
  row: number,
  own: readonly Written<string>[],
  document: Written<readonly [DocumentKind, isKindSaid: 0 | 1, isCheckDigitWrong: 0 | 1]>,
  guardians: readonly (readonly [GuardianRelation, name: Written<string>, phone: Written<string>])[],
];

/** Without the names of the fields, which would be most of it. */
export const packedRosterRows: Packing<RosterRow> = {
  write: ({ sheet, row, document, guardians, ...own }): WrittenRow => [
    sheet,
    row,
    ownFields.map((field) => own[field] ?? 0),
    document === undefined
      ? 0
      : [document.kind, document.isKindSaid ? 1 : 0, document.isCheckDigitWrong ? 1 : 0],
    guardians.map(({ relation, name, phone }) => [relation, name ?? 0, phone ?? 0]),
  ],
  read(written) {
    const [sheet, row, own, document, guardians] = written as WrittenRow;
    const values: Record<string, unknown> = { sheet, row };
    // not by entries(), whose pairs would be half of what reading a row leaves to be collected
    for (let at = 0; at < ownFields.length; at += 1) {
      const field = ownFields[at];
      const value = own[at];
      if (field !== undefined && value !== 0) values[field] = value;
    }
    if (document !== 0) {
      const [kind, isKindSaid, isCheckDigitWrong] = document;
      values['document'] = {
        kind,
        isKindSaid: isKindSaid === 1,
        isCheckDigitWrong: isCheckDigitWrong === 1,
      } satisfies RosterDocument;
    }
    values['guardians'] = guardians.map(([relation, name, phone]): RosterGuardian => ({
      relation,
      ...(name === 0 ? {} : { name }),
      ...(phone === 0 ? {} : { phone }),
    }));
    return values as unknown as RosterRow;
  },
};

/** A row of a file, told apart from those of other sheets: `一班|5`. */
export function rowKey({ sheet, row }: Pick<RosterRow, 'sheet' | 'row'>): string {
  return `${sheet ?? ''}|${row}`;
}

/** A row's guardians, each once: a telephone without a name is nobody else's where one of the named has it. */
export function rosterRowOf(place: Pick<RosterRow, 'sheet' | 'row'>, values: RosterValues): RosterRow {
  const own = Object.entries(values).filter(([field]) => !isGuardianField(field));
  const guardians = guardianSlots.flatMap((slot) => guardianOf(slot, values) ?? []);
  return {
    ...place,
    ...(Object.fromEntries(own) as unknown as OwnValues),
    guardians: withoutRepeated(guardians),
  };
}

/** Those of both lists, each once. */
export function joinedGuardians(...lists: readonly (readonly RosterGuardian[])[]): RosterGuardian[] {
  return withoutRepeated(lists.flat());
}

function guardianOf(slot: GuardianSlot, values: RosterValues): RosterGuardian | undefined {
  const name = values[guardianField(slot, 'Name')];
  const phone = values[guardianField(slot, 'Phone')];
  if (name === undefined && phone === undefined) return undefined;
  const said = values[guardianField(slot, 'Relation')];
  const relation = relationOfSlot(slot) ?? (said === undefined ? 'other' : relationOfWords(said));
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
