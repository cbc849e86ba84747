import { Type } from 'typebox';
import { Exactly, Id, Instant, Nothing, Nullable, operation, PageOf, PageQuery } from './operation.ts';
import { Party } from './organisations.ts';

const tag = 'deliveries';

export const LateDelivery = Exactly({
  id: Id,
  from: Party,
  to: Party,
  kind: Type.String({ description: 'what is delivered, in Chinese' }),
  kindEn: Type.String(),
  since: Instant,
  attempts: Type.Integer({ description: 'that failed' }),
  nextAttemptAt: Nullable(
    Type.String({ format: 'date-time', description: 'null: it was given up and waits for somebody' }),
  ),
  failure: Nullable(Type.String({ description: 'code of the last failure; null: not tried yet' })),
  senderIsClosed: Type.Boolean({ description: 'nothing is done in its name on this server now' }),
});

export const ListLateDeliveries = operation({
  method: 'GET',
  url: '/api/v1/late-deliveries',
  access: 'delivery.manage',
  tag,
  summary:
    'What one organisation sent to another and has waited for ten minutes or was given up, of all organisations, oldest first; never its content',
  query: Exactly(PageQuery),
  response: { 200: PageOf(LateDelivery) },
});

const ofOneSender = Exactly({ organisationId: Id, id: Id });

export const RetryDelivery = operation({
  method: 'POST',
  url: '/api/v1/late-deliveries/:organisationId/:id/retry',
  access: 'delivery.manage',
  tag,
  summary: 'Try a delivery again now, also one that was given up; named by its sender and its id',
  params: ofOneSender,
  response: { 200: Nothing },
});

export const DismissDelivery = operation({
  method: 'POST',
  url: '/api/v1/late-deliveries/:organisationId/:id/dismiss',
  access: 'delivery.manage',
  tag,
  summary:
    'Stop telling of a delivery that was given up: it stays where it is, and is sent anew when its sender sends it again',
  params: ofOneSender,
  response: { 200: Nothing },
});
