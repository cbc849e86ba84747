import { sql as raw } from 'kysely';
import { plain, prepare, prepareVariants, query, type Statement } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}

/** What these volunteers have served, wait for, or had corrected: with what a table says is compared. */
export const listServicesOf = prepare((p: InOrganisation & { volunteerIds: string[] }) =>
  query
    .selectFrom('service_record')
    .select(['volunteer_id', 'title', 'served_from', 'served_until', 'minutes', 'is_day_only', 'state'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`volunteer_id = any(${p.volunteerIds}::uuid[])`)
    .where('state', 'in', ['pending', 'recorded', 'replaced'])
    .where(raw<boolean>`(minutes > 0 or state = 'replaced')`),
);

export interface ImportedRecord {
  readonly id: string;
  readonly volunteerId: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly category: string | null;
  readonly title: string;
  readonly from: Date;
  readonly until: Date;
  readonly excludedMinutes: number;
  readonly isDayOnly: boolean;
  readonly sealed: Buffer;
}

/** They wait for somebody else than who brought them. */
export const insertImported = prepare(
  (p: InOrganisation & ImportedRecord & { importId: string; enteredBy: string; now: Date }) =>
    query.insertInto('service_record').values({
      organisation_id: p.organisationId,
      id: p.id,
      volunteer_id: p.volunteerId,
      import_id: p.importId,
      site_id: p.siteId,
      site_name: p.siteName,
      programme: '',
      category: p.category,
      title: p.title,
      served_from: p.from,
      served_until: p.until,
      excluded_minutes: p.excludedMinutes,
      is_day_only: p.isDayOnly,
      source: 'imported',
      state: 'pending',
      sealed: p.sealed,
      entered_by: p.enteredBy,
      entered_at: p.now,
    }),
);

/** Who a lot credits with what, by person. */
export const listImportedServices = prepareVariants(
  (
    p: InOrganisation & {
      importId: string;
      afterVolunteer: string | undefined;
      afterId: string | undefined;
      limit: number;
    },
  ) => {
    let rows = query
      .selectFrom('service_record')
      .select([
        'id',
        'volunteer_id',
        'site_name',
        'title',
        'served_from',
        'served_until',
        'minutes',
        'is_day_only',
        'state',
      ])
      .where('organisation_id', '=', p.organisationId)
      .where('import_id', '=', p.importId);
    if (p.afterVolunteer !== undefined)
      rows = rows.where(raw<boolean>`(volunteer_id, id) > (${p.afterVolunteer}::uuid, ${p.afterId}::uuid)`);
    return rows.orderBy('volunteer_id').orderBy('id').limit(p.limit);
  },
);

/** Of what came with each table. */
export const sumImported = prepare((p: InOrganisation & { importIds: string[] }) =>
  query
    .selectFrom('service_record')
    .select([
      'import_id',
      raw<number>`count(*) filter (where state = 'pending')::int`.as('pending'),
      raw<number>`coalesce(sum(minutes) filter (where state = 'pending'), 0)::int`.as('pending_minutes'),
      raw<number>`count(distinct volunteer_id) filter (where state = 'pending')::int`.as('pending_people'),
      raw<number>`count(*) filter (where state in ('recorded', 'replaced'))::int`.as('recorded'),
      raw<number>`count(*) filter (where state = 'declined')::int`.as('declined'),
      raw<string | null>`min(served_from)::text`.as('since'),
      raw<string | null>`max(served_until)::text`.as('until'),
    ])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`import_id = any(${p.importIds}::uuid[])`)
    .groupBy('import_id'),
);

/** Of whom something waits in each of these tables. */
export const listImportedVolunteers = prepare((p: InOrganisation & { importIds: string[] }) =>
  query
    .selectFrom('service_record')
    .select(['import_id', 'volunteer_id'])
    .distinct()
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`import_id = any(${p.importIds}::uuid[])`)
    .where('state', '=', 'pending'),
);

/**
 * What waits of a table: all of it, or what was chosen. Whoever decides holds their volunteers. What is of a time that counts by now goes on waiting, as
 * does a day that would have more hours than a day has: app.keep_service would refuse all for the sake of one. Which days those are is worked out once:
 * in a database that has no statistics yet it was worked out for each row, and 280 rows took eight seconds.
 * @param p.volunteerIds of whom it is decided
 */
export function decideImported(
  p: InOrganisation & {
    importId: string;
    volunteerIds: readonly string[];
    serviceIds: readonly string[] | undefined;
    state: string;
    timeZone: string;
    by: string;
    now: Date;
  },
): Statement<{ id: string }> {
  return plain(
    `with chosen as (
       select id, volunteer_id, minutes, (served_from at time zone $8)::date as day from service_record
       where organisation_id = $1 and import_id = $2 and state = 'pending' and volunteer_id = any($6::uuid[])
         and ($7::uuid[] is null or id = any($7::uuid[]))
     ), days as (
       select volunteer_id, day, sum(minutes) as minutes from chosen group by volunteer_id, day
     ), full_days as materialized (
       select volunteer_id, day from days
       where $3 = 'recorded' and days.minutes + coalesce((
         select sum(counted.minutes) from service_record counted
         where counted.organisation_id = $1 and counted.volunteer_id = days.volunteer_id and counted.state = 'recorded'
           and counted.served_from >= days.day::timestamp at time zone $8
           and counted.served_from < (days.day + 1)::timestamp at time zone $8), 0) > 1440
     )
     update service_record as entered set state = $3, decided_by = $4, decided_at = $5
     from chosen
     where entered.organisation_id = $1 and entered.id = chosen.id and entered.state = 'pending'
       and not exists (select from full_days where full_days.volunteer_id = chosen.volunteer_id and full_days.day = chosen.day)
       and ($3 = 'declined' or entered.is_day_only or not exists (
         select from service_record other
         where other.organisation_id = $1 and other.volunteer_id = entered.volunteer_id and other.state = 'recorded'
           and other.minutes > 0 and not other.is_day_only
           and other.served_from < entered.served_until and other.served_until > entered.served_from
           and other.served_from > entered.served_from - interval '24 hours'))
     returning entered.id`,
    [p.organisationId, p.importId, p.state, p.by, p.now, p.volunteerIds, p.serviceIds ?? null, p.timeZone],
  );
}
