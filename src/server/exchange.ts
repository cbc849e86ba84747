import type { Answerer, Receiver } from './deliveries/public.ts';
import { bookReceivers } from './books/public.ts';
import type { Doors } from './platform/work/doors.ts';
import { publicAccountReceivers, sharedReader } from './public-accounts/public.ts';
import { studyAnswerers, studyReceivers } from './studies/public.ts';

/** What organisations deliver to each other, each kind by the slice whose it is. */
export function receivers(doors: Doors): readonly Receiver[] {
  return [...studyReceivers, ...publicAccountReceivers, ...bookReceivers(sharedReader(doors))];
}

/** What they may ask each other. */
export const answerers: readonly Answerer[] = [...studyAnswerers];
