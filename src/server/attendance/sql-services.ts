import { sql as raw } from 'kysely';
import { endedPlaces, unsettledPlaces } from '../opportunities/public.ts';
import { long, prepare, prepareVariants, query } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}
interface OfId extends InOrganisation {
  id: string;
}
interface OfShift extends InOrganisation {
  shiftId: string;
}
interface OfVolunteer extends InOrganisation {
  volunteerId: string;
}

/** What the people of a shift are credited with, or wait to be. */
export const sumServiceAt = prepare((p: OfShift) =>
  query
    .selectFrom('service_record')
    .select([
      'volunteer_id',
      raw<number>`coalesce(sum(minutes) filter (where state = 'recorded'), 0)::int`.as('recorded'),
      raw<number>`coalesce(sum(minutes) filter (where state = 'pending'), 0)::int`.as('pending'),
      raw<boolean>`bool_or(state = 'recorded')`.as('is_recorded'),
      raw<boolean>`bool_or(state = 'pending')`.as('is_pending'),
    ])
    .where('organisation_id', '=', p.organisationId)
    .where('shift_id', '=', p.shiftId)
    .groupBy('volunteer_id'),
);

const serviceColumns = [
  'service_record.id',
  'service_record.volunteer_id',
  'service_record.shift_id',
  'service_record.opportunity_id',
  'service_record.replaces_id',
  'service_record.site_id',
  'service_record.site_name',
  'service_record.category',
  'service_record.title',
  'service_record.served_from',
  'service_record.served_until',
  'service_record.excluded_minutes',
  'service_record.minutes',
  'service_record.is_with_minors',
  'service_record.is_day_only',
  'service_record.source',
  'service_record.state',
  'service_record.sealed',
  'service_record.entered_by',
  'service_record.entered_at',
  'service_record.decided_by',
  'service_record.decided_at',
] as const;

export const insertService = prepare(
  (
    p: OfId &
      OfVolunteer & {
        shiftId: string | null;
        opportunityId: string | null;
        replacesId: string | null;
        siteId: string;
        siteName: string;
        programme: string;
        category: string | null;
        title: string;
        from: Date;
        until: Date;
        excludedMinutes: number;
        source: string;
        sealed: Buffer;
        enteredBy: string | null;
        now: Date;
      },
  ) =>
    query.insertInto('service_record').values({
      organisation_id: p.organisationId,
      id: p.id,
      volunteer_id: p.volunteerId,
      shift_id: p.shiftId,
      opportunity_id: p.opportunityId,
      replaces_id: p.replacesId,
      site_id: p.siteId,
      site_name: p.siteName,
      programme: p.programme,
      category: p.category,
      title: p.title,
      served_from: p.from,
      served_until: p.until,
      excluded_minutes: p.excludedMinutes,
      source: p.source,
      state: 'pending',
      sealed: p.sealed,
      entered_by: p.enteredBy,
      entered_at: p.now,
    }),
);

