import type { Static } from 'typebox';
import type { Case, CaseRecord } from '../../contract/casework.ts';
import type { CaseStatus } from '../../domain/casework/lifecycle.ts';
import { AppError } from '../platform/errors.ts';
import type { OrganisationKeys } from '../platform/keyring.ts';
import type { Change } from '../platform/work.ts';
import { openWords, sealWords } from './sealed.ts';
import * as sql from './sql.ts';

export type RecordView = Static<typeof CaseRecord>;

export interface CaseRow {
  id: string;
  number: string;
  client_id: string;
  site_id: string;
  worker_ids: string[];
  referral_id: string | null;
  status: string;
  risk_level: string;
  next_step_on: string | null;
  sealed_closure: Buffer | null;
  opened_at: Date;
  closed_at: Date | null;
  updated_at: Date;
  version: number;
  card: Buffer | null;
  wrapped: Buffer | null;
}

interface EventData {
  from?: CaseStatus;
  to?: CaseStatus;
  riskLevel?: Static<typeof Case>['riskLevel'];
}

interface EventRow {
  id: string;
  kind: string;
  occurred_at: Date;
  created_at: Date;
  data: unknown;
  sealed: Buffer | null;
  recorded_by: string;
}

interface EventWords {
  text?: string;
  goals?: RecordView['goals'];
  reason?: string;
}

export function viewRecord(
  keys: OrganisationKeys,
  { client_id: clientId, wrapped }: CaseRow,
  event: EventRow,
): RecordView {
  const words =
    openWords<EventWords>(keys, { clientId, wrapped }, 'case_event', event.id, event.sealed) ?? {};
  const { text = null, goals = [], ...rest } = words;
  return {
    id: event.id,
    kind: event.kind as RecordView['kind'],
    occurredAt: event.occurred_at.toISOString(),
    recordedAt: event.created_at.toISOString(),
    ...(event.data as EventData),
    ...rest,
    text,
    goals,
    recordedBy: event.recorded_by,
  };
}

/** Appends a record to a case, its words sealed by the client's key. */
export function insertRecord(
  change: Change,
  row: CaseRow,
  record: { id: string; kind: RecordView['kind']; occurredAt: Date; data: EventData; words: EventWords },
): void {
  const { organisationId, now, keys } = change;
  if (row.wrapped === null || change.actorId === null) throw new AppError('not_found');
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  change.push(
    sql.insertCaseEvent({
      organisationId,
      id: record.id,
      caseId: row.id,
      clientId: row.client_id,
      siteId: row.site_id,
      workerIds: row.worker_ids,
      kind: record.kind,
      occurredAt: record.occurredAt,
      data: JSON.stringify(record.data),
      sealed: sealWords(keys, person, 'case_event', record.id, record.words),
      recordedBy: change.actorId,
      now,
    }),
  );
}
