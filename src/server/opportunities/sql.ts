import { sql as raw } from 'kysely';
import { prepare, prepareVariants, query } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}
interface OfOpportunity extends InOrganisation {
  opportunityId: string;
}
interface OfShift extends InOrganisation {
  shiftId: string;
}

const opportunityColumns = [
  'opportunity.organisation_id',
  'opportunity.id',
  'opportunity.site_id',
  'opportunity.site_name',
  'opportunity.region_code',
  'opportunity.programme',
  'opportunity.title',
  'opportunity.category',
  'opportunity.description',
  'opportunity.risks',
  'opportunity.place',
  'opportunity.requirements',
  'opportunity.confirm_hours',
  'opportunity.check_in',
  'opportunity.state',
  'opportunity.version',
] as const;

const shiftColumns = [
  'shift.organisation_id',
  'shift.id',
  'shift.opportunity_id',
  'shift.series_id',
  'shift.starts_at',
  'shift.ends_at',
  'shift.state',
  'shift.version',
] as const;

/** What is said of one, by its columns. */
interface Said {
  siteId: string;
  siteName: string;
  regionCode: string;
  programme: string;
  title: string;
  category: string | null;
  description: string;
  risks: string;
  place: string;
  /** JSON */
  requirements: string;
  confirmHours: number;
  /** JSON */
  checkIn: string;
}

const said = (p: Said) => ({
  site_id: p.siteId,
  site_name: p.siteName,
  region_code: p.regionCode,
  programme: p.programme,
  title: p.title,
  category: p.category,
  description: p.description,
  risks: p.risks,
  place: p.place,
  requirements: p.requirements,
  confirm_hours: p.confirmHours,
  check_in: p.checkIn,
});

export const insertOpportunity = prepare(
  (p: OfOpportunity & Said & { state: string; by: string; now: Date }) =>
    query.insertInto('opportunity').values({
      organisation_id: p.organisationId,
      id: p.opportunityId,
      ...said(p),
      state: p.state,
      created_by: p.by,
      created_at: p.now,
      updated_at: p.now,
    }),
);

