import { sql as raw } from 'kysely';
import { prepare, query } from '../platform/database/statement.ts';

/** By the index of exactly these actions: a day of reading writes a hundred thousand other rows. */
export const listAccountChanges = prepare((p: { organisationId: string; since: Date; limit: number }) =>
  query
    .selectFrom('audit_event')
    .innerJoin('account', (join) =>
      join
        .onRef('account.organisation_id', '=', 'audit_event.organisation_id')
        .on(raw<boolean>`account.id = audit_event.subject_ids[1]`),
    )
    .leftJoin('account as actor', (join) =>
      join
        .onRef('actor.organisation_id', '=', 'audit_event.organisation_id')
        .onRef('actor.id', '=', 'audit_event.actor_id'),
    )
    .select([
      'audit_event.id',
      'audit_event.at',
      'audit_event.action',
      'audit_event.detail',
      'account.display_name as account_name',
      'actor.display_name as actor_name',
    ])
    .where('audit_event.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`audit_event.action in ('account.invite', 'account.roles', 'account.reset')`)
    .where('audit_event.at', '>', p.since)
    .orderBy('audit_event.id', 'desc')
    .limit(p.limit),
);
