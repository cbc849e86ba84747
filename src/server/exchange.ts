import { allianceReceivers } from './alliances/public.ts';
import type { Answerer, Receiver } from './deliveries/public.ts';
import { bookReceivers, type EntryFollower } from './books/public.ts';
import type { Doors } from './platform/work/doors.ts';
import { meetingReceivers } from './meetings/public.ts';
import { holderReader, publicAccountReceivers, sharedReader } from './public-accounts/public.ts';
import { matchFollower } from './matching/public.ts';
import { shiftFollower, volunteeringReceivers } from './opportunities/public.ts';
import { recognitionFollower, recognitionReceivers } from './recognition/public.ts';
import { studyAnswerers, studyReceivers } from './studies/public.ts';
import { talentReceivers } from './talent/public.ts';
import { volunteerFollower } from './volunteers/public.ts';

/** What organisations deliver to each other, each kind by the slice whose it is. */
export function receivers(doors: Doors): readonly Receiver[] {
  const shared = sharedReader(holderReader(doors));
  return [
    ...studyReceivers,
    ...publicAccountReceivers,
    ...bookReceivers(shared, entryFollowers(doors)),
    ...volunteeringReceivers,
    ...recognitionReceivers,
    ...talentReceivers,
    ...allianceReceivers,
    ...meetingReceivers,
  ];
}

/** Who keeps something of those in an organisation's book. */
export function entryFollowers(doors: Doors): readonly EntryFollower[] {
  // the volunteer's record is held before what hangs on it
  return [volunteerFollower(holderReader(doors)), shiftFollower, matchFollower, recognitionFollower];
}

/** What they may ask each other. */
export const answerers: readonly Answerer[] = [...studyAnswerers];
