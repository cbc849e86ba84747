import { bilingual } from '../../domain/language.ts';
import { mattersOf, notify, type NotificationKind, type Sight, sightsOf } from '../notifications/public.ts';
import { listOrganisations } from '../organisations/public.ts';
import { systemSettings } from '../platform/database/database.ts';
import type { Doors } from '../platform/work/doors.ts';
import type { Services } from '../platform/work/work.ts';
import { canReach, listActiveStaff } from '../staff/public.ts';
import { listGivenUp } from './sql.ts';

const KIND = 'delivery.given_up';
const ORIGIN = { requestId: 'deliver', language: 'zh-CN' } as const;

/** A delivery between organisations that is not tried any more, as its sender's row says. */
export interface GivenUp {
  readonly organisationId: string;
  readonly id: string;
  readonly at: Date;
}

interface Reached {
  readonly services: Services;
  readonly doors: Doors;
}

/** Operators hear of it, wherever they are: the row itself is another organisation's. */
export async function tellOperators(
  { services, doors }: Reached,
  { organisationId: sender, id: matterId, at }: GivenUp,
): Promise<void> {
  const [organisations] = await services.database.global(listOrganisations({}));
  const failures: unknown[] = [];
  for (const { id } of organisations.filter((organisation) => !doors.isClosed(organisation.id)))
    try {
      const work = doors.open(id, ORIGIN);
      const staff = await work.read(listActiveStaff);
      const to = staff.filter((member) => canReach(member, 'delivery.manage', '')).map((member) => member.id);
      // most organisations have none
      if (to.length === 0) continue;
      // tried again and given up again, it rings again
      const step = `${sender} ${at.toISOString()}`;
      await work.change(async (change) => notify(change, { kind: { kind: KIND }, matterId, step, to }));
    } catch (error) {
      // one organisation that fails keeps no operator of another from hearing
      failures.push(error);
    }
  if (failures.length > 0) throw failures[0];
}

export function deliveryNotifications({
  services: { database },
  doors,
}: Reached): readonly NotificationKind[] {
  return [
    {
      kind: KIND,
      urgency: 'normal',
      title: bilingual('有一项机构间的送达已停止尝试', 'A delivery between organisations was given up'),
      path: '/deliveries',
      permission: 'delivery.manage',
      look: async (_, occasions) => {
        const sights: Sight[] = [];
        for (const [sender, sent] of Map.groupBy(occasions, ({ step }) => step.split(' ')[0] ?? '')) {
          if (doors.isClosed(sender)) continue;
          // without its keys: one whose keys do not open keeps no operator from the rest
          const reader = database.reader(systemSettings(sender));
          const [rows] = await reader.all(listGivenUp({ organisationId: sender, ids: mattersOf(sent) }));
          sights.push(...sightsOf(sent, rows, () => ({ waits: true })));
        }
        return sights;
      },
    },
  ];
}
