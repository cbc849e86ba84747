import { decideRelease, releasableFrom, type WaveState } from '../../domain/studies/decide-study.ts';
import type { StudyView } from './queries.ts';

export type Participation = NonNullable<StudyView['participation']>;

export type NextStep =
  | { readonly step: 'join' | 'waves' | 'release' | 'undelivered' | 'done' }
  | { readonly step: 'arriving'; readonly until: Date };

/** What a participant does next. Whether the sums may go is decided as the server decides it. */
export function nextStep(participation: Participation, now: Date): NextStep {
  const { joinedAt, releasedAt, deliveredAt, rounds } = participation;
  if (joinedAt === null) return { step: 'join' };
  if (releasedAt !== null) return { step: deliveredAt === null ? 'undelivered' : 'done' };
  const waves = rounds.map((round): WaveState => ({ ...round, closesAt: new Date(round.closesAt) }));
  const decision = decideRelease({ acceptedAt: new Date(joinedAt) }, waves, now);
  if (decision.ok) return { step: 'release' };
  return decision.reason === 'study_answers_arriving'
    ? { step: 'arriving', until: releasableFrom(waves) }
    : { step: 'waves' };
}
