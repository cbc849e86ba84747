import { documentKey } from '../people/identity-document.ts';
import { nameKey } from '../people/person-name.ts';
import { parsePhone } from '../people/phone.ts';
import { withoutZeros } from '../people/student-number.ts';

export interface Identifying {
  readonly name: string;
  readonly birthDate: string | null;
  readonly idNumber: string | null;
  readonly phone: string | null;
  /** as the school writes it (see inSchoolWidth); it counts within that */
  readonly studentNumber: string | null;
  readonly schoolId: string | null;
}

export type MatchedField = Exclude<keyof Identifying, 'schoolId'>;

/** Fields in which two entries agree; empty values never agree. */
export function matchedFields(left: Identifying, right: Identifying): MatchedField[] {
  const fields: MatchedField[] = ['name', 'birthDate', 'idNumber', 'phone', 'studentNumber'];
  return fields.filter((field) => {
    if (field === 'studentNumber') return haveOneStudentNumber(left, right);
    const value = compared(left, field);
    return value !== '' && value === compared(right, field);
  });
}

/** As a roster is compared: of one school, and zeros before it are as good as none where the name is the same. */
function haveOneStudentNumber(left: Identifying, right: Identifying): boolean {
  const [one, other] = [left.studentNumber, right.studentNumber];
  if (one === null || other === null || left.schoolId === null) return false;
  if (left.schoolId !== right.schoolId) return false;
  if (one === other) return true;
  return withoutZeros(one) === withoutZeros(other) && compared(left, 'name') === compared(right, 'name');
}

/** A value in the spelling in which two that mean the same are equal. */
function compared(person: Identifying, field: Exclude<MatchedField, 'studentNumber'>): string {
  const value = person[field] ?? '';
  if (field === 'name') return nameKey(value);
  if (field === 'idNumber') return documentKey(value);
  if (field !== 'phone') return value;
  const read = parsePhone(value);
  return read.ok ? read.phone.number : value;
}

/**
 * Worth showing side by side? One ID number is one person, and one student number of a school; brothers share a telephone and classmates a name, so
 * these count only together with something else, except that the same name alone is shown when nothing contradicts.
 */
export function isPossibleDuplicate(left: Identifying, right: Identifying): boolean {
  const matches = matchedFields(left, right);
  if (matches.includes('idNumber') || matches.includes('studentNumber')) return true;
  if (!matches.includes('name')) return false;
  const contradicts = (field: 'birthDate' | 'idNumber') =>
    left[field] !== null && right[field] !== null && compared(left, field) !== compared(right, field);
  return !contradicts('birthDate') && !contradicts('idNumber');
}
