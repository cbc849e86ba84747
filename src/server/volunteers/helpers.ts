import type { ErrorCode } from '../../contract/errors.ts';
import type { FindHelpers, NewHelper, ReadHelper } from '../../contract/helpers.ts';
import type { AnswerOf, QueryOf } from '../../contract/operation.ts';
import type { Static } from 'typebox';
import { isCheckedForMinors } from '../../domain/volunteers/requirements.ts';
import { refuseOutside, refuseService } from '../../domain/volunteers/service.ts';
import { violatedConstraint } from '../platform/database/database.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import { readCandidates } from './candidates.ts';
import { findAccepted } from './read-volunteers.ts';

const MOST_FOUND = 20;

/** Who is accepted, by number or name, with no more of them than whoever works beside them sees. */
export async function findHelpers(
  reading: Reading,
  { q, on }: QueryOf<typeof FindHelpers>,
): Promise<AnswerOf<typeof FindHelpers>> {
  const ids = await findAccepted(reading, q, MOST_FOUND);
  const people = await readCandidates(reading, ids);
  await reading.audited({ action: 'helper.find', subjectKind: 'volunteer', subjectIds: ids });
  return {
    items: ids.flatMap((id) => {
      const person = people.get(id);
      if (person === undefined || person.name === null) return [];
      const { number, name } = person;
      return [{ id, number, name, isCheckedForMinors: isCheckedForMinors(person, on) }];
    }),
  };
}

/** @throws AppError not_found */
export async function readHelper(
  reading: Reading,
  id: string,
  { on }: QueryOf<typeof ReadHelper>,
): Promise<AnswerOf<typeof ReadHelper>> {
  const person = (await readCandidates(reading, [id])).get(id);
  // who only asks to join has helped nobody
  if (person === undefined || person.state === 'asked') throw new AppError('not_found');
  await reading.audited({ action: 'helper.read', subjectKind: 'volunteer', subjectIds: [id] });
  const { number, name } = person;
  return { id, number, name, isCheckedForMinors: isCheckedForMinors(person, on) };
}

/** Somebody who helped, and when. */
export interface HelperTimes {
  readonly id: string;
  readonly volunteerId: string;
  readonly from: Date;
  readonly until: Date;
}

interface Span {
  readonly from: Date;
  readonly until: Date;
}

/**
 * Who is said to have helped, each once and at a time that somebody may have served around what they helped with.
 * @param around the contact, or the day of the session
 * @param usual of whom nobody says when
 * @throws AppError invalid_request naming each field below /helpers
 */
export function helpersOf(
  said: readonly Static<typeof NewHelper>[],
  { now, around, usual }: { readonly now: Date; readonly around: Span; readonly usual?: Span },
): HelperTimes[] {
  const fields: { path: string; code: ErrorCode }[] = [];
  const helpers = said.map(({ id, volunteerId, from, until }, index) => {
    const times = {
      from: from === undefined ? usual?.from : new Date(from),
      until: until === undefined ? usual?.until : new Date(until),
    };
    const missing = times.from === undefined ? 'from' : 'until';
    if (times.from === undefined || times.until === undefined) {
      fields.push({ path: `/helpers/${index}/${missing}`, code: 'field_required' });
      return { id, volunteerId, from: now, until: now };
    }
    const there = { from: times.from, until: times.until };
    const refused = refuseHelp(there, around, now);
    if (refused !== undefined) fields.push({ path: `/helpers/${index}${refused.path}`, code: refused.code });
    if (said.findIndex((other) => other.volunteerId === volunteerId) < index)
      fields.push({ path: `/helpers/${index}/volunteerId`, code: 'helper_twice' });
    return { id, volunteerId, ...there };
  });
  if (fields.length > 0) throw new AppError('invalid_request', { fields });
  return helpers;
}

/** Nothing is deducted from help: what lasts no minute ends too early. */
function refuseHelp(there: Span, around: Span, now: Date): { path: string; code: ErrorCode } | undefined {
  const refused = refuseService({ ...there, excludedMinutes: 0 }, now, false);
  if (refused?.code === 'service_nothing_left') return { path: '/until', code: 'service_ends_before' };
  if (refused !== undefined) return refused;
  const outside = refuseOutside(there, { startsAt: around.from, endsAt: around.until });
  return outside === undefined ? undefined : { path: outside.path, code: 'help_elsewhen' };
}

const constraints: Readonly<Record<string, ErrorCode>> = {
  encounter_helper_pkey: 'id_taken',
  encounter_helper_once_key: 'helper_twice',
  encounter_helper_volunteer_fkey: 'volunteer_not_there',
  session_helper_pkey: 'id_taken',
  session_helper_once_key: 'helper_twice',
  session_helper_volunteer_fkey: 'volunteer_not_there',
};

/** @throws AppError as app.note_help or a constraint refused it, else the error itself */
export function refuseHelper(error: unknown): never {
  const refused =
    (error as { code?: string }).code === 'NU469'
      ? 'volunteer_not_there'
      : constraints[violatedConstraint(error) ?? ''];
  if (refused === undefined) throw error;
  throw new AppError(refused, { fields: [{ path: '/helpers', code: refused }] });
}