export const changeOpportunity = prepare((p: OfOpportunity & Said & { version: number; now: Date }) =>
  query
    .updateTable('opportunity')
    .set({ ...said(p), version: p.version, updated_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.opportunityId),
);

export const moveOpportunity = prepare((p: OfOpportunity & { state: string; version: number; now: Date }) =>
  query
    .updateTable('opportunity')
    .set({ state: p.state, version: p.version, updated_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.opportunityId),
);

/** Its shifts are published with it. */
export const publishShifts = prepare((p: OfOpportunity) =>
  query
    .updateTable('shift')
    .set({ is_published: true })
    .where('organisation_id', '=', p.organisationId)
    .where('opportunity_id', '=', p.opportunityId),
);

export const publishPlaces = prepare((p: OfOpportunity) =>
  query
    .updateTable('shift_place')
    .set({ is_published: true })
    .where('organisation_id', '=', p.organisationId)
    .where('shift_id', 'in', (shifts) =>
      shifts
        .selectFrom('shift')
        .select('shift.id')
        .where('shift.organisation_id', '=', p.organisationId)
        .where('shift.opportunity_id', '=', p.opportunityId),
    ),
);

/** With what its shifts to come add up to. */
const summed = (p: InOrganisation & { now: Date }) =>
  query
    .selectFrom('opportunity')
    .leftJoinLateral(
      (coming) =>
        coming
          .selectFrom('shift')
          .innerJoin('shift_place', (join) =>
            join
              .onRef('shift_place.organisation_id', '=', 'shift.organisation_id')
              .onRef('shift_place.shift_id', '=', 'shift.id'),
          )
          .select([
            raw<Date | null>`min(shift.starts_at)`.as('next_starts_at'),
            raw<number>`count(distinct shift.id)::int`.as('shifts'),
            raw<number>`coalesce(sum(shift_place.capacity), 0)::int`.as('places'),
            raw<number>`coalesce(sum(shift_place.taken), 0)::int`.as('taken'),
            raw<number>`coalesce(sum(shift_place.waiting), 0)::int`.as('waiting'),
          ])
          .whereRef('shift.organisation_id', '=', 'opportunity.organisation_id')
          .whereRef('shift.opportunity_id', '=', 'opportunity.id')
          .where('shift.state', '=', 'open')
          .where('shift.ends_at', '>', p.now)
          .as('coming'),
      (join) => join.onTrue(),
    )
    .select(opportunityColumns)
    .select(['coming.next_starts_at', 'coming.shifts', 'coming.places', 'coming.taken', 'coming.waiting'])
    .where('opportunity.organisation_id', '=', p.organisationId);

export const listOpportunities = prepareVariants(
  (
    p: InOrganisation & {
      now: Date;
      state: string | undefined;
      words: string | undefined;
      before: string | undefined;
      limit: number;
    },
  ) => {
    let rows = summed(p);
    if (p.state !== undefined) rows = rows.where('opportunity.state', '=', p.state);
    if (p.words !== undefined)
      rows = rows.where(
        raw<boolean>`position(lower(${p.words}) in lower(opportunity.title || ' ' || opportunity.programme || ' ' || opportunity.site_name)) > 0`,
      );
    if (p.before !== undefined) rows = rows.where('opportunity.id', '<', p.before);
    return rows.orderBy('opportunity.id', 'desc').limit(p.limit);
  },
);

export const readOpportunity = prepare((p: OfOpportunity & { now: Date }) =>
  summed(p).where('opportunity.id', '=', p.opportunityId),
);

/** Held: of two who change it the second sees what the first wrote. */
export const lockOpportunity = prepare((p: OfOpportunity) =>
  query
    .selectFrom('opportunity')
    .select(opportunityColumns)
    .where('opportunity.organisation_id', '=', p.organisationId)
    .where('opportunity.id', '=', p.opportunityId)
    .forUpdate(),
);

export const insertShift = prepare(
  (
    p: OfShift & {
      opportunityId: string;
      seriesId: string | null;
      startsAt: Date;
      endsAt: Date;
      isPublished: boolean;
      by: string;
      now: Date;
    },
  ) =>
    query.insertInto('shift').values({
      organisation_id: p.organisationId,
      id: p.shiftId,
      opportunity_id: p.opportunityId,
      series_id: p.seriesId,
      starts_at: p.startsAt,
      ends_at: p.endsAt,
      state: 'open',
      is_published: p.isPublished,
      created_by: p.by,
      created_at: p.now,
      updated_at: p.now,
    }),
);

/** A role that is there already gets another capacity. */
export const putPlace = prepare((p: OfShift & { role: string; capacity: number; isPublished: boolean }) =>
  query
    .insertInto('shift_place')
    .values({
      organisation_id: p.organisationId,
      shift_id: p.shiftId,
      role: p.role,
      capacity: p.capacity,
      is_published: p.isPublished,
    })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'shift_id', 'role']).doUpdateSet({ capacity: p.capacity }),
    ),
);

/** Whoever changes a shift holds its places first: nobody signs up meanwhile. */
export const lockPlaces = prepare((p: OfShift) =>
  query
    .selectFrom('shift_place')
    .select(['role', 'capacity', 'taken', 'waiting'])
    .where('organisation_id', '=', p.organisationId)
    .where('shift_id', '=', p.shiftId)
    .orderBy('role')
    .forUpdate(),
);

export const lockShift = prepare((p: OfShift) =>
  query
    .selectFrom('shift')
    .select([...shiftColumns, 'shift.is_published'])
    .where('shift.organisation_id', '=', p.organisationId)
    .where('shift.id', '=', p.shiftId)
    .forUpdate(),
);

export const changeShift = prepare(
  (p: OfShift & { startsAt: Date; endsAt: Date; state: string; version: number; now: Date }) =>
    query
      .updateTable('shift')
      .set({
        starts_at: p.startsAt,
        ends_at: p.endsAt,
        state: p.state,
        version: p.version,
        updated_at: p.now,
      })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.shiftId),
);

/** Shifts, each beside what it is a shift of. */
export const shiftsAsked = () =>
  query
    .selectFrom('shift')
    .innerJoin('opportunity', (join) =>
      join
        .onRef('opportunity.organisation_id', '=', 'shift.organisation_id')
        .onRef('opportunity.id', '=', 'shift.opportunity_id'),
    );

