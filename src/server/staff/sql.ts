import { prepare, query } from '../platform/database/statement.ts';

export const listAbsences = prepare((p: { organisationId: string; now: Date }) =>
  query
    .selectFrom('absence')
    .select(['account_id', 'until'])
    .where('organisation_id', '=', p.organisationId)
    .where('until', '>', p.now)
    .orderBy('until'),
);

export const upsertAbsence = prepare(
  (p: { organisationId: string; accountId: string; until: Date; setBy: string; now: Date }) =>
    query
      .insertInto('absence')
      .values({
        organisation_id: p.organisationId,
        account_id: p.accountId,
        until: p.until,
        set_by: p.setBy,
        set_at: p.now,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['organisation_id', 'account_id'])
          .doUpdateSet({ until: p.until, set_by: p.setBy, set_at: p.now }),
      ),
);

export const deleteAbsence = prepare((p: { organisationId: string; accountId: string }) =>
  query
    .deleteFrom('absence')
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId),
);