export const readService = prepare((p: OfId) =>
  query
    .selectFrom('service_record')
    .select(serviceColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const lockService = prepare((p: OfId) =>
  query
    .selectFrom('service_record')
    .select(serviceColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forUpdate(),
);

/** Refused by app.keep_service with NU463 … NU465. */
export const decideService = prepare(
  (p: OfId & { state: string; sealed: Buffer | null; by: string; now: Date }) =>
    query
      .updateTable('service_record')
      .set({ state: p.state, sealed: p.sealed, decided_by: p.by, decided_at: p.now })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

/** What a volunteer said of a shift that waits for an answer. */
export const countClaims = prepare((p: OfShift & OfVolunteer) =>
  query
    .selectFrom('service_record')
    .select(raw<number>`count(*)::int`.as('count'))
    .where('organisation_id', '=', p.organisationId)
    .where('shift_id', '=', p.shiftId)
    .where('volunteer_id', '=', p.volunteerId)
    .where('source', '=', 'claimed')
    .where('state', '=', 'pending'),
);

/** The latest first. */
export const listServices = prepareVariants(
  (p: OfVolunteer & { beforeStart: Date | undefined; beforeId: string | undefined; limit: number }) => {
    let rows = query
      .selectFrom('service_record')
      .select(serviceColumns)
      .where('organisation_id', '=', p.organisationId)
      .where('volunteer_id', '=', p.volunteerId);
    if (p.beforeStart !== undefined)
      rows = rows.where(
        raw<boolean>`(served_from, id) < (${p.beforeStart}::timestamptz, ${p.beforeId}::uuid)`,
      );
    return rows.orderBy('served_from', 'desc').orderBy('id', 'desc').limit(p.limit);
  },
);

export const sumServices = prepare((p: OfVolunteer) =>
  query
    .selectFrom('service_record')
    .select([
      raw<number>`coalesce(sum(minutes) filter (where state = 'recorded'), 0)::int`.as('recorded'),
      raw<number>`coalesce(sum(minutes) filter (where state = 'recorded' and source <> 'attendance'), 0)::int`.as(
        'back_filled',
      ),
      raw<number>`coalesce(sum(minutes) filter (where state = 'pending'), 0)::int`.as('pending'),
    ])
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId),
);

/** What is recorded of a volunteer, and was before it was corrected; the latest first. */
export const listRecorded = prepare((p: OfVolunteer & { limit: number }) =>
  query
    .selectFrom('service_record')
    .select(['id', 'shift_id', 'replaces_id', 'state', 'title', 'served_from'])
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .where('state', 'in', ['recorded', 'replaced'])
    .orderBy('served_from', 'desc')
    .orderBy('id', 'desc')
    .limit(p.limit),
);

/** What counts of what these volunteers have served, the earliest first. */
export const listRecordedOf = prepare((p: InOrganisation & { volunteerIds: string[] }) =>
  query
    .selectFrom('service_record')
    .select(serviceColumns)
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`volunteer_id = any(${p.volunteerIds}::uuid[])`)
    .where('state', '=', 'recorded')
    .where('minutes', '>', 0)
    .orderBy('served_from')
    .orderBy('id'),
);

/** What corrections of these volunteers' service stand for. */
export const listReplacedOf = prepare((p: InOrganisation & { volunteerIds: string[] }) =>
  query
    .selectFrom('service_record')
    .select(serviceColumns)
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`volunteer_id = any(${p.volunteerIds}::uuid[])`)
    .where('state', '=', 'replaced'),
);

/** What is recorded of these volunteers together, of service that began before an instant. */
export const sumRecorded = prepare((p: InOrganisation & { volunteerIds: string[]; until: Date }) =>
  query
    .selectFrom('service_record')
    .select(raw<number>`coalesce(sum(minutes), 0)::int`.as('minutes'))
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`volunteer_id = any(${p.volunteerIds}::uuid[])`)
    .where('state', '=', 'recorded')
    .where('served_from', '<', p.until),
);

interface Between extends InOrganisation {
  from: Date;
  until: Date;
}

/** What somebody is credited with of a time, by what they did; the most first. */
export const sumServed = prepare((p: Between & OfVolunteer) =>
  query
    .selectFrom('service_record')
    .select([
      'title',
      raw<number>`sum(minutes)::int`.as('minutes'),
      raw<number>`coalesce(sum(minutes) filter (where source <> 'attendance'), 0)::int`.as('back_filled'),
      raw<number>`count(*)::int`.as('times'),
    ])
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .where('state', '=', 'recorded')
    .where('minutes', '>', 0)
    .where('served_from', '>=', p.from)
    .where('served_from', '<', p.until)
    .groupBy('title')
    .orderBy(raw`sum(minutes)`, 'desc')
    .orderBy('title'),
);

/** Who is credited with so much of a time. */
export const listServing = prepare((p: Between & { minimumMinutes: number; limit: number }) =>
  query
    .selectFrom('service_record')
    .select(['volunteer_id', raw<number>`sum(minutes)::int`.as('minutes')])
    .where('organisation_id', '=', p.organisationId)
    // said here, as below
    .where(raw<boolean>`state = 'recorded'`)
    .where('served_from', '>=', p.from)
    .where('served_from', '<', p.until)
    .groupBy('volunteer_id')
    .having(raw<boolean>`sum(minutes) >= ${p.minimumMinutes}`)
    .orderBy('volunteer_id')
    .limit(p.limit),
);

