import type { CheckIn } from '../../contract/attendance.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { type CheckInRules, LATEST_MS, metresBetween } from '../../domain/volunteers/attendance.ts';
import type { Attempts } from '../identity/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import { isCodeOf, stationCodeOf } from './code.ts';
import * as sql from './sql.ts';

/** What somebody brings to show that they are there. */
export interface Shown {
  readonly code: string;
  readonly at: Date | undefined;
}

interface Proven {
  readonly by: 'code' | 'station';
  readonly at: Date;
}

interface AtShift {
  readonly shiftId: string;
  readonly siteId: string;
  readonly volunteerId: string;
}

type Access = Pick<Reading, 'first' | 'organisationId' | 'now' | 'keys'>;

/**
 * When somebody was there, by the code that they show: now, if it is the code of now, whatever their clock says; else then, if it was
 * the code of that minute. Wrong ones are counted by person and shift, so that nobody keeps others out.
 * @throws AppError code_invalid, attempts_delayed
 */
export async function proveByCode(
  { attempts }: { readonly attempts: Attempts },
  access: Access,
  { shiftId, siteId, volunteerId }: AtShift,
  { code, at }: Shown,
): Promise<Proven> {
  const { keys, now } = access;
  let proven: Proven | undefined;
  await attempts.attempt(`check-in ${volunteerId} ${shiftId}`, now, async () => {
    if (isCodeOf(keys, shiftId, code, now)) proven = { by: 'code', at: now };
    else if (at !== undefined && isLately(at, now) && isCodeOf(keys, shiftId, code, at))
      proven = { by: 'code', at };
    else if (await isStationCode(access, siteId, code)) proven = { by: 'station', at: timeOf(at, now) };
    return proven !== undefined;
  });
  if (proven === undefined)
    throw new AppError('code_invalid', { fields: [{ path: '/code', code: 'check_in_code_wrong' }] });
  return proven;
}

/** No shift lasts longer than a day. */
function isLately(at: Date, now: Date): boolean {
  return at < now && now.getTime() - at.getTime() <= LATEST_MS + DAY_MS;
}
const DAY_MS = 86_400_000;

async function isStationCode(access: Access, siteId: string, code: string): Promise<boolean> {
  const { organisationId, keys } = access;
  const row = await access.first(sql.readStationCode({ organisationId, siteId }));
  return row !== undefined && stationCodeOf(keys, row.id) === code;
}

/** A clock that is ahead says nothing: it is now. */
export function timeOf(at: Date | undefined, now: Date): Date {
  return at === undefined || at > now ? now : at;
}

/** No telephone is so inexact that it could stand anywhere. */
const MOST_INEXACT_METRES = 100;

/** How far somebody is from where they should be; null: the shift does not ask. @throws AppError position_missing, too_far */
export function metresFrom(
  { place }: Pick<CheckInRules, 'place'>,
  position: BodyOf<typeof CheckIn>['position'],
): number | null {
  if (place === null) return null;
  if (position === undefined)
    throw new AppError('position_missing', { fields: [{ path: '/position', code: 'position_missing' }] });
  const metres = Math.round(metresBetween(place, position));
  if (metres - Math.min(position.accuracyMetres, MOST_INEXACT_METRES) > place.radiusMetres)
    throw new AppError('too_far', { parameters: { metres } });
  return metres;
}
