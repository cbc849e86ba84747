import type { BodyOf } from '../../contract/operation.ts';
import type {
  EnteredPlacementBody,
  EnterPlacementHours,
  EvaluatePlacement,
  MovePlacement,
  PlacementView,
} from '../../contract/placements.ts';
import { reachOf } from '../../domain/access/roles.ts';
import { isOpenPlacement, mayMove, type PlacementState } from '../../domain/placements/placement-life.ts';
import { findReachableSite } from '../organisations/public.ts';
import { deletePersonKey, insertPersonKey } from '../platform/database/person-key.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { conflictOf, isMadeAlready } from '../platform/work/repeated-change.ts';
import type { Change } from '../platform/work/work.ts';
import { listActiveStaff } from '../staff/public.ts';
import { type PlacementRow, readingOf, viewPlacement } from './read-placements.ts';
import { sealPart } from './sealed.ts';
import * as sql from './sql.ts';

const DAY_MINUTES = 24 * 60;

/** Where, when and with whom. @throws AppError invalid_request, unknown_site */
async function check(change: Change, { siteId, supervisorId, from, until }: EnteredPlacementBody) {
  if (until < from)
    throw new AppError('invalid_request', { fields: [{ path: '/until', code: 'placement_days' }] });
  if ((await findReachableSite(change, siteId)) === undefined)
    throw new AppError('unknown_site', { fields: [{ path: '/siteId', code: 'unknown_site' }] });
  const member = (await listActiveStaff(change)).find(({ id }) => id === supervisorId);
  if (member === undefined || reachOf(member.assignments, 'placement.manage') === undefined)
    throw new AppError('invalid_request', {
      fields: [{ path: '/supervisorId', code: 'placement_supervisor' }],
    });
}

/** As it is kept. */
function trimmed(student: EnteredPlacementBody['student']): EnteredPlacementBody['student'] {
  return {
    name: student.name.trim(),
    university: student.university.trim(),
    studentNumber: student.studentNumber.trim(),
    tutorName: student.tutorName.trim(),
    tutorPhone: student.tutorPhone.trim(),
  };
}

/** @throws AppError invalid_request, unknown_site */
export async function createPlacement(
  change: Change,
  accountId: string,
  { id, student, ...entered }: EnteredPlacementBody & { id: string },
): Promise<PlacementView> {
  const { organisationId, keys, now } = change;
  await check(change, { student, ...entered });
  const { key, wrapped } = keys.newPersonKey(id);
  change.push(insertPersonKey({ organisationId, personId: id, wrapped }));
  const sealed = sealPart(keys, key, { part: 'student', rowId: id }, trimmed(student));
  change.push(sql.insertPlacement({ organisationId, id, ...entered, sealed, by: accountId, now }));
  change.audit({ action: 'placement.create', subjectKind: 'placement', subjectIds: [id] });
  return viewPlacement(change, id);
}

/** @throws AppError not_found, placement_erased */
async function hold(change: Change, placementId: string) {
  const { organisationId, keys } = change;
  const [, [row]] = await change.all(
    sql.lockPlacement({ organisationId, placementId }),
    sql.readPlacement({ organisationId, placementId }),
  );
  if (row === undefined) throw new AppError('not_found');
  if (row.wrapped === null) throw new AppError('placement_erased');
  return { row, key: keys.personKey(row.id, row.wrapped) };
}

function refuseClosed({ state }: Pick<PlacementRow, 'state'>): void {
  if (!isOpenPlacement(state as PlacementState)) throw new AppError('placement_state_passed');
}

/** @throws AppError not_found, version_conflict, placement_state_passed, placement_erased, invalid_request, unknown_site */
export async function changePlacement(
  change: Change,
  id: string,
  { version, entered }: { version: number; entered: EnteredPlacementBody },
): Promise<PlacementView> {
  const { organisationId, keys, now } = change;
  const { row, key } = await hold(change, id);
  const there = await viewPlacement(change, id);
  const { student, ...said } = entered;
  const kept = trimmed(student);
  if (row.version !== version) {
    const isMade = isMadeAlready(version, { ...said, student: kept }, there);
    return whatStands(change, there, { isMade, sent: entered });
  }
  refuseClosed(row);
  await check(change, entered);
  // hours stay within the days of their placement
  if (
    there.hours.some(({ day, withdrawnAt }) => withdrawnAt === null && (day < said.from || day > said.until))
  )
    throw new AppError('invalid_request', { fields: [{ path: '/from', code: 'placement_hours_outside' }] });
  const sealed = sealPart(keys, key, { part: 'student', rowId: id }, kept);
  change.push(sql.changePlacement({ organisationId, id, ...said, sealed, version: version + 1, now }));
  change.audit({ action: 'placement.change', subjectKind: 'placement', subjectIds: [id] });
  return viewPlacement(change, id);
}

