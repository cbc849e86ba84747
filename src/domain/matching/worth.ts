import { isUntold } from '../volunteers/availability.ts';
import { stepsBetween } from '../region-steps.ts';
import { minutesOf } from './judge.ts';
import type { MatchOptions } from './match-options.ts';
import { type MatchPlace, type MatchVolunteer, timesKnown } from './match-problem.ts';

/**
 * What a filled place is worth. All wishes together move an assignment by less than a hundredth of it: a place stays open for wishes only
 * where some hundred others would have to change hands against them all.
 */
export const FILLED = 100_000;

const SAME_CATEGORY = 20;
const SERVED_ONCE = 15;
/** who came four times is known as well as who came twenty times */
const SERVED_MOST = 4;
/** by steps away: see `stepsBetween` */
const AWAY = [0, 15, 40, 80] as const;
const HOME_UNKNOWN = 30;
/** asking somebody who never said when they can come is often for nothing */
const UNTOLD = 50;
/** of somebody who has not been there before, where few faces are wished */
export const NEW_FACE = 60;

/** What is known of somebody at a place, told beside a proposal. */
export interface Fit {
  readonly served: number;
  /** at sessions of the groups that it is for */
  readonly helped: number;
  readonly isCategory: boolean;
  /** from home: see `stepsBetween` */
  readonly steps: number | null;
  readonly isUntold: boolean;
  /** served of late and promised, before this proposal */
  readonly minutes: number;
}

export function fitOf(place: MatchPlace, volunteer: MatchVolunteer): Fit {
  return {
    served: volunteer.servedAt[place.opportunityId] ?? 0,
    helped: volunteer.helpedAt[place.opportunityId] ?? 0,
    isCategory: place.category !== null && volunteer.categories.includes(place.category),
    steps: stepsBetween(place.regionCode, volunteer.regionCode) ?? null,
    isUntold: isUntold(volunteer.availability),
    minutes: volunteer.minutes,
  };
}

/** What somebody at a place is worth by itself; what it costs that they have much already is counted over all that they get. */
export function worthOf(
  { wishes }: Pick<MatchOptions, 'wishes'>,
  place: MatchPlace,
  volunteer: MatchVolunteer,
): number {
  const { isCategory, steps, isUntold: isUnknown } = fitOf(place, volunteer);
  const known = timesKnown(volunteer, place.opportunityId);
  return (
    FILLED +
    (isCategory ? SAME_CATEGORY * wishes.preferences : 0) +
    Math.min(known, SERVED_MOST) * SERVED_ONCE * wishes.continuity -
    (steps === null ? HOME_UNKNOWN : (AWAY[steps] ?? 0)) * wishes.nearness -
    (isUnknown ? UNTOLD : 0)
  );
}

const BLOCK_MINUTES = 240;
/** per hour more in each block of four hours, until it is dear enough */
const DEARER = 4;
const DEAREST_BLOCK = 5;

/** Minutes that cost somebody the same: the more hours they have, the dearer the next. */
export interface LoadBlock {
  /** in this block; infinite in the last */
  readonly minutes: number;
  /** per minute */
  readonly cost: number;
}

/** From so many minutes on. */
export function blocksFrom({ wishes }: Pick<MatchOptions, 'wishes'>, minutes: number): LoadBlock[] {
  const costOf = (block: number) => (wishes.fairness * DEARER * Math.min(block, DEAREST_BLOCK)) / 60;
  const blocks: LoadBlock[] = [];
  const first = Math.floor(minutes / BLOCK_MINUTES);
  for (let block = first; block < DEAREST_BLOCK; block += 1) {
    const begun = block === first ? minutes % BLOCK_MINUTES : 0;
    blocks.push({ minutes: BLOCK_MINUTES - begun, cost: costOf(block) });
  }
  return [...blocks, { minutes: Number.POSITIVE_INFINITY, cost: costOf(DEAREST_BLOCK) }];
}

/** What so many minutes more cost somebody. */
export function costOfMinutes(blocks: readonly LoadBlock[], minutes: number): number {
  let [left, cost] = [minutes, 0];
  for (const block of blocks) {
    const taken = Math.min(left, block.minutes);
    cost += taken * block.cost;
    left -= taken;
    if (left <= 0) break;
  }
  return cost;
}

/** Of several shifts together. */
export function sumMinutes(places: readonly MatchPlace[]): number {
  return places.reduce((sum, place) => sum + minutesOf(place), 0);
}
