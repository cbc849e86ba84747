import type { NotificationRuleView } from '../../contract/notifications.ts';
import { AppError } from '../platform/work/errors.ts';
import { isMadeAlready } from '../platform/work/repeated-change.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { putRule, readRule as selectRule } from './sql-choices.ts';

/** Of whoever said nothing: no names. */
export async function readRule(
  reading: Pick<Reading, 'first' | 'organisationId'>,
): Promise<NotificationRuleView> {
  const { organisationId } = reading;
  const row = await reading.first(selectRule({ organisationId }));
  return { namesInMessages: row?.names_in_messages ?? false, version: row?.version ?? 0 };
}

/** @throws AppError version_conflict */
export async function changeRule(
  change: Change,
  changedBy: string,
  version: number,
  body: { namesInMessages: boolean },
): Promise<NotificationRuleView> {
  const { organisationId, now } = change;
  const written = await change.first(putRule({ organisationId, ...body, version, changedBy, now }));
  const there = await readRule(change);
  if (written === undefined && !isMadeAlready(version, body, there))
    throw new AppError('version_conflict', {
      parameters: { fields: 'namesInMessages' },
      extra: { current: there },
    });
  if (written !== undefined) {
    const detail = { namesInMessages: String(body.namesInMessages) };
    change.audit({
      action: 'notification.rule',
      subjectKind: 'organisation',
      subjectIds: [organisationId],
      detail,
    });
  }
  return there;
}
