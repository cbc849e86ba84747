import { starsOf } from '../../domain/volunteers/stars.ts';
import { sumServices } from '../attendance/public.ts';
import { systemSettings } from '../platform/database/database.ts';
import { type Change, type Services, Work } from '../platform/work/work.ts';
import { tellVolunteer } from './news.ts';
import { readRules } from './rules.ts';
import * as sql from './sql.ts';

const ORIGIN = { requestId: 'tell-stars', language: 'zh-CN' } as const;
/** One turn of the job. */
const AT_ONCE = 500;

/** Whoever has come to a star since hours of theirs were recorded is told so. Each in a transaction: one that fails holds up no other. */
export async function tellStars(services: Services, organisationId: string): Promise<void> {
  const work = () => new Work(services, systemSettings(organisationId), ORIGIN);
  const [due] = await work().read((reading) =>
    reading.all(sql.listDueStars({ organisationId, limit: AT_ONCE })),
  );
  const failures: unknown[] = [];
  for (const { volunteer_id: volunteerId } of due)
    await work()
      .change((change) => tellOne(change, volunteerId))
      .catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

async function tellOne(change: Change, volunteerId: string): Promise<void> {
  const { organisationId } = change;
  const held = await change.first(sql.lockStar({ organisationId, volunteerId }));
  if (held?.due_at == null) return;
  const { starHours } = await readRules(change);
  const sums = await change.first(sumServices({ organisationId, volunteerId }));
  const { stars } = starsOf(sums?.recorded ?? 0, starHours);
  const told = Math.max(stars, held.told_stars);
  change.push(sql.noteStars({ organisationId, volunteerId, told }));
  if (stars > held.told_stars)
    await tellVolunteer(change, volunteerId, { what: 'star', key: `${volunteerId}.${stars}` });
}
