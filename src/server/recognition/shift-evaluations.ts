import type { AnswerOf, BodyOf } from '../../contract/operation.ts';
import type {
  AnswerEvaluation,
  EvaluateShift,
  ReadOpportunityEvaluations,
} from '../../contract/recognition.ts';
import { listServed } from '../attendance/public.ts';
import { findOwnEntry, readOpportunity } from '../opportunities/public.ts';
import { newId } from '../platform/database/ids.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import {
  findAmongOwn,
  type Holder,
  listKeysOf,
  openPart,
  type OwnParts,
  sealPart,
} from '../volunteers/public.ts';
import * as sql from './sql.ts';

/**
 * What a volunteer says of a shift. There is no row of it in the audit, whose readers would see who said something anew and, by the words that were
 * told before and after, which are theirs.
 * @throws AppError not_found, volunteer_not_member, evaluation_not_served, evaluation_fixed
 */
export async function evaluateShift(
  parts: OwnParts,
  holder: Holder,
  { shiftId, body }: { shiftId: string; body: BodyOf<typeof EvaluateShift> },
): Promise<null> {
  const { organisationId, entryId } = await findOwnEntry(parts, holder, shiftId);
  const own = parts.openOwn(organisationId, entryId, holder.origin);
  await own.change((change) => evaluate(change, { volunteerId: entryId, shiftId }, body));
  return null;
}

/** @throws AppError evaluation_not_served, volunteer_not_there, evaluation_fixed */
export async function evaluate(
  change: Change,
  { volunteerId, shiftId }: { volunteerId: string; shiftId: string },
  { grade, words }: BodyOf<typeof EvaluateShift>,
): Promise<void> {
  const { organisationId, now } = change;
  const said = words.trim();
  const served = (await listServed(change, volunteerId)).find((one) => one.shiftId === shiftId);
  if (served?.opportunityId == null) throw new AppError('evaluation_not_served');
  const person = await keyOf(change, volunteerId);
  const id = newId(now.getTime());
  const { opportunityId } = served;
  const sealed = person.seal(id, said);
  change.push(
    sql.insertShiftEvaluation({
      organisationId,
      id,
      opportunityId,
      shiftId,
      volunteerId,
      grade,
      sealed,
      now,
    }),
  );
  const rows = await change.all(sql.listShiftEvaluationsBy({ organisationId, volunteerId }));
  const there = rows[0].find((row) => row.shift_id === shiftId);
  if (there === undefined || there.id === id) return;
  if (there.grade === grade && person.open(there) === said) return;
  change.push(
    sql.changeShiftEvaluation({
      organisationId,
      id: there.id,
      grade,
      sealed: person.seal(there.id, said),
      now,
    }),
  );
}

/** @throws AppError volunteer_not_there */
async function keyOf(change: Change, volunteerId: string) {
  const { organisationId, keys } = change;
  const person = await change.first(listKeysOf({ organisationId, volunteerIds: [volunteerId] }));
  const wrapped = person?.wrapped ?? null;
  if (wrapped === null) throw new AppError('volunteer_not_there');
  const key = keys.personKey(volunteerId, wrapped);
  const placeOf = (rowId: string) => ({ table: 'shift_evaluation', rowId }) as const;
  return {
    seal: (rowId: string, words: string) => sealPart(keys, key, placeOf(rowId), { words }),
    open: ({ id, sealed }: { id: string; sealed: Buffer | null }) =>
      openPart(keys.beside, { id: volunteerId, wrapped }, placeOf(id), sealed)?.words,
  };
}

/**
 * What was said of all shifts of an opportunity together. Words are told by the lot: where one of a lot has gone, or says something else, all of it
 * is left out, since the one that is missing would tell whose it was.
 * @throws AppError not_found
 */
export async function readOpportunityEvaluations(
  reading: Reading,
  opportunityId: string,
): Promise<AnswerOf<typeof ReadOpportunityEvaluations>> {
  const { organisationId, keys, now } = reading;
  const of = { organisationId, opportunityId };
  const [[asked], [sums], rows] = await reading.all(
    readOpportunity({ ...of, now }),
    sql.sumShiftEvaluations(of),
    sql.listToldWords(of),
  );
  if (asked === undefined) throw new AppError('not_found');
  const [people] = await reading.all(
    listKeysOf({ organisationId, volunteerIds: [...new Set(rows.map((row) => row.volunteer_id))] }),
  );
  const personOf = new Map(people.map((person) => [person.id, person]));
  await reading.audited({
    action: 'shift_evaluation.list',
    subjectKind: 'opportunity',
    subjectIds: [opportunityId],
  });
  const lots = Map.groupBy(rows, (row) => row.told_lot);
  const words = [...lots.values()].flatMap((lot) => {
    const said = lot.flatMap((row) => {
      const person = personOf.get(row.volunteer_id);
      const place = { table: 'shift_evaluation', rowId: row.id } as const;
      const part = person === undefined ? undefined : openPart(keys.beside, person, place, row.sealed);
      return part === undefined ? [] : [part.words];
    });
    return said.length === lot[0]?.told_with ? said : [];
  });
  return {
    count: sums?.count ?? 0,
    toldCount: sums?.told_count ?? 0,
    mean: sums?.mean ?? null,
    // by what they say: neither when nor by whom
    words: words.filter((one) => one !== '').sort(),
  };
}

/**
 * Answered twice, the first stands.
 * @throws AppError not_found, volunteer_not_there, evaluation_answered
 */
export async function answerEvaluation(
  parts: OwnParts,
  holder: Holder,
  { id, body }: { id: string; body: BodyOf<typeof AnswerEvaluation> },
): Promise<null> {
  const own = await findAmongOwn(parts, holder, (reading) =>
    reading.first(sql.readEvaluation({ organisationId: reading.organisationId, id })),
  );
  return own.change((change) => answer(change, id, body.words.trim()));
}

async function answer(change: Change, id: string, words: string): Promise<null> {
  const { organisationId, keys, now } = change;
  const evaluation = await change.first(sql.readEvaluation({ organisationId, id }));
  if (evaluation === undefined) throw new AppError('not_found');
  const { volunteer_id: volunteerId } = evaluation;
  const person = await change.first(listKeysOf({ organisationId, volunteerIds: [volunteerId] }));
  const wrapped = person?.wrapped ?? null;
  if (wrapped === null) throw new AppError('volunteer_not_there');
  const place = { table: 'volunteer_evaluation_answer', rowId: id } as const;
  const sealed = sealPart(keys, keys.personKey(volunteerId, wrapped), place, { words });
  change.push(sql.insertAnswer({ organisationId, id, volunteerId, sealed, now }));
  const [answers] = await change.all(sql.listAnswers({ organisationId, volunteerId }));
  const stands = answers.find((row) => row.id === id);
  const said = openPart(keys.beside, { id: volunteerId, wrapped }, place, stands?.sealed ?? null)?.words;
  if (said !== words) throw new AppError('evaluation_answered');
  if (stands?.sealed.equals(sealed) === true)
    change.audit({
      action: 'volunteer_evaluation.answer',
      subjectKind: 'volunteer',
      subjectIds: [volunteerId],
      detail: { evaluation: id },
    });
  return null;
}
