/** A week's minutes as a table knows them: of a case by its risk, and of everything else that fills a week. */
export interface Weights {
  readonly caseMinutes: CaseMinutes;
  /** of a session of a group that is coming, with preparing and writing it down; once */
  readonly sessionMinutes: number;
  /** of a screening round that somebody runs, as long as it is open; each week */
  readonly roundMinutes: number;
  /** of an alert that somebody has taken, until it is closed; each week */
  readonly alertMinutes: number;
  /** how much of a week is for people: the rest goes to travel, meetings, reports */
  readonly directPercent: number;
}
export const loadedRisks = ['urgent', 'high', 'medium', 'low', 'unknown'] as const;
export type LoadedRisk = (typeof loadedRisks)[number];
export type CaseMinutes = Readonly<Record<LoadedRisk, number>>;

/** To begin with: nobody has measured these for everybody, so every organisation changes them to what it sees. */
export const USUAL_WEIGHTS: Weights = {
  caseMinutes: { urgent: 300, high: 180, medium: 90, low: 45, unknown: 60 },
  sessionMinutes: 240,
  roundMinutes: 180,
  alertMinutes: 60,
  directPercent: 70,
};

/** A full week, where nobody says how long somebody's is. */
export const FULL_WEEK_MINUTES = 40 * 60;
/** What is coming and what was done is looked at over so many days. */
export const LOAD_DAYS = 28;
const LOAD_WEEKS = LOAD_DAYS / 7;

/** What somebody has. */
export interface Load {
  /** open cases by risk; a case that two people have is half of each one's */
  readonly cases: Readonly<Record<LoadedRisk, number>>;
  /** planned in the next 28 days */
  readonly sessions: number;
  readonly rounds: number;
  readonly alerts: number;
  /** given to colleagues in the last 28 days, in minutes */
  readonly supervisionMinutes: number;
}
export const NO_LOAD: Load = {
  cases: { urgent: 0, high: 0, medium: 0, low: 0, unknown: 0 },
  sessions: 0,
  rounds: 0,
  alerts: 0,
  supervisionMinutes: 0,
};

export const loadParts = ['cases', 'sessions', 'rounds', 'alerts', 'supervision'] as const;
export type LoadPart = (typeof loadParts)[number];

/** From least to most; whoever is away, or has neither a week nor work, has nothing to fill. */
export const loadBands = ['free', 'fitting', 'full', 'overloaded', 'away'] as const;
export type LoadBand = (typeof loadBands)[number];
/** Percent of the week for people up to which somebody is free, has what fits, and is full. */
const FREE_BELOW = 60;
const FITTING_UP_TO = 100;
const FULL_UP_TO = 120;

export interface Workload {
  readonly band: LoadBand;
  /** percent of the week for people; null: away, or no week to fill */
  readonly index: number | null;
  readonly neededMinutes: number;
  readonly availableMinutes: number;
  /** of a week, never below 0 */
  readonly freeMinutes: number;
  readonly parts: Readonly<Record<LoadPart, number>>;
}

/**
 * The index of workload: what somebody's work needs in a week by the organisation's weights, as percent of what their week has for people. An
 * estimate from what is recorded, not a measurement of what they did.
 */
export function workloadOf(
  load: Load,
  weights: Weights,
  { weeklyMinutes, isAway }: { readonly weeklyMinutes: number; readonly isAway: boolean },
): Workload {
  const ofCases = loadedRisks.map((risk) => load.cases[risk] * weights.caseMinutes[risk]);
  const exact: Readonly<Record<LoadPart, number>> = {
    cases: ofCases.reduce((sum, minutes) => sum + minutes, 0),
    sessions: (load.sessions * weights.sessionMinutes) / LOAD_WEEKS,
    rounds: load.rounds * weights.roundMinutes,
    alerts: load.alerts * weights.alertMinutes,
    supervision: load.supervisionMinutes / LOAD_WEEKS,
  };
  const needed = loadParts.reduce((sum, part) => sum + exact[part], 0);
  const available = isAway ? 0 : (weeklyMinutes * weights.directPercent) / 100;
  const index = available === 0 ? null : Math.round((100 * needed) / available);
  return {
    band: bandOf(index, { isAway, hasWork: needed > 0 }),
    index,
    neededMinutes: Math.round(needed),
    availableMinutes: Math.round(available),
    freeMinutes: Math.max(0, Math.round(available - needed)),
    parts: {
      cases: Math.round(exact.cases),
      sessions: Math.round(exact.sessions),
      rounds: Math.round(exact.rounds),
      alerts: Math.round(exact.alerts),
      supervision: Math.round(exact.supervision),
    },
  };
}

/** @param index null without a week to fill: whoever has work all the same has too much of it */
function bandOf(
  index: number | null,
  { isAway, hasWork }: { readonly isAway: boolean; readonly hasWork: boolean },
): LoadBand {
  if (isAway || (index === null && !hasWork)) return 'away';
  if (index === null || index > FULL_UP_TO) return 'overloaded';
  if (index > FITTING_UP_TO) return 'full';
  return index < FREE_BELOW ? 'free' : 'fitting';
}
