import * as contract from '../../contract/volunteer-imports.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../domain/csv-line.ts';
import { WORKBOOK_TYPE } from '../../domain/files/media-type.ts';
import { writeWorkbook } from '../platform/files/write-workbook.ts';
import type { Routes } from '../platform/http/route.ts';
import type { Services } from '../platform/work/work.ts';
import { forgetColumns } from './columns.ts';
import { importVolunteerFile } from './import-file.ts';
import { exportServices, exportVolunteers } from './export.ts';
import { decideLot, listLots, listLotServices } from './lots.ts';

export function volunteerImportRoutes(routes: Routes, { services }: { services: Services }): void {
  routes.on(contract.ImportVolunteers, ({ actor, work, query, body }) => {
    const { siteId, fileName, dryRun = false, decisions, columns } = query;
    const options = { siteId, dryRun, decisions, columns, accountId: actor.accountId };
    return importVolunteerFile(services, work, { bytes: Buffer.from(body), name: fileName }, options);
  });

  routes.on(contract.ExportVolunteers, ({ work, body: { what, format = 'xlsx', volunteerIds }, reply }) => {
    const isText = format === 'csv';
    reply.type(isText ? 'text/csv; charset=utf-8' : WORKBOOK_TYPE);
    return work.read(async (reading) => {
      const { headings, pages } = (what === 'volunteers' ? exportVolunteers : exportServices)(reading, {
        volunteerIds,
      });
      const lines: (readonly (string | null)[])[] = [headings];
      for await (const page of pages) lines.push(...page);
      return isText ? BYTE_ORDER_MARK + lines.map(csvLine).join('') : writeWorkbook(lines);
    });
  });

  routes.on(contract.ForgetVolunteerColumns, ({ work }) => work.change(forgetColumns));

  routes.on(contract.ListVolunteerImports, ({ work }) => work.read(listLots));

  routes.on(contract.ListImportedServices, ({ work, params, query }) =>
    work.read((reading) => listLotServices(reading, params.id, query)),
  );

  routes.on(contract.DecideVolunteerImport, ({ actor, work, params, body }) =>
    work.change((change) => decideLot(change, { id: params.id, accountId: actor.accountId }, body)),
  );
}
