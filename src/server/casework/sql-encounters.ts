import { sql as raw } from 'kysely';
import { isOlder } from '../platform/database/behind.ts';
import { withPersonKey } from '../platform/database/person-key.ts';
import { plain, prepare, query, statement } from '../platform/database/statement.ts';
import type { Row, Scoped } from './sql.ts';

/** Refused by encounter_pkey when the id is taken. */
export const insertEncounter = prepare(
  (
    p: Scoped & {
      caseId: string;
      kind: string;
      occurredAt: Date;
      minutes: number;
      note: Buffer;
      recordedBy: string;
      now: Date;
    },
  ) =>
    query.insertInto('encounter').values({
      organisation_id: p.organisationId,
      id: p.id,
      case_id: p.caseId,
      client_id: p.clientId,
      site_id: p.siteId,
      worker_ids: p.workerIds,
      kind: p.kind,
      occurred_at: p.occurredAt,
      minutes: p.minutes,
      note: p.note,
      recorded_by: p.recordedBy,
      created_at: p.now,
    }),
);

interface HelperOf {
  organisationId: string;
  id: string;
  encounterId: string;
}

const helperColumns = ['id', 'encounter_id', 'volunteer_id', 'served_from', 'served_until'] as const;

/** Whoever is said to have helped at a contact: app.note_help makes a time of service of it. */
export const insertHelper = prepare(
  (
    p: Scoped & {
      encounterId: string;
      caseId: string;
      volunteerId: string;
      from: Date;
      until: Date;
      isWithMinors: boolean;
      notedBy: string;
      now: Date;
    },
  ) =>
    query.insertInto('encounter_helper').values({
      organisation_id: p.organisationId,
      id: p.id,
      encounter_id: p.encounterId,
      case_id: p.caseId,
      client_id: p.clientId,
      site_id: p.siteId,
      worker_ids: p.workerIds,
      volunteer_id: p.volunteerId,
      served_from: p.from,
      served_until: p.until,
      is_with_minors: p.isWithMinors,
      noted_by: p.notedBy,
      noted_at: p.now,
    }),
);

/** Who helped at the contacts of a case, the first who came first. */
export const listHelpers = prepare((p: { organisationId: string; caseId: string }) =>
  query
    .selectFrom('encounter_helper')
    .select(helperColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('case_id', '=', p.caseId)
    .where('withdrawn_at', 'is', null)
    .orderBy('served_from')
    .orderBy('id'),
);

/** None where it is withdrawn already. */
export const withdrawHelper = prepare((p: HelperOf & { by: string; now: Date }) =>
  query
    .updateTable('encounter_helper')
    .set({ withdrawn_by: p.by, withdrawn_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('encounter_id', '=', p.encounterId)
    .where('withdrawn_at', 'is', null)
    .returning('volunteer_id'),
);

/** Whether it was noted: not, where somebody holds the client. */
export function noteLastContact(organisationId: string, clientId: string) {
  const text = 'select app.note_last_contact($1, $2) as is_noted';
  return plain<{ is_noted: boolean }>(text, [organisationId, clientId]);
}

const encounterColumns = [
  'encounter.id',
  'encounter.case_id',
  'encounter.client_id',
  'encounter.kind',
  'encounter.occurred_at',
  'encounter.minutes',
  'encounter.note',
  'encounter.recorded_by',
  'encounter.created_at',
] as const;

const encounterWithKey = withPersonKey(query.selectFrom('encounter'), 'encounter.client_id');

export const readEncounter = prepare((p: Row) =>
  encounterWithKey
    .select(encounterColumns)
    .where('encounter.organisation_id', '=', p.organisationId)
    .where('encounter.id', '=', p.id),
);

/** Where it stands in the story: when its newest correction says that it happened. */
const happenedAt = raw<Date>`coalesce(newest.occurred_at, encounter.occurred_at)`;

export function listEncounters(p: {
  organisationId: string;
  caseId: string;
  limit: number;
  after?: { occurredAt: string; id: string } | undefined;
}) {
  let list = encounterWithKey
    .leftJoinLateral(
      (join) =>
        join
          .selectFrom('correction')
          .select('correction.occurred_at')
          .whereRef('correction.organisation_id', '=', 'encounter.organisation_id')
          .whereRef('correction.encounter_id', '=', 'encounter.id')
          .orderBy('correction.version', 'desc')
          .limit(1)
          .as('newest'),
      (join) => join.onTrue(),
    )
    .select([...encounterColumns, happenedAt.as('happened_at')])
    .where('encounter.organisation_id', '=', p.organisationId)
    .where('encounter.case_id', '=', p.caseId);
  if (p.after !== undefined) {
    const { occurredAt: at, id } = p.after;
    list = list.where(isOlder(happenedAt, 'encounter.id', { at, id }));
  }
  return statement(list.orderBy(happenedAt, 'desc').orderBy('encounter.id', 'desc').limit(p.limit));
}
