import {
  type CountRow,
  type SuppressedCount,
  suppressTable,
} from '../evidence/suppression/suppress-table.ts';
import { type SpokenLanguage, spokenLanguages } from '../volunteers/profile-words.ts';
import { countInSteps } from '../privacy/steps.ts';
import type { EducationStanding } from './education.ts';
import {
  type ProfessionalKind,
  professionalKinds,
  type Speciality,
  specialities,
} from './professional-words.ts';
import { type LoadBand, loadBands, type Workload } from './workload.ts';

/** What is added up of one worker; who it is does not come here. */
export interface CountedWorker {
  readonly workload: Pick<Workload, 'band' | 'neededMinutes' | 'freeMinutes'>;
  /** of a week, for people, also of whoever is away */
  readonly weekMinutes: number;
  readonly qualifications: readonly ProfessionalKind[];
  readonly specialities: readonly Speciality[];
  readonly languages: readonly SpokenLanguage[];
  readonly education: EducationStanding;
  /** had supervision within what the organisation asks */
  readonly isSupervised: boolean;
  /** says that other organisations may ask for them */
  readonly isLendable: boolean;
}

const STEP_MINUTES = 10 * 60;
/** How many workers a figure has to be of, to begin with: less than what holds for clients, whose states these are not. */
export const FEWEST_TOLD = 5;

export interface TalentFigures {
  readonly workers: number;
  /** null: too few to be told */
  readonly bands: Readonly<Record<LoadBand, number | null>>;
  readonly education: { readonly due: number; readonly behind: number | null };
  readonly unsupervised: number | null;
  /**
   * percent of all their weeks for people that their work needs, in tens, those included who are away: neither who is away nor what one who comes
   * or goes has is read from it; null: of too few
   */
  readonly index: number | null;
  readonly qualifications: { readonly kind: ProfessionalKind; readonly holders: number }[];
  readonly languages: { readonly code: SpokenLanguage; readonly speakers: number }[];
  readonly specialities: {
    readonly code: Speciality;
    readonly holders: number;
    /** who offer themselves to others, and of these who have time this week: they agreed that this is told */
    readonly lendable: number;
    readonly available: number;
  }[];
  /** a week, of those who offer themselves, in steps of ten hours; null: of too few */
  readonly lendableMinutes: number | null;
}

/**
 * What an organisation tells of its workers: how they are loaded only where no single one can be read from it. What they can do is told by
 * number, however few they are: it is what a directory of the profession says.
 * @param withheld bands that were told to nobody lately: told now, one of them could be taken from what was told then, and the other would be left
 */
export function talentFigures(
  workers: readonly CountedWorker[],
  smallest: number,
  withheld: ReadonlySet<LoadBand> = new Set(),
): TalentFigures {
  const count = (counts: (worker: CountedWorker) => boolean): number => workers.filter(counts).length;
  const sum = (of: readonly CountedWorker[], minutes: (worker: CountedWorker) => number): number =>
    of.reduce((total, worker) => total + minutes(worker), 0);
  const weeks = sum(workers, ({ weekMinutes }) => weekMinutes);
  const needed = sum(workers, ({ workload }) => workload.neededMinutes);
  const due = count(({ education }) => education !== 'none_due');
  const lendable = workers.filter(({ isLendable }) => isLendable);
  return {
    workers: workers.length,
    bands: bandsOf(workers, smallest, withheld),
    education: {
      due,
      behind: told(
        count(({ education }) => education === 'behind'),
        due,
        smallest,
      ),
    },
    unsupervised: told(
      count(({ isSupervised }) => !isSupervised),
      workers.length,
      smallest,
    ),
    index: workers.length < smallest || weeks === 0 ? null : 10 * Math.round((10 * needed) / weeks),
    qualifications: professionalKinds.flatMap((kind) => {
      const holders = count(({ qualifications }) => qualifications.includes(kind));
      return holders === 0 ? [] : [{ kind, holders }];
    }),
    languages: spokenLanguages.flatMap((code) => {
      const speakers = count(({ languages }) => languages.includes(code));
      return speakers === 0 ? [] : [{ code, speakers }];
    }),
    specialities: specialities.map((code) => {
      const holders = count((worker) => worker.specialities.includes(code));
      const offered = lendable.filter((worker) => worker.specialities.includes(code));
      const available = offered.filter(({ workload: { band } }) => band === 'free' || band === 'fitting');
      return { code, holders, lendable: offered.length, available: available.length };
    }),
    lendableMinutes:
      lendable.length < smallest
        ? null
        : countInSteps(
            sum(lendable, ({ workload }) => workload.freeMinutes),
            STEP_MINUTES,
          ),
  };
}

function bandsOf(
  workers: readonly CountedWorker[],
  smallest: number,
  withheld: ReadonlySet<LoadBand>,
): Record<LoadBand, number | null> {
  const rows = loadBands.map((band) => ({
    keys: [band],
    count: workers.filter(({ workload }) => workload.band === band).length,
  }));
  const cells = suppressed(rows, workers.length, smallest);
  const countOf = (band: LoadBand) =>
    withheld.has(band) ? null : (cells.find(({ keys: [key] }) => key === band)?.count ?? null);
  return {
    free: countOf('free'),
    fitting: countOf('fitting'),
    full: countOf('full'),
    overloaded: countOf('overloaded'),
    away: countOf('away'),
  };
}

/** A count of some among others whose number is known: neither may be small. */
function told(some: number, all: number, smallest: number): number | null {
  const rows = [
    { keys: ['some'], count: some },
    { keys: ['others'], count: all - some },
  ];
  return suppressed(rows, all, smallest)[0]?.count ?? null;
}

/**
 * Counts whose sum is told beside them: nothing of too few, and no small count that would follow from the others. That nobody or everybody is
 * overloaded is told: it says more of the organisation than of anybody.
 */
function suppressed(rows: readonly CountRow[], all: number, smallest: number): readonly SuppressedCount[] {
  return all < smallest ? [] : suppressTable(rows, { smallest, hideZeros: false });
}
