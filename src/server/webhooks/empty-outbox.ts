import { type ActorDatabase, systemSettings } from '../platform/database/database.ts';
import { dropOutbox, type OutboxRow, takeOutbox } from '../platform/work/outbox.ts';
import { bodyOf } from './message-body.ts';
import { insertMessages, type NewMessage } from './sql-messages.ts';
import { holdListening } from './sql.ts';

const TAKEN_AT_ONCE = 1_000;
const DROPPED_AT_ONCE = 20_000;

interface Listening {
  readonly id: string;
  readonly types: readonly string[] | null;
  readonly created_at: Date;
}

/**
 * Takes what happened in an organisation out of its outbox and writes it down for each connection that wants it, in one transaction.
 * Where nobody wants it nothing is kept. Without the organisation's keys: what is told is no secret, and an organisation whose
 * keys do not open has an outbox as well.
 * @param isClosed nothing of it leaves here
 */
export async function emptyOutbox(
  database: ActorDatabase,
  organisationId: string,
  { now, isClosed }: { readonly now: Date; readonly isClosed: boolean },
): Promise<void> {
  for (let isEmpty = false; !isEmpty;)
    isEmpty = await database.transaction(systemSettings(organisationId), async (transaction) => {
      const listening = isClosed ? [] : (await transaction.all(holdListening({ organisationId })))[0];
      if (listening.length === 0) {
        const gone = await transaction.first(dropOutbox(organisationId, DROPPED_AT_ONCE));
        return (gone?.dropped ?? 0) < DROPPED_AT_ONCE;
      }
      const [rows] = await transaction.all(takeOutbox(organisationId, TAKEN_AT_ONCE));
      const messages = rows.flatMap((row) => messagesOf(organisationId, row, listening));
      if (messages.length > 0) transaction.push(insertMessages(organisationId, messages, now));
      return rows.length < TAKEN_AT_ONCE;
    });
}

function messagesOf(
  organisationId: string,
  row: OutboxRow,
  listening: readonly Listening[],
): readonly NewMessage[] {
  const told = bodyOf(organisationId, row);
  if (told === undefined) return [];
  return (
    listening
      // what happened before somebody asked for it is nobody's to be told
      .filter(({ created_at: since }) => row.at >= since)
      .filter(({ types }) => types === null || types.includes(row.type))
      .map(({ id: subscriptionId }) => ({ subscriptionId, id: row.id, at: row.at, ...told }))
  );
}
