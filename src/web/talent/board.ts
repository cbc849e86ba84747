import type { TalentWorkerView } from '../../contract/talent.ts';
import { type Speciality, specialities } from '../../domain/talent/professional-words.ts';
import type { LoadBand } from '../../domain/talent/workload.ts';
import type { SpokenLanguage } from '../../domain/volunteers/profile-words.ts';

export interface BoardSearch {
  readonly band?: LoadBand;
  readonly speciality?: Speciality;
  readonly language?: SpokenLanguage;
}

/** Who fits what is looked for: whoever has too much first, since they need somebody; within the same as by name. */
export function narrowed(
  workers: readonly TalentWorkerView[],
  { band, speciality, language }: BoardSearch,
): TalentWorkerView[] {
  return workers
    .filter(
      ({ workload, profile }) =>
        (band === undefined || workload?.band === band) &&
        (speciality === undefined || profile.specialities.includes(speciality)) &&
        (language === undefined || profile.languages.includes(language)),
    )
    .toSorted((left, right) => fullness(right) - fullness(left));
}

/** Work without a week for it comes first, then by index; whoever is away, and whoever has no cases, at the end. */
function fullness({ workload }: TalentWorkerView): number {
  if (workload === null || workload.band === 'away') return -1;
  return workload.index ?? Number.MAX_SAFE_INTEGER;
}

interface Cover {
  readonly code: Speciality;
  readonly holders: number;
  /** of these, whose week is not full */
  readonly free: number;
}

export function coverageOf(workers: readonly TalentWorkerView[]): Cover[] {
  return specialities.map((code) => {
    const held = workers.filter(({ profile }) => profile.specialities.includes(code));
    const free = held.filter(({ workload }) => workload?.band === 'free' || workload?.band === 'fitting');
    return { code, holders: held.length, free: free.length };
  });
}
