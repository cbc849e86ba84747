import * as contract from '../../contract/volunteer-imports.ts';
import type { Routes } from '../platform/http/route.ts';
import type { Services } from '../platform/work/work.ts';
import { forgetColumns } from './columns.ts';
import { importVolunteerFile } from './import-file.ts';
import { decideLot, listLots } from './lots.ts';

export function volunteerImportRoutes(routes: Routes, { services }: { services: Services }): void {
  routes.on(contract.ImportVolunteers, ({ actor, work, query, body }) => {
    const { siteId, fileName, dryRun = false, decisions, columns } = query;
    const options = { siteId, dryRun, decisions, columns, accountId: actor.accountId };
    return importVolunteerFile(services, work, { bytes: Buffer.from(body), name: fileName }, options);
  });

  routes.on(contract.ForgetVolunteerColumns, ({ work }) => work.change(forgetColumns));

  routes.on(contract.ListVolunteerImports, ({ work }) => work.read(listLots));

  routes.on(contract.DecideVolunteerImport, ({ actor, work, params, body }) =>
    work.change((change) => decideLot(change, { id: params.id, accountId: actor.accountId }, body.decision)),
  );
}
