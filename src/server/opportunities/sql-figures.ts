import { sql as raw } from 'kysely';
import { prepare, query } from '../platform/database/statement.ts';
import { shiftsAsked } from './sql.ts';

interface Between {
  organisationId: string;
  from: Date;
  until: Date;
}

const withPlaces = () =>
  shiftsAsked()
    .innerJoin('shift_place', (join) =>
      join
        .onRef('shift_place.organisation_id', '=', 'shift.organisation_id')
        .onRef('shift_place.shift_id', '=', 'shift.id'),
    )
    .where('shift.state', '=', 'open')
    .where('shift.is_published', '=', true);

/** Shifts that begin within a time and lack people, those that lack most first. */
export const listUnfilled = prepare((p: Between & { limit: number }) =>
  withPlaces()
    .select([
      'shift.id',
      'shift.starts_at',
      'shift.ends_at',
      'opportunity.title',
      'opportunity.site_name',
      raw<number>`sum(shift_place.capacity)::int`.as('capacity'),
      raw<number>`sum(greatest(shift_place.capacity - shift_place.taken, 0))::int`.as('missing'),
      raw<number>`(count(*) over ())::int`.as('total'),
    ])
    .where('shift.organisation_id', '=', p.organisationId)
    .where('shift.starts_at', '>', p.from)
    .where('shift.starts_at', '<=', p.until)
    .groupBy(['shift.id', 'shift.starts_at', 'shift.ends_at', 'opportunity.title', 'opportunity.site_name'])
    .having(raw<boolean>`sum(greatest(shift_place.capacity - shift_place.taken, 0)) > 0`)
    .orderBy('missing', 'desc')
    .orderBy('shift.starts_at')
    .orderBy('shift.id')
    .limit(p.limit),
);

/** Whoever has a place at a shift that begins within a time, the earliest first. */
export const listExpected = prepare((p: Between) =>
  shiftsAsked()
    .innerJoin('sign_up', (join) =>
      join
        .onRef('sign_up.organisation_id', '=', 'shift.organisation_id')
        .onRef('sign_up.shift_id', '=', 'shift.id'),
    )
    .select(['sign_up.volunteer_id', 'shift.id as shift_id', 'shift.starts_at', 'opportunity.title'])
    .where('shift.organisation_id', '=', p.organisationId)
    .where('shift.state', '=', 'open')
    .where('shift.starts_at', '>', p.from)
    .where('shift.starts_at', '<=', p.until)
    .where('sign_up.state', '=', 'confirmed')
    .orderBy('shift.starts_at')
    .orderBy('sign_up.id'),
);

/** What was offered by opportunity, and how many of its places were taken: shifts that began within a time and were not called off. */
export const sumOffered = prepare((p: Between) =>
  withPlaces()
    .select([
      'opportunity.id',
      'opportunity.title',
      'opportunity.programme',
      'opportunity.site_id',
      'opportunity.site_name',
      raw<number>`count(distinct shift.id)::int`.as('shifts'),
      raw<number>`sum(shift_place.capacity)::int`.as('places'),
      raw<number>`sum(least(shift_place.taken, shift_place.capacity))::int`.as('taken'),
    ])
    .where('shift.organisation_id', '=', p.organisationId)
    .where('shift.starts_at', '>=', p.from)
    .where('shift.starts_at', '<', p.until)
    .groupBy([
      'opportunity.id',
      'opportunity.title',
      'opportunity.programme',
      'opportunity.site_id',
      'opportunity.site_name',
    ])
    .orderBy('places', 'desc')
    .orderBy('opportunity.id'),
);

/** That somebody could have taken a place at, and that were called off. */
export const countCalledOff = prepare((p: Between) =>
  query
    .selectFrom('shift')
    .select(raw<number>`count(*)::int`.as('count'))
    .where('organisation_id', '=', p.organisationId)
    .where('state', '=', 'cancelled')
    .where('is_published', '=', true)
    .where('starts_at', '>=', p.from)
    .where('starts_at', '<', p.until),
);
