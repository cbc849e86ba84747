import type { Reading } from '../platform/work/work.ts';
import { canReach, type StaffMember } from '../staff/public.ts';
import { matterCode } from './matter-code.ts';
import { listTakenMatters } from './sql-calendar.ts';

/** A mandatory report that is not filed yet, as its newest version says. */
interface Running {
  readonly report_id: string;
  readonly site_id: string;
  readonly worker_ids: readonly string[];
  readonly recorded_by: string;
}

/** Those who are responsible for each, and the supervisors. */
export async function onDutyFor(
  access: Pick<Reading, 'all' | 'organisationId' | 'keys'>,
  among: readonly StaffMember[],
): Promise<(report: Running) => string[]> {
  const { organisationId, keys } = access;
  const [taken] = await access.all(listTakenMatters({ organisationId }));
  return ({ report_id: id, site_id: siteId, worker_ids: workerIds, recorded_by: recordedBy }) => {
    const code = matterCode(keys, 'mandatory_report', id);
    const owner = taken.find(({ matter_code: other }) => other?.equals(code) === true)?.owner_id;
    const responsible = new Set([recordedBy, ...workerIds, owner]);
    return among
      .filter((member) => responsible.has(member.id) || canReach(member, 'alert.take_over', siteId))
      .map((member) => member.id);
  };
}
