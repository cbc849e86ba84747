import { prepare, query } from '../platform/database/statement.ts';

/** Active accounts with each of their roles; accounts without a role may do nothing and are left out. */
export const listActiveRoles = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('account')
    .innerJoin('role_assignment as held', (join) =>
      join
        .onRef('held.organisation_id', '=', 'account.organisation_id')
        .onRef('held.account_id', '=', 'account.id'),
    )
    .leftJoin('absence', (join) =>
      join
        .onRef('absence.organisation_id', '=', 'account.organisation_id')
        .onRef('absence.account_id', '=', 'account.id'),
    )
    .select(['account.id', 'account.display_name', 'held.role', 'held.site_ids', 'absence.until'])
    .where('account.organisation_id', '=', p.organisationId)
    .where('account.status', '=', 'active')
    .orderBy('account.id'),
);

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
