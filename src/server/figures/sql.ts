import { sql as raw } from 'kysely';
import { prepare, query } from '../platform/database/statement.ts';

export const spentInYear = prepare((p: { organisationId: string; year: number }) =>
  query
    .selectFrom('public_figure')
    .select(raw<number>`coalesce(sum(epsilon_milli), 0)::int`.as('spent'))
    .where('organisation_id', '=', p.organisationId)
    .where('year', '=', p.year),
);

export const insertFigure = prepare(
  (p: {
    organisationId: string;
    id: string;
    year: number;
    epsilonMilli: number;
    dimensions: string[];
    content: string;
    now: Date;
  }) =>
    query.insertInto('public_figure').values({
      organisation_id: p.organisationId,
      id: p.id,
      year: p.year,
      epsilon_milli: p.epsilonMilli,
      dimensions: p.dimensions,
      content: p.content,
      published_at: p.now,
    }),
);
