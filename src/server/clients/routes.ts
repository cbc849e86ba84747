import { createHash } from 'node:crypto';
import { covers, wholeOrganisation } from '../../domain/access/roles.ts';
import * as contract from '../../contract/clients.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../domain/csv-line.ts';
import { WORKBOOK_TYPE } from '../../domain/files/media-type.ts';
import { ForgetRosterColumns, ImportRoster, ReadRosterProgress } from '../../contract/roster.ts';
import { newId } from '../platform/database/ids.ts';
import { writeWorkbook } from '../platform/files/write-workbook.ts';
import type { Actor } from '../platform/work/work.ts';
import { refuseConstraints } from '../platform/work/errors.ts';
import { etag, type Routes } from '../platform/http/route.ts';
import { askedBy, SharedResults } from '../platform/work/shared-results.ts';
import { listOrderedClasses } from './class-places.ts';
import { getConsent, listConsents, recordClassConsent, recordConsent, withdrawConsent } from './consents.ts';
import { forgetColumns } from './roster-columns.ts';
import { importRosterFile } from './roster-file.ts';
import { RosterImports } from './roster-imports.ts';
import { exportChosen } from './export-roster.ts';
import { listClients, readClient, readRegistered } from './read-clients.ts';
import { findDuplicates } from './find-duplicates.ts';
import { findNamesInText } from './find-names-in-text.ts';
import { changeClient, createClient, eraseClient } from './service.ts';
import type { Matters } from './endings.ts';
import { readClientStatistics } from './statistics.ts';

const refuseConstraint = refuseConstraints({
  client_region_fkey: 'unknown_region',
  consent_days_check: 'field_invalid',
  guardian_pkey: 'id_taken',
});

export function clientRoutes(routes: Routes, matters: Matters): void {
  routes.on(contract.ListClients, ({ query, work }) => work.read((reading) => listClients(reading, query)));

  routes.on(contract.CreateClient, async ({ body, creation, work, reply }) => {
    const client = await work
      .create(creation, {
        make: (change) => createClient(change, body),
        readBack: (reading) => readRegistered(reading, body.id ?? ''),
      })
      .catch(refuseConstraint);
    reply.header('etag', etag(client.version));
    return client;
  });

  routes.on(contract.ReadClient, async ({ params, work, reply }) => {
    const client = await work.read((reading) => readClient(reading, params.id));
    reply.header('etag', etag(client.version));
    return client;
  });

  routes.on(contract.ExportClients, ({ body, work, reply }) => {
    const isText = body.format === 'csv';
    reply.type(isText ? 'text/csv; charset=utf-8' : WORKBOOK_TYPE);
    return work.read(async (reading) => {
      const rows = await exportChosen(reading, body.clientIds);
      return isText ? BYTE_ORDER_MARK + rows.map(csvLine).join('') : writeWorkbook(rows);
    });
  });
  routes.on(contract.ChangeClient, async ({ params, version, body, work, reply }) => {
    const client = await work
      .change((change) => changeClient(change, params.id, version, body))
      .catch(refuseConstraint);
    reply.header('etag', etag(client.version));
    return client;
  });

  routes.on(contract.EraseClient, async ({ params, body, work }) => {
    await work.change((change) => eraseClient(change, params.id, body.reason, matters));
    return null;
  });

  routes.on(contract.FindNamesInText, ({ body, work }) =>
    work.read((reading) => findNamesInText(reading, body.text)),
  );

  routes.on(contract.FindDuplicates, ({ body, work }) =>
    work.read((reading) => findDuplicates(reading, body)),
  );

  routes.on(contract.ListClasses, async ({ work }) => ({ items: await work.read(listOrderedClasses) }));

  consentRoutes(routes);

  rosterRoutes(routes);

  statisticsRoutes(routes);
}

function consentRoutes(routes: Routes): void {
  routes.on(contract.ListConsents, ({ params, work }) =>
    work.read((reading) => listConsents(reading, params.id)),
  );
  routes.on(contract.RecordConsent, ({ params, body, creation, work }) =>
    work
      .create(creation, {
        make: (change) => recordConsent(change, params.id, body),
        readBack: (reading) => getConsent(reading, params.id, body.id ?? ''),
      })
      .catch(refuseConstraint),
  );
  routes.on(contract.RecordClassConsent, ({ params, body, work }) =>
    work.change((change) => recordClassConsent(change, params.id, body)),
  );
  routes.on(contract.WithdrawConsent, ({ params, body, work }) =>
    work.change((change) => withdrawConsent(change, params.id, params.consentId, body.withdrawnOn)),
  );
}

function rosterRoutes(routes: Routes): void {
  const imports = new RosterImports(() => performance.now());
  const keyOf = ({ organisationId, accountId }: Actor, id: string) =>
    `${organisationId} ${accountId} ${id.toLowerCase()}`;
  routes.on(ImportRoster, ({ query, body, work, actor }) => {
    const file = { bytes: Buffer.from(body.buffer, body.byteOffset, body.length), name: query.fileName };
    const options = { ...query, dryRun: query.dryRun === true };
    const { importId = newId(), ...asked } = query;
    const digest = createHash('sha256').update(JSON.stringify(asked)).update(file.bytes).digest('base64');
    return imports.run({ key: keyOf(actor, importId), digest }, (tell) =>
      importRosterFile(work, file, options, tell),
    );
  });
  routes.on(ReadRosterProgress, ({ params, actor }) => imports.read(keyOf(actor, params.id)));
  routes.on(ForgetRosterColumns, async ({ query, work }) => {
    await work.change((change) => forgetColumns(change, query.siteId));
    return null;
  });
}

function statisticsRoutes(routes: Routes): void {
  // a department's meeting looks at the same counts at once
  const statistics = new SharedResults<Awaited<ReturnType<typeof readClientStatistics>>>();
  routes.on(contract.ReadClientStatistics, ({ query, work, reachOf }) => {
    const isExact = covers(reachOf('client.read'), wholeOrganisation);
    return work.read((reading) =>
      statistics.of(askedBy(reading, String(isExact), query.by), () =>
        readClientStatistics(reading, query.by, { isExact }),
      ),
    );
  });
}
