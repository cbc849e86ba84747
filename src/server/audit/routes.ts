import * as contract from '../../contract/organisations.ts';
import { selectAuditRows } from '../platform/audit.ts';
import { verifyAudit } from '../platform/audit-seal.ts';
import type { Routes } from '../platform/route.ts';

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export function auditRoutes(routes: Routes): void {
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
        })),
        next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null,
      };
    }),
  );

  routes.on(contract.VerifyAudit, ({ work }) =>
    work.read(async (reading) => {
      const { faults, ...report } = await verifyAudit(reading, reading.keys);
      return { ...report, faults: faults.map(({ kind, where }) => ({ kind, where })) };
    }),
  );
}
