import * as contract from '../../contract/organisations.ts';
import { selectAuditRows } from '../platform/audit.ts';
import type { AuditAnchors } from '../platform/audit-anchors.ts';
import { verifyAudit } from '../platform/audit-seal.ts';
import type { Routes } from '../platform/route.ts';

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

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
}
