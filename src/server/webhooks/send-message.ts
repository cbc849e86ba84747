import type { WebhookFailure } from '../../contract/webhooks.ts';
import { nextAttemptAt } from '../../domain/deliveries/next-attempt.ts';
import { isHopeless } from '../../domain/webhooks/standing.ts';
import type { Turns } from '../platform/database/turns.ts';
import type { Change, Work } from '../platform/work/work.ts';
import { post, SendFailure, type Way } from './post.ts';
import { goodAt, openDetails, openSecrets } from './secrets.ts';
import { signedHeaders } from './signature.ts';
import { type Claimed, claimNext, markDelivered, markFailed } from './sql-messages.ts';
import * as sql from './sql.ts';

/** Longer than sending takes: a job that died in the middle leaves the message due again. */
const CLAIM_MS = 60_000;
const MINUTE = 60_000;

/** `asked_later`: the receiver was not there, and whoever is next would wait as long. */
export type Outcome = 'nothing' | 'delivered' | 'refused' | 'asked_later';

export interface SendParts {
  readonly way: Way;
  /** few connections at once: the requests of the moment need the others */
  readonly turns: Turns;
  /** hears of errors that nobody foresaw */
  readonly onDefect: (error: unknown) => void;
}

interface Ready {
  readonly message: Claimed;
  /** of the connection when its address was read */
  readonly version: number;
  readonly url: string;
  readonly secrets: readonly string[];
}

/**
 * What is due first for a connection: claimed, sent, and what became of it written down. No transaction is open while it is
 * sent.
 * @param workAt makes work in the organisation's name as of now
 */
export async function sendNext(
  parts: SendParts,
  workAt: () => Work,
  subscriptionId: string,
): Promise<Outcome> {
  const ready = await parts.turns.take(() =>
    workAt().change((change) => claimMessage(change, subscriptionId)),
  );
  if (ready === undefined) return 'nothing';
  const { message } = ready;
  const answer = await sendTo(parts, ready, workAt().now);
  return parts.turns.take(() =>
    workAt().change(async (change) => {
      const { organisationId, now } = change;
      if ('status' in answer && isSuccess(answer.status)) {
        const key = { organisationId, subscriptionId, id: message.id };
        change.push(markDelivered({ ...key, now, status: answer.status }));
        const minuteAgo = new Date(now.getTime() - MINUTE);
        change.push(sql.noteDelivered({ organisationId, id: subscriptionId, now, minuteAgo }));
        return 'delivered';
      }
      await noteFailure(change, subscriptionId, ready, answer);
      return 'status' in answer ? 'refused' : 'asked_later';
    }),
  );
}

async function claimMessage(change: Change, subscriptionId: string): Promise<Ready | undefined> {
  const { organisationId, now, keys } = change;
  const until = new Date(now.getTime() + CLAIM_MS);
  const [[subscription], [message]] = await change.all(
    sql.readSubscription({ organisationId, id: subscriptionId }),
    claimNext({ organisationId, subscriptionId, now, until }),
  );
  if (subscription === undefined || message === undefined) return undefined;
  const secrets = goodAt(openSecrets(keys, subscription) ?? [], now).map(({ secret }) => secret);
  return { message, version: subscription.version, url: openDetails(keys, subscription)?.url ?? '', secrets };
}

type Answer = { readonly status: number } | { readonly failure: WebhookFailure };

async function sendTo({ way, onDefect }: SendParts, ready: Ready, now: Date): Promise<Answer> {
  const { message, url, secrets } = ready;
  if (url === '' || secrets.length === 0) return { failure: 'unreadable' };
  const headers = {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'user-agent': 'Nuantu',
    ...signedHeaders(message, secrets, now),
  };
  try {
    return { status: await post(way, { url, headers, body: message.body }) };
  } catch (error) {
    const failure = error instanceof SendFailure ? error.code : 'failed';
    if (failure === 'failed') onDefect(error instanceof SendFailure ? error.cause : error);
    return { failure };
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function codeOf(answer: Answer): WebhookFailure {
  if ('failure' in answer) return answer.failure;
  if (answer.status === 410) return 'gone';
  return answer.status >= 300 && answer.status < 400 ? 'redirected' : 'refused';
}

/** Both rows: the message is tried again later or given up, the connection goes on or is switched off. */
async function noteFailure(
  change: Change,
  subscriptionId: string,
  { message: { id, attempts: seen }, version }: Ready,
  answer: Answer,
): Promise<void> {
  const { organisationId, now } = change;
  const failure = codeOf(answer);
  const status = 'status' in answer ? answer.status : null;
  const subscription = await change.first(sql.lockSubscription({ organisationId, id: subscriptionId }));
  if (subscription === undefined) return;
  const next = nextAttemptAt(seen + 1, now);
  change.push(
    markFailed({
      organisationId,
      subscriptionId,
      id,
      seen,
      failures: seen + 1,
      failure,
      status,
      nextAt: next ?? now,
      deadAt: next === undefined ? now : null,
    }),
  );
  // what an address did that is another's by now is not held against the one of now
  if (subscription.version !== version) return;
  const failingSince = subscription.failing_since ?? now;
  const failures = subscription.failures + 1;
  const end = failure === 'gone' ? 'gone' : isHopeless(failures, failingSince, now) ? 'stopped' : undefined;
  const isEnding = subscription.state === 'active' && end !== undefined;
  change.push(
    sql.noteFailure({
      organisationId,
      id: subscriptionId,
      failingSince,
      failures,
      failure,
      state: isEnding ? end : subscription.state,
      version: version + (isEnding ? 1 : 0),
    }),
  );
  if (!isEnding) return;
  change.audit({
    action: 'webhook.stop',
    subjectKind: 'webhook',
    subjectIds: [subscriptionId],
    detail: { state: end, failure },
  });
}
