import { sql as raw } from 'kysely';
import { prepare, query } from '../platform/database/statement.ts';

/** Rounds that are open, by who made them. */
export const countOpenRounds = prepare((p: { organisationId: string; now: Date }) =>
  query
    .selectFrom('campaign')
    .select(['created_by', raw<number>`count(*)::int`.as('count')])
    .where('organisation_id', '=', p.organisationId)
    .where('opened_at', 'is not', null)
    .where('opens_at', '<=', p.now)
    .where('closes_at', '>', p.now)
    .groupBy('created_by'),
);
