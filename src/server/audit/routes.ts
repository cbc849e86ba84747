import * as contract from '../../contract/organisations.ts';
import { ListAccountChanges } from '../../contract/identity.ts';
import { listDisplayNames } from '../identity/public.ts';
import { countAuditOf, selectAuditOf, selectAuditRows } from '../platform/audit/audit.ts';
import type { AuditAnchors } from '../platform/audit/audit-anchors.ts';
import { verifyAudit } from '../platform/audit/audit-seal.ts';
import { firstIdAt } from '../platform/database/ids.ts';
import type { Routes } from '../platform/http/route.ts';

const TOLD_DAYS = 14;
const TOLD_AT_MOST = 50;
const EXCEPTION_DAYS = 7;
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Beside the names of all accounts, the changes of the last days: few of either. */
const selectAccountChanges = selectAuditOf(['account.invite', 'account.roles', 'account.reset']);

const countExceptions = countAuditOf(contract.auditExceptions);

export function auditRoutes(routes: Routes, anchors: AuditAnchors | undefined): void {
  readingRoutes(routes);
  routes.on(contract.VerifyAudit, ({ work }) =>
    work.read(async (reading) => {
      const days = (await anchors?.read())?.days ?? [];
      const anchored = days.flatMap(({ heads }) => heads[reading.organisationId] ?? []);
      const { faults, codes: _codes, ...report } = await verifyAudit(reading, reading.keys, anchored);
      return { ...report, faults: faults.map(({ kind, where }) => ({ kind, where })) };
    }),
  );
  accountChangeRoutes(routes);
}

function readingRoutes(routes: Routes): void {
  routes.on(contract.ListAudit, ({ query, work }) =>
    work.read(async (reading) => {
      const limit = query.limit ?? 50;
      const { after = LAST_ID, actorId, action, subjectKind, since, until } = query;
      const { organisationId } = reading;
      const end = until === undefined ? LAST_ID : firstIdAt(new Date(until));
      const [rows] = await reading.all(
        selectAuditRows({
          organisationId,
          before: end < after ? end : after,
          limit,
          notBefore: since === undefined ? undefined : firstIdAt(new Date(since)),
          actorId,
          action,
          subjectKind,
        }),
      );
      return {
        items: rows.map((row) => ({
          id: row.id,
          at: row.at.toISOString(),
          actor: row.actor_id,
          action: row.action,
          subjectKind: row.subject_kind,
          subjectIds: row.subject_ids,
          requestId: row.request_id,
          ...rolesOf(row.detail),
        })),
        next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null,
      };
    }),
  );

  routes.on(contract.CountAuditExceptions, ({ work }) =>
    work.read(async (reading) => {
      const { organisationId, now } = reading;
      const since = new Date(now.getTime() - EXCEPTION_DAYS * 86_400_000);
      const [rows] = await reading.all(countExceptions({ organisationId, since: firstIdAt(since) }));
      const items = contract.auditExceptions.flatMap((action) =>
        rows
          .filter((row) => row.action === action)
          .map(({ count, latest }) => ({ action, count, latest: latest.toISOString() })),
      );
      return { since: since.toISOString(), items };
    }),
  );
}

function accountChangeRoutes(routes: Routes): void {
  // read from the audit itself: what is told is what was recorded, and nobody can leave it out
  routes.on(ListAccountChanges, ({ work }) =>
    work.read(async (reading) => {
      const { organisationId, now } = reading;
      const since = new Date(now.getTime() - TOLD_DAYS * 86_400_000);
      const [rows, accounts] = await reading.all(
        selectAccountChanges({ organisationId, since, limit: TOLD_AT_MOST }),
        listDisplayNames({ organisationId }),
      );
      const names = new Map(accounts.map(({ id, display_name: name }) => [id, name]));
      return {
        items: rows.map((row) => ({
          id: row.id,
          at: row.at.toISOString(),
          action: row.action as 'account.roles',
          actor: names.get(row.actor_id ?? '') ?? null,
          account: names.get(row.subject_ids[0] ?? '') ?? '',
          ...rolesOf(row.detail),
        })),
      };
    }),
  );
}

function rolesOf(detail: unknown): { rolesBefore?: string[]; rolesAfter?: string[] } {
  const { rolesBefore, rolesAfter } = detail as { rolesBefore?: string[]; rolesAfter?: string[] };
  return {
    ...(rolesBefore === undefined ? {} : { rolesBefore }),
    ...(rolesAfter === undefined ? {} : { rolesAfter }),
  };
}
