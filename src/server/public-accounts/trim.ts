import type { Statement } from '../platform/database/statement.ts';
import { forgetDelivered } from '../deliveries/public.ts';
import { entryChanged } from './exchange.ts';
import { isPublicTenant } from './tenant.ts';
import * as sql from './sql.ts';

const A_DAY_MS = 86_400_000;

/** Codes and sessions that are over, and what books were told: it would say for ever in which books one account was. */
export function forgetPublicRows(organisationId: string, now: Date): Statement<unknown>[] {
  return [
    sql.forgetCodes({ organisationId, before: now }),
    sql.forgetSessions({ organisationId, before: now }),
    ...(isPublicTenant(organisationId)
      ? [forgetDelivered(organisationId, [entryChanged.kind], new Date(now.getTime() - A_DAY_MS))]
      : []),
  ];
}
