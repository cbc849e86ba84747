import * as contract from '../../contract/attendance.ts';
import type { Routes } from '../platform/http/route.ts';
import { holderOf } from '../volunteers/public.ts';
import { type AttendanceParts, checkIn, checkOut } from './check-in.ts';
import { listServiceDues } from './dues.ts';
import { claimService, readOwnHours } from './own-hours.ts';
import { refuseService } from './refuse.ts';
import { backFill, decideService, listVolunteerServices, readService } from './services.ts';
import {
  checkVolunteerIn,
  checkVolunteerOut,
  listShiftAttendance,
  noteAbsence,
  readAttendance,
  readCheckInCode,
  withdrawAbsence,
} from './shift-attendance.ts';
import { endStationCode, makeStationCode, readStationCode } from './station-codes.ts';

export function attendanceRoutes(routes: Routes, parts: AttendanceParts): void {
  ownRoutes(routes, parts);
  shiftRoutes(routes);
  serviceRoutes(routes);
  stationRoutes(routes);
}

/** For volunteers about themselves. */
function ownRoutes(routes: Routes, parts: AttendanceParts): void {
  routes.on(contract.CheckIn, (call) => {
    const { params, body, creation } = call;
    return checkIn(parts, holderOf(call), { shiftId: params.id, creation, body });
  });

  routes.on(contract.CheckOut, (call) => {
    const { params, body } = call;
    return checkOut(parts, holderOf(call), { id: params.id, body });
  });

  routes.on(contract.ReadOwnHours, (call) => readOwnHours(parts, holderOf(call)));

  routes.on(contract.ClaimService, (call) => {
    const { body, creation } = call;
    return claimService(parts, holderOf(call), { creation, body }).catch(refuseService);
  });
}

/** For staff at a shift. */
function shiftRoutes(routes: Routes): void {
  routes.on(contract.ReadCheckInCode, ({ work, params }) =>
    work.read((reading) => readCheckInCode(reading, params.id)),
  );

  routes.on(contract.ListShiftAttendance, ({ work, params }) =>
    work.read((reading) => listShiftAttendance(reading, params.id)),
  );

  routes.on(contract.CheckVolunteerIn, ({ actor, work, params, body, creation }) =>
    work
      .create(creation, {
        make: (change) => checkVolunteerIn(change, { shiftId: params.id, accountId: actor.accountId }, body),
        readBack: (reading) => readAttendance(reading, body.id),
      })
      .catch(refuseService),
  );

  routes.on(contract.CheckVolunteerOut, ({ actor, work, params }) =>
    work.change((change) => checkVolunteerOut(change, { id: params.id, accountId: actor.accountId })),
  );

  routes.on(contract.NoteAbsence, ({ actor, work, params, body }) =>
    work.change((change) => noteAbsence(change, { signUpId: params.id, accountId: actor.accountId }, body)),
  );

  routes.on(contract.WithdrawAbsence, ({ work, params }) =>
    work.change((change) => withdrawAbsence(change, params.id)),
  );
}

/** For staff about times of service. */
function serviceRoutes(routes: Routes): void {
  routes.on(contract.ListServiceDues, ({ work }) => work.read(listServiceDues));

  routes.on(contract.ListVolunteerServices, ({ work, params, query }) =>
    work.read((reading) => listVolunteerServices(reading, params.id, query)),
  );

  routes.on(contract.BackFillService, ({ actor, work, params, body, creation }) =>
    work.create(creation, {
      make: (change) => backFill(change, { volunteerId: params.id, accountId: actor.accountId }, body),
      readBack: (reading) => readService(reading, body.id),
    }),
  );

  routes.on(contract.DecideService, ({ actor, work, params, body }) =>
    work
      .change((change) => decideService(change, { id: params.id, accountId: actor.accountId }, body))
      .catch(refuseService),
  );
}

function stationRoutes(routes: Routes): void {
  routes.on(contract.ReadStationCode, ({ work, params }) =>
    work.read((reading) => readStationCode(reading, params.id)),
  );

  routes.on(contract.MakeStationCode, ({ actor, work, params }) =>
    work.change((change) => makeStationCode(change, { siteId: params.id, accountId: actor.accountId })),
  );

  routes.on(contract.EndStationCode, ({ work, params }) =>
    work.change((change) => endStationCode(change, params.id)),
  );
}
