import { bilingual } from '../../domain/language.ts';
import { mattersOf, notify, type NotificationKind, type Sight, sightsOf } from '../notifications/public.ts';
import { listOrganisations } from '../organisations/public.ts';
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

/** Operators hear of it, wherever they are: the row itself is another organisation's. */
export async function tellOperators(
  { services, doors }: { services: Services; doors: Doors },
  { organisationId: sender, id: matterId, at }: GivenUp,
): Promise<void> {
  const [organisations] = await services.database.global(listOrganisations({}));
  const failures: unknown[] = [];
  for (const { id } of organisations.filter((organisation) => !doors.isClosed(organisation.id)))
    try {
      await doors.open(id, ORIGIN).change(async (change) => {
        const staff = await listActiveStaff(change);
        const operators = staff.filter((member) => canReach(member, 'delivery.manage', ''));
        // tried again and given up again, it rings again
        const step = `${sender} ${at.toISOString()}`;
        notify(change, { kind: { kind: KIND }, matterId, step, to: operators.map((member) => member.id) });
      });
    } catch (error) {
      // one organisation that fails keeps no operator of another from hearing
      failures.push(error);
    }
  if (failures.length > 0) throw failures[0];
}

export function deliveryNotifications(doors: Doors): readonly NotificationKind[] {
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
          const rows = await doors.open(sender, ORIGIN).read(async (reading) => {
            const ids = mattersOf(sent);
            return (await reading.all(listGivenUp({ organisationId: sender, ids })))[0];
          });
          sights.push(...sightsOf(sent, rows, () => ({ waits: true })));
        }
        return sights;
      },
    },
  ];
}
