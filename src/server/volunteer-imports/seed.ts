import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { csvLine } from '../../domain/csv-line.ts';
import { type ImportField, importHeading } from '../../domain/volunteer-imports/import-column.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { seedWork } from '../platform/work/seed-work.ts';
import type { Services } from '../platform/work/work.ts';
import { importVolunteerFile } from './import-file.ts';
import { decideLot, listLots } from './lots.ts';

/** A service of before the platform, as the organisation's own table tells it. */
export interface FormerService {
  readonly name: string;
  readonly phone: string;
  readonly birthDate: string;
  readonly activity: string;
  readonly daysAgo: number;
  readonly hours: number;
}

const fields = [
  'name',
  'phone',
  'birthDate',
  'activity',
  'day',
  'minutes',
] as const satisfies readonly ImportField[];

/** One brings in the table, and a colleague approves what it says. */
export async function seedFormerServices(
  services: Services,
  { organisationId, actorId }: { organisationId: string; actorId: string },
  {
    fileName,
    siteId,
    colleagueId,
    rows,
  }: { fileName: string; siteId: string; colleagueId: string; rows: readonly FormerService[] },
): Promise<void> {
  const options = { siteId, accountId: actorId, dryRun: false };
  const work = seedWork(services, { organisationId, actorId });
  const lines = await work.read(async ({ timeZone, now }) => {
    const today = dayIn(timeZone, now);
    return rows.map(({ name, phone, birthDate, activity, daysAgo, hours }) => {
      return [name, phone, birthDate, activity, daysAfter(today, -daysAgo), String(hours)];
    });
  });
  const bytes = Buffer.from([fields.map(importHeading), ...lines].map(csvLine).join(''));
  await importVolunteerFile(services, work, { bytes, name: fileName }, options);
  const { items } = await work.read(listLots);
  await seedWork(services, { organisationId, actorId: colleagueId }).change(async (change) => {
    for (const { id } of items)
      await decideLot(change, { id, accountId: colleagueId }, { decision: 'recorded' });
  });
}
