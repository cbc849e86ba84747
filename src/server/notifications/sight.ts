import type { Permission, Reach } from '../../domain/access/roles.ts';
import { type Services, Work } from '../platform/work/work.ts';
import type { Origin } from '../platform/work/doors.ts';
import type { NotificationKind, Occasion, Sight } from './kind.ts';

export interface Reader {
  readonly organisationId: string;
  readonly accountId: string;
  readonly reachOf: (permission: Permission) => Reach | undefined;
  readonly origin: Origin;
}

/**
 * What an account may know of occasions at this moment, by their ids: each kind is asked within the reach of the right under which
 * its page shows it. What is missing the account may not see: it moved, or the right is gone.
 */
export async function lookAs(
  services: Services,
  kinds: ReadonlyMap<string, NotificationKind>,
  { organisationId, accountId, reachOf, origin }: Reader,
  occasions: readonly Occasion[],
): Promise<ReadonlyMap<string, Sight>> {
  const byKind = [...Map.groupBy(occasions, ({ kind }) => kind)];
  const seen = await Promise.all(
    byKind.map(async ([name, rows]) => {
      const kind = kinds.get(name);
      const reach = kind === undefined ? undefined : reachUnder(kind.permission, reachOf);
      if (kind === undefined || reach === undefined) return [];
      const work = new Work(services, { organisationId, actorId: accountId, ...reach }, origin);
      return work.read((reading) => kind.look(reading, rows));
    }),
  );
  return new Map(seen.flat().map((sight) => [sight.occasionId, sight]));
}

function reachUnder(
  permission: NotificationKind['permission'],
  reachOf: Reader['reachOf'],
): Reach | undefined {
  return permission === 'own_account' ? { scope: 'own', siteIds: [] } : reachOf(permission);
}
