import { bilingual } from '../../domain/language.ts';
import { mattersOf, type NotificationKind, sightsOf } from '../notifications/public.ts';
import { canReach } from '../staff/public.ts';
import * as sql from './sql.ts';
import { listSessionsById } from './sql-supervision.ts';

/** What a colleague entered waits for somebody else. */
export const recordWaiting: NotificationKind = {
  kind: 'talent.record_waiting',
  urgency: 'normal',
  title: bilingual(
    '有同事登记的资格或学习等人确认',
    'A colleague’s qualification or education is to be confirmed',
  ),
  path: '/talent',
  permission: 'talent.manage',
  look: async (reading, occasions) => {
    const { organisationId } = reading;
    const [rows] = await reading.all(sql.listRecordsById({ organisationId, ids: mattersOf(occasions) }));
    return sightsOf(occasions, rows, ({ state, account_id: holderId }) => ({
      waits: state === 'waiting',
      // nobody decides on their own
      audience: (among) =>
        among
          .filter((member) => member.id !== holderId && canReach(member, 'talent.manage', ''))
          .map(({ id }) => id),
    }));
  },
};

const own = { path: '/talent/me', permission: 'talent.own', urgency: 'normal' } as const;

/** Somebody confirmed, refused or withdrew what one has; the step is which. */
export const recordDecided: NotificationKind = {
  ...own,
  kind: 'talent.record_decided',
  title: bilingual('您的资格或学习有了审核结果', 'Somebody has decided on your qualification or education'),
  look: async (reading, occasions) => {
    const { organisationId } = reading;
    const [rows] = await reading.all(sql.listRecordsById({ organisationId, ids: mattersOf(occasions) }));
    return sightsOf(occasions, rows, (row, { step }) => ({
      waits: row.state === step,
      audience: () => [row.account_id],
    }));
  },
};

/** A qualification ends soon, or has ended, and there is none that goes on; the step is which of the two. */
export const qualificationEnding: NotificationKind = {
  ...own,
  kind: 'talent.qualification_ending',
  title: bilingual('您有一项资格快到期或已到期', 'A qualification of yours ends soon, or has ended'),
  look: async (reading, occasions) => {
    const { organisationId } = reading;
    const [rows] = await reading.all(sql.listRecordsById({ organisationId, ids: mattersOf(occasions) }));
    return sightsOf(occasions, rows, (row) => ({
      waits: row.state === 'confirmed' && !row.is_renewed,
      audience: () => [row.account_id],
    }));
  },
};

/** Whoever was there reads what was written down of their supervision. */
export const supervisionRecorded: NotificationKind = {
  ...own,
  kind: 'talent.supervision_recorded',
  title: bilingual(
    '有一次督导登记了，请看看是否属实',
    'Your supervision is on record: see whether it is right',
  ),
  look: async (reading, occasions) => {
    const { organisationId } = reading;
    const [rows] = await reading.all(listSessionsById({ organisationId, ids: mattersOf(occasions) }));
    return sightsOf(occasions, rows, (row) => ({
      waits: row.withdrawn_at === null && row.corrected_at === null,
      audience: () => row.participant_ids,
    }));
  },
};

/** Somebody wrote down their own supervision. */
export const supervisionWaiting: NotificationKind = {
  kind: 'talent.supervision_waiting',
  urgency: 'normal',
  title: bilingual(
    '有同事登记了自己接受的督导，等人确认',
    'Supervision that a colleague wrote down of themselves is to be confirmed',
  ),
  path: '/talent',
  permission: 'talent.manage',
  look: async (reading, occasions) => {
    const { organisationId } = reading;
    const [rows] = await reading.all(listSessionsById({ organisationId, ids: mattersOf(occasions) }));
    return sightsOf(occasions, rows, (row) => ({
      waits: row.withdrawn_at === null && row.corrected_at === null && row.confirmed_by === null,
      audience: (among) =>
        among
          .filter((member) => member.id !== row.recorded_by && canReach(member, 'talent.manage', ''))
          .map(({ id }) => id),
    }));
  },
};

export const talentNotifications: readonly NotificationKind[] = [
  recordWaiting,
  recordDecided,
  qualificationEnding,
  supervisionRecorded,
  supervisionWaiting,
];