/** What is recorded of each of these. */
export const sumRecordedByVolunteer = prepare((p: InOrganisation & { volunteerIds: string[] }) =>
  query
    .selectFrom('service_record')
    .select(['volunteer_id', raw<number>`sum(minutes)::int`.as('minutes')])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`volunteer_id = any(${p.volunteerIds}::uuid[])`)
    .where('state', '=', 'recorded')
    .groupBy('volunteer_id'),
);

/** Who has so much recorded in all: of 300,000 services 150 ms, by an index that has their minutes still 110. */
export const listRecordedFrom = long(
  prepare((p: InOrganisation & { minimumMinutes: number }) =>
    query
      .selectFrom('service_record')
      .select('volunteer_id')
      .where('organisation_id', '=', p.organisationId)
      // said here, as below
      .where(raw<boolean>`state = 'recorded'`)
      .groupBy('volunteer_id')
      .having(raw<boolean>`sum(minutes) >= ${p.minimumMinutes}`),
  ),
);

/** How often somebody served, by opportunity: times that are recorded. */
export const countServed = prepare((p: InOrganisation & { since: Date; opportunityIds: string[] }) =>
  query
    .selectFrom('service_record')
    .select(['volunteer_id', 'opportunity_id', raw<number>`count(*)::int`.as('count')])
    .where('organisation_id', '=', p.organisationId)
    .where('state', '=', 'recorded')
    .where('minutes', '>', 0)
    .where('served_from', '>=', p.since)
    .where(raw<boolean>`opportunity_id = any(${p.opportunityIds}::uuid[])`)
    .groupBy(['volunteer_id', 'opportunity_id']),
);

interface Ended extends InOrganisation {
  since: Date;
  before: Date;
}

/** Whoever came is not forgotten with a shift that was called off meanwhile, nor with a place that was taken from them. */
const leftThere = (p: Ended) =>
  query
    .selectFrom('attendance as there')
    .innerJoin(endedPlaces(p).as('place'), (join) =>
      join
        .onRef('place.organisation_id', '=', 'there.organisation_id')
        .onRef('place.sign_up_id', '=', 'there.sign_up_id'),
    )
    .selectAll('place')
    .where('there.organisation_id', '=', p.organisationId)
    .where('there.out_at', 'is', null)
    .where('place.is_expected', '=', false);

/** Where nothing is known of somebody with a place, or only that they came; the earliest first. */
export const listUnrecorded = prepare((p: Ended & { limit: number }) =>
  query
    .selectFrom(unsettledPlaces(p).unionAll(leftThere(p)).as('place'))
    .selectAll('place')
    .select(
      raw<boolean>`exists (select from attendance there where there.organisation_id = place.organisation_id
        and there.sign_up_id = place.sign_up_id)`.as('is_there'),
    )
    .where(
      raw<boolean>`not exists (select from shift_absence away where away.organisation_id = place.organisation_id
        and away.sign_up_id = place.sign_up_id)`,
    )
    .where(
      raw<boolean>`not exists (select from service_record known where known.organisation_id = place.organisation_id
        and known.shift_id = place.shift_id and known.volunteer_id = place.volunteer_id
        and known.state in ('pending', 'recorded'))`,
    )
    .orderBy('place.ends_at')
    .orderBy('place.sign_up_id')
    .limit(p.limit),
);

export const listPending = prepare((p: InOrganisation & { limit: number }) =>
  query
    .selectFrom('service_record')
    .select(serviceColumns)
    .where('organisation_id', '=', p.organisationId)
    // said here and not given: else a prepared statement knows no index of what waits
    // what came with a table is approved with it
    .where(raw<boolean>`state = 'pending' and import_id is null`)
    .orderBy('served_until')
    .orderBy('id')
    .limit(p.limit),
);
