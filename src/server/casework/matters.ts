import type { CaseStatus } from '../../domain/casework/lifecycle.ts';
import { archiveClient, endMatters, type MatterKeeper, type Matters } from '../clients/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { Change } from '../platform/work/work.ts';
import { kindOf } from './alert-view.ts';
import { insertRecord } from './case-records.ts';
import * as sql from './sql.ts';
import { listOpenAlertsOf } from './sql-alerts.ts';
import { endRequestsOf, findOpenRequestOf } from './sql-closure-requests.ts';
import { endReferrals, listOpenOf } from './sql-referrals.ts';

/** A report's clock runs as long as its alert is open. */
const isAlert = (isReport: boolean) => async (change: Change, clientId: string) => {
  const { organisationId, keys } = change;
  const [rows] = await change.all(listOpenAlertsOf({ organisationId, clientId }));
  return rows.some((row) => (kindOf(keys, row) === 'mandatory_report') === isReport);
};

/** Alerts and reports are ended by who sees to them: no person's end does. */
const endedByHand = (): Promise<void> => Promise.reject(new AppError('forbidden'));

async function endCases(change: Change, clientId: string): Promise<void> {
  const { organisationId, now } = change;
  const [rows] = await change.all(sql.lockOpenCases({ organisationId, clientId }));
  for (const row of rows) {
    const moved = { status: 'withdrawn', closed_at: now, next_step_on: null, sealed_next_step: null };
    change.push(sql.updateCase({ organisationId, id: row.id, now, change: moved }));
    // of whoever was erased by an earlier version no record can be written any more
    if (row.wrapped !== null)
      insertRecord(change, row, {
        id: newId(now.getTime()),
        kind: 'transition',
        occurredAt: now,
        data: { from: row.status as CaseStatus, to: 'withdrawn' },
        words: {},
      });
    change.emit({ type: 'case.moved', subjectId: row.id, data: { from: row.status, to: 'withdrawn' } });
  }
}

/** A case that ended because the person died ends what else would go on acting. */
export async function endOfLife(
  change: Change,
  { clientId, closureReason }: { clientId: string; closureReason: string | null },
  matters: Matters,
): Promise<void> {
  if (closureReason !== 'deceased') return;
  await endMatters(change, matters, { clientId, end: 'deceased' });
  const { organisationId, now } = change;
  change.push(sql.endFollowUps({ organisationId, clientId, now }));
  archiveClient(change, clientId);
}

/** What casework holds open of a person. */
export const caseworkMatters: Readonly<
  Record<'mandatory_report' | 'alert' | 'case' | 'closure_request' | 'referral', MatterKeeper>
> = {
  mandatory_report: { isOpen: isAlert(true), end: endedByHand },
  alert: { isOpen: isAlert(false), end: endedByHand },
  case: {
    isOpen: async (change, clientId) => {
      const { organisationId } = change;
      return (await change.first(sql.lockOpenCases({ organisationId, clientId }))) !== undefined;
    },
    end: endCases,
  },
  closure_request: {
    isOpen: async (change, clientId) => {
      const { organisationId } = change;
      return (await change.first(findOpenRequestOf({ organisationId, clientId }))) !== undefined;
    },
    end: async (change, clientId) => {
      const { organisationId, now } = change;
      change.push(endRequestsOf({ organisationId, clientId, now }));
    },
  },
  referral: {
    isOpen: async (change, clientId) => {
      const { organisationId } = change;
      return (await change.first(listOpenOf({ organisationId, clientId }))) !== undefined;
    },
    end: async (change, clientId) => {
      const { organisationId, actorId, now } = change;
      change.push(endReferrals({ organisationId, clientId, actorId, now }));
    },
  },
};
