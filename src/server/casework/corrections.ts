import type { Static } from 'typebox';
import type { CorrectRecord } from '../../contract/casework.ts';
import { MOST_HELPERS } from '../../contract/helpers.ts';
import type { AddEncounterHelper, CorrectEncounter, Encounter } from '../../contract/encounters.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import type { BodyOf } from '../../contract/operation.ts';
import {
  changedFields,
  decideRecordCorrection,
  MOST_CORRECTIONS,
  mayCorrect,
  type RecordContent,
  type RecordDoubt,
} from '../../domain/casework/correction.ts';
import { plainInstant } from '../../domain/instant.ts';
import { CreationErased } from '../platform/work/creation.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import {
  type CaseRow,
  type CorrectedWords,
  getLockedCase,
  type RecordView,
  viewRecord,
} from './case-records.ts';
import { noteHelpers } from './encounter-helpers.ts';
import { viewEncounter } from './encounters.ts';
import { refuseImpossibleTime } from './occurred-at.ts';
import { sealWords } from './sealed.ts';
import { readCase, readCaseEvent } from './sql.ts';
import { insertCorrection, listCorrections } from './sql-corrections.ts';
import * as sql from './sql-encounters.ts';

type EncounterView = Static<typeof Encounter>;

/**
 * A new version of an encounter; the one before stays.
 * @throws AppError not_found, correction_not_yours, version_conflict, invalid_request, correction_unchanged
 */
export async function correctEncounter(
  change: Change,
  id: string,
  version: number,
  body: BodyOf<typeof CorrectEncounter>,
): Promise<EncounterView> {
  const { organisationId, keys } = change;
  const found = await change.first(sql.readEncounter({ organisationId, id }));
  if (found === undefined) throw new AppError('not_found');
  const row = await lockLivingCase(change, found.case_id);
  const getCurrent = async () => viewEncounter(keys, found, await besideOf(change, row.id));
  const current = await getCurrent();
  refuseCorrection(change, row.client_id, current, version);
  const { kind, minutes, note } = body;
  const after = { kind, occurredAt: plainInstant(body.occurredAt), minutes, note };
  const fields = refuseUnchanged(contactOf(current), after);
  if (fields.includes('occurredAt')) refuseImpossibleTime(change.now, after.occurredAt, current.createdAt);
  writeCorrection(change, row, {
    ...after,
    id: body.id,
    caseEventId: null,
    encounterId: id,
    version: version + 1,
    words: { note },
    reason: body.reason,
  });
  const detail = { encounter: id, fields };
  change.audit({ action: 'encounter.correct', subjectKind: 'client', subjectIds: [row.client_id], detail });
  change.emit({ type: 'encounter.corrected', subjectId: id, data: { kind } });
  return getCurrent();
}

/**
 * A new version of a record of a case; the one before stays, and so does all that the case went on by.
 * @throws AppError not_found, correction_not_yours, version_conflict, invalid_request, correction_unchanged
 */
export async function correctRecord(
  change: Change,
  id: string,
  version: number,
  body: BodyOf<typeof CorrectRecord>,
): Promise<RecordView> {
  const { organisationId, keys } = change;
  const found = await change.first(readCaseEvent({ organisationId, id }));
  if (found === undefined) throw new AppError('not_found');
  const row = await lockLivingCase(change, found.case_id);
  const getCurrent = async () => viewRecord(keys, row, found, await correctionsOf(change, row.id));
  const current = await getCurrent();
  refuseCorrection(change, row.client_id, current, version);
  const { text, goals } = body;
  const before = contentOf(current);
  const after = { occurredAt: plainInstant(body.occurredAt), text, goals };
  refuseDoubts(current, before, after);
  const fields = refuseUnchanged(before, after);
  if (fields.includes('occurredAt')) refuseImpossibleTime(change.now, after.occurredAt, current.recordedAt);
  const words: CorrectedWords = { text, goals };
  writeCorrection(change, row, {
    id: body.id,
    caseEventId: id,
    encounterId: null,
    version: version + 1,
    occurredAt: after.occurredAt,
    kind: null,
    minutes: null,
    words,
    reason: body.reason,
  });
  const detail = { record: id, kind: found.kind, fields };
  change.audit({ action: 'case.correct', subjectKind: 'client', subjectIds: [row.client_id], detail });
  change.emit({ type: 'case.record_corrected', subjectId: id, data: { caseId: row.id, kind: found.kind } });
  return getCurrent();
}

