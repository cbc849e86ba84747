import { sql as raw } from 'kysely';
import { endedPlaces } from '../opportunities/public.ts';
import { plain, prepare, query, type Statement } from '../platform/database/statement.ts';

interface Between {
  organisationId: string;
  from: Date;
  until: Date;
}

const served = (p: Between) =>
  query
    .selectFrom('service_record')
    .where('organisation_id', '=', p.organisationId)
    // said here and not given: else a prepared statement knows no index of what is recorded
    .where(raw<boolean>`state = 'recorded'`)
    .where('minutes', '>', 0)
    .where('served_from', '>=', p.from)
    .where('served_from', '<', p.until);

const sums = [
  raw<number>`sum(minutes)::int`.as('minutes'),
  raw<number>`count(*)::int`.as('times'),
  raw<number>`count(distinct volunteer_id)::int`.as('people'),
] as const;

/** What counts of a time, by site. */
export const sumBySite = prepare((p: Between) =>
  served(p)
    .select(['site_id', raw<string>`max(site_name)`.as('site_name')])
    .select(sums)
    .groupBy('site_id')
    .orderBy('minutes', 'desc')
    .orderBy('site_id'),
);

/** By programme; what belongs to none by its title. */
export const sumByProgramme = prepare((p: Between) =>
  served(p)
    .select(raw<string>`case when programme = '' then title else programme end`.as('name'))
    .select(raw<boolean>`programme <> ''`.as('is_programme'))
    .select(sums)
    .groupBy([raw`1`, raw`2`])
    .orderBy('minutes', 'desc')
    .orderBy('name'),
);

/** By what they are known. */
export const sumBySource = prepare((p: Between) =>
  served(p).select('source').select(sums).groupBy('source').orderBy('source'),
);

/** By whom; the volunteers’ age is not here. */
export const sumByVolunteer = prepare((p: Between) =>
  served(p).select('volunteer_id').select(sums).groupBy('volunteer_id').orderBy('volunteer_id'),
);

/** Who served within a time, who did before it for as long, who of these came again, and who had never served before. */
export function countRetention(
  p: Between & { before: Date },
): Statement<{ now: number; before: number; again: number; first: number }> {
  return plain(
    `with served as (
       select volunteer_id, bool_or(served_from >= $3) as is_now, bool_or(served_from >= $2 and served_from < $3) as is_before,
         bool_or(served_from < $3) as is_earlier
       from service_record
       where organisation_id = $1 and state = 'recorded' and minutes > 0 and served_from < $4
       group by volunteer_id
     )
     select count(*) filter (where is_now)::int as now, count(*) filter (where is_before)::int as before,
       count(*) filter (where is_now and is_before)::int as again, count(*) filter (where is_now and not is_earlier)::int as first
     from served`,
    [p.organisationId, p.before, p.from, p.until],
  );
}

/** What each has recorded up to a time. */
export const sumUntil = prepare((p: { organisationId: string; until: Date }) =>
  query
    .selectFrom('service_record')
    .select(['volunteer_id', raw<number>`sum(minutes)::int`.as('minutes')])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`state = 'recorded'`)
    .where('served_from', '<', p.until)
    .groupBy('volunteer_id'),
);

/** Who of these has ever served. */
export const listEverServed = prepare((p: { organisationId: string; volunteerIds: string[] }) =>
  query
    .selectFrom('service_record')
    .select('volunteer_id')
    .distinct()
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`volunteer_id = any(${p.volunteerIds}::uuid[])`)
    .where('state', '=', 'recorded')
    .where('minutes', '>', 0),
);

/** Who did not come to a shift that ended within a time, the latest first. */
export const listAbsent = prepare((p: Between & { limit: number }) =>
  query
    .selectFrom(endedPlaces({ organisationId: p.organisationId, since: p.from, before: p.until }).as('place'))
    .innerJoin('shift_absence as away', (join) =>
      join
        .onRef('away.organisation_id', '=', 'place.organisation_id')
        .onRef('away.sign_up_id', '=', 'place.sign_up_id'),
    )
    .select([
      'place.volunteer_id',
      'place.shift_id',
      'place.title',
      'place.starts_at',
      'away.reason',
      raw<number>`(count(*) over ())::int`.as('total'),
    ])
    .orderBy('place.starts_at', 'desc')
    .orderBy('place.sign_up_id')
    .limit(p.limit),
);

/** Why people did not come, of shifts that ended within a time. */
export const sumAbsent = prepare((p: Between) =>
  query
    .selectFrom(endedPlaces({ organisationId: p.organisationId, since: p.from, before: p.until }).as('place'))
    .innerJoin('shift_absence as away', (join) =>
      join
        .onRef('away.organisation_id', '=', 'place.organisation_id')
        .onRef('away.sign_up_id', '=', 'place.sign_up_id'),
    )
    .select(['away.reason', raw<number>`count(*)::int`.as('count')])
    .groupBy('away.reason')
    .orderBy('away.reason'),
);
