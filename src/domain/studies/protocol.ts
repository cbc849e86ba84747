import type { Language } from '../language.ts';
import type { SampleSize } from './sample-size.ts';

/** Who gets the playbook now, and who waits for it. */
export const arms = ['intervention', 'comparison'] as const;
export type Arm = (typeof arms)[number];

export const allocations = ['randomised_classes', 'existing_classes'] as const;
export type Allocation = (typeof allocations)[number];

/** An organisation that a study is delivered to when it is registered. */
export interface Participant {
  readonly organisationId: string;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly regionCode: string;
}

/** What reliable change is computed from, with where it comes from. */
export interface ChangeBasis {
  readonly reliability: { readonly r: number; readonly kind: 'alpha' | 'retest'; readonly source: string };
  /** of all who answered the baseline in an organisation, or a published value in points of the scale */
  readonly sd:
    | { readonly kind: 'baseline' }
    | { readonly kind: 'published'; readonly value: number; readonly source: string };
}

/** All that is fixed before the second wave. Registering takes its hash; nothing here changes afterwards. */
export interface StudyProtocol {
  readonly title: string;
  readonly titleEn: string | null;
  readonly question: string;
  readonly questionEn: string | null;
  readonly playbookId: string;
  /** what each arm gets, in words */
  readonly arms: Readonly<Record<Arm, string>>;
  /** The same in English, as far as it was written; protocols before it was asked have none. */
  readonly armsEn?: Readonly<Partial<Record<Arm, string>>> | null;
  readonly allocation: Allocation;
  readonly waves: readonly ['baseline', 'post'];
  readonly primaryOutcome: { readonly instrumentId: string; readonly scale: string };
  readonly changeBasis: ChangeBasis;
  /** How many classes were thought to be needed; protocols before it was asked have none. */
  readonly sampleSize?: SampleSize | null;
  readonly model: typeof PLANNED_MODEL;
  readonly participants: readonly Participant[];
  /** smallest count of persons that leaves an organisation, and smallest class whose sums do */
  readonly smallestCount: number;
}

/** What each arm gets, in the reader's language where it was written. */
export function armWords(
  { arms: words, armsEn }: Pick<StudyProtocol, 'arms' | 'armsEn'>,
  language: Language,
): Record<Arm, string> {
  const wordsOf = (arm: Arm) => (language === 'en' ? armsEn?.[arm] : undefined) ?? words[arm];
  return { intervention: wordsOf('intervention'), comparison: wordsOf('comparison') };
}

/**
 * Analysis of covariance with a random intercept by class: the last score given the first. Pooled, regions are fixed,
 * coded so that the arm's coefficient is the mean effect of the regions, each counted alike.
 */
export const PLANNED_MODEL = {
  outcome: 'post',
  fixed: ['baseline', 'arm'],
  pooledFixed: ['baseline', 'arm', 'region', 'arm:region'],
  random: ['class'],
  method: 'REML',
  degreesOfFreedom: 'kenward-roger up to 40 classes, satterthwaite beyond',
} as const;
