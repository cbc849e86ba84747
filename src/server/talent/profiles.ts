import type { BodyOf } from '../../contract/operation.ts';
import type { PutOwnTalent, PutTalent, StaffProfileView } from '../../contract/talent.ts';
import { FULL_WEEK_MINUTES } from '../../domain/talent/workload.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { AppError } from '../platform/work/errors.ts';
import { conflictOf, isMadeAlready } from '../platform/work/repeated-change.ts';
import type { Change } from '../platform/work/work.ts';
import * as sql from './sql.ts';
import { requireStaff } from './staff.ts';

const NOTHING_SAID: StaffProfileView = {
  specialities: [],
  languages: [],
  isLendable: false,
  weeklyMinutes: FULL_WEEK_MINUTES,
  version: 0,
};

export function viewProfile(row: RowOf<ReturnType<typeof sql.readProfile>> | undefined): StaffProfileView {
  if (row === undefined) return NOTHING_SAID;
  return {
    specialities: row.specialities as StaffProfileView['specialities'],
    languages: row.languages as StaffProfileView['languages'],
    isLendable: row.is_lendable,
    weeklyMinutes: row.weekly_minutes,
    version: row.version,
  };
}

interface Sent<Body> {
  readonly accountId: string;
  readonly version: number;
  readonly body: Body;
}

/** Of oneself: how long a week is, others say. @throws AppError version_conflict, account_unknown */
export function putOwnProfile(
  change: Change,
  sent: Sent<BodyOf<typeof PutOwnTalent>>,
): Promise<StaffProfileView> {
  return putProfile(change, sent.accountId, sent);
}

/** Of a colleague: whether they may be lent, they say themselves. @throws AppError version_conflict, account_unknown, record_of_self */
export function putProfileOf(
  change: Change,
  by: string,
  sent: Sent<BodyOf<typeof PutTalent>>,
): Promise<StaffProfileView> {
  // how long one's own week is, others say
  if (sent.accountId === by) throw new AppError('record_of_self');
  return putProfile(change, by, sent);
}

async function putProfile(
  change: Change,
  by: string,
  { accountId, version, body }: Sent<Partial<StaffProfileView>>,
): Promise<StaffProfileView> {
  const { organisationId, now } = change;
  await requireStaff(change, [accountId], '/accountId');
  const of = { organisationId, accountId };
  const before = viewProfile(await change.first(sql.lockProfile(of)));
  const { specialities, languages, isLendable, weeklyMinutes } = { ...before, ...body };
  const said = { specialities, languages, isLendable, weeklyMinutes };
  const put = await change.first(sql.putProfile({ ...of, ...said, version, by, now }));
  const there = viewProfile(await change.first(sql.readProfile(of)));
  if (put === undefined) {
    if (isMadeAlready(version, body, there)) return there;
    throw conflictOf(body, there);
  }
  change.audit({ action: 'staff_profile.change', subjectKind: 'account', subjectIds: [accountId] });
  return there;
}
