import { holdActiveAccount } from '../identity/public.ts';
import { findReachableSite } from '../organisations/public.ts';
import { hashToken, newToken } from '../platform/http/bearer-token.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';

interface FeedRow {
  id: string;
  account_id: string;
  site_id: string | null;
  created_at: Date;
  used_at: Date | null;
}

function timesOf({ created_at: createdAt, used_at: usedAt }: FeedRow) {
  return { createdAt: createdAt.toISOString(), usedAt: usedAt?.toISOString() ?? null };
}

export async function readOwnFeed(reading: Reading, accountId: string) {
  const row = await reading.first(sql.readOwnFeed({ organisationId: reading.organisationId, accountId }));
  return { feed: row === undefined ? null : timesOf(row) };
}

/**
 * One address per account: a second one takes the place of the first.
 * @throws AppError not_signed_in
 */
export async function makeOwnFeed(change: Change, accountId: string): Promise<{ path: string }> {
  await holdActiveAccount(change, accountId);
  const { token, row } = newAddress(change, accountId);
  change.push(sql.putOwnFeed(row));
  change.audit({ action: 'calendar.make', subjectKind: 'account', subjectIds: [accountId] });
  return { path: pathOf(token) };
}

/** @throws AppError not_found */
export async function endOwnFeed(change: Change, accountId: string): Promise<null> {
  const { organisationId } = change;
  if ((await change.first(sql.endOwnFeed({ organisationId, accountId }))) === undefined)
    throw new AppError('not_found');
  change.audit({ action: 'calendar.end', subjectKind: 'account', subjectIds: [accountId] });
  return null;
}

export async function listSiteFeeds(reading: Reading) {
  const [rows] = await reading.all(sql.listSiteFeeds({ organisationId: reading.organisationId }));
  return {
    items: rows.flatMap((row) =>
      row.site_id === null ? [] : [{ siteId: row.site_id, madeBy: row.account_id, ...timesOf(row) }],
    ),
  };
}

/** @throws AppError not_found, not_signed_in */
export async function makeSiteFeed(
  change: Change,
  accountId: string,
  siteId: string,
): Promise<{ path: string }> {
  await holdActiveAccount(change, accountId);
  await requireSite(change, siteId);
  const { token, row } = newAddress(change, accountId);
  change.push(sql.putSiteFeed({ ...row, siteId }));
  change.audit({ action: 'calendar.make', subjectKind: 'site', subjectIds: [siteId] });
  return { path: pathOf(token) };
}

/** @throws AppError not_found */
export async function endSiteFeed(change: Change, siteId: string): Promise<null> {
  await requireSite(change, siteId);
  const { organisationId } = change;
  if ((await change.first(sql.endSiteFeed({ organisationId, siteId }))) === undefined)
    throw new AppError('not_found');
  change.audit({ action: 'calendar.end', subjectKind: 'site', subjectIds: [siteId] });
  return null;
}

/** Whoever cannot act any more reads no calendar either, not even when they are let in again. */
export function endFeedsOf(change: Change, accountId: string): void {
  change.push(sql.endFeedsOf({ organisationId: change.organisationId, accountId }));
}

async function requireSite(change: Change, siteId: string): Promise<void> {
  if ((await findReachableSite(change, siteId)) === undefined) throw new AppError('not_found');
}

function newAddress({ organisationId, now }: Change, accountId: string) {
  const token = newToken(organisationId);
  const row = { organisationId, id: newId(now.getTime()), accountId, tokenHash: hashToken(token), now };
  return { token, row };
}

/** Calendars take an address and nothing else: the token cannot stand behind # as in other links. */
function pathOf(token: string): string {
  return `/calendar/${token}.ics`;
}
