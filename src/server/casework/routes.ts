import * as alerts from '../../contract/alerts.ts';
import * as contract from '../../contract/casework.ts';
import * as closures from '../../contract/closures.ts';
import * as encounters from '../../contract/encounters.ts';
import * as reports from '../../contract/mandatory-reports.ts';
import type { Permission } from '../../domain/access/roles.ts';
import { refuseConstraints } from '../platform/work/errors.ts';
import type { Matters } from '../clients/public.ts';
import type { Routes } from '../platform/http/route.ts';
import type { Actor } from '../platform/work/work.ts';
import { listAbsences } from '../staff/public.ts';
import { recordAbsence } from './alert-escalation.ts';
import { closeAlert, handOverAlert, takeAlert, takeOverAlert } from './alerts.ts';
import { assignCase, createCase, listCases, readCase, readOpenedCase, readRecordedCase } from './cases.ts';
import { finishNextStep, recordStep, transitCase } from './case-steps.ts';
import {
  decideClosure,
  listClosureRequests,
  readClosureRequest,
  requestClosure,
  withdrawClosure,
} from './closure-requests.ts';
import { addHelper, correctEncounter, correctRecord, readRecord, withdrawHelper } from './corrections.ts';
import { refuseHelper } from '../volunteers/public.ts';
import { insertEncounter, isContactAlone, listEncounters, readEncounter } from './encounters.ts';
import {
  changeMandatoryReport,
  fileMandatoryReport,
  listMandatoryReports,
  readMandatoryReport,
} from './mandatory-reports.ts';
import { countAlerts, listAlerts, readAlertHistory } from './list-alerts.ts';
import { listPupilReferrals, readPupilReferral, referPupil } from './pupil-referrals.ts';
import { acceptReferral, createReferral, declineReferral, listReferrals, readReferral } from './referrals.ts';
import { endOfLife } from './matters.ts';
import { listSiteStaff } from './site-staff.ts';

export function caseworkRoutes(routes: Routes, matters: Matters): void {
  referralRoutes(routes);
  caseRoutes(routes, matters);
  closureRoutes(routes, matters);
  encounterRoutes(routes);
  mandatoryReportRoutes(routes);
  correctionRoutes(routes);
  alertRoutes(routes);
}

function referralRoutes(routes: Routes): void {
  routes.on(contract.CreateReferral, ({ body, creation, work }) =>
    work.create(creation, {
      make: (change) => createReferral(change, body),
      readBack: (reading) => readReferral(reading, body.id ?? ''),
    }),
  );
  routes.on(contract.ReferPupil, ({ body, creation, work }) =>
    work.create(creation, {
      make: (change) => referPupil(change, body),
      readBack: (reading) => readPupilReferral(reading, body.id ?? ''),
    }),
  );
  routes.on(contract.ListPupilReferrals, ({ work }) => work.read(listPupilReferrals));
  routes.on(contract.ListReferrals, ({ query, work }) =>
    work.read((reading) => listReferrals(reading, query)),
  );
  routes.on(contract.AcceptReferral, ({ params, body, work }) =>
    work.change((change) => acceptReferral(change, params.id, body)),
  );
  routes.on(contract.DeclineReferral, ({ params, body, work }) =>
    work.change((change) => declineReferral(change, params.id, body.reason)),
  );
}

function caseRoutes(routes: Routes, matters: Matters): void {
  routes.on(contract.ListCases, ({ query, work }) => work.read((reading) => listCases(reading, query)));
  routes.on(contract.CreateCase, ({ actor, body, creation, work }) =>
    work.create(creation, {
      make: (change) => createCase(change, body, grantedTo(actor)),
      readBack: (reading) => readOpenedCase(reading, body.id ?? '', grantedTo(actor)),
    }),
  );
  routes.on(contract.ReadCase, ({ actor, params, work }) =>
    work.read((reading) => readCase(reading, params.id, grantedTo(actor))),
  );
  routes.on(contract.TransitCase, ({ actor, params, body, work }) =>
    work.change(async (change) => {
      const moved = await transitCase(change, params.id, body, grantedTo(actor));
      if (moved.status === 'closed') await endOfLife(change, moved, matters);
      return moved;
    }),
  );
  routes.on(contract.RecordCaseStep, ({ actor, params, body, creation, work }) =>
    work
      .create(creation, {
        make: (change) => recordStep(change, params.id, body, grantedTo(actor)),
        readBack: (reading) => readRecordedCase(reading, params.id, grantedTo(actor)),
      })
      .catch(refuseConstraints({ case_event_pkey: 'id_taken' })),
  );
  routes.on(contract.FinishNextStep, ({ actor, params, body, work }) =>
    work.change((change) => finishNextStep(change, params.id, body, grantedTo(actor))),
  );
  routes.on(contract.AssignCase, ({ actor, params, body, work }) =>
    work.change((change) => assignCase(change, params.id, body.workerIds, grantedTo(actor))),
  );
}

