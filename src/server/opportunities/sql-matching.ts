import { sql as raw } from 'kysely';
import { prepare, query } from '../platform/database/statement.ts';
import { shiftsAsked } from './sql.ts';

interface InOrganisation {
  organisationId: string;
}

/** For which shifts somebody is looked for. */
export interface MatchedShifts extends InOrganisation {
  from: Date;
  until: Date;
  now: Date;
  /** empty: of all */
  programme: string;
  /** empty: of all */
  opportunityIds: string[];
  limit: number;
}

/** Places of shifts to come that nobody has and nobody waits for. */
export const listMatchedPlaces = prepare((p: MatchedShifts) =>
  shiftsAsked()
    .innerJoin('shift_place', (join) =>
      join
        .onRef('shift_place.organisation_id', '=', 'shift.organisation_id')
        .onRef('shift_place.shift_id', '=', 'shift.id'),
    )
    .select([
      'shift.id as shift_id',
      'shift.starts_at',
      'shift.ends_at',
      'shift_place.role',
      raw<number>`shift_place.capacity - shift_place.taken`.as('free'),
      'opportunity.id as opportunity_id',
      'opportunity.site_id',
      'opportunity.region_code',
      'opportunity.category',
      'opportunity.requirements',
    ])
    .where('shift.organisation_id', '=', p.organisationId)
    .where('shift.state', '=', 'open')
    .where('shift.starts_at', '>', p.now)
    .where('shift.starts_at', '>=', p.from)
    .where('shift.starts_at', '<', p.until)
    .where('opportunity.state', '=', 'published')
    .where('shift_place.waiting', '=', 0)
    .whereRef('shift_place.taken', '<', 'shift_place.capacity')
    .where(raw<boolean>`(${p.programme} = '' or opportunity.programme = ${p.programme})`)
    .where(
      raw<boolean>`(cardinality(${p.opportunityIds}::uuid[]) = 0 or opportunity.id = any(${p.opportunityIds}::uuid[]))`,
    )
    .orderBy('shift.starts_at')
    .orderBy('shift.id')
    .orderBy('shift_place.role')
    .limit(p.limit),
);

/** Who has a place, or waits for one, between two instants; and where. */
export const listEngagements = prepare((p: InOrganisation & { from: Date; until: Date }) =>
  shiftsAsked()
    .innerJoin('sign_up', (join) =>
      join
        .onRef('sign_up.organisation_id', '=', 'shift.organisation_id')
        .onRef('sign_up.shift_id', '=', 'shift.id'),
    )
    .select([
      'sign_up.volunteer_id',
      'sign_up.shift_id',
      'opportunity.site_id',
      'sign_up.starts_at',
      'sign_up.ends_at',
    ])
    .where('shift.organisation_id', '=', p.organisationId)
    .where('sign_up.state', 'in', ['confirmed', 'waitlisted'])
    .where('shift.starts_at', '>=', p.from)
    .where('shift.starts_at', '<', p.until),
);

/** Who had or wanted a place at one of these shifts, and has none any more. */
export const listLeft = prepare((p: InOrganisation & { shiftIds: string[] }) =>
  query
    .selectFrom('sign_up')
    .select(['volunteer_id', 'shift_id'])
    .distinct()
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`shift_id = any(${p.shiftIds}::uuid[])`)
    .where('state', 'in', ['cancelled', 'lapsed', 'removed']),
);