/** A record as it stands, for whoever sends a correction again. @throws AppError not_found */
export async function readRecord(reading: Reading, id: string): Promise<RecordView> {
  const { organisationId, keys } = reading;
  const event = await reading.first(readCaseEvent({ organisationId, id }));
  if (event === undefined) throw new AppError('not_found');
  const caseId = event.case_id;
  const [[row], corrections] = await reading.all(
    readCase({ organisationId, id: caseId }),
    listCorrections({ organisationId, caseId }),
  );
  if (row === undefined) throw new AppError('not_found');
  if (row.wrapped === null) throw new CreationErased();
  await reading.audited({ action: 'case.read', subjectKind: 'client', subjectIds: [row.client_id] });
  return viewRecord(keys, row, event, corrections);
}

/** @throws AppError not_found, also where the client was erased */
async function lockLivingCase(change: Change, id: string): Promise<LivingCase> {
  const row = await getLockedCase(change, id);
  const { wrapped } = row;
  if (wrapped === null) throw new AppError('not_found');
  return { ...row, wrapped };
}

/** The caller holds the case, as below. */
async function besideOf(change: Change, caseId: string) {
  const { organisationId } = change;
  const [corrections, helpers] = await change.all(
    listCorrections({ organisationId, caseId }),
    sql.listHelpers({ organisationId, caseId }),
  );
  return { corrections, helpers };
}

/** A volunteer helped at a contact, which somebody says after it was written down. @throws AppError not_found, correction_not_yours, invalid_request */
export async function addHelper(
  change: Change,
  id: string,
  said: BodyOf<typeof AddEncounterHelper>,
): Promise<EncounterView> {
  const { found, row, current } = await getOwnEncounter(change, id);
  const { minutes, occurredAt } = current;
  if (current.helpers.length >= MOST_HELPERS)
    throw new AppError('invalid_request', { fields: [{ path: '/helpers', code: 'helpers_too_many' }] });
  noteHelpers(change, row, { id, minutes, occurredAt: new Date(occurredAt) }, [said]);
  change.audit({ action: 'encounter.help', subjectKind: 'client', subjectIds: [row.client_id] });
  return viewEncounter(change.keys, found, await besideOf(change, row.id));
}

/** Somebody did not help after all; said twice, it is said. @throws AppError not_found, correction_not_yours */
export async function withdrawHelper(
  change: Change,
  { id, helperId }: { id: string; helperId: string },
): Promise<EncounterView> {
  const { organisationId, actorId, now } = change;
  const { found, row } = await getOwnEncounter(change, id);
  if (actorId === null) throw new AppError('not_found');
  const gone = await change.first(
    sql.withdrawHelper({ organisationId, id: helperId, encounterId: id, by: actorId, now }),
  );
  if (gone !== undefined) {
    const subjectIds = [gone.volunteer_id];
    change.audit({ action: 'service.withdraw_help', subjectKind: 'volunteer', subjectIds });
    change.audit({ action: 'encounter.help', subjectKind: 'client', subjectIds: [row.client_id] });
  }
  return viewEncounter(change.keys, found, await besideOf(change, row.id));
}

