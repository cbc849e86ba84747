import type { GuardianRelation } from '../clients/guardian-relation.ts';
import type { CalendarDay } from '../people/calendar-day.ts';
import type { DocumentKind } from '../people/identity-document.ts';
import type { Sex } from '../people/identity-number.ts';
import type { RejectionCode, RejectionParameters } from '../roster/rejection.ts';
import type { ServiceCategory, SpokenLanguage, VolunteerSkill } from '../volunteers/profile-words.ts';

/** What a row says of the volunteer. */
export interface ImportedPerson {
  /** as the file has it, of this platform or of another system */
  readonly number?: string;
  readonly name?: string;
  readonly sex?: Sex;
  readonly birthDate?: CalendarDay;
  readonly idKind?: DocumentKind;
  readonly idNumber?: string;
  readonly phone?: string;
  /** a place, in words or by its code */
  readonly region?: string;
  readonly skills?: readonly VolunteerSkill[];
  readonly categories?: readonly ServiceCategory[];
  readonly languages?: readonly SpokenLanguage[];
  readonly guardianName?: string;
  readonly guardianRelation?: GuardianRelation;
  readonly guardianPhone?: string;
}

/** A service of former times. */
export interface ImportedService {
  readonly title: string;
  readonly day: CalendarDay;
  /** from which minute of the day to which; null: nobody wrote it down */
  readonly clock: { readonly from: number; readonly until: number } | null;
  /** served, without what was no service */
  readonly minutes: number;
  readonly category: ServiceCategory | null;
  readonly place: string | null;
  readonly content: string | null;
  readonly organiser: string | null;
  readonly inCharge: string | null;
}

export interface RowPlace {
  /** null: the file has one sheet only, without a name */
  readonly sheet: string | null;
  /** as the spreadsheet program numbers it, from 1 */
  readonly row: number;
}

/** One row: somebody, and perhaps what they did. */
export interface ImportRow extends RowPlace {
  readonly person: ImportedPerson;
  readonly service: ImportedService | null;
  /** skills, fields and languages that mean nothing here: left out, and said to be */
  readonly unknownWords: readonly string[];
}

export type ImportRejectionCode =
  | RejectionCode
  | 'person_missing'
  | 'day_format'
  | 'day_future'
  | 'minutes_unclear'
  | 'minutes_vague'
  | 'minutes_none'
  | 'minutes_missing'
  | 'minutes_over_day'
  | 'minutes_unit'
  | 'minutes_of_day'
  | 'minutes_beyond_times'
  | 'clock_unclear'
  | 'clock_next_day'
  | 'clock_half'
  | 'clock_backwards'
  | 'service_future'
  | 'service_overlaps'
  | 'service_day_over'
  | 'service_other_length'
  | 'service_before_birth'
  | 'person_contradicts_row'
  | 'person_ambiguous'
  | 'person_refused'
  | 'number_of_nobody'
  | 'new_needs_name'
  | 'new_needs_birth_date'
  | 'new_needs_phone'
  | 'new_invalid'
  | 'minor_by_correction'
  | 'guardian_phone_same';

/** Values of cells never become parameters: messages end up in logs, where nobody's data belongs. */
export interface ImportRejection extends RowPlace {
  /** the heading as the file writes it; empty: it has no such column */
  readonly column: string;
  readonly code: ImportRejectionCode;
  readonly parameters: RejectionParameters;
}
