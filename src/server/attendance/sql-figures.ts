import { sql as raw } from 'kysely';
import { endedPlaces } from '../opportunities/public.ts';
import { plain, prepare, query, type Statement } from '../platform/database/statement.ts';

interface Between {
  organisationId: string;
  from: Date;
  until: Date;
}

/** What counts of a time, by volunteer, site, programme, title and by what it is known; the volunteers’ age is not here. */
export const sumServedRows = prepare((p: Between) =>
  query
    .selectFrom('service_record')
    .select(['volunteer_id', 'site_id', 'site_name', 'programme', 'title', 'source'])
    .select([raw<number>`sum(minutes)::int`.as('minutes'), raw<number>`count(*)::int`.as('times')])
    .where('organisation_id', '=', p.organisationId)
    // said here and not given: else a prepared statement knows no index of what is recorded
    .where(raw<boolean>`state = 'recorded'`)
    .where('minutes', '>', 0)
    .where('served_from', '>=', p.from)
    .where('served_from', '<', p.until)
    .groupBy(['volunteer_id', 'site_id', 'site_name', 'programme', 'title', 'source']),
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

/** Who did not come, why and how often, of shifts that began within a time: those whose places are counted. */
export const sumAbsent = prepare((p: Between & { now: Date }) =>
  query
    .selectFrom(endedPlaces({ organisationId: p.organisationId, since: p.from, before: p.now }).as('place'))
    .innerJoin('shift_absence as away', (join) =>
      join
        .onRef('away.organisation_id', '=', 'place.organisation_id')
        .onRef('away.sign_up_id', '=', 'place.sign_up_id'),
    )
    .select(['away.reason', 'place.volunteer_id', raw<number>`count(*)::int`.as('count')])
    .where('place.starts_at', '>=', p.from)
    .where('place.starts_at', '<', p.until)
    .groupBy(['away.reason', 'place.volunteer_id'])
    .orderBy('away.reason'),
);
