import { pick, type Random } from '../../domain/random.ts';
import { absenceReasons } from '../../domain/volunteers/attendance.ts';
import { newId } from '../platform/database/ids.ts';
import { seedOwnWork, seedWork } from '../platform/work/seed-work.ts';
import type { Services } from '../platform/work/work.ts';
import { enterClaim } from './own-hours.ts';
import { backFill, decideService } from './services.ts';
import { checkVolunteerIn, checkVolunteerOut, noteAbsence } from './shift-attendance.ts';
import { listServices } from './sql-services.ts';

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
const DAY_MS = 24 * HOUR_MS;
const TO_DISPUTE = 2;

/** What is known of somebody who had a place. */
type Fate = 'came' | 'missed' | 'entered' | 'waits' | 'unknown';

const forgotten = [
  '手机没电，当天没能签到',
  '到得早，帮忙布置时屏幕还没有打开',
  '带孩子出去活动，回来时签退时间已过',
] as const;

/**
 * Most came to each of the shifts and checked in, some did not come; of a few hours were entered afterwards and approved by a colleague. Of the last but
 * one the first waits for a second person's word, and of the last nobody has looked who came.
 * @param places the earliest first
 * @param colleagueId who approves what the first entered; undefined: there is nobody else
 * @returns where somebody checked in and out
 */
export async function seedAttendance<Place extends PastPlace>(
  services: Services,
  at: At,
  {
    colleagueId,
    places,
    random,
  }: { colleagueId: string | undefined; places: readonly Place[]; random: Random },
): Promise<Place[]> {
  const came: Place[] = [];
  const shifts = [...Map.groupBy(places, ({ shiftId }) => shiftId).values()];
  for (const [index, atShift] of shifts.entries()) {
    const fromLast = shifts.length - index;
    const fates = Map.groupBy(atShift, (place) =>
      fromLast === 1
        ? 'unknown'
        : fromLast === 2 && place === atShift[0]
          ? 'waits'
          : drawFate(random, colleagueId),
    );
    await settle(services, at, { colleagueId, fates, random });
    came.push(...(fates.get('came') ?? []));
  }
  if (colleagueId !== undefined) await dispute(services, { ...at, actorId: colleagueId }, came);
  return came;
}

function drawFate(random: Random, colleagueId: string | undefined): Fate {
  const drawn = random();
  if (drawn < 0.1) return 'missed';
  return drawn < 0.16 && colleagueId !== undefined ? 'entered' : 'came';
}

interface Settling {
  readonly colleagueId: string | undefined;
  readonly fates: ReadonlyMap<Fate, readonly PastPlace[]>;
  readonly random: Random;
}

/** All of one shift: in one transaction when it begins, one when it ends, and one an hour after. */
async function settle(services: Services, at: At, { colleagueId, fates, random }: Settling): Promise<void> {
  const accountId = at.actorId;
  const of = (fate: Fate) => fates.get(fate) ?? [];
  const [shift] = [...fates.values()].flat();
  if (shift === undefined) return;
  const { startsAt, endsAt } = shift;
  const arrivals = of('came').map(({ signUpId, shiftId }) => ({ id: newId(), signUpId, shiftId }));
  if (arrivals.length > 0) {
    await seedWork(services, at, new Date(startsAt.getTime() + 2 * MINUTE_MS)).change(async (change) => {
      for (const { shiftId, ...body } of arrivals)
        await checkVolunteerIn(change, { shiftId, accountId }, body);
    });
    await seedWork(services, at, endsAt).change(async (change) => {
      for (const { id } of arrivals) await checkVolunteerOut(change, { id, accountId });
    });
  }
  const entered = [...of('entered'), ...of('waits')].map((place) => ({ place, id: newId() }));
  const missed = of('missed');
  if (entered.length + missed.length === 0) return;
  const told = new Date(endsAt.getTime() + HOUR_MS);
  await seedWork(services, at, told).change(async (change) => {
    for (const { signUpId } of missed)
      await noteAbsence(change, { signUpId, accountId }, { reason: pick(random, absenceReasons) });
    for (const { id, place } of entered) {
      const times = { from: startsAt.toISOString(), until: endsAt.toISOString() };
      const body = { id, shiftId: place.shiftId, ...times, reason: pick(random, forgotten) };
      await backFill(change, { volunteerId: place.volunteerId, accountId }, body);
    }
  });
  const toApprove = entered.slice(0, of('entered').length);
  if (colleagueId === undefined || toApprove.length === 0) return;
  const colleague = seedWork(services, { ...at, actorId: colleagueId }, new Date(told.getTime() + HOUR_MS));
  await colleague.change(async (change) => {
    for (const { id } of toApprove)
      await decideService(change, { id, accountId: colleagueId }, { decision: 'recorded' });
  });
}

/** Two who came lately say that they stayed longer than is recorded: one is answered, the other waits. */
async function dispute(services: Services, at: At, came: readonly PastPlace[]): Promise<void> {
  for (const [index, { shiftId, volunteerId, startsAt, endsAt }] of came.slice(-TO_DISPUTE).entries()) {
    const { organisationId } = at;
    const claimed = new Date(Math.min(endsAt.getTime() + DAY_MS, services.clock().getTime()));
    const id = newId();
    await seedOwnWork(services, { organisationId, entryId: volunteerId }, claimed).change(async (change) => {
      const latest = { organisationId, volunteerId, beforeStart: undefined, beforeId: undefined, limit: 10 };
      const [rows] = await change.all(listServices(latest));
      const replacesId = rows.find((row) => row.shift_id === shiftId)?.id;
      if (replacesId === undefined) return;
      const until = new Date(endsAt.getTime() + HOUR_MS / 2).toISOString();
      const reason = '结束后又陪最后一个孩子等家长，半小时后才走';
      await enterClaim(change, volunteerId, {
        id,
        shiftId,
        replacesId,
        from: startsAt.toISOString(),
        until,
        reason,
      });
    });
    if (index > 0) continue;
    const answer = '那天的孩子都在结束前被接走了，交接本上有签名；如有出入请到站里来看。';
    await seedWork(services, at, claimed).change((change) =>
      decideService(change, { id, accountId: at.actorId }, { decision: 'declined', answer }),
    );
  }
}