/** With what it is a shift of, for whoever reads the organisation's, or a published one from elsewhere. */
const withOpportunity = () =>
  shiftsAsked()
    .select(shiftColumns)
    .select([
      'opportunity.title',
      'opportunity.site_id',
      'opportunity.site_name',
      'opportunity.place',
      'opportunity.requirements',
      'opportunity.confirm_hours',
      'opportunity.check_in',
      'opportunity.programme',
      'opportunity.category',
      'opportunity.state as opportunity_state',
    ]);

export const readShift = prepare((p: OfShift) =>
  withOpportunity().where('shift.organisation_id', '=', p.organisationId).where('shift.id', '=', p.shiftId),
);

export const listShiftsNamed = prepare((p: InOrganisation & { shiftIds: string[] }) =>
  withOpportunity()
    .where('shift.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`shift.id = any(${p.shiftIds}::uuid[])`),
);

/** Of whatever organisation: a published one is everybody's to read. */
export const findPublishedShift = prepare((p: { shiftId: string }) =>
  shiftsAsked()
    .select(['shift.organisation_id', 'shift.id', 'opportunity.site_id'])
    .where('shift.id', '=', p.shiftId)
    .where('shift.is_published', '=', true),
);

export const listShiftsOf = prepare((p: OfOpportunity & { since: Date }) =>
  query
    .selectFrom('shift')
    .select(shiftColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('opportunity_id', '=', p.opportunityId)
    .where('ends_at', '>', p.since)
    .orderBy('starts_at')
    .orderBy('id')
    .limit(1_000),
);

export const listSeries = prepare((p: InOrganisation & { seriesId: string }) =>
  query
    .selectFrom('shift')
    .select(shiftColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('series_id', '=', p.seriesId)
    .orderBy('starts_at'),
);

export const listPlaces = prepare((p: InOrganisation & { shiftIds: string[] }) =>
  query
    .selectFrom('shift_place')
    .select(['shift_id', 'role', 'capacity', 'taken', 'waiting', 'arrivals'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`shift_id = any(${p.shiftIds}::uuid[])`)
    .orderBy('role'),
);

/** Everything that anybody may see, of all organisations. */
export const listPublished = prepare((p: { now: Date }) =>
  shiftsAsked()
    .innerJoin('shift_place', (join) =>
      join
        .onRef('shift_place.organisation_id', '=', 'shift.organisation_id')
        .onRef('shift_place.shift_id', '=', 'shift.id'),
    )
    .select(opportunityColumns)
    .select([
      'shift.id as shift_id',
      'shift.starts_at',
      'shift.ends_at',
      'shift_place.role',
      'shift_place.capacity',
      'shift_place.taken',
      'shift_place.waiting',
    ])
    .where('shift.is_published', '=', true)
    .where('shift.state', '=', 'open')
    .where('shift.starts_at', '>', p.now)
    .where('opportunity.state', '=', 'published')
    .orderBy('shift.starts_at')
    .orderBy('shift.id')
    .orderBy('shift_place.role'),
);

/** Also one whose shifts are over: whoever was given its address sees what it was. */
export const findPublished = prepare((p: { id: string }) =>
  query
    .selectFrom('opportunity')
    .select(opportunityColumns)
    .where('id', '=', p.id)
    .where('is_published', '=', true),
);

/** With how many come of how many. */
export const listShiftsById = prepare((p: InOrganisation & { ids: string[] }) =>
  shiftsAsked()
    .select((expression) => [
      'shift.id',
      'shift.state',
      'shift.starts_at',
      'opportunity.site_id',
      expression
        .selectFrom('shift_place')
        .select(raw<number>`sum(capacity)::int`.as('capacity'))
        .whereRef('shift_place.organisation_id', '=', 'shift.organisation_id')
        .whereRef('shift_place.shift_id', '=', 'shift.id')
        .as('capacity'),
      expression
        .selectFrom('shift_place')
        .select(raw<number>`sum(taken)::int`.as('taken'))
        .whereRef('shift_place.organisation_id', '=', 'shift.organisation_id')
        .whereRef('shift_place.shift_id', '=', 'shift.id')
        .as('taken'),
    ])
    .where('shift.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`shift.id = any(${p.ids}::uuid[])`),
);
