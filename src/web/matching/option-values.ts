import type { CreateMatchBody } from '../../contract/matches.ts';
import {
  type MatchOptions,
  type MatchWish,
  matchWishes,
  type Reach,
  type WishLevel,
  wishLevels,
} from '../../domain/matching/match-options.ts';

const MINUTES_PER_HOUR = 60;

export const levelWords = ['none', 'some', 'much'] as const;
export type LevelWord = (typeof levelWords)[number];

/** As the form holds them: wishes by words, the week in hours. */
export interface OptionValues {
  wishes?: Partial<Record<MatchWish, LevelWord>>;
  reach?: Reach;
  mostShiftsPerWeek?: number | null;
  mostHoursPerWeek?: number | null;
  travelMinutes?: number | null;
  asksUntold?: boolean;
}

export function optionsToForm(options: MatchOptions): OptionValues {
  const { wishes, reach, mostShiftsPerWeek, mostMinutesPerWeek, travelMinutes, asksUntold } = options;
  return {
    wishes: Object.fromEntries(matchWishes.map((wish) => [wish, levelWords[wishes[wish]]])) as Record<
      MatchWish,
      LevelWord
    >,
    reach,
    mostShiftsPerWeek,
    mostHoursPerWeek: mostMinutesPerWeek / MINUTES_PER_HOUR,
    travelMinutes,
    asksUntold,
  };
}

/** What was emptied is left to the server's usual value. */
export function optionsToSend(values: OptionValues): NonNullable<CreateMatchBody['options']> {
  const { wishes = {}, reach, mostShiftsPerWeek, mostHoursPerWeek, travelMinutes, asksUntold } = values;
  const levelOf = (word: LevelWord): WishLevel => wishLevels[levelWords.indexOf(word)] ?? 1;
  return {
    wishes: Object.fromEntries(Object.entries(wishes).map(([wish, word]) => [wish, levelOf(word)])),
    ...(reach === undefined ? {} : { reach }),
    ...(mostShiftsPerWeek == null ? {} : { mostShiftsPerWeek }),
    ...(mostHoursPerWeek == null
      ? {}
      : { mostMinutesPerWeek: Math.round(mostHoursPerWeek * MINUTES_PER_HOUR) }),
    ...(travelMinutes == null ? {} : { travelMinutes }),
    ...(asksUntold === undefined ? {} : { asksUntold }),
  };
}
