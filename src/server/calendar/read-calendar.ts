import { createHash } from 'node:crypto';
import { type Reach, reachOf } from '../../domain/access/roles.ts';
import { type CalendarEvent, spanAround } from '../../domain/calendar/calendar-event.ts';
import { bilingual, spokenLanguage } from '../../domain/language.ts';
import { type ActiveAccount, findActiveAccount } from '../identity/public.ts';
import { getOrganisation } from '../organisations/public.ts';
import { systemSettings } from '../platform/database/database.ts';
import { readToken } from '../platform/http/bearer-token.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { type Services, Work } from '../platform/work/work.ts';
import { isPublicTenant } from '../public-accounts/public.ts';
import type { Doors, Origin } from '../platform/work/doors.ts';
import type { CalendarSource, HolderCalendar } from './source.ts';
import * as sql from './sql.ts';
import { writeCalendar } from './write-calendar.ts';

const TOUCH_MS = 5 * 60_000;
const NAME = bilingual('暖途 · 我的日程', 'Nuantu · my days');

export interface Feed {
  readonly organisationId: string;
  readonly accountId: string;
  /** null: the account's own calendar */
  readonly siteId: string | null;
  readonly tokenHash: Buffer;
  readonly usedAt: Date | null;
}

/**
 * Whose calendar an address is. Looked for without the organisation's keys: a forged token names one that has none.
 * @throws AppError calendar_unknown
 */
export async function getFeed({ database }: Services, token: string): Promise<Feed> {
  const parts = readToken(token);
  if (parts === undefined) throw new AppError('calendar_unknown');
  const { organisationId, hash: tokenHash } = parts;
  const reader = database.reader(systemSettings(organisationId));
  const row = await reader.first(sql.findFeed({ organisationId, tokenHash }));
  if (row === undefined) throw new AppError('calendar_unknown');
  const { account_id: accountId, site_id: siteId, used_at: usedAt } = row;
  return { organisationId, accountId, siteId, tokenHash, usedAt };
}

/** When the address was last good for something, to a few minutes. */
async function touch(work: Work, { organisationId, tokenHash, usedAt }: Feed): Promise<void> {
  const { now } = work;
  if (now.getTime() - (usedAt?.getTime() ?? 0) <= TOUCH_MS) return;
  await work.change(async (change) => change.push(sql.touchFeed({ organisationId, tokenHash, now })));
}

interface Asked {
  readonly requestId: string;
  /** of the server, as the caller reached it */
  readonly origin: string;
  /** If-None-Match: what the caller has already */
  readonly have: string | undefined;
}

/** text: undefined where the caller has it already */
interface ReadCalendar {
  readonly text: string | undefined;
  readonly etag: string;
}

/**
 * A calendar as its account may see it at this moment: rights and places are judged at each reading.
 * @throws AppError calendar_unknown when the account is not active, or lost the right or the site
 */
export async function readCalendar(
  services: Services,
  sources: readonly CalendarSource[],
  feed: Feed,
  asked: Asked,
): Promise<ReadCalendar> {
  const { organisationId, accountId, siteId } = feed;
  const reader = services.database.reader(systemSettings(organisationId));
  const account = await findActiveAccount(reader, accountId);
  if (account === undefined) throw new AppError('calendar_unknown');
  const { language } = account;
  const within = (reach: Reach) =>
    new Work(
      services,
      { organisationId, actorId: accountId, ...reach },
      { requestId: asked.requestId, language },
    );
  const reach = reachOf(account.assignments, siteId === null ? 'calendar.own' : 'calendar.site');
  if (reach === undefined || !reachesSite(reach, siteId)) throw new AppError('calendar_unknown');
  const work = within(reach);
  await touch(work, feed);
  const events =
    siteId === null
      ? await eventsOfAccount(sources, account, accountId, within)
      : await eventsOfSite(sources, siteId, work);
  return work.read(async (reading) => {
    const { organisation, sites } = await getOrganisation(reading);
    const names = new Map(sites.map(({ id, name }) => [id, name]));
    const siteName = (id: string) => names.get(id) ?? '';
    const text = writeCalendar({
      name: siteId === null ? NAME[spokenLanguage(language)] : siteName(siteId),
      language,
      timeZone: organisation.timeZone,
      origin: asked.origin,
      events,
      siteName,
    });
    const etag = etagOf(text);
    if (hasAlready(asked.have, etag)) return { text: undefined, etag };
    const subjectIds = [...new Set(events.flatMap(({ clientId = [] }) => clientId))];
    await reading.audited({
      action: 'calendar.read',
      subjectKind: 'client',
      subjectIds,
      ...(siteId === null ? {} : { detail: { site: siteId } }),
    });
    return { text, etag };
  });
}

/**
 * The calendar of somebody of the public.
 * @returns undefined: the address is of staff, or of nobody
 */
export async function readHolderCalendar(
  doors: Doors,
  calendar: HolderCalendar,
  token: string,
  { origin, asked }: { origin: Origin; asked: Omit<Asked, 'requestId'> },
): Promise<ReadCalendar | undefined> {
  const parts = readToken(token);
  if (parts === undefined || !isPublicTenant(parts.organisationId)) return undefined;
  const work = doors.open(parts.organisationId, origin);
  const events = await calendar({ work, tokenHash: parts.hash, origin });
  if (events === undefined) return undefined;
  const { language } = origin;
  const text = writeCalendar({
    name: NAME[spokenLanguage(language)],
    language,
    timeZone: await work.read(async ({ timeZone }) => timeZone),
    origin: asked.origin,
    events,
    siteName: () => '',
  });
  const etag = etagOf(text);
  return { text: hasAlready(asked.have, etag) ? undefined : text, etag };
}

function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}

/** Weakly, as RFC 9110 says for If-None-Match: a proxy that packs an answer weakens its tag. */
function hasAlready(have: string | undefined, etag: string): boolean {
  return have?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) === true;
}

function reachesSite({ scope, siteIds }: Reach, siteId: string | null): boolean {
  return siteId === null || scope === 'organisation' || (scope === 'site' && siteIds.includes(siteId));
}

/** Each slice's own, within the reach of the right under which its pages show it. */
async function eventsOfAccount(
  sources: readonly CalendarSource[],
  { assignments }: ActiveAccount,
  accountId: string,
  within: (reach: Reach) => Work,
): Promise<CalendarEvent[]> {
  const reached = sources.flatMap((source) => {
    const reach = reachOf(assignments, source.permission);
    return reach === undefined ? [] : [{ source, work: within(reach) }];
  });
  const lists = await Promise.all(
    reached.map(({ source, work }) =>
      work.read((reading) =>
        source.ofAccount(reading, accountId, spanAround(dayIn(reading.timeZone, reading.now))),
      ),
    ),
  );
  return lists.flat();
}

/** What goes on at a site, under the right to its calendar: whoever keeps the sites sees days there, and nobody's name. */
async function eventsOfSite(
  sources: readonly CalendarSource[],
  siteId: string,
  work: Work,
): Promise<CalendarEvent[]> {
  const lists = await Promise.all(
    sources.flatMap(({ ofSite }) =>
      ofSite === undefined
        ? []
        : [work.read((reading) => ofSite(reading, siteId, spanAround(dayIn(reading.timeZone, reading.now))))],
    ),
  );
  return lists.flat();
}
