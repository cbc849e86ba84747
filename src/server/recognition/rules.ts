import type { BodyOf } from '../../contract/operation.ts';
import type { PutRecognitionRules, RecognitionRulesView } from '../../contract/recognition.ts';
import { isRising, USUAL_STAR_HOURS } from '../../domain/volunteers/stars.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { conflictOf, isMadeAlready } from '../platform/work/repeated-change.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';

type Access = Pick<Reading, 'all' | 'organisationId'>;

/** As the organisation changed them, else as usual. */
export async function readRules({ all, organisationId }: Access): Promise<RecognitionRulesView> {
  const [[row]] = await all(sql.readRules({ organisationId }));
  if (row === undefined)
    return { starHours: [...USUAL_STAR_HOURS], pointsPerHour: 1, pointsSince: null, version: 0 };
  return {
    starHours: row.star_hours,
    pointsPerHour: row.points_per_hour,
    pointsSince: row.points_since,
    version: row.version,
  };
}

/** @throws AppError version_conflict, invalid_request */
export async function putRules(
  change: Change,
  accountId: string,
  { version, body }: { version: number; body: BodyOf<typeof PutRecognitionRules> },
): Promise<RecognitionRulesView> {
  const { organisationId, now, timeZone } = change;
  const { starHours, pointsPerHour, givesPoints } = body;
  if (!isRising(starHours))
    throw new AppError('invalid_request', { fields: [{ path: '/starHours', code: 'star_hours_rising' }] });
  const pointsSince = givesPoints ? dayIn(timeZone, now) : null;
  const rules = { starHours, pointsPerHour, pointsSince };
  const put = await change.first(sql.putRules({ organisationId, ...rules, version, by: accountId, now }));
  const there = await readRules(change);
  if (put === undefined) {
    const sent = { starHours, pointsPerHour };
    if (isMadeAlready(version, sent, there) && givesPoints === (there.pointsSince !== null)) return there;
    throw conflictOf(body, there);
  }
  change.audit({
    action: 'recognition_rules.change',
    subjectKind: 'organisation',
    subjectIds: [organisationId],
  });
  return there;
}
