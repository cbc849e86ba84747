import { prepare, query } from '../platform/database/statement.ts';
import type { Scoped } from './sql.ts';

interface NewCorrection extends Scoped {
  caseId: string;
  /** one of the two */
  caseEventId: string | null;
  encounterId: string | null;
  version: number;
  occurredAt: Date;
  /** of an encounter, as the minutes are */
  kind: string | null;
  minutes: number | null;
  sealed: Buffer;
  correctedBy: string;
  now: Date;
}

export const insertCorrection = prepare((p: NewCorrection) =>
  query.insertInto('correction').values({
    organisation_id: p.organisationId,
    id: p.id,
    case_id: p.caseId,
    client_id: p.clientId,
    site_id: p.siteId,
    worker_ids: p.workerIds,
    case_event_id: p.caseEventId,
    encounter_id: p.encounterId,
    version: p.version,
    occurred_at: p.occurredAt,
    kind: p.kind,
    minutes: p.minutes,
    sealed: p.sealed,
    corrected_by: p.correctedBy,
    corrected_at: p.now,
  }),
);

/** Of a whole case, whose corrections are few: newest versions first. */
export const listCorrections = prepare((p: { organisationId: string; caseId: string }) =>
  query
    .selectFrom('correction')
    .select([
      'id',
      'case_event_id',
      'encounter_id',
      'version',
      'occurred_at',
      'kind',
      'minutes',
      'sealed',
      'corrected_by',
      'corrected_at',
    ])
    .where('organisation_id', '=', p.organisationId)
    .where('case_id', '=', p.caseId)
    .orderBy('version', 'desc'),
);
