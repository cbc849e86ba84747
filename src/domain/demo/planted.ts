import { normal, pick, type Random } from '../random.ts';
import type { Answers } from '../scoring/score.ts';

/** What the demo's answers are made of: the truth that the study page has to find again. */
export interface PlantedRegion {
  /** mean of the latent score (1 to 5) at baseline */
  readonly baseline: number;
  /** what eight weeks of the intervention add beyond what time adds */
  readonly effect: number;
}

export const plantedRegions = {
  'wz-station': { baseline: 3.3, effect: 0.4 },
  'zz-station': { baseline: 3.12, effect: 0.34 },
  'lz-station': { baseline: 2.96, effect: 0.28 },
} as const satisfies Record<string, PlantedRegion>;

/** Added by time alone, to everyone. */
export const plantedDrift = 0.04;
/** Standard deviations of classes, of pupils within a class, and of one answer. */
export const plantedSpread = { schoolClass: 0.12, pupil: 0.5, answer: 0.75 } as const;
/** Share that names academic pressure among the hardest things. */
export const plantedAcademicPressure = 0.78;

const REVERSED = new Set([7, 11, 14, 15]);
const ITEMS = 15;
const OTHERS = [
  'parents',
  'peers',
  'teachers',
  'emotions',
  'identity',
  'body',
  'screen_time',
  'money',
] as const;

export interface Latent {
  readonly schoolClass: number;
  readonly pupil: number;
}

export function drawClass(random: Random): number {
  return normal(random) * plantedSpread.schoolClass;
}

export function drawPupil(random: Random): number {
  return normal(random) * plantedSpread.pupil;
}

/** Answers to the growth check of a pupil: each item is the latent score with noise, cut to 1…5. */
export function drawGrowthAnswers(
  random: Random,
  region: PlantedRegion,
  latent: Latent,
  wave: { isPost: boolean; isTreated: boolean },
): Answers {
  const change = wave.isPost ? plantedDrift + (wave.isTreated ? region.effect : 0) : 0;
  const level = region.baseline + latent.schoolClass + latent.pupil + change;
  return Object.fromEntries(
    Array.from({ length: ITEMS }, (_, index) => {
      const felt = Math.min(5, Math.max(1, Math.round(level + normal(random) * plantedSpread.answer)));
      return [`growth-${index + 1}`, REVERSED.has(index + 1) ? 6 - felt : felt];
    }),
  );
}

/** Up to three hardest things, the hardest first. */
export function drawHardest(random: Random): Answers {
  const chosen = new Set<string>();
  if (random() < plantedAcademicPressure) chosen.add('academic_pressure');
  while (chosen.size < 2 || (chosen.size < 3 && random() < 0.4)) chosen.add(pick(random, OTHERS));
  return { hardest: [...chosen] };
}
