import { type StaffChange, staffChanges } from '../../domain/notifications/staff-changes.ts';
import type { Change } from '../platform/work/work.ts';
import { warnings } from './account-warnings.ts';
import type { NotificationKind } from './kind.ts';
import { notify } from './notify.ts';
import { warnStaff } from './warnings.ts';

/** Whoever was away for a week finds it on the page as what is new. */
const TOLD_MS = 14 * 86_400_000;

/** What became of one's own account: on the page, since its warning went to the addresses of before. Its matter is the account. */
export const accountNotices: readonly NotificationKind[] = staffChanges.map((what) => ({
  kind: kindOf(what),
  urgency: 'normal',
  title: warnings[what].title,
  path: '/profile',
  permission: 'own_account',
  isOnPageOnly: true,
  look: async ({ now }, occasions) =>
    occasions.map(({ id, step }) => ({
      occasionId: id,
      waits: now.getTime() - Date.parse(step) < TOLD_MS,
    })),
}));

function kindOf(what: StaffChange): string {
  return `account.${what}`;
}

/**
 * Tells somebody of the staff of what somebody else may have done to the account: at the addresses that it has until now, and on the
 * page. Called before they are changed.
 */
export async function tellHolder(change: Change, accountId: string, what: StaffChange): Promise<void> {
  await warnStaff(change, accountId, what);
  const step = change.now.toISOString();
  notify(change, { kind: { kind: kindOf(what) }, matterId: accountId, step, to: [accountId] });
}
