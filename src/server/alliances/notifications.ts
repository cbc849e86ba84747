import { bilingual } from '../../domain/language.ts';
import { mattersOf, type NotificationKind, sightsOf } from '../notifications/public.ts';
import { canReach } from '../staff/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import * as sql from './sql.ts';

type Row = RowOf<ReturnType<typeof sql.listAlliancesById>>;

const shared = { path: '/alliances', permission: 'alliance.manage', urgency: 'normal' } as const;

function kindOf(
  kind: string,
  title: NotificationKind['title'],
  waits: (row: Row, step: string) => boolean,
): NotificationKind {
  return {
    ...shared,
    kind,
    title,
    look: async (reading, occasions) => {
      const { organisationId } = reading;
      const [rows] = await reading.all(sql.listAlliancesById({ organisationId, ids: mattersOf(occasions) }));
      return sightsOf(occasions, rows, (row, { step }) => ({
        waits: row.closed_at === null && waits(row, step),
        audience: (among) =>
          among.filter((member) => canReach(member, 'alliance.manage', '')).map(({ id }) => id),
      }));
    },
  };
}

/** The step is the invitation. */
export const invited = kindOf(
  'alliance.invited',
  bilingual('贵机构受邀加入协作体', 'Your organisation is asked to join an alliance'),
  ({ state }) => state === 'invited',
);

/** The step is the number of the version. */
export const toSign = kindOf(
  'alliance.to_sign',
  bilingual('协作体协议有新版本等待签署', 'A version of an alliance’s agreement waits for your signature'),
  ({ signed }, step) => !signed.includes(Number(step)),
);

/** At the host; the step is who, where they stand now, by which invitation, and with which turn: whoever gives notice twice is told of twice. */
export const standingChanged = kindOf(
  'alliance.standing_changed',
  bilingual(
    '有机构加入、谢绝、退出了协作体，或收回了退出',
    'An organisation joined, declined or left an alliance, or took its notice back',
  ),
  // until it stands elsewhere: a later turn alone, of which it says the same again, changes nothing
  ({ standings }, step) => standings.some((standing) => `${step} `.startsWith(`${standing} `)),
);

export const allianceNotifications: readonly NotificationKind[] = [invited, toSign, standingChanged];
