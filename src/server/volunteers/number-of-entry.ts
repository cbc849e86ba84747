import { createHash } from 'node:crypto';
import { volunteerNumber, VOLUNTEER_NUMBERS } from '../../domain/volunteers/volunteer-number.ts';

/**
 * The number follows from the entry's id, whose 74 random bits nobody finds from it: it is known when somebody asks, before the
 * organisation has seen them, and is another at each organisation.
 */
export function numberOfEntry(entryId: string): string {
  const digest = createHash('sha256').update(`volunteer number|${entryId}`).digest();
  // of 128 bits the remainder is as good as evenly spread
  const drawn = (digest.readBigUInt64BE(0) << 64n) | digest.readBigUInt64BE(8);
  return volunteerNumber(drawn % VOLUNTEER_NUMBERS);
}
