import { confirmBy } from '../../domain/volunteers/sign-up.ts';
import { systemSettings } from '../platform/database/database.ts';
import { type Change, type Services, Work } from '../platform/work/work.ts';
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
  // a transaction each: one that fails or waits holds up no other shift
  for (const { shift_id: shiftId, role } of places)
    await work().change((change) => fillPlace(change, { shiftId, role }));
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
  const work = new Work(services, systemSettings(organisationId), ORIGIN);
  await work.change(async (change) => {
    const { now } = change;
    const [unconfirmed] = await change.all(signUps.lockUnconfirmed({ organisationId, now }));
    for (const { id, confirm_by: by } of unconfirmed)
      change.push(
        signUps.moveSignUp({ organisationId, id, state: 'lapsed', confirmBy: by, leftBecause: null, now }),
      );
    await tellVolunteers(change, unconfirmed, 'lapsed');
  });
  await moveUp(services, organisationId);
  await work.change(async (change) => {
    const { now } = change;
    const until = new Date(now.getTime() + DAY_MS);
    const [rows] = await change.all(signUps.lockToRemind({ organisationId, now, until }));
    if (rows.length === 0) return;
    change.push(signUps.noteReminded({ organisationId, ids: rows.map(({ id }) => id), now }));
    await tellVolunteers(change, rows, 'soon');
  });
}
