import type { Insertable } from 'kysely';
import type { ClientCase, Encounter } from '../../../db/types.ts';
import { once, query, type Statement } from '../platform/database/statement.ts';

export function insertCases(rows: readonly Insertable<ClientCase>[]): Statement<unknown> {
  return once(query.insertInto('client_case').values([...rows]));
}

export function insertEncounters(rows: readonly Insertable<Encounter>[]): Statement<unknown> {
  return once(query.insertInto('encounter').values([...rows]));
}
