import { findReachableSite, holdReachableSite } from '../organisations/public.ts';
import { newId } from '../platform/database/ids.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { stationCodeOf } from './code.ts';
import * as sql from './sql.ts';

/** The page that a site's QR opens: it finds the shift that its reader has there. */
const pathOf = (siteId: string, code: string) => `/my/#station/${siteId}/${code}`;

/** @throws AppError not_found */
export async function readStationCode(
  reading: Reading,
  siteId: string,
): Promise<{ path: string | null; madeAt: string | null }> {
  const { organisationId, keys } = reading;
  const [row, site] = await Promise.all([
    reading.first(sql.readStationCode({ organisationId, siteId })),
    findReachableSite(reading, siteId),
  ]);
  if (site === undefined) throw new AppError('not_found');
  if (row === undefined) return { path: null, madeAt: null };
  return { path: pathOf(siteId, stationCodeOf(keys, row.id)), madeAt: row.made_at.toISOString() };
}

/** Those that hang on walls check nobody in any more. @throws AppError not_found */
export async function makeStationCode(
  change: Change,
  { siteId, accountId }: { siteId: string; accountId: string },
): Promise<{ path: string; madeAt: string }> {
  const { organisationId, keys, now } = change;
  // of two who make one at once the second's counts
  if ((await holdReachableSite(change, siteId)) === undefined) throw new AppError('not_found');
  const id = newId(now.getTime());
  change.push(sql.endStationCode({ organisationId, siteId }));
  change.push(sql.insertStationCode({ organisationId, siteId, id, by: accountId, now }));
  change.audit({ action: 'station_code.make', subjectKind: 'site', subjectIds: [siteId] });
  return { path: pathOf(siteId, stationCodeOf(keys, id)), madeAt: now.toISOString() };
}

/** Ended twice, it is ended. @throws AppError not_found */
export async function endStationCode(change: Change, siteId: string): Promise<null> {
  const { organisationId } = change;
  if ((await findReachableSite(change, siteId)) === undefined) throw new AppError('not_found');
  change.push(sql.endStationCode({ organisationId, siteId }));
  change.audit({ action: 'station_code.end', subjectKind: 'site', subjectIds: [siteId] });
  return null;
}