/** @throws AppError not_found, version_conflict, placement_state_passed, placement_reason_missing, placement_not_evaluated, placement_hours_waiting */
export async function movePlacement(
  change: Change,
  id: string,
  { version, to }: { version: number; to: BodyOf<typeof MovePlacement> },
): Promise<PlacementView> {
  const { organisationId, keys, now } = change;
  const { state } = to;
  const reason = to.reason?.trim() ?? '';
  const { row, key } = await hold(change, id);
  const there = await viewPlacement(change, id);
  if (row.version !== version) {
    return whatStands(change, there, { isMade: isMadeAlready(version, { state }, there), sent: { state } });
  }
  if (!mayMove(there.state, state)) throw new AppError('placement_state_passed');
  const isBrokenOff = state === 'broken_off';
  if (isBrokenOff && reason === '')
    throw new AppError('invalid_request', {
      fields: [{ path: '/reason', code: 'placement_reason_missing' }],
    });
  if (state === 'completed' && !there.evaluations.some(({ kind }) => kind === 'final'))
    throw new AppError('placement_not_evaluated');
  // what is over is not confirmed any more
  if (state === 'completed' && there.waitingMinutes > 0) throw new AppError('placement_hours_waiting');
  const at = { part: 'reason', rowId: id } as const;
  const sealedReason = isBrokenOff ? sealPart(keys, key, at, { reason }) : null;
  change.push(sql.movePlacement({ organisationId, id, state, sealedReason, version: version + 1, now }));
  change.audit({ action: 'placement.move', subjectKind: 'placement', subjectIds: [id], detail: { state } });
  return viewPlacement(change, id);
}

/** What another version tells of the student is read, not changed. @throws AppError version_conflict where it was not made already */
function whatStands(
  change: Change,
  there: PlacementView,
  { isMade, sent }: { isMade: boolean; sent: object },
): PlacementView {
  const reading = readingOf(there.id);
  if (!isMade) throw conflictOf(sent, there, reading);
  change.audit(reading);
  return there;
}

/** @throws AppError not_found, placement_state_passed, placement_erased, invalid_request */
export async function enterHours(
  change: Change,
  { placementId, accountId }: { placementId: string; accountId: string },
  { id, day, minutes, content }: BodyOf<typeof EnterPlacementHours>,
): Promise<PlacementView> {
  const { organisationId, keys, now, timeZone } = change;
  const { row, key } = await hold(change, placementId);
  if (row.state !== 'under_way') throw new AppError('placement_state_passed');
  if (day < row.from_day || day > row.until_day || day > dayIn(timeZone, now))
    throw new AppError('invalid_request', { fields: [{ path: '/day', code: 'placement_day_outside' }] });
  const [written] = await change.all(sql.listHours({ organisationId, placementId }));
  const ofDay = written.filter((one) => one.day === day && one.withdrawn_at === null);
  if (ofDay.reduce((sum, one) => sum + one.minutes, minutes) > DAY_MINUTES)
    throw new AppError('invalid_request', { fields: [{ path: '/minutes', code: 'placement_day_full' }] });
  const isOwn = row.account_id === accountId;
  const at = { part: 'hours', rowId: id } as const;
  change.push(
    sql.insertHours({
      organisationId,
      id,
      placementId,
      supervisorId: row.account_id,
      day,
      minutes,
      sealed: sealPart(keys, key, at, { content: content.trim() }),
      by: accountId,
      confirmedBy: isOwn ? accountId : null,
      confirmedAt: isOwn ? now : null,
      now,
    }),
  );
  change.audit({ action: 'placement.enter_hours', subjectKind: 'placement', subjectIds: [placementId] });
  return viewPlacement(change, placementId);
}

