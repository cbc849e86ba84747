import * as contract from '../../contract/talent.ts';
import { etag, type Routes } from '../platform/http/route.ts';
import type { Services } from '../platform/work/work.ts';
import { listReports, readSent, readTalentFigures, sendTalentFigures } from './figures.ts';
import { readOwnRecord } from './own-record.ts';
import { putOwnProfile, putProfileOf } from './profiles.ts';
import {
  addRecord,
  decideRecord,
  listWaiting,
  readRecord,
  removeOwnRecord,
  withdrawRecord,
} from './records.ts';
import { putRules, readRules } from './rules.ts';
import {
  confirmSupervision,
  listSupervision,
  readSession,
  recordSupervision,
  refuseSupervision,
  sayOfSupervision,
  withdrawSupervision,
} from './supervision.ts';
import { listFormer, listWorkers, readWorker } from './workers.ts';

export function talentRoutes(routes: Routes, services: Services): void {
  ruleRoutes(routes);
  ownRoutes(routes, services);
  workerRoutes(routes);
  recordRoutes(routes);
  supervisionRoutes(routes);
  figureRoutes(routes);
}

function ruleRoutes(routes: Routes): void {
  routes.on(contract.ReadTalentRules, async ({ work, reply }) => {
    const rules = await work.read(readRules);
    reply.header('etag', etag(rules.version));
    return rules;
  });

  routes.on(contract.PutTalentRules, async ({ actor, work, version, body, reply }) => {
    const rules = await work.change((change) => putRules(change, actor.accountId, { version, body }));
    reply.header('etag', etag(rules.version));
    return rules;
  });
}

/** For everybody of the staff about themselves. */
function ownRoutes(routes: Routes, services: Services): void {
  routes.on(contract.ReadOwnTalent, ({ actor, work }) => readOwnRecord(services, work, actor.accountId));

  routes.on(contract.PutOwnTalent, async ({ actor: { accountId }, work, version, body, reply }) => {
    const profile = await work.change((change) => putOwnProfile(change, { accountId, version, body }));
    reply.header('etag', etag(profile.version));
    return profile;
  });

  routes.on(contract.AddOwnRecord, ({ actor: { accountId }, work, body, creation }) =>
    work.create(creation, {
      make: (change) => addRecord(change, { accountId, by: accountId }, body),
      readBack: (reading) => readRecord(reading, body.id),
    }),
  );

  routes.on(contract.RemoveOwnRecord, ({ actor, work, params }) =>
    work.change((change) => removeOwnRecord(change, actor.accountId, params.id)),
  );

  routes.on(contract.SayOfSupervision, ({ actor: { accountId }, work, params, body }) =>
    work
      .change((change) => sayOfSupervision(change, { id: params.id, accountId }, body))
      .catch(refuseSupervision),
  );
}

/** For whoever answers for the staff. */
function workerRoutes(routes: Routes): void {
  routes.on(contract.ListTalent, ({ work }) => work.read(listWorkers));

  routes.on(contract.ListFormerTalent, ({ work }) => work.read(listFormer));

  routes.on(contract.ReadTalent, ({ work, params, reachOf }) =>
    work.read((reading) => readWorker(reading, params.id, reachOf('supervision.manage') !== undefined)),
  );

  routes.on(contract.PutTalent, async ({ actor, work, params, version, body, reply }) => {
    const profile = await work.change((change) =>
      putProfileOf(change, actor.accountId, { accountId: params.id, version, body }),
    );
    reply.header('etag', etag(profile.version));
    return profile;
  });
}

function recordRoutes(routes: Routes): void {
  routes.on(contract.AddRecord, ({ actor, work, params, body, creation }) =>
    work.create(creation, {
      make: (change) => addRecord(change, { accountId: params.id, by: actor.accountId }, body),
      readBack: (reading) => readRecord(reading, body.id),
    }),
  );

  routes.on(contract.ListWaitingRecords, ({ work, query }) =>
    work.read((reading) => listWaiting(reading, query)),
  );

  routes.on(contract.DecideRecord, ({ actor, work, params, body }) =>
    work.change((change) => decideRecord(change, { id: params.id, by: actor.accountId }, body)),
  );

  routes.on(contract.WithdrawRecord, ({ actor, work, params, body }) =>
    work.change((change) => withdrawRecord(change, { id: params.id, by: actor.accountId }, body.reason)),
  );
}

function supervisionRoutes(routes: Routes): void {
  routes.on(contract.RecordSupervision, ({ actor, work, body, creation }) =>
    work
      .create(creation, {
        make: (change) => recordSupervision(change, actor.accountId, body),
        readBack: (reading) => readSession(reading, body.id),
      })
      .catch(refuseSupervision),
  );

  routes.on(contract.ListSupervision, ({ work, query }) =>
    work.read((reading) => listSupervision(reading, query)),
  );

  routes.on(contract.ConfirmSupervision, ({ actor, work, params }) =>
    work.change((change) => confirmSupervision(change, { id: params.id, by: actor.accountId })),
  );

  routes.on(contract.WithdrawSupervision, ({ actor, work, params, body }) =>
    work.change((change) => withdrawSupervision(change, { id: params.id, by: actor.accountId }, body.reason)),
  );
}

function figureRoutes(routes: Routes): void {
  routes.on(contract.ReadTalentFigures, ({ work }) => work.read(readTalentFigures));

  routes.on(contract.SendTalentFigures, ({ actor, work, body, creation }) =>
    work.create(creation, {
      make: (change) => sendTalentFigures(change, actor.accountId, body),
      readBack: (reading) => readSent(reading, body.id),
    }),
  );

  routes.on(contract.ListTalentReports, ({ work }) => work.read(listReports));
}
