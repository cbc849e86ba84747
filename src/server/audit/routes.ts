import * as contract from '../../contract/organisations.ts';
import { ListAccountChanges } from '../../contract/identity.ts';
import { listDisplayNames } from '../identity/public.ts';
import { selectAuditOf, selectAuditRows } from '../platform/audit/audit.ts';
import type { AuditAnchors } from '../platform/audit/audit-anchors.ts';
import { verifyAudit } from '../platform/audit/audit-seal.ts';
import type { Routes } from '../platform/http/route.ts';

const TOLD_DAYS = 14;
const TOLD_AT_MOST = 50;
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Beside the names of all accounts, the changes of the last days: few of either. */
const selectAccountChanges = selectAuditOf(['account.invite', 'account.roles', 'account.reset']);

export function auditRoutes(routes: Routes, anchors: AuditAnchors | undefined): void {
  routes.on(contract.ListAudit, ({ query, work }) =>
    work.read(async (reading) => {
      const limit = query.limit ?? 50;
      const before = query.after ?? LAST_ID;
      const { organisationId } = reading;
      const [rows] = await reading.all(selectAuditRows({ organisationId, before, limit }));
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

  routes.on(contract.VerifyAudit, ({ work }) =>
    work.read(async (reading) => {
      const days = (await anchors?.read())?.days ?? [];
      const anchored = days.flatMap(({ heads }) => heads[reading.organisationId] ?? []);
      const { faults, codes: _codes, ...report } = await verifyAudit(reading, reading.keys, anchored);
      return { ...report, faults: faults.map(({ kind, where }) => ({ kind, where })) };
    }),
  );

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
