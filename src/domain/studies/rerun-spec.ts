import { degreesFor } from '../evidence/decide-analysis.ts';
import type { GroupSums } from '../evidence/sums/group-sums.ts';
import { plannedSums } from './arm-effect.ts';
import { pooledColumns, type ReceivedRelease } from './pooled-results.ts';
import type { StudyProtocol } from './protocol.ts';
import type { StudyRelease } from './study-release.ts';

/** What `nuantu analyse` runs to give a study's main result once more: sums of classes, no person. */
export interface RerunSpec {
  readonly kind: 'sums';
  readonly title: string;
  readonly protocolHash: string;
  readonly method: 'REML';
  readonly df: 'kenward-roger' | 'satterthwaite';
  readonly sums: GroupSums;
}

/** The planned model of one organisation, from what it releases or would release. */
export function ownRerun(protocol: StudyProtocol, { protocolHash, sums }: StudyRelease): RerunSpec {
  return rerun(protocol, protocolHash, plannedSums(sums, 'score'));
}

/** The planned model of all organisations whose sums were received. */
export function pooledRerun(
  protocol: StudyProtocol,
  protocolHash: string,
  received: readonly ReceivedRelease[],
): RerunSpec {
  return rerun(protocol, protocolHash, pooledColumns(received, 'score'));
}

function rerun({ title }: StudyProtocol, protocolHash: string, sums: GroupSums): RerunSpec {
  const df = degreesFor(sums.groups.length);
  return { kind: 'sums', title, protocolHash, method: 'REML', df, sums };
}
