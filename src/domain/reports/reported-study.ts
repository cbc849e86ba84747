import type { Texts } from '../language.ts';
import type { Playbook } from '../playbooks/playbook.ts';
import type { Instrument } from '../scoring/instrument.ts';
import type { InterviewFindings } from '../studies/interview-findings.ts';
import type { PooledResults } from '../studies/pooled-results.ts';
import type { StudyProtocol } from '../studies/protocol.ts';
import type { StudyRelease } from '../studies/study-release.ts';
import type { StudyResults } from '../studies/study-results.ts';

/** The counts that an organisation could tell of a study. */
export interface ReportedRelease extends Pick<
  StudyRelease,
  'classesLeftOut' | 'flow' | 'change' | 'hardest'
> {
  /** of the organisation, in the report's language */
  readonly name: string;
}

/** What the report of a study is made of; the caller has read and may show all of it. */
export interface ReportedStudy {
  readonly protocol: StudyProtocol;
  readonly protocolHash: string;
  readonly registeredAt: Date;
  readonly amendments: ReadonlyArray<{
    readonly amendment: string;
    readonly reason: string;
    readonly madeAt: string;
  }>;
  readonly playbook: Playbook;
  readonly instrument: Instrument;
  /** Choices of the ranked question → their words. */
  readonly hardestOptions: Readonly<Record<string, Texts>>;
  readonly regionNames: Readonly<Record<string, Texts>>;
  readonly result:
    | {
        readonly of: 'own';
        readonly results: StudyResults;
        /** null: none were written down */
        readonly interviews: InterviewFindings | null;
      }
    | {
        readonly of: 'pooled';
        readonly results: PooledResults;
        readonly released: readonly ReportedRelease[];
        /** titles of the versions by which sessions were delivered */
        readonly versionTitles: Readonly<Record<string, Texts>>;
      };
  readonly isSynthetic: boolean;
  readonly version: string;
  readonly now: Date;
  readonly timeZone: string;
}
