import { eventCatalogue, type EventType } from '../../contract/events.ts';
import type { EventEntry } from '../../contract/event-entry.ts';
import { TEST_TYPE } from '../../contract/webhooks.ts';
import { fullNameOf } from './message-body.ts';

const id = { type: 'string', format: 'uuid' } as const;
const headers = [
  ['webhook-id', 'id of the message, the same each time that it is sent: whoever has it already answers 2xx'],
  ['webhook-timestamp', 'when it was sent, seconds since 1970'],
  [
    'webhook-signature',
    'v1,… by each secret that is good now: HMAC-SHA-256 over id.timestamp.body (Standard Webhooks)',
  ],
] as const;

/** What other systems are sent, as OpenAPI 3.1 says it: an entry for each type. */
export function describeWebhooks(): Record<string, object> {
  const test: EventEntry = {
    zh: '测试',
    en: 'Somebody asked whether messages arrive',
    subject: null,
    data: {},
  };
  const entries = Object.entries({ ...eventCatalogue, [TEST_TYPE]: test }) as [EventType, EventEntry][];
  return Object.fromEntries(
    entries.map(([type, entry]) => [fullNameOf(type), { post: describe(fullNameOf(type), entry) }]),
  );
}

function describe(type: string, { en, subject, data }: EventEntry): object {
  return {
    tags: ['webhooks'],
    summary: en,
    security: [],
    parameters: headers.map(([name, description]) => ({
      name,
      in: 'header',
      required: true,
      description,
      schema: { type: 'string' },
    })),
    requestBody: {
      required: true,
      content: { 'application/cloudevents+json': { schema: schemaOf(type, subject, data) } },
    },
    responses: {
      '2XX': { description: 'it arrived; what else is answered is not read' },
      '410': { description: 'send nothing more: the connection is switched off' },
    },
  };
}

function schemaOf(type: string, subject: string | null, data: EventEntry['data']): object {
  const members = Object.entries(data).map(([name, description]) => [name, { type: 'string', description }]);
  return {
    type: 'object',
    required: [
      'specversion',
      'id',
      'source',
      'type',
      'time',
      ...(subject === null ? [] : ['subject']),
      'datacontenttype',
      'data',
    ],
    properties: {
      specversion: { const: '1.0' },
      id,
      source: { type: 'string', description: 'urn:uuid: and the id of the organisation' },
      type: { const: type },
      time: { type: 'string', format: 'date-time' },
      ...(subject === null ? {} : { subject: { ...id, description: `id of the ${subject}` } }),
      datacontenttype: { const: 'application/json' },
      data: { type: 'object', properties: Object.fromEntries(members) },
    },
  };
}
