import { plain, prepare, query, type Statement } from '../database/statement.ts';

/** Something that happened, until it is handed on to whoever wants to be told. */
export interface OutboxRow {
  id: string;
  at: Date;
  type: string;
  subject_id: string;
  data: unknown;
}

export const insertOutbox = prepare(
  (p: { organisationId: string; id: string; now: Date; type: string; subjectId: string; data: string }) =>
    query.insertInto('outbox_event').values({
      organisation_id: p.organisationId,
      id: p.id,
      at: p.now,
      type: p.type,
      subject_id: p.subjectId,
      data: p.data,
    }),
);

/** Whether anything is in it. */
export const findOutbox = prepare((p: { organisationId: string }) =>
  query.selectFrom('outbox_event').select('id').where('organisation_id', '=', p.organisationId).limit(1),
);

/**
 * Takes events out, the oldest first. By deleting and not by a place in a row of numbers: ids are made before the commit, so that an
 * older one may come into sight after a younger. Of two that take at once one gets them, and the other waits and gets none.
 */
export function takeOutbox(organisationId: string, limit: number): Statement<OutboxRow> {
  return plain(
    `delete from outbox_event where organisation_id = $1 and id in (
       select id from outbox_event where organisation_id = $1 order by id limit $2)
     returning id, at, type, subject_id, data`,
    [organisationId, limit],
  );
}

/** As takeOutbox, where nobody wants to be told. */
export function dropOutbox(organisationId: string, limit: number): Statement<{ dropped: number }> {
  return plain(
    `with dropped as (
       delete from outbox_event where organisation_id = $1 and id in (
         select id from outbox_event where organisation_id = $1 order by id limit $2)
       returning id)
     select count(*)::int as dropped from dropped`,
    [organisationId, limit],
  );
}
