import { sql as raw } from 'kysely';
import { firstIdAt } from '../platform/database/ids.ts';
import { plain, prepare, query, type Statement } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}
interface OfAccount extends InOrganisation {
  accountId: string;
}

export const insertOccasion = prepare(
  (
    p: InOrganisation & {
      id: string;
      kind: string;
      matterId: string;
      step: string;
      toIds: string[] | null;
      now: Date;
    },
  ) =>
    query
      .insertInto('notification_occasion')
      .values({
        organisation_id: p.organisationId,
        id: p.id,
        kind: p.kind,
        matter_id: p.matterId,
        step: p.step,
        to_ids: p.toIds,
        created_at: p.now,
      })
      .onConflict((conflict) =>
        conflict.columns(['organisation_id', 'kind', 'matter_id', 'step']).doNothing(),
      ),
);

export interface OccasionRow {
  id: string;
  kind: string;
  matter_id: string;
  step: string;
  to_ids: string[] | null;
  /** where its matter was when people were told last */
  site_id: string | null;
}

/** Those that nobody was told of yet where they are, the first of each kind: one that fails keeps no other waiting. */
export function listNewOccasions(p: InOrganisation & { perKind: number }): Statement<OccasionRow> {
  return plain(
    `select id, kind, matter_id, step, to_ids, site_id from (
       select id, kind, matter_id, step, to_ids, site_id, row_number() over (partition by kind order by created_at, id) as turn
       from notification_occasion
       where organisation_id = $1 and spread_at is null
     ) fresh where turn <= $2 order by turn`,
    [p.organisationId, p.perKind],
  );
}

/** What is told of an occasion, as its kind sees it now. */
export interface Spread {
  readonly occasionId: string;
  readonly siteId: string | undefined;
  readonly waits: boolean;
}

/** Of two jobs at once one gets each. */
export function claimOccasions(
  p: InOrganisation & { spread: readonly Spread[]; now: Date },
): Statement<{ id: string }> {
  return plain(
    `update notification_occasion cause
     set spread_at = $2, site_id = seen.site_id, settled_at = case when seen.waits then null else $2::timestamptz end
     from unnest($3::uuid[], $4::uuid[], $5::boolean[]) as seen (id, site_id, waits)
     where cause.organisation_id = $1 and cause.id = seen.id and cause.spread_at is null
     returning cause.id`,
    [
      p.organisationId,
      p.now,
      p.spread.map(({ occasionId }) => occasionId),
      p.spread.map(({ siteId }) => siteId ?? null),
      p.spread.map(({ waits }) => waits),
    ],
  );
}

/** Who was told, and may hear of it still. */
export const listTold = prepare((p: InOrganisation & { occasionIds: string[] }) =>
  query
    .selectFrom('notification')
    .select(['id', 'occasion_id', 'account_id'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`occasion_id = any(${p.occasionIds}::uuid[])`)
    .where('ended_at', 'is', null),
);

export interface NewNotification {
  readonly id: string;
  readonly occasionId: string;
  readonly accountId: string;
}

export function insertNotifications(
  organisationId: string,
  now: Date,
  rows: readonly NewNotification[],
): Statement<unknown> {
  return plain(
    `insert into notification (organisation_id, id, occasion_id, account_id, created_at)
     select $1, id, occasion_id, account_id, $2
     from unnest($3::uuid[], $4::uuid[], $5::uuid[]) as told (id, occasion_id, account_id)`,
    [
      organisationId,
      now,
      rows.map(({ id }) => id),
      rows.map(({ occasionId }) => occasionId),
      rows.map(({ accountId }) => accountId),
    ],
  );
}

export const countUnread = prepare((p: OfAccount) =>
  query
    .selectFrom('notification')
    .select(raw<number>`count(*)::int`.as('unread'))
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('read_at', 'is', null)
    .where('ended_at', 'is', null),
);

/** With what each is about; newest first. */
export function listNotifications(
  p: OfAccount & { limit: number; after: { at: string; id: string } | undefined },
): Statement<{
  id: string;
  created_at: Date;
  read_at: Date | null;
  occasion_id: string;
  kind: string;
  matter_id: string;
  step: string;
}> {
  return plain(
    `select told.id, told.created_at, told.read_at, told.occasion_id, cause.kind, cause.matter_id, cause.step
     from notification told
     join notification_occasion cause
       on cause.organisation_id = told.organisation_id and cause.id = told.occasion_id
     where told.organisation_id = $1 and told.account_id = $2
       and ($4::timestamptz is null or (told.created_at, told.id) < ($4::timestamptz, $5::uuid))
     order by told.created_at desc, told.id desc limit $3`,
    [p.organisationId, p.accountId, p.limit, p.after?.at ?? null, p.after?.id ?? null],
  );
}

/** Read again, it keeps when it was read first. */
export const markRead = prepare((p: OfAccount & { id: string; now: Date }) =>
  query
    .updateTable('notification')
    .set({ read_at: raw<Date>`coalesce(read_at, ${p.now})` })
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('id', '=', p.id)
    .returning('id'),
);

export const markAllRead = prepare((p: OfAccount & { until: Date; now: Date }) =>
  query
    .updateTable('notification')
    .set({ read_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('created_at', '<=', p.until)
    .where('read_at', 'is', null),
);

/** What was told and may wait still, in the order of ids. */
export function listWatchedOccasions(
  p: InOrganisation & { after: string; limit: number },
): Statement<OccasionRow> {
  return plain(
    `select id, kind, matter_id, step, to_ids, site_id from notification_occasion
     where organisation_id = $1 and spread_at is not null and settled_at is null and id > $2
     order by id limit $3`,
    [p.organisationId, p.after, p.limit],
  );
}

export const settleOccasions = prepare((p: InOrganisation & { ids: string[]; now: Date }) =>
  query
    .updateTable('notification_occasion')
    .set({ settled_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`),
);

/** The next job tells it where it is. */
export const spreadAgain = prepare((p: InOrganisation & { ids: string[] }) =>
  query
    .updateTable('notification_occasion')
    .set({ spread_at: null })
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`),
);

/** All of some occasions, and some of others. */
export const endNotifications = prepare(
  (p: InOrganisation & { occasionIds: string[]; ids: string[]; now: Date }) =>
    query
      .updateTable('notification')
      .set({ ended_at: p.now })
      .where('organisation_id', '=', p.organisationId)
      .where(raw<boolean>`(occasion_id = any(${p.occasionIds}::uuid[]) or id = any(${p.ids}::uuid[]))`)
      .where('ended_at', 'is', null),
);

/** Forgets, a few at a time, what nobody looks for any more; notifications and messages go with it. */
export function forgetOccasions(organisationId: string, before: Date): Statement<unknown> {
  return plain(
    `delete from notification_occasion where organisation_id = $1 and id in (
       select id from notification_occasion where organisation_id = $1 and id < $2 order by id limit 5000)`,
    [organisationId, firstIdAt(before)],
  );
}
