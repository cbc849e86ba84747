import { prepare, query } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}
interface OfId extends InOrganisation {
  id: string;
}
interface OfShift extends InOrganisation {
  shiftId: string;
}
interface OfSignUp extends InOrganisation {
  signUpId: string;
}
interface OfVolunteer extends InOrganisation {
  volunteerId: string;
}

const attendanceColumns = [
  'id',
  'sign_up_id',
  'shift_id',
  'volunteer_id',
  'in_at',
  'in_by',
  'in_metres',
  'in_told_at',
  'out_at',
  'out_by',
  'out_metres',
  'out_told_at',
] as const;

/** When somebody was there, and how that is known. */
interface Told {
  at: Date;
  by: string;
  metres: number | null;
  now: Date;
  notedBy: string | null;
  /** the row of the QR that was shown */
  stationId: string | null;
}

/** Refused by app.arrive with NU461 where there is no place any more, with NU468 where the shift is at another time or site. */
export const insertAttendance = prepare((p: OfId & OfSignUp & OfShift & OfVolunteer & Told) =>
  query.insertInto('attendance').values({
    organisation_id: p.organisationId,
    id: p.id,
    sign_up_id: p.signUpId,
    shift_id: p.shiftId,
    volunteer_id: p.volunteerId,
    in_at: p.at,
    in_by: p.by,
    in_metres: p.metres,
    in_told_at: p.now,
    in_noted_by: p.notedBy,
    in_station_id: p.stationId,
  }),
);

/** What was served is credited by app.depart, which refuses with NU468 where the QR that was shown hangs there no more. */
export const noteDeparture = prepare((p: OfId & Told) =>
  query
    .updateTable('attendance')
    .set({
      out_at: p.at,
      out_by: p.by,
      out_metres: p.metres,
      out_told_at: p.now,
      out_noted_by: p.notedBy,
      out_station_id: p.stationId,
    })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const readAttendance = prepare((p: OfId) =>
  query
    .selectFrom('attendance')
    .select(attendanceColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const lockAttendance = prepare((p: OfId) =>
  query
    .selectFrom('attendance')
    .select(attendanceColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forUpdate(),
);

export const findAttendanceOf = prepare((p: OfSignUp) =>
  query
    .selectFrom('attendance')
    .select(attendanceColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('sign_up_id', '=', p.signUpId),
);

export const listAttendance = prepare((p: OfShift) =>
  query
    .selectFrom('attendance')
    .select(attendanceColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('shift_id', '=', p.shiftId)
    .orderBy('in_at')
    .orderBy('id')
    .limit(20_000),
);

/** The shifts that somebody was at and has left, the latest first. */
export const listLeft = prepare((p: OfVolunteer & { limit: number }) =>
  query
    .selectFrom('attendance')
    .select(['shift_id', 'in_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .where('out_at', 'is not', null)
    .orderBy('in_at', 'desc')
    .limit(p.limit),
);

/** Where somebody is, or was not checked out of, since an instant. */
export const listOpenAttendance = prepare((p: OfVolunteer & { since: Date }) =>
  query
    .selectFrom('attendance')
    .select(attendanceColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .where('out_at', 'is', null)
    .where('in_at', '>', p.since)
    .orderBy('in_at', 'desc')
    .limit(20),
);

export const putAbsence = prepare(
  (p: OfSignUp & OfShift & OfVolunteer & { reason: string; by: string; now: Date }) =>
    query
      .insertInto('shift_absence')
      .values({
        organisation_id: p.organisationId,
        sign_up_id: p.signUpId,
        shift_id: p.shiftId,
        volunteer_id: p.volunteerId,
        reason: p.reason,
        noted_by: p.by,
        noted_at: p.now,
      })
      // of two at once the first stands
      .onConflict((conflict) => conflict.doNothing()),
);

export const deleteAbsence = prepare((p: OfSignUp) =>
  query
    .deleteFrom('shift_absence')
    .where('organisation_id', '=', p.organisationId)
    .where('sign_up_id', '=', p.signUpId),
);

export const listAbsences = prepare((p: OfShift) =>
  query
    .selectFrom('shift_absence')
    .select(['sign_up_id', 'volunteer_id', 'reason'])
    .where('organisation_id', '=', p.organisationId)
    .where('shift_id', '=', p.shiftId)
    .limit(20_000),
);

interface OfSite extends InOrganisation {
  siteId: string;
}

export const readStationCode = prepare((p: OfSite) =>
  query
    .selectFrom('station_code')
    .select(['id', 'made_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('site_id', '=', p.siteId),
);

export const endStationCode = prepare((p: OfSite) =>
  query
    .deleteFrom('station_code')
    .where('organisation_id', '=', p.organisationId)
    .where('site_id', '=', p.siteId),
);

export const insertStationCode = prepare((p: OfSite & { id: string; by: string; now: Date }) =>
  query.insertInto('station_code').values({
    organisation_id: p.organisationId,
    site_id: p.siteId,
    id: p.id,
    made_by: p.by,
    made_at: p.now,
  }),
);
