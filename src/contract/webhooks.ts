import { Type } from 'typebox';
import { eventTypes } from './events.ts';
import {
  Exactly,
  Id,
  IdParams,
  Instant,
  LineText,
  Nothing,
  Nullable,
  OneOf,
  operation,
  PageOf,
  PageQuery,
} from './operation.ts';

const tag = 'webhooks';
const access = 'webhook.manage';

/** What is told to whoever asks for nothing but whether messages arrive. */
export const TEST_TYPE = 'webhook.test';

/** `stopped`: by the server, after days of failures. `gone`: the other side answered 410. */
export const webhookStates = ['active', 'off', 'stopped', 'gone'] as const;
export const messageStates = ['waiting', 'delivered', 'given_up'] as const;

/** Why a message did not arrive, as a code: what the other side says may be anything. */
export const webhookFailures = [
  'address_not_found',
  'address_private',
  'tls_failed',
  'unreachable',
  'too_slow',
  'cut',
  'redirected',
  'refused',
  'gone',
  'unreadable',
  'failed',
] as const;
export type WebhookFailure = (typeof webhookFailures)[number];

const Failure = Nullable(
  OneOf(webhookFailures, 'of the last attempt; null: it succeeded, or there was none'),
);

const Name = LineText({ minLength: 1, maxLength: 60 });
const Address = LineText({
  minLength: 1,
  maxLength: 1_000,
  description: 'https; http and private networks only where the installation allows them',
});
const Types = Type.Array(OneOf(eventTypes), { minItems: 1, maxItems: eventTypes.length, uniqueItems: true });
const AllOrTypes = Type.Unsafe<readonly (typeof eventTypes)[number][] | null>({
  ...Types,
  type: ['array', 'null'],
  description: 'null: whatever happens, also what later versions know',
});

export const Webhook = Exactly({
  id: Id,
  name: Type.String(),
  url: Type.String(),
  types: AllOrTypes,
  state: OneOf(webhookStates),
  version: Type.Integer(),
  createdAt: Instant,
  createdBy: Id,
  deliveredAt: Nullable(
    Type.String({ format: 'date-time', description: 'when something arrived last, within a minute' }),
  ),
  failingSince: Nullable(
    Type.String({ format: 'date-time', description: 'null: the last attempt succeeded, or there was none' }),
  ),
  failure: Failure,
  formerSecretUntil: Nullable(
    Type.String({
      format: 'date-time',
      description: 'until when messages are signed with the secret before, too',
    }),
  ),
});

export const WebhookMessage = Exactly({
  id: Id,
  type: Type.String(),
  body: Type.String({ description: 'as it is sent' }),
  createdAt: Instant,
  state: OneOf(messageStates),
  attempts: Type.Integer({ description: 'that failed' }),
  nextAttemptAt: Nullable(Instant),
  deliveredAt: Nullable(Instant),
  failure: Failure,
  httpStatus: Nullable(Type.Integer({ description: 'of the last answer' })),
});

const Secret = Type.String({ description: 'whsec_…: told this once' });

export const ListWebhooks = operation({
  method: 'GET',
  url: '/api/v1/webhooks',
  access,
  personOnly: true,
  tag,
  summary: 'The organisation’s connections to other systems; never their secrets',
  response: { 200: Exactly({ items: Type.Array(Webhook) }) },
});

export const CreateWebhook = operation({
  method: 'POST',
  url: '/api/v1/webhooks',
  access,
  personOnly: true,
  tag,
  summary: 'Have an address told what happens in the organisation; the secret is shown once',
  body: Exactly({ id: Type.Optional(Id), name: Name, url: Address, types: AllOrTypes }),
  response: { 201: Exactly({ webhook: Webhook, secret: Nullable(Secret) }) },
});

export const ChangeWebhook = operation({
  method: 'PATCH',
  url: '/api/v1/webhooks/:id',
  access,
  personOnly: true,
  tag,
  summary: 'Change a connection, or switch it off and on; on again, it counts failures anew',
  versioned: true,
  params: IdParams,
  body: Exactly({
    name: Type.Optional(Name),
    url: Type.Optional(Address),
    types: Type.Optional(AllOrTypes),
    state: Type.Optional(OneOf(['active', 'off'] as const)),
  }),
  response: { 200: Webhook },
});

export const EndWebhook = operation({
  method: 'DELETE',
  url: '/api/v1/webhooks/:id',
  access,
  personOnly: true,
  tag,
  summary: 'Delete a connection with its secret and its messages',
  params: IdParams,
  response: { 200: Nothing },
});

export const RenewWebhookSecret = operation({
  method: 'POST',
  url: '/api/v1/webhooks/:id/secret',
  access,
  personOnly: true,
  tag,
  summary:
    'A new secret, shown once; for 24 hours messages are signed with the ones before as well, so that asking twice breaks nothing',
  params: IdParams,
  response: { 201: Exactly({ webhook: Webhook, secret: Secret }) },
});

export const TestWebhook = operation({
  method: 'POST',
  url: '/api/v1/webhooks/:id/test',
  access,
  personOnly: true,
  perMinute: 60,
  tag,
  summary: 'Send a message of the type cn.nuantu.webhook.test now',
  params: IdParams,
  response: { 201: Exactly({ id: Id }) },
});

export const ListWebhookMessages = operation({
  method: 'GET',
  url: '/api/v1/webhooks/:id/messages',
  access,
  personOnly: true,
  tag,
  summary: 'What was sent to a connection or waits for it, newest first; kept for 30 days',
  params: IdParams,
  query: Exactly({
    ...PageQuery,
    undelivered: Type.Optional(Type.Boolean({ description: 'only what has not arrived' })),
  }),
  response: { 200: PageOf(WebhookMessage) },
});

export const ReplayWebhookMessage = operation({
  method: 'POST',
  url: '/api/v1/webhooks/:id/messages/:messageId/replay',
  access,
  personOnly: true,
  tag,
  summary: 'Send a message again, under its id',
  params: Exactly({ id: Id, messageId: Id }),
  response: { 200: WebhookMessage },
});

export const ReplayWebhook = operation({
  method: 'POST',
  url: '/api/v1/webhooks/:id/replay',
  access,
  personOnly: true,
  tag,
  summary: 'Send everything since a time again, each under its id',
  params: IdParams,
  body: Exactly({ since: Instant }),
  response: { 200: Exactly({ messages: Type.Integer() }) },
});
