import type { IdentityNumberReason } from '../people/identity-number.ts';
import type { PhoneReason } from '../people/phone.ts';

/** Why a row of a roster is not taken over. The words for people are in `messages.ts`. */
export type RejectionCode =
  | 'missing'
  | 'too_long'
  | 'control_character'
  | 'unreadable_character'
  | 'spreadsheet_error'
  | 'turned_into_date'
  | 'name_characters'
  | 'sex_unknown'
  | 'sex_contradicts_id_number'
  | 'birth_date_format'
  | 'birth_date_impossible'
  | 'birth_date_future'
  | 'birth_date_too_old'
  | 'birth_date_time'
  | 'birth_date_contradicts_id_number'
  | 'student_number_characters'
  | 'student_number_rounded'
  | 'student_number_repeated'
  | 'id_number_with_two_names'
  | 'id_number_repeated'
  | 'duplicate_row'
  | 'first_row_rejected'
  | 'record_unreadable'
  | 'id_number_held_elsewhere'
  | 'id_number_just_registered'
  | 'guardians_too_many'
  | IdentityNumberReason
  | PhoneReason;

/** Values of cells never become parameters: messages end up in logs, where nobody's data belongs. */
export type RejectionParameters = Readonly<Record<string, string | number>>;

export interface Rejection {
  /** null: the file has one sheet only, without a name */
  sheet: string | null;
  /** The row as the spreadsheet program numbers it, from 1. */
  row: number;
  /** The heading as the file writes it. */
  column: string;
  code: RejectionCode;
  parameters: RejectionParameters;
}
