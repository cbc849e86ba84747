import { matchRows as matchInSteps } from '../src/domain/roster/match-client.ts';
import { readRoster as readInSteps } from '../src/domain/roster/roster.ts';
import { sameInFile as compareInSteps } from '../src/domain/roster/same-in-file.ts';
import type { KnownPerson, PlacedRow } from '../src/domain/roster/known-index.ts';
import type { Steps } from '../src/domain/roster/steps.ts';

function allAtOnce<Result>(steps: Steps<Result>): Result {
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

/** Its rows as a plain list. */
export function readRoster(...given: Parameters<typeof readInSteps>) {
  const result = allAtOnce(readInSteps(...given));
  return result.ok ? { ...result, rows: [...result.rows] } : result;
}

export const matchRows = <Known extends KnownPerson>(rows: readonly PlacedRow[], known: readonly Known[]) =>
  allAtOnce(matchInSteps(rows, known));

export const sameInFile = (...given: Parameters<typeof compareInSteps>) =>
  allAtOnce(compareInSteps(...given));
