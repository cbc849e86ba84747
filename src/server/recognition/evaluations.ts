import type { BodyOf } from '../../contract/operation.ts';
import type {
  EvaluateVolunteer,
  EvaluationView,
  RecognitionView,
  StaffEvaluationView,
} from '../../contract/recognition.ts';
import { listServed, type Served } from '../attendance/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { holdVolunteer, listKeysOf, openPart, type SealedPerson, sealPart } from '../volunteers/public.ts';
import { tellVolunteer } from './news.ts';
import { readStanding } from './standing.ts';
import * as sql from './sql.ts';

type Row = RowOf<ReturnType<typeof sql.readEvaluation>>;
type Access = Pick<Reading, 'all' | 'organisationId' | 'keys'>;

/** Of one volunteer, as whoever served and staff see them alike: each as it stands, with what it was before. The latest first. */
export async function readEvaluations(
  { all, organisationId, keys }: Access,
  person: SealedPerson,
  served: readonly Served[],
  also?: string,
): Promise<{ row: Row; view: EvaluationView }[]> {
  const of = { organisationId, volunteerId: person.id };
  const [rows, answers] = await all(sql.listEvaluations(of), sql.listAnswers(of));
  const answerOf = new Map(answers.map((row) => [row.id, row]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const replaced = new Set(rows.map((row) => row.replaces_id));
  const saidIn = (row: Row) => {
    const place = { table: 'volunteer_evaluation', rowId: row.id } as const;
    return openPart(keys.beside, person, place, row.sealed);
  };
  const answeredTo = (row: Row) => {
    const place = { table: 'volunteer_evaluation_answer', rowId: row.id } as const;
    const sealed = answerOf.get(row.id)?.sealed ?? null;
    return openPart(keys.beside, person, place, sealed)?.words ?? '';
  };
  const view = (row: Row): EvaluationView => {
    const what = served.find((one) => isOf(one, row));
    return {
      id: row.id,
      shiftId: row.shift_id,
      serviceId: row.service_id,
      title: what?.title ?? '',
      servedAt: (what?.at ?? row.at).toISOString(),
      grade: saidIn(row)?.grade ?? null,
      words: saidIn(row)?.words ?? '',
      at: row.at.toISOString(),
      answer: answeredTo(row),
      answeredAt: answerOf.get(row.id)?.at.toISOString() ?? null,
      former: formerOf(byId, row).map((former) => ({
        grade: saidIn(former)?.grade ?? null,
        words: saidIn(former)?.words ?? '',
        at: former.at.toISOString(),
        answer: answeredTo(former),
      })),
    };
  };
  return rows.filter(({ id }) => id === also || !replaced.has(id)).map((row) => ({ row, view: view(row) }));
}

/** What it corrects, and what that did. */
function formerOf(byId: ReadonlyMap<string, Row>, row: Row): Row[] {
  const former = row.replaces_id === null ? undefined : byId.get(row.replaces_id);
  return former === undefined ? [] : [former, ...formerOf(byId, former)];
}

function isOf(
  served: Served,
  { shift_id: shiftId, service_id: serviceId }: Pick<Row, 'shift_id' | 'service_id'>,
): boolean {
  if (shiftId !== null) return served.shiftId === shiftId;
  return serviceId !== null && (served.serviceId === serviceId || served.formerIds.includes(serviceId));
}

/** @throws AppError not_found */
export async function readRecognition(reading: Reading, volunteerId: string): Promise<RecognitionView> {
  const { organisationId } = reading;
  const person = await reading.first(listKeysOf({ organisationId, volunteerIds: [volunteerId] }));
  if (person === undefined) throw new AppError('not_found');
  const served = await listServed(reading, volunteerId);
  const [standing, evaluations] = await Promise.all([
    readStanding(reading, person),
    readEvaluations(reading, person, served),
  ]);
  await reading.audited({ action: 'recognition.read', subjectKind: 'volunteer', subjectIds: [volunteerId] });
  return {
    ...standing,
    evaluations: evaluations.map(({ row, view }) => ({ ...view, by: row.by_account })),
    toEvaluate: served
      .filter((one) => !evaluations.some(({ row }) => isOf(one, row)))
      .map(({ shiftId, serviceId, title, at }) => ({
        shiftId,
        serviceId,
        title,
        servedAt: at.toISOString(),
      })),
  };
}

/**
 * Of what the volunteer did; a correction is of the same.
 * @throws AppError not_found, volunteer_not_there, invalid_request, evaluation_not_served, evaluation_there, evaluation_corrected
 */
export async function evaluateVolunteer(
  change: Change,
  { volunteerId, accountId }: { volunteerId: string; accountId: string },
  body: BodyOf<typeof EvaluateVolunteer>,
): Promise<StaffEvaluationView> {
  const { organisationId, keys, now } = change;
  const { id, replacesId = null, grade } = body;
  const person = await holdVolunteer(change, volunteerId);
  const what = await evaluatedOf(change, volunteerId, body);
  const sealed = sealPart(
    keys,
    keys.personKey(person.id, person.wrapped),
    { table: 'volunteer_evaluation', rowId: id },
    { grade, words: body.words.trim() },
  );
  change.push(
    sql.insertEvaluation({
      organisationId,
      id,
      volunteerId,
      ...what,
      replacesId,
      sealed,
      by: accountId,
      now,
    }),
  );
  change.audit({
    action: replacesId === null ? 'volunteer_evaluation.add' : 'volunteer_evaluation.correct',
    subjectKind: 'volunteer',
    subjectIds: [volunteerId],
    detail: { evaluation: id },
  });
  await tellVolunteer(change, volunteerId, { what: 'evaluated', key: id });
  return findEvaluation(change, person, id);
}

/** @throws AppError invalid_request, not_found, evaluation_not_served */
async function evaluatedOf(
  change: Change,
  volunteerId: string,
  { shiftId, serviceId, replacesId }: BodyOf<typeof EvaluateVolunteer>,
): Promise<{ shiftId: string | null; serviceId: string | null }> {
  const { organisationId } = change;
  if ([shiftId, serviceId, replacesId].filter((one) => one !== undefined).length !== 1)
    throw new AppError('invalid_request', { fields: [{ path: '/shiftId', code: 'evaluation_of' }] });
  if (replacesId !== undefined) {
    const replaced = await change.first(sql.readEvaluation({ organisationId, id: replacesId }));
    if (replaced?.volunteer_id !== volunteerId) throw new AppError('not_found');
    return { shiftId: replaced.shift_id, serviceId: replaced.service_id };
  }
  const served = await listServed(change, volunteerId);
  const what = served.find((one) =>
    shiftId === undefined ? one.serviceId === serviceId : one.shiftId === shiftId,
  );
  if (what === undefined) throw new AppError('evaluation_not_served');
  // of two at once the indices decide; hours that were corrected since are the same service
  const [known] = await change.all(sql.listEvaluations({ organisationId, volunteerId }));
  if (known.some((row) => isOf(what, row))) throw new AppError('evaluation_there');
  return { shiftId: what.shiftId, serviceId: what.serviceId };
}

/** What a repeated request finds. @throws AppError not_found */
export async function readEvaluation(reading: Reading, id: string): Promise<StaffEvaluationView> {
  const { organisationId } = reading;
  const row = await reading.first(sql.readEvaluation({ organisationId, id }));
  const volunteerIds = row === undefined ? [] : [row.volunteer_id];
  const person = await reading.first(listKeysOf({ organisationId, volunteerIds }));
  if (person === undefined) throw new AppError('not_found');
  return findEvaluation(reading, person, id);
}

/** @throws AppError not_found */
async function findEvaluation(
  access: Access,
  person: SealedPerson,
  id: string,
): Promise<StaffEvaluationView> {
  const served = await listServed(access, person.id);
  const found = (await readEvaluations(access, person, served, id)).find(({ row }) => row.id === id);
  if (found === undefined) throw new AppError('not_found');
  return { ...found.view, by: found.row.by_account };
}
