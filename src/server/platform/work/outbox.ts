import { insertsOf } from '../database/insert-rows.ts';
import { plain, prepare, query, type Statement } from '../database/statement.ts';

/** Something that happened, until it is handed on to whoever wants to be told. */
export interface OutboxRow {
  id: string;
  at: Date;
  type: string;
  subject_id: string;
  data: unknown;
}

const insertEvents = insertsOf('outbox_event', 'organisation_id, id, at, type, subject_id, data');

export function insertOutbox(
  organisationId: string,
  { id, at, type, subject_id: subjectId, data }: OutboxRow,
): Statement<unknown> {
  const row = [organisationId, id, at, type, subjectId, data];
  return { ...insertEvents([row]), together: insertEvents };
}

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
