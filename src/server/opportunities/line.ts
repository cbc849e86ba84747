import { confirmBy } from '../../domain/volunteers/sign-up.ts';
import { systemSettings } from '../platform/database/database.ts';
import { eachApart } from '../platform/work/each-apart.ts';
import { type Change, type Services, Work } from '../platform/work/work.ts';
import { listBroughtAmong } from '../volunteers/public.ts';
import { holdBehindPlaces } from './hold-sign-up.ts';
import { tellVolunteers } from './news.ts';
import * as sql from './sql.ts';
import * as signUps from './sql-sign-ups.ts';

const ORIGIN = { requestId: 'line', language: 'zh-CN' } as const;
const DAY_MS = 86_400_000;

/** Whoever waits first moves up to each place that is free. */
export async function moveUp(services: Services, organisationId: string): Promise<void> {
  const work = () => new Work(services, systemSettings(organisationId), ORIGIN);
  const now = services.clock();
  const [places] = await work().read((reading) =>
    reading.all(signUps.listFreePlaces({ organisationId, now })),
  );
  await eachApart(places, ({ shift_id: shiftId, role }) =>
    work().change((change) => fillPlace(change, { shiftId, role })),
  );
}

async function fillPlace(
  change: Change,
  { shiftId, role }: { shiftId: string; role: string },
): Promise<void> {
  const { organisationId, now } = change;
  const place = await change.first(signUps.lockPlace({ organisationId, shiftId, role }));
  const shift = await change.first(sql.readShift({ organisationId, shiftId }));
  if (place === undefined || shift === undefined) return;
  const free = place.capacity - place.taken;
  if (free <= 0 || shift.state !== 'open' || shift.starts_at <= now) return;
  const [first] = await change.all(signUps.lockFirstWaiting({ organisationId, shiftId, role, limit: free }));
  const until = confirmBy(now, shift.starts_at, shift.confirm_hours);
  const moved = { state: 'confirmed', confirmBy: until, leftBecause: null };
  for (const { id } of first) change.push(signUps.moveSignUp({ organisationId, id, ...moved, now }));
  if (first.length === 0) return;
  await tellVolunteers(change, first, 'moved_up');
  change.audit({
    action: 'sign_up.move_up',
    subjectKind: 'volunteer',
    subjectIds: first.map((row) => row.volunteer_id),
  });
}

/** What is due of an organisation's shifts: places that nobody said they would take, whoever moves up, and who comes tomorrow. */
export async function followShifts(services: Services, organisationId: string): Promise<void> {
  await eachApart([lapse, moveUp, remind], (part) => part(services, organisationId));
}

/** Places that nobody said they would take go to whoever waits. */
async function lapse(services: Services, organisationId: string): Promise<void> {
  const work = new Work(services, systemSettings(organisationId), ORIGIN);
  const { now } = work;
  const [unconfirmed] = await work.read((reading) =>
    reading.all(signUps.listUnconfirmed({ organisationId, now })),
  );
  await eachApart(unconfirmed, ({ id, shift_id: shiftId }) =>
    work.change(async (change) => {
      const row = await holdBehindPlaces(change, { id, shiftId });
      // confirmed, moved or left in the meantime
      const by = row?.confirm_by ?? undefined;
      if (row?.state !== 'confirmed' || by === undefined || by > now) return;
      const volunteerIds = [row.volunteer_id];
      const [[untold]] = await change.all(listBroughtAmong({ organisationId, volunteerIds }));
      // whoever has no account was asked nothing, and loses no place by it
      if (untold !== undefined) {
        const kept = { state: 'confirmed', confirmBy: null, leftBecause: null };
        change.push(signUps.moveSignUp({ organisationId, id, ...kept, now }));
        return;
      }
      change.push(
        signUps.moveSignUp({ organisationId, id, state: 'lapsed', confirmBy: by, leftBecause: null, now }),
      );
      await tellVolunteers(change, [row], 'lapsed');
    }),
  );
}

/** Who comes tomorrow. */
async function remind(services: Services, organisationId: string): Promise<void> {
  const work = new Work(services, systemSettings(organisationId), ORIGIN);
  await work.change(async (change) => {
    const { now } = change;
    const until = new Date(now.getTime() + DAY_MS);
    const [rows] = await change.all(signUps.lockToRemind({ organisationId, now, until }));
    if (rows.length === 0) return;
    change.push(signUps.noteReminded({ organisationId, ids: rows.map(({ id }) => id), now }));
    await tellVolunteers(change, rows, 'soon');
  });
}
