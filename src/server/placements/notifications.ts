import { bilingual } from '../../domain/language.ts';
import { isOpenPlacement, type PlacementState } from '../../domain/placements/placement-life.ts';
import { mattersOf, type NotificationKind, sightsOf } from '../notifications/public.ts';
import { canReach } from '../staff/public.ts';
import { isGone, readStanding } from './able.ts';
import * as sql from './sql.ts';

/** A student is here, and nobody looks after them: somebody else has to be found. */
export const placementUnsupervised: NotificationKind = {
  kind: 'placement.unsupervised',
  urgency: 'normal',
  title: bilingual(
    '有实习生的实习督导已停用或不再带实习，请换一位',
    'A student’s practice supervisor is not at work here any more: choose another one',
  ),
  path: '/placements',
  permission: 'placement.plan',
  look: async (reading, occasions) => {
    const { organisationId } = reading;
    const [rows] = await reading.all(sql.listPlacementsById({ organisationId, ids: mattersOf(occasions) }));
    const supervisorIds = rows.map(({ account_id: id }) => id);
    const standing = await readStanding(reading, supervisorIds);
    return sightsOf(occasions, rows, ({ state, account_id: supervisorId }) => ({
      waits: isOpenPlacement(state as PlacementState) && isGone(standing.get(supervisorId)),
      audience: (among) =>
        among.filter((member) => canReach(member, 'placement.plan', '')).map(({ id }) => id),
    }));
  },
};

export const placementNotifications: readonly NotificationKind[] = [placementUnsupervised];