function closureRoutes(routes: Routes, matters: Matters): void {
  routes.on(closures.RequestClosure, ({ actor, params, body, creation, work }) =>
    work
      .create(creation, {
        make: (change) => requestClosure(change, params.id, body, grantedTo(actor)),
        readBack: (reading) => readClosureRequest(reading, body.id ?? ''),
      })
      .catch(
        refuseConstraints({
          closure_request_pkey: 'id_taken',
          closure_request_open_key: 'closure_request_open',
        }),
      ),
  );
  routes.on(closures.ListClosureRequests, ({ query, work }) =>
    work.read((reading) => listClosureRequests(reading, query)),
  );
  routes.on(closures.DecideClosure, ({ actor, params, body, work }) =>
    work.change(async (change) => {
      const { request, closed } = await decideClosure(change, params.id, body, grantedTo(actor));
      if (closed !== undefined) await endOfLife(change, closed, matters);
      return request;
    }),
  );
  routes.on(closures.WithdrawClosure, ({ params, work }) =>
    work.change((change) => withdrawClosure(change, params.id)),
  );
}

function mandatoryReportRoutes(routes: Routes): void {
  routes.on(reports.FileMandatoryReport, ({ params, body, creation, work }) =>
    work
      .create(creation, {
        make: (change) => fileMandatoryReport(change, params.id, body),
        readBack: (reading) => readMandatoryReport(reading, body.id ?? ''),
      })
      .catch(refuseConstraints({ mandatory_report_pkey: 'id_taken' })),
  );
  routes.on(reports.ListMandatoryReports, ({ params, work }) =>
    work.read((reading) => listMandatoryReports(reading, params.id)),
  );
  routes.on(reports.ChangeMandatoryReport, ({ params, version, body, work }) =>
    work.change((change) => changeMandatoryReport(change, params.id, version, body)),
  );
}

function encounterRoutes(routes: Routes): void {
  routes.on(encounters.CreateEncounter, ({ body, creation, work }) =>
    work
      .create(creation, {
        make: (change) => insertEncounter(change, body),
        readBack: (reading) => readEncounter(reading, body.id ?? ''),
        // what a case is told beside it holds the case: nobody else's commit waits for that
        ...(isContactAlone(body) ? { shared: true as const } : {}),
      })
      .catch(refuseConstraints({ encounter_pkey: 'id_taken' }))
      .catch(refuseHelper),
  );
  routes.on(encounters.AddEncounterHelper, ({ params, body, creation, work }) =>
    work
      .create(creation, {
        make: (change) => addHelper(change, params.id, body),
        readBack: (reading) => readEncounter(reading, params.id),
      })
      .catch(refuseHelper),
  );
  routes.on(encounters.WithdrawEncounterHelper, ({ params, work }) =>
    work.change((change) => withdrawHelper(change, params)),
  );
  routes.on(encounters.ListEncounters, ({ params, query, work }) =>
    work.read((reading) => listEncounters(reading, params.id, query)),
  );
}

function alertRoutes(routes: Routes): void {
  routes.on(alerts.ListAlerts, ({ query, work }) => work.read((reading) => listAlerts(reading, query)));
  routes.on(alerts.CountAlerts, ({ work }) => work.read(countAlerts));
  routes.on(alerts.ReadAlertHistory, ({ params, work }) =>
    work.read((reading) => readAlertHistory(reading, params.id)),
  );
  routes.on(alerts.TakeAlert, ({ params, work }) => work.change((change) => takeAlert(change, params.id)));
  routes.on(alerts.HandOverAlert, ({ params, body, work }) =>
    work.change((change) => handOverAlert(change, params.id, body)),
  );
  routes.on(alerts.TakeOverAlert, ({ params, body, work }) =>
    work.change((change) => takeOverAlert(change, params.id, body.words)),
  );
  routes.on(alerts.CloseAlert, ({ params, body, work }) =>
    work.change((change) => closeAlert(change, params.id, body)),
  );
  routes.on(alerts.ListSiteStaff, ({ params, work }) =>
    work.read((reading) => listSiteStaff(reading, params.id)),
  );
  routes.on(alerts.ListAbsences, ({ work }) => work.read(listAbsences));
  routes.on(alerts.SetAbsence, async ({ actor, body, work }) => {
    await work.change((change) => recordAbsence(change, body, grantedTo(actor).has('alert.take_over')));
    return null;
  });
}

function correctionRoutes(routes: Routes): void {
  routes.on(contract.CorrectRecord, ({ params, version, body, creation, work }) =>
    work
      .create(creation, {
        make: (change) => correctRecord(change, params.id, version, body),
        readBack: (reading) => readRecord(reading, params.id),
      })
      .catch(refuseConstraints({ correction_pkey: 'id_taken' })),
  );
  routes.on(encounters.CorrectEncounter, ({ params, version, body, creation, work }) =>
    work
      .create(creation, {
        make: (change) => correctEncounter(change, params.id, version, body),
        readBack: (reading) => readEncounter(reading, params.id),
      })
      .catch(refuseConstraints({ correction_pkey: 'id_taken' })),
  );
}

function grantedTo({ permissions }: Actor): ReadonlySet<Permission> {
  return new Set(Object.keys(permissions) as Permission[]);
}
