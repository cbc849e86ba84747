import type { Answerer, Receiver } from './deliveries/public.ts';
import { studyAnswerers, studyReceivers } from './studies/public.ts';

/** What organisations deliver to each other, each kind by the slice whose it is. */
export const receivers: readonly Receiver[] = [...studyReceivers];

/** What they may ask each other. */
export const answerers: readonly Answerer[] = [...studyAnswerers];
