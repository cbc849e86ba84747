import type { CheckIn } from '../../contract/attendance.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { type CheckInRules, LATEST_MS, metresBetween } from '../../domain/volunteers/attendance.ts';
import type { Attempts } from '../identity/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import { isCodeOf, stationCodeOf } from './code.ts';

/** What somebody brings to show that they are there. */
export interface Shown {
  readonly code: string;
  readonly at: Date | undefined;
}

interface Proven {
  readonly by: 'code' | 'station';
  readonly at: Date;
  /** the row of the QR that was shown */
  readonly stationId: string | null;
}

interface AtShift {
  readonly shiftId: string;
  /** the row of the QR that hangs at its site */
  readonly station: Readonly<{ id: string }> | undefined;
  readonly volunteerId: string;
}

/**
 * When somebody was there, by the code that they show: now, if it is the code of now, whatever their clock says; else then, if it was
 * the code of that minute. Wrong ones are counted by person and shift, so that nobody keeps others out.
 * @throws AppError code_invalid, attempts_delayed
 */
export async function proveByCode(
  { attempts }: { readonly attempts: Attempts },
  { keys, now }: Pick<Reading, 'now' | 'keys'>,
  { shiftId, station, volunteerId }: AtShift,
  { code, at }: Shown,
): Promise<Proven> {
  let proven: Proven | undefined;
  await attempts.attempt(`check-in ${volunteerId} ${shiftId}`, now, () => {
    if (isCodeOf(keys, shiftId, code, now)) proven = { by: 'code', at: now, stationId: null };
    else if (at !== undefined && isLately(at, now) && isCodeOf(keys, shiftId, code, at))
      proven = { by: 'code', at, stationId: null };
    else if (station !== undefined && stationCodeOf(keys, station.id) === code)
      proven = { by: 'station', at: timeOf(at, now), stationId: station.id };
    return Promise.resolve(proven !== undefined);
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
