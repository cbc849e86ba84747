import type { Texts } from '../language.ts';

/** How much a wish counts: not at all, somewhat, much. Whether a place is filled counts more than all wishes together. */
export const wishLevels = [0, 1, 2] as const;
export type WishLevel = (typeof wishLevels)[number];

/** What a match is to look at besides filling places. */
export const matchWishes = ['fairness', 'continuity', 'preferences', 'nearness'] as const;
export type MatchWish = (typeof matchWishes)[number];

/** How far from home somebody may be asked to come, by the register of regions (GB/T 2260). */
export const reaches = ['county', 'city', 'province', 'anywhere'] as const;
export type Reach = (typeof reaches)[number];

export const reachNames = {
  county: { zh: '同一区县', en: 'The same county or district' },
  city: { zh: '同一城市', en: 'The same city' },
  province: { zh: '同一省', en: 'The same province' },
  anywhere: { zh: '不限', en: 'Anywhere' },
} as const satisfies Record<Reach, Texts>;

export interface MatchOptions {
  readonly wishes: Readonly<Record<MatchWish, WishLevel>>;
  readonly reach: Reach;
  /** shifts in a week (Monday to Sunday) that nobody is asked beyond; who has more keeps them */
  readonly mostShiftsPerWeek: number;
  /** minutes in a week, the same */
  readonly mostMinutesPerWeek: number;
  /** from one site to another; at the same site one shift may begin as another ends */
  readonly travelMinutes: number;
  /** also whoever never said when they could come */
  readonly asksUntold: boolean;
}

export const MATCH_OPTIONS: MatchOptions = {
  wishes: { fairness: 1, continuity: 1, preferences: 1, nearness: 1 },
  reach: 'city',
  mostShiftsPerWeek: 2,
  mostMinutesPerWeek: 8 * 60,
  travelMinutes: 30,
  asksUntold: true,
};
