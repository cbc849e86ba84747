import type { Static } from 'typebox';
import type { Case, CaseRecord, RecordVersion } from '../../contract/casework.ts';
import type { CaseStatus } from '../../domain/casework/lifecycle.ts';
import { AppError } from '../platform/work/errors.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import type { Change } from '../platform/work/work.ts';
import { type CorrectionRow, openCorrection, versionsOf } from './correction-versions.ts';
import { openWords, sealWords } from './sealed.ts';
import * as sql from './sql.ts';

export type RecordView = Static<typeof CaseRecord>;
type VersionView = Static<typeof RecordVersion>;

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
  sealed_next_step: Buffer | null;
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
  case_id: string;
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
  /** of a closure */
  outcome?: RecordView['outcome'];
}

/**
 * The records of a case, the latest that happened first.
 * @param corrections newest versions first
 */
export function viewRecords(
  keys: OrganisationKeys,
  row: CaseRow,
  events: readonly EventRow[],
  corrections: readonly CorrectionRow[],
): RecordView[] {
  return events
    .map((event) => viewRecord(keys, row, event, corrections))
    .toSorted((left, right) => compare(right.occurredAt, left.occurredAt) || compare(right.id, left.id));
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** @param corrections of its case, newest versions first */
export function viewRecord(
  keys: OrganisationKeys,
  { client_id: clientId, wrapped }: CaseRow,
  event: EventRow,
  corrections: readonly CorrectionRow[],
): RecordView {
  const person = { clientId, wrapped };
  const words = openWords<EventWords>(keys, person, 'case_event', event.id, event.sealed) ?? {};
  const written: VersionView = {
    id: event.id,
    version: 1,
    occurredAt: event.occurred_at.toISOString(),
    text: words.text ?? words.reason ?? null,
    goals: words.goals ?? [],
    reason: null,
    recordedBy: event.recorded_by,
    recordedAt: event.created_at.toISOString(),
  };
  const later = corrections
    .filter(({ case_event_id: id }) => id === event.id)
    .map((correction): VersionView => {
      const { words: said, ...mark } = openCorrection<CorrectedWords>(keys, person, correction);
      return { ...mark, text: said?.text ?? null, goals: said?.goals ?? [] };
    });
  const { current, history } = versionsOf(written, later);
  const { version, occurredAt, text, goals } = current;
  const isTransition = event.kind === 'transition';
  return {
    id: event.id,
    version,
    kind: event.kind as RecordView['kind'],
    occurredAt,
    recordedAt: event.created_at.toISOString(),
    ...(event.data as EventData),
    ...(isTransition && text !== null ? { reason: text } : {}),
    ...(words.outcome === undefined ? {} : { outcome: words.outcome }),
    text: isTransition ? null : text,
    goals,
    recordedBy: event.recorded_by,
    history,
  };
}

/** The client first, then the case. @throws AppError not_found */
export async function getLockedCase(change: Change, id: string): Promise<CaseRow> {
  const row = await change.first(sql.lockCase({ organisationId: change.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return row;
}

/** Of a change of stage `text` is its reason. */
export interface CorrectedWords {
  text: string;
  goals: RecordView['goals'];
}

interface NewRecord {
  readonly id: string;
  readonly kind: RecordView['kind'];
  readonly occurredAt: Date;
  readonly data: EventData;
  readonly words: EventWords;
  /** whose words they are, where not the actor's */
  readonly recordedBy?: string;
}

/** Appends a record to a case, its words sealed by the client's key. */
export function insertRecord(change: Change, row: CaseRow, record: NewRecord): void {
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
      recordedBy: record.recordedBy ?? change.actorId,
      now,
    }),
  );
}
