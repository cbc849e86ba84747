import { newId } from '../platform/database/ids.ts';
import type { Change } from '../platform/work/work.ts';
import type { NotificationKind } from './kind.ts';
import * as sql from './sql.ts';

/**
 * Has people told of something, with the change that it belongs to: rolled back with it, spread soon after its commit. The same
 * matter at the same step is told once, however often its cause comes.
 * @param to accounts; left out: whoever the kind finds when it is spread
 */
export function notify(change: Change, { kind, matterId, step = '', to }: NotifyInput): void {
  const { organisationId, now } = change;
  if (to?.length === 0) return;
  const id = newId(now.getTime());
  const toIds = to === undefined ? null : [...to];
  change.push(sql.insertOccasion({ organisationId, id, kind: kind.kind, matterId, step, toIds, now }));
  change.ring('notify');
}

interface NotifyInput {
  readonly kind: Pick<NotificationKind, 'kind'>;
  readonly matterId: string;
  readonly step?: string;
  readonly to?: readonly string[];
}
