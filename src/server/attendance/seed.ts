import { newId } from '../platform/database/ids.ts';
import { seedWork } from '../platform/work/seed-work.ts';
import type { Services } from '../platform/work/work.ts';
import { backFill, decideService } from './services.ts';
import { checkVolunteerIn, checkVolunteerOut, noteAbsence } from './shift-attendance.ts';

interface At {
  readonly organisationId: string;
  readonly actorId: string;
}

/** A place that somebody had at a shift that is over. */
interface PastPlace {
  readonly shiftId: string;
  readonly signUpId: string;
  readonly volunteerId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Somebody came to each of the shifts but the last two: one who had no telephone waits for a second person's word, and of the last nobody has
 * looked who came.
 * @param places the earliest first
 * @param colleagueId who approves what the first entered; undefined: there is nobody else
 */
export async function seedAttendance(
  services: Services,
  at: At,
  colleagueId: string | undefined,
  places: readonly PastPlace[],
): Promise<void> {
  const attended = places.slice(0, -2);
  for (const [index, place] of attended.entries())
    await (index === 1 ? missed(services, at, place) : attend(services, at, place));
  const [first] = places;
  if (first !== undefined && colleagueId !== undefined)
    await enterHours(services, at, { place: first, colleagueId });
  const late = places.at(-2);
  if (late !== undefined) await enterHours(services, at, { place: late, colleagueId: undefined });
}

async function attend(services: Services, at: At, place: PastPlace): Promise<void> {
  const { shiftId, signUpId, startsAt, endsAt } = place;
  const accountId = at.actorId;
  const id = newId();
  const arrival = new Date(startsAt.getTime() + 2 * MINUTE_MS);
  await seedWork(services, at, arrival).change((change) =>
    checkVolunteerIn(change, { shiftId, accountId }, { id, signUpId }),
  );
  await seedWork(services, at, endsAt).change((change) => checkVolunteerOut(change, { id, accountId }));
}

async function missed(services: Services, at: At, { signUpId, endsAt }: PastPlace): Promise<void> {
  const noted = new Date(endsAt.getTime() + HOUR_MS);
  await seedWork(services, at, noted).change((change) =>
    noteAbsence(change, { signUpId, accountId: at.actorId }, { reason: 'ill' }),
  );
}

/** Of the first, what was done after the shift and approved; of the other, the shift itself, which waits. */
async function enterHours(
  services: Services,
  at: At,
  { place, colleagueId }: { place: PastPlace; colleagueId: string | undefined },
): Promise<void> {
  const { shiftId, volunteerId, startsAt, endsAt } = place;
  const isAfter = colleagueId !== undefined;
  const from = isAfter ? endsAt : startsAt;
  const until = isAfter ? new Date(endsAt.getTime() + HOUR_MS) : endsAt;
  const id = newId();
  const reason = isAfter ? '结束后留下来收拾教室，没有再签到' : '手机没电，当天没能签到';
  const body = { id, shiftId, from: from.toISOString(), until: until.toISOString(), reason };
  const told = new Date(until.getTime() + HOUR_MS);
  await seedWork(services, at, told).change((change) =>
    backFill(change, { volunteerId, accountId: at.actorId }, body),
  );
  if (colleagueId === undefined) return;
  await seedWork(services, { ...at, actorId: colleagueId }, new Date(told.getTime() + HOUR_MS)).change(
    (change) => decideService(change, { id, accountId: colleagueId }, { decision: 'recorded' }),
  );
}
