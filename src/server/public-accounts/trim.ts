import type { Statement } from '../platform/database/statement.ts';
import * as sql from './sql.ts';

/** Codes and sessions that are over. */
export function forgetPublicRows(organisationId: string, now: Date): Statement<unknown>[] {
  return [
    sql.forgetCodes({ organisationId, before: now }),
    sql.forgetSessions({ organisationId, before: now }),
  ];
}
