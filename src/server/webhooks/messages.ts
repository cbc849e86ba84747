import type { Static } from 'typebox';
import type { QueryOf } from '../../contract/operation.ts';
import type { ListWebhookMessages, WebhookMessage } from '../../contract/webhooks.ts';
import { firstIdAt } from '../platform/database/ids.ts';
import { readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import * as sql from './sql-messages.ts';
import { readSubscription } from './sql.ts';
import { holdActive } from './subscriptions.ts';

/** As long as somebody may still find out that something is missing. */
export const KEPT_MS = 30 * 86_400_000;

type MessageView = Static<typeof WebhookMessage>;

function viewOf(row: sql.MessageRow): MessageView {
  const isOpen = row.delivered_at === null && row.dead_at === null;
  return {
    id: row.id,
    type: row.type,
    body: row.body,
    createdAt: row.created_at.toISOString(),
    state: isOpen ? 'waiting' : row.dead_at === null ? 'delivered' : 'given_up',
    attempts: row.attempts,
    nextAttemptAt: isOpen ? row.next_attempt_at.toISOString() : null,
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    failure: row.failure as MessageView['failure'],
    httpStatus: row.http_status,
  };
}

/** @throws AppError not_found, cursor_invalid */
export async function listMessages(
  reading: Reading,
  subscriptionId: string,
  { limit = 50, after, undelivered }: QueryOf<typeof ListWebhookMessages>,
) {
  const { organisationId } = reading;
  const [before] = after === undefined ? [] : readCursor(after, [UUID]);
  const [[subscription], rows] = await reading.all(
    readSubscription({ organisationId, id: subscriptionId }),
    sql.listMessages({
      organisationId,
      subscriptionId,
      before,
      undelivered: undelivered === true ? true : undefined,
      limit: limit + 1,
    }),
  );
  if (subscription === undefined) throw new AppError('not_found');
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > limit && last !== undefined ? writeCursor([last.id]) : null;
  return { items: page.map(viewOf), next };
}

/** @throws AppError not_found, webhook_inactive */
export async function replayMessage(
  change: Change,
  { id: subscriptionId, messageId }: { id: string; messageId: string },
): Promise<MessageView> {
  const { organisationId, now } = change;
  await holdActive(change, subscriptionId);
  const row = await change.first(sql.replayMessage({ organisationId, subscriptionId, id: messageId, now }));
  if (row === undefined) throw new AppError('not_found');
  change.audit({
    action: 'webhook.replay',
    subjectKind: 'webhook',
    subjectIds: [subscriptionId],
    detail: { message: messageId },
  });
  change.ring('send-webhooks-of');
  return viewOf(row);
}

/** Messages of a connection that a job has sent again, a part at a time: all whose ids come after one. */
export interface Replay {
  readonly organisationId: string;
  readonly subscriptionId: string;
  readonly after: string;
}

/** @throws AppError not_found, webhook_inactive */
export async function replaySince(
  change: Change,
  subscriptionId: string,
  since: string,
): Promise<{ messages: number }> {
  const { organisationId, now } = change;
  await holdActive(change, subscriptionId);
  const from = Math.max(Date.parse(since), now.getTime() - KEPT_MS);
  const replay: Replay = { organisationId, subscriptionId, after: firstIdAt(new Date(from)) };
  const found = await change.first(sql.countAfter(replay));
  const messages = found?.count ?? 0;
  change.audit({
    action: 'webhook.replay',
    subjectKind: 'webhook',
    subjectIds: [subscriptionId],
    detail: { since, messages },
  });
  if (messages > 0) change.enqueue('replay-webhooks', replay);
  return { messages };
}
