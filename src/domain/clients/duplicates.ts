import { documentKey } from '../people/identity-document.ts';
import { nameKey } from '../people/person-name.ts';
import { parsePhone } from '../people/phone.ts';

export interface Identifying {
  readonly name: string;
  readonly birthDate: string | null;
  readonly idNumber: string | null;
  readonly phone: string | null;
}

export type MatchedField = keyof Identifying;

/** Fields in which two entries agree; empty values never agree. */
export function matchedFields(left: Identifying, right: Identifying): MatchedField[] {
  const fields: MatchedField[] = ['name', 'birthDate', 'idNumber', 'phone'];
  return fields.filter((field) => {
    const value = compared(left, field);
    return value !== '' && value === compared(right, field);
  });
}

/** A value in the spelling in which two that mean the same are equal. */
function compared(person: Identifying, field: MatchedField): string {
  const value = person[field] ?? '';
  if (field === 'name') return nameKey(value);
  if (field === 'idNumber') return documentKey(value);
  if (field !== 'phone') return value;
  const read = parsePhone(value);
  return read.ok ? read.phone.number : value;
}

/**
 * Worth showing side by side? One ID number is one person; brothers share a telephone and classmates a name, so
 * these count only together with something else, except that the same name alone is shown when nothing contradicts.
 */
export function isPossibleDuplicate(left: Identifying, right: Identifying): boolean {
  const matches = matchedFields(left, right);
  if (matches.includes('idNumber')) return true;
  if (!matches.includes('name')) return false;
  const contradicts = (field: 'birthDate' | 'idNumber') =>
    left[field] !== null && right[field] !== null && compared(left, field) !== compared(right, field);
  return !contradicts('birthDate') && !contradicts('idNumber');
}
