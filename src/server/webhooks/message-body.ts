import { eventCatalogue, type EventType } from '../../contract/events.ts';
import { TEST_TYPE } from '../../contract/webhooks.ts';
import type { OutboxRow } from '../platform/work/outbox.ts';

/** What is told of an event, as it is sent. */
export interface MessageBody {
  readonly type: string;
  readonly body: string;
}

/** Ids, hashes and the product's own codes. What people write is none, in whatever script. */
const CODE = /^[\w.:@-]{1,128}$/;

/**
 * An event as a CloudEvent (1.0, structured JSON): what its catalogue declares and nothing else, whatever stands in the row.
 * @returns undefined where nothing may be told: an event that this version does not know
 */
export function bodyOf(organisationId: string, row: OutboxRow): MessageBody | undefined {
  if (!Object.hasOwn(eventCatalogue, row.type)) return undefined;
  const { subject, data } = eventCatalogue[row.type as EventType];
  const stored = row.data as Readonly<Record<string, unknown>>;
  const told = Object.keys(data).flatMap((name) => {
    const value = stored[name];
    return typeof value === 'string' && CODE.test(value) ? [[name, value] as const] : [];
  });
  return bodyWith(
    organisationId,
    row,
    subject === null ? undefined : row.subject_id,
    Object.fromEntries(told),
  );
}

/** Says nothing but that it arrived. */
export function testBodyOf(organisationId: string, id: string, at: Date): MessageBody {
  return bodyWith(organisationId, { id, at, type: TEST_TYPE }, undefined, {});
}

function bodyWith(
  organisationId: string,
  { id, at, type }: Pick<OutboxRow, 'id' | 'at' | 'type'>,
  subject: string | undefined,
  data: object,
): MessageBody {
  const event = {
    specversion: '1.0',
    id,
    source: `urn:uuid:${organisationId}`,
    type: fullNameOf(type),
    time: at.toISOString(),
    ...(subject === undefined ? {} : { subject }),
    datacontenttype: 'application/json',
    data,
  };
  return { type, body: JSON.stringify(event) };
}

/** CloudEvents name types by a domain turned round. */
export function fullNameOf(type: string): string {
  return `cn.nuantu.${type}`;
}
