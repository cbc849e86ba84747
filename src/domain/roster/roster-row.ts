import type { CalendarDay } from '../people/calendar-day.ts';
import type { Sex } from '../people/identity-number.ts';

/** One person of a roster. Birth date and sex come from the identity number where their own cells are empty. */
export interface RosterRow {
  /** The row as the spreadsheet program numbers it, from 1. */
  row: number;
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
  address?: string;
}
