import type { Static } from 'typebox';
import type { CreateEncounter, Encounter, EncounterVersion } from '../../contract/encounters.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { CreationErased } from '../platform/work/creation.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { type CorrectionRow, openCorrection, versionsOf } from './correction-versions.ts';
import { type HelperRow, noteHelpers, viewHelper } from './encounter-helpers.ts';
import { getLockedCase } from './case-records.ts';
import { isStepNamed, refuseStepOfEnded, stepChange } from './next-step.ts';
import { refuseImpossibleTime } from './occurred-at.ts';
import { openWords, sealWords } from './sealed.ts';
import { readCaseScope, updateCase } from './sql.ts';
import { listCorrections } from './sql-corrections.ts';
import * as sql from './sql-encounters.ts';

type EncounterView = Static<typeof Encounter>;
type VersionView = Static<typeof EncounterVersion>;

const PAGE = 50;

/**
 * Records a contact in a case that the actor may see: a creation is authorised against its parent.
 * @throws AppError not_found, invalid_request; refused by encounter_pkey when the id is taken
 */
export async function insertEncounter(
  change: Change,
  body: BodyOf<typeof CreateEncounter>,
): Promise<EncounterView> {
  const { organisationId, now, keys } = change;
  refuseImpossibleTime(now, body.occurredAt);
  const step = { nextStep: body.nextStep, nextStepOn: body.nextStepOn };
  // held where the case is told what comes next, and where volunteers' times hang on it
  const locked = isContactAlone(body) ? undefined : await getLockedCase(change, body.caseId);
  if (locked !== undefined) refuseStepOfEnded(locked, step);
  const parent = locked ?? (await change.first(readCaseScope({ organisationId, id: body.caseId })));
  if (parent === undefined || parent.wrapped === null || change.actorId === null)
    throw new AppError('not_found');
  const id = body.id ?? newId(now.getTime());
  const person = { clientId: parent.client_id, wrapped: parent.wrapped };
  const occurredAt = new Date(body.occurredAt);
  const contact = { occurredAt, minutes: body.minutes };
  const scope = { siteId: parent.site_id, workerIds: parent.worker_ids };
  change.push(
    sql.insertEncounter({
      organisationId,
      id,
      caseId: parent.id,
      clientId: parent.client_id,
      ...scope,
      kind: body.kind,
      ...contact,
      note: sealWords(keys, person, 'encounter', id, wordsOf(body)),
      recordedBy: change.actorId,
      now,
    }),
  );
  if (locked !== undefined && isStepNamed(step)) {
    const agreed = stepChange(change, locked, step);
    change.push(updateCase({ organisationId, id: locked.id, now, change: agreed }));
  }
  const helpers =
    locked === undefined ? [] : noteHelpers(change, locked, { id, ...contact }, body.helpers ?? []);
  change.audit({ action: 'encounter.create', subjectKind: 'client', subjectIds: [parent.client_id] });
  change.emit({ type: 'encounter.created', subjectId: id, data: { kind: body.kind } });
  return {
    id,
    caseId: parent.id,
    version: 1,
    kind: body.kind,
    occurredAt: occurredAt.toISOString(),
    minutes: body.minutes,
    note: body.note,
    nextStep: body.nextStep ?? null,
    nextStepOn: body.nextStepOn ?? null,
    helpers,
    recordedBy: change.actorId,
    createdAt: now.toISOString(),
    history: [],
  };
}

/** Whether nothing beside the contact is written: then many share a commit. */
export function isContactAlone(body: BodyOf<typeof CreateEncounter>): boolean {
  return !isStepNamed(body) && (body.helpers ?? []).length === 0;
}

interface EncounterWords {
  readonly note: string;
  readonly nextStep?: string;
  readonly nextStepOn?: string;
}

