import type { Change, Reading } from '../platform/work/work.ts';

/** What a study says of the rounds that carry its tag. */
export interface StudyGuard {
  /** Whether sums of them have left the organisation; if not, none leave until the commit. */
  readonly holdRelease: (change: Change, studyTag: string) => Promise<boolean>;
  /** Whether they have, now. */
  readonly isReleased: (
    access: Pick<Reading, 'all' | 'organisationId'>,
    studyTag: string,
  ) => Promise<boolean>;
}