/** Held with their placement. @throws AppError not_found, placement_erased */
async function holdHours(change: Change, id: string) {
  const { organisationId } = change;
  const known = await change.first(sql.readHours({ organisationId, id }));
  if (known === undefined) throw new AppError('not_found');
  const { row } = await hold(change, known.placement_id);
  const hours = await change.first(sql.readHours({ organisationId, id }));
  if (hours === undefined) throw new AppError('not_found');
  return { row, hours };
}

/** @throws AppError not_found, placement_not_yours, placement_hours_settled, placement_state_passed, placement_erased */
export async function confirmHours(change: Change, accountId: string, id: string): Promise<PlacementView> {
  const { organisationId, now } = change;
  const { row, hours } = await holdHours(change, id);
  if (row.account_id !== accountId) throw new AppError('placement_not_yours');
  if (hours.withdrawn_at !== null) throw new AppError('placement_hours_settled');
  if (hours.confirmed_at === null) {
    refuseClosed(row);
    change.push(sql.confirmHours({ organisationId, id, by: accountId, now }));
    change.audit({ action: 'placement.confirm_hours', subjectKind: 'placement', subjectIds: [row.id] });
  } else change.audit(readingOf(row.id));
  return viewPlacement(change, row.id);
}

/** Taken back twice, it is taken back. @throws AppError not_found, placement_state_passed, placement_erased */
export async function withdrawHours(change: Change, accountId: string, id: string): Promise<PlacementView> {
  const { organisationId, now } = change;
  const { row, hours } = await holdHours(change, id);
  if (hours.withdrawn_at === null) {
    refuseClosed(row);
    change.push(sql.withdrawHours({ organisationId, id, by: accountId, now }));
    change.audit({ action: 'placement.withdraw_hours', subjectKind: 'placement', subjectIds: [row.id] });
  } else change.audit(readingOf(row.id));
  return viewPlacement(change, row.id);
}

/** A correction names what it replaces. @throws AppError not_found, placement_state_passed, placement_evaluated, placement_erased */
export async function evaluatePlacement(
  change: Change,
  { placementId, accountId }: { placementId: string; accountId: string },
  { id, kind, grades, words, replaces }: BodyOf<typeof EvaluatePlacement>,
): Promise<PlacementView> {
  const { organisationId, keys, now } = change;
  const { row, key } = await hold(change, placementId);
  if (row.state !== 'under_way') throw new AppError('placement_state_passed');
  const [written] = await change.all(sql.listEvaluations({ organisationId, placementId }));
  const ofKind = written
    .filter((one) => one.kind === kind)
    .toSorted((one, other) => other.number - one.number);
  if (ofKind[0]?.id !== replaces) throw new AppError('placement_evaluated');
  const at = { part: 'evaluation', rowId: id } as const;
  change.push(
    sql.insertEvaluation({
      organisationId,
      id,
      placementId,
      supervisorId: row.account_id,
      kind,
      number: (ofKind[0]?.number ?? 0) + 1,
      sealed: sealPart(keys, key, at, { grades, words: words.trim() }),
      by: accountId,
      now,
    }),
  );
  change.audit({ action: 'placement.evaluate', subjectKind: 'placement', subjectIds: [placementId] });
  return viewPlacement(change, placementId);
}

/** Erased twice, they are erased. @throws AppError not_found */
export async function erasePlacement(change: Change, placementId: string): Promise<PlacementView> {
  const { organisationId } = change;
  const [, [row]] = await change.all(
    sql.lockPlacement({ organisationId, placementId }),
    sql.readPlacement({ organisationId, placementId }),
  );
  if (row === undefined) throw new AppError('not_found');
  if (row.wrapped !== null) {
    change.push(deletePersonKey({ organisationId, personId: placementId }));
    change.forgetPerson(placementId);
    change.audit({ action: 'placement.erase', subjectKind: 'placement', subjectIds: [placementId] });
  }
  return viewPlacement(change, placementId);
}

/** Of a database that was put back from before. */
export async function repeatPlacementErasure(change: Change, placementId: string): Promise<void> {
  await erasePlacement(change, placementId);
}
