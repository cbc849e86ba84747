import type { OwnShiftFeed } from '../../contract/opportunities.ts';
import type { AnswerOf } from '../../contract/operation.ts';
import { type CalendarEvent, daysAfter, sequenceOf } from '../../domain/calendar/calendar-event.ts';
import { instantOf } from '../../domain/calendar/clock-time.ts';
import { bilingual } from '../../domain/language.ts';
import { type CalendarSource, type HolderCalendar, MOST_EVENTS } from '../calendar/public.ts';
import { hashToken, newToken } from '../platform/http/bearer-token.ts';
import type { Change, Reading, Work } from '../platform/work/work.ts';
import { holdAccount } from '../public-accounts/public.ts';
import { listOwnSignUps, type VolunteeringParts } from './own-sign-ups.ts';
import * as signUps from './sql-sign-ups.ts';

type FeedView = AnswerOf<typeof OwnShiftFeed>;

export async function readOwnFeed(
  reading: Pick<Reading, 'first' | 'organisationId'>,
  accountId: string,
): Promise<FeedView> {
  const row = await reading.first(signUps.readFeed({ organisationId: reading.organisationId, accountId }));
  if (row === undefined) return { feed: null };
  const { created_at: createdAt, used_at: usedAt } = row;
  return { feed: { createdAt: createdAt.toISOString(), usedAt: usedAt?.toISOString() ?? null } };
}

/** One address per account: a second one takes the place of the first. @throws AppError not_signed_in */
export async function makeOwnFeed(change: Change, accountId: string): Promise<{ path: string }> {
  const { organisationId, now } = change;
  await holdAccount(change, accountId);
  const token = newToken(organisationId);
  change.push(signUps.putFeed({ organisationId, accountId, tokenHash: hashToken(token), now }));
  change.audit({ action: 'calendar.make', subjectKind: 'public_account', subjectIds: [accountId] });
  // calendars take an address and nothing else: the token cannot stand behind # as in other links
  return { path: `/calendar/${token}.ics` };
}

export function endOwnFeed(change: Change, accountId: string): null {
  const { organisationId } = change;
  change.push(signUps.endFeed({ organisationId, accountId }));
  change.audit({ action: 'calendar.end', subjectKind: 'public_account', subjectIds: [accountId] });
  return null;
}

const TOUCH_MS = 5 * 60_000;

/** The shifts of whoever's an address is, at all organisations, for their own calendar. */
export function shiftCalendarOf(parts: VolunteeringParts): HolderCalendar {
  return async ({ work, tokenHash, origin }) => {
    const { organisationId, now } = work;
    const feed = await work.read((reading) => reading.first(signUps.findFeed({ organisationId, tokenHash })));
    if (feed === undefined) return undefined;
    if (now.getTime() - (feed.used_at?.getTime() ?? 0) > TOUCH_MS) await touch(work, tokenHash);
    const { items } = await listOwnSignUps(parts, { accountId: feed.account_id, work, origin });
    return items
      .filter(({ status }) => status === 'confirmed')
      .map((one): CalendarEvent => ({
        id: `sign-up-${one.id}`,
        when: { at: new Date(one.startsAt), until: new Date(one.endsAt) },
        // published: everybody may read it
        title: { zh: `志愿服务：${one.title}`, en: `Volunteering: ${one.title}` },
        place: [one.siteName, one.place].filter((part) => part !== '').join(' · '),
        path: '/my/#shifts',
        sequence: sequenceOf(new Date(one.signedAt), new Date(one.changedAt)),
        changedAt: new Date(one.changedAt),
      }));
  };
}

function touch(work: Work, tokenHash: Buffer): Promise<void> {
  const { organisationId, now } = work;
  return work.change(async (change) => change.push(signUps.touchFeed({ organisationId, tokenHash, now })));
}

/** What goes on at a site: when volunteers come, and how many of how many. */
export const shiftCalendar: CalendarSource = {
  permission: 'volunteer.read',
  ofAccount: async () => [],
  ofSite: async (reading, siteId, { from, until }) => {
    const { organisationId, timeZone } = reading;
    const [rows] = await reading.all(
      signUps.listShiftsAtSite({
        organisationId,
        siteId,
        from: new Date(instantOf(timeZone, `${from}T00:00`)),
        until: new Date(instantOf(timeZone, `${daysAfter(until, 1)}T00:00`)),
        limit: MOST_EVENTS,
      }),
    );
    return rows.map((row) => {
      const filled = `${row.taken}/${row.capacity}`;
      return {
        id: `shift-${row.id}`,
        when: { at: row.starts_at, until: row.ends_at },
        title: bilingual(`志愿者班次（${filled}）`, `Volunteers’ shift (${filled})`),
        siteId,
        path: `/shifts/${row.id}`,
        sequence: sequenceOf(row.created_at, row.updated_at),
        changedAt: row.updated_at,
      };
    });
  },
};
