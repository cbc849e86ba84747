import type { BodyOf } from '../../contract/operation.ts';
import type { EnterPoints, PointEntryView } from '../../contract/recognition.ts';
import { SIXTIETHS } from '../../domain/volunteers/recognition.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { holdVolunteer, listKeysOf, sealPart } from '../volunteers/public.ts';
import { readRules } from './rules.ts';
import * as sql from './sql.ts';
import { viewPoints } from './standing.ts';

/** @throws AppError not_found, volunteer_not_there, points_off, points_missing */
export async function enterPoints(
  change: Change,
  { volunteerId, accountId }: { volunteerId: string; accountId: string },
  { id, kind, points, reason }: BodyOf<typeof EnterPoints>,
): Promise<PointEntryView> {
  const { organisationId, keys, now } = change;
  const person = await holdVolunteer(change, volunteerId);
  if ((await readRules(change)).pointsSince === null) throw new AppError('points_off');
  const sealed = sealPart(
    keys,
    keys.personKey(person.id, person.wrapped),
    { table: 'point_entry', rowId: id },
    { reason: reason.trim() },
  );
  const sixtieths = (kind === 'granted' ? points : -points) * SIXTIETHS;
  change.push(
    sql.insertPoints({ organisationId, id, volunteerId, kind, sixtieths, sealed, by: accountId, now }),
  );
  change.audit({
    action: kind === 'granted' ? 'points.grant' : 'points.spend',
    subjectKind: 'volunteer',
    subjectIds: [volunteerId],
    detail: { points },
  });
  const row = await change.first(sql.readPoints({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return viewPoints(keys, person, row);
}

/** What a repeated request finds. @throws AppError not_found */
export async function readPoints(reading: Reading, id: string): Promise<PointEntryView> {
  const { organisationId, keys } = reading;
  const row = await reading.first(sql.readPoints({ organisationId, id }));
  const volunteerIds = row === undefined ? [] : [row.volunteer_id];
  const person = await reading.first(listKeysOf({ organisationId, volunteerIds }));
  if (row === undefined || person === undefined) throw new AppError('not_found');
  return viewPoints(keys, person, row);
}
