import type { Texts } from '../language.ts';

/** By what it is known that somebody came or went. */
export const attendanceWays = ['code', 'station', 'staff', 'self'] as const;
export type AttendanceWay = (typeof attendanceWays)[number];

/** How somebody checks in to the shifts of an opportunity. */
export interface CheckInRules {
  /** so long before the beginning one may check in */
  readonly minutesBefore: number;
  /** so long after the end one may still check out */
  readonly minutesAfter: number;
  /** checking out asks for the code as well */
  readonly asksCodeAtEnd: boolean;
  /** where whoever checks in has to be; null: it is not asked */
  readonly place: CheckInPlace | null;
}
export interface Position {
  /** degrees north */
  readonly latitude: number;
  /** degrees east */
  readonly longitude: number;
}
export interface CheckInPlace extends Position {
  readonly radiusMetres: number;
}

export const CHECK_IN_RULES: CheckInRules = {
  minutesBefore: 30,
  minutesAfter: 60,
  asksCodeAtEnd: false,
  place: null,
};

interface ShiftTimes {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const MINUTE_MS = 60_000;
/** What a telephone kept while it had no network is taken so long after the end. */
export const LATEST_MS = 7 * 86_400_000;

export type UntimelyCode = 'too_early' | 'too_late';

/** From when on one may check in. */
export function checkInOpens({ minutesBefore }: Pick<CheckInRules, 'minutesBefore'>, startsAt: Date): Date {
  return new Date(startsAt.getTime() - minutesBefore * MINUTE_MS);
}

/** When somebody came or went, and when it was told. */
interface Told {
  readonly at: Date;
  readonly toldAt: Date;
}

/** What a telephone kept is not taken any more. */
const isForgotten = ({ endsAt }: Pick<ShiftTimes, 'endsAt'>, toldAt: Date) =>
  toldAt.getTime() - endsAt.getTime() > LATEST_MS;

/** Undefined: one may check in at this instant. */
export function refuseArrival(
  rules: Pick<CheckInRules, 'minutesBefore'>,
  shift: ShiftTimes,
  { at, toldAt }: Told,
): UntimelyCode | undefined {
  if (isForgotten(shift, toldAt)) return 'too_late';
  if (at < checkInOpens(rules, shift.startsAt)) return 'too_early';
  return at >= shift.endsAt ? 'too_late' : undefined;
}

/** Undefined: one may check out at this instant. */
export function refuseDeparture(
  { minutesAfter }: Pick<CheckInRules, 'minutesAfter'>,
  shift: Pick<ShiftTimes, 'endsAt'>,
  { at, toldAt }: Told,
): UntimelyCode | undefined {
  const closes = shift.endsAt.getTime() + minutesAfter * MINUTE_MS;
  return isForgotten(shift, toldAt) || at.getTime() > closes ? 'too_late' : undefined;
}

const EARTH_METRES = 6_371_008.8;

/** Metres along the surface between two positions (haversine, mean radius of WGS 84). */
export function metresBetween(one: Position, other: Position): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const north = Math.sin(radians(other.latitude - one.latitude) / 2) ** 2;
  const east = Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
  const share = north + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * east;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(share)));
}

/** Why somebody with a place was not there, as far as it is known: whose it was to say is told apart from whose fault it was. */
export const absenceNames = {
  no_word: { zh: '没有来，也没有说', en: 'Did not come, and did not say so' },
  told_late: { zh: '临时说来不了', en: 'Said so at the last moment' },
  ill: { zh: '身体不适', en: 'Not well' },
  on_the_way: { zh: '路上耽搁', en: 'Held up on the way' },
  our_mistake: { zh: '我们这边的原因（时间、地点有误等）', en: 'Our own doing (wrong time or place told)' },
} as const satisfies Record<string, Texts>;
export type AbsenceReason = keyof typeof absenceNames;
export const absenceReasons = Object.keys(absenceNames) as readonly AbsenceReason[];