/** What is sealed of a contact. Its next step stays as it was agreed, whatever is corrected. */
function wordsOf({ note, nextStep, nextStepOn }: BodyOf<typeof CreateEncounter>): EncounterWords {
  return {
    note,
    ...(nextStep === undefined || nextStep === null ? {} : { nextStep }),
    ...(nextStepOn === undefined || nextStepOn === null ? {} : { nextStepOn }),
  };
}

/** @throws AppError not_found */
export async function readEncounter(reading: Reading, id: string): Promise<EncounterView> {
  const { organisationId, keys } = reading;
  const row = await reading.first(sql.readEncounter({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (row.wrapped === null) throw new CreationErased();
  const ofCase = { organisationId, caseId: row.case_id };
  const [corrections, helpers] = await reading.all(listCorrections(ofCase), sql.listHelpers(ofCase));
  await reading.audited({ action: 'encounter.read', subjectKind: 'client', subjectIds: [row.client_id] });
  return viewEncounter(keys, row, { corrections, helpers });
}

interface EncounterRow {
  id: string;
  case_id: string;
  client_id: string;
  kind: string;
  occurred_at: Date;
  minutes: number;
  note: Buffer | null;
  recorded_by: string;
  created_at: Date;
  wrapped: Buffer | null;
}

/** What is written of the contacts of a case beside them: corrections, newest versions first, and who helped. */
interface Beside {
  readonly corrections: readonly CorrectionRow[];
  readonly helpers: readonly HelperRow[];
}

export function viewEncounter(
  keys: OrganisationKeys,
  row: EncounterRow,
  { corrections, helpers }: Beside,
): EncounterView {
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  const said = openWords<EncounterWords>(keys, person, 'encounter', row.id, row.note);
  const written: VersionView = {
    id: row.id,
    version: 1,
    kind: row.kind as EncounterView['kind'],
    occurredAt: row.occurred_at.toISOString(),
    minutes: row.minutes,
    note: said?.note ?? '',
    reason: null,
    recordedBy: row.recorded_by,
    recordedAt: row.created_at.toISOString(),
  };
  const later = corrections
    .filter(({ encounter_id: id }) => id === row.id)
    .map((correction): VersionView => {
      const { words, ...mark } = openCorrection<{ note: string }>(keys, person, correction);
      const { kind, minutes } = correction;
      return {
        ...mark,
        kind: (kind ?? written.kind) as EncounterView['kind'],
        minutes: minutes ?? written.minutes,
        note: words?.note ?? '',
      };
    });
  const { current, history } = versionsOf(written, later);
  const { version, kind, occurredAt, minutes, note } = current;
  return {
    id: row.id,
    caseId: row.case_id,
    version,
    kind,
    occurredAt,
    minutes,
    note,
    nextStep: said?.nextStep ?? null,
    nextStepOn: said?.nextStepOn ?? null,
    helpers: helpers.filter(({ encounter_id: id }) => id === row.id).map(viewHelper),
    recordedBy: row.recorded_by,
    createdAt: row.created_at.toISOString(),
    history,
  };
}

/** @throws AppError not_found, cursor_invalid */
export async function listEncounters(
  reading: Reading,
  caseId: string,
  { limit = PAGE, after }: { limit?: number; after?: string },
) {
  const { organisationId } = reading;
  const [occurredAt = '', id = ''] = after === undefined ? [] : readCursor(after, [INSTANT, UUID]);
  const [[parent], corrections, helpers, rows] = await reading.all(
    readCaseScope({ organisationId, id: caseId }),
    listCorrections({ organisationId, caseId }),
    sql.listHelpers({ organisationId, caseId }),
    sql.listEncounters({
      organisationId,
      caseId,
      limit,
      after: after === undefined ? undefined : { occurredAt, id },
    }),
  );
  if (parent === undefined) throw new AppError('not_found');
  const items = rows.map((row) => viewEncounter(reading.keys.beside, row, { corrections, helpers }));
  await reading.audited({ action: 'encounter.list', subjectKind: 'client', subjectIds: [parent.client_id] });
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    items,
    next: last === undefined ? null : writeCursor([last.happened_at.toISOString(), last.id]),
  };
}