/** A contact that the caller may correct, its case held. @throws AppError not_found, correction_not_yours */
async function getOwnEncounter(change: Change, id: string) {
  const { organisationId, keys, actorId, settings } = change;
  const found = await change.first(sql.readEncounter({ organisationId, id }));
  if (found === undefined) throw new AppError('not_found');
  const row = await lockLivingCase(change, found.case_id);
  if (!mayCorrect(found.recorded_by, actorId, settings.scope)) throw new AppError('correction_not_yours');
  return { found, row, current: viewEncounter(keys, found, await besideOf(change, row.id)) };
}

/** The caller holds the case: a correction that was under way is among them. */
async function correctionsOf(change: Change, caseId: string) {
  const { organisationId } = change;
  const [corrections] = await change.all(listCorrections({ organisationId, caseId }));
  return corrections;
}

/** Whether this actor corrects this version. @throws AppError correction_not_yours, version_conflict, corrections_full */
function refuseCorrection(
  { actorId, settings }: Change,
  clientId: string,
  current: { recordedBy: string; version: number },
  version: number,
): void {
  if (!mayCorrect(current.recordedBy, actorId, settings.scope)) throw new AppError('correction_not_yours');
  if (current.version !== version)
    throw new AppError('version_conflict', {
      parameters: { fields: 'record' },
      extra: { current },
      reading: { action: 'case.read', subjectKind: 'client', subjectIds: [clientId] },
    });
  if (version > MOST_CORRECTIONS)
    throw new AppError('corrections_full', { parameters: { count: MOST_CORRECTIONS } });
}

/** @returns names of the fields that differ; @throws AppError correction_unchanged */
function refuseUnchanged<Content extends object>(before: Content, after: Content): string[] {
  const fields = changedFields(before, after);
  if (fields.length === 0) throw new AppError('correction_unchanged');
  return fields;
}

const refusals: Readonly<Record<RecordDoubt, { path: string; code: ErrorCode }>> = {
  goals_needed: { path: '/goals', code: 'field_required' },
  goals_not_here: { path: '/goals', code: 'goals_not_here' },
  time_of_transition: { path: '/occurredAt', code: 'transition_fixed' },
  words_of_transition: { path: '/text', code: 'transition_fixed' },
};

/** @throws AppError invalid_request naming each field that stays as it is */
function refuseDoubts({ kind }: RecordView, before: RecordContent, after: RecordContent): void {
  const decision = decideRecordCorrection(kind === 'transition', before, after);
  if (decision.ok) return;
  throw new AppError('invalid_request', { fields: decision.doubts.map((doubt) => refusals[doubt]) });
}

function contactOf({ kind, occurredAt, minutes, note }: EncounterView) {
  return { kind, occurredAt, minutes, note };
}

function contentOf({ kind, occurredAt, text, reason, goals }: RecordView) {
  return { occurredAt, text: kind === 'transition' ? (reason ?? null) : text, goals };
}

type LivingCase = CaseRow & { wrapped: Buffer };

interface Correction {
  id: string | undefined;
  caseEventId: string | null;
  encounterId: string | null;
  version: number;
  occurredAt: string;
  kind: string | null;
  minutes: number | null;
  words: object;
  reason: string;
}

/** @throws AppError invalid_request without a reason */
function writeCorrection(change: Change, row: LivingCase, correction: Correction): void {
  const { organisationId, now, keys, actorId } = change;
  if (actorId === null) throw new AppError('not_found');
  const { words, reason, occurredAt, caseEventId, encounterId, version, kind, minutes } = correction;
  if (reason.trim() === '') {
    const field = { path: '/reason', code: 'correction_reason_required' as const };
    throw new AppError('invalid_request', { fields: [field] });
  }
  const id = correction.id ?? newId(now.getTime());
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  change.push(
    insertCorrection({
      organisationId,
      id,
      caseId: row.id,
      clientId: row.client_id,
      siteId: row.site_id,
      workerIds: row.worker_ids,
      caseEventId,
      encounterId,
      version,
      occurredAt: new Date(occurredAt),
      kind,
      minutes,
      sealed: sealWords(keys, person, 'correction', id, { ...words, reason }),
      correctedBy: actorId,
      now,
    }),
  );
}
