import { decideRelease } from '../../domain/studies/decide-study.ts';
import type { StudyView } from './queries.ts';

export type Participation = NonNullable<StudyView['participation']>;

/** What a participant does next. Whether the sums may go is decided as the server decides it. */
export function nextStep(
  participation: Participation,
): 'join' | 'waves' | 'release' | 'undelivered' | 'done' {
  const { joinedAt, releasedAt, deliveredAt, rounds } = participation;
  if (joinedAt === null) return 'join';
  if (releasedAt !== null) return deliveredAt === null ? 'undelivered' : 'done';
  return decideRelease({ acceptedAt: new Date(joinedAt) }, rounds).ok ? 'release' : 'waves';
}
