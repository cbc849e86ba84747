import { sql as raw } from 'kysely';
import { prepare, query } from '../platform/database/statement.ts';
import { shiftsAsked } from './sql.ts';

interface InOrganisation {
  organisationId: string;
}
interface OfShift extends InOrganisation {
  shiftId: string;
}
interface OfSignUp extends InOrganisation {
  id: string;
}

const columns = [
  'sign_up.id',
  'sign_up.shift_id',
  'sign_up.role',
  'sign_up.volunteer_id',
  'sign_up.state',
  'sign_up.starts_at',
  'sign_up.ends_at',
  'sign_up.is_overlap_allowed',
  'sign_up.confirm_by',
  'sign_up.left_because',
  'sign_up.signed_at',
  'sign_up.changed_at',
] as const;

/** How it stands is decided by app.take_place, which fails with NU451 … NU454. */
export const insertSignUp = prepare(
  (
    p: OfSignUp & {
      shiftId: string;
      role: string;
      volunteerId: string;
      isOverlapAllowed: boolean;
      signedBy: string | null;
      now: Date;
    },
  ) =>
    query.insertInto('sign_up').values({
      organisation_id: p.organisationId,
      id: p.id,
      shift_id: p.shiftId,
      role: p.role,
      volunteer_id: p.volunteerId,
      is_overlap_allowed: p.isOverlapAllowed,
      signed_at: p.now,
      signed_by: p.signedBy,
      changed_at: p.now,
    }),
);

export const readSignUp = prepare((p: OfSignUp) =>
  query
    .selectFrom('sign_up')
    .select(columns)
    .select(raw<number>`app.waiting_before(sign_up.organisation_id, sign_up.id)`.as('ahead'))
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** Places first, then sign-ups: whoever changes a shift holds its places. */
export const holdPlaces = prepare((p: OfShift) =>
  query.selectNoFrom(raw<boolean>`app.hold_places(${p.organisationId}, ${p.shiftId})`.as('are_held')),
);

/** So many times somebody signed up for a shift so far. */
export const countAt = prepare((p: OfShift & { volunteerId: string }) =>
  query
    .selectFrom('sign_up')
    .select(raw<number>`count(*)::int`.as('count'))
    .where('organisation_id', '=', p.organisationId)
    .where('shift_id', '=', p.shiftId)
    .where('volunteer_id', '=', p.volunteerId),
);

export const lockSignUp = prepare((p: OfSignUp) =>
  query
    .selectFrom('sign_up')
    .select(columns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forUpdate(),
);

/** In the order in which they came. */
export const listSignUps = prepare((p: OfShift) =>
  query
    .selectFrom('sign_up')
    .select(columns)
    .select((expression) => [
      expression
        .not(
          expression.exists(
            expression
              .selectFrom('sign_up as earlier')
              .select('earlier.id')
              .whereRef('earlier.organisation_id', '=', 'sign_up.organisation_id')
              .whereRef('earlier.volunteer_id', '=', 'sign_up.volunteer_id')
              .where('earlier.state', '=', 'confirmed')
              .whereRef('earlier.ends_at', '<=', 'sign_up.starts_at'),
          ),
        )
        .as('is_first'),
    ])
    .where('sign_up.organisation_id', '=', p.organisationId)
    .where('sign_up.shift_id', '=', p.shiftId)
    .orderBy('sign_up.arrival')
    .limit(20_000),
);

/** What these volunteers have or wait for shortly before or after a shift. */
export const listBeside = prepare(
  (p: OfShift & { volunteerIds: string[]; endsAfter: Date; startsBefore: Date }) =>
    shiftsAsked()
      .innerJoin('sign_up', (join) =>
        join
          .onRef('sign_up.organisation_id', '=', 'shift.organisation_id')
          .onRef('sign_up.shift_id', '=', 'shift.id'),
      )
      .select([
        'sign_up.volunteer_id',
        'shift.starts_at',
        'shift.ends_at',
        'opportunity.title',
        'opportunity.site_name',
        'opportunity.place',
      ])
      .where('sign_up.organisation_id', '=', p.organisationId)
      .where(raw<boolean>`sign_up.volunteer_id = any(${p.volunteerIds}::uuid[])`)
      .where('sign_up.shift_id', '<>', p.shiftId)
      .where('sign_up.state', 'in', ['confirmed', 'waitlisted'])
      .where('sign_up.ends_at', '>=', p.endsAfter)
      .where('sign_up.starts_at', '<=', p.startsBefore)
      .orderBy('shift.starts_at'),
);

/** How somebody's place at a shift stands; whoever has none has no row. */
export const findPlaceAt = prepare((p: OfShift & { volunteerId: string }) =>
  query
    .selectFrom('sign_up')
    .select(['id', 'state'])
    .where('organisation_id', '=', p.organisationId)
    .where('shift_id', '=', p.shiftId)
    .where('volunteer_id', '=', p.volunteerId)
    .where('state', '=', 'confirmed'),
);

interface Ended extends InOrganisation {
  since: Date;
  before: Date;
}

/** Sign-ups at shifts that are over, with what they were, and whether they were expected there to the end. */
export const endedPlaces = (p: Ended) =>
  shiftsAsked()
    .innerJoin('sign_up', (join) =>
      join
        .onRef('sign_up.organisation_id', '=', 'shift.organisation_id')
        .onRef('sign_up.shift_id', '=', 'shift.id'),
    )
    .select([
      'shift.organisation_id',
      'sign_up.id as sign_up_id',
      'sign_up.volunteer_id',
      'shift.id as shift_id',
      'shift.starts_at',
      'shift.ends_at',
      'opportunity.title',
      'opportunity.site_name',
      raw<boolean>`sign_up.state = 'confirmed' and shift.state = 'open'`.as('is_expected'),
    ])
    .where('shift.organisation_id', '=', p.organisationId)
    .where('shift.ends_at', '>', p.since)
    .where('shift.ends_at', '<=', p.before);

/** Those who were expected to the end and of whom nothing is written: by an index of them alone. */
export const unsettledPlaces = (p: Ended) =>
  endedPlaces(p)
    // as the sign-up repeats it of its shift
    .where('sign_up.ends_at', '>', p.since)
    .where('sign_up.ends_at', '<=', p.before)
    .where(raw<boolean>`sign_up.state = 'confirmed' and not sign_up.is_settled and shift.state = 'open'`);

export const listOwnSignUps = prepare((p: InOrganisation & { volunteerId: string; since: Date }) =>
  query
    .selectFrom('sign_up')
    .innerJoin('shift', (join) =>
      join
        .onRef('shift.organisation_id', '=', 'sign_up.organisation_id')
        .onRef('shift.id', '=', 'sign_up.shift_id'),
    )
    .innerJoin('opportunity', (join) =>
      join
        .onRef('opportunity.organisation_id', '=', 'shift.organisation_id')
        .onRef('opportunity.id', '=', 'shift.opportunity_id'),
    )
    .select(columns)
    .select([
      'opportunity.id as opportunity_id',
      'opportunity.title',
      'opportunity.site_id',
      'opportunity.site_name',
      'opportunity.place',
      'opportunity.check_in',
      raw<number>`app.waiting_before(sign_up.organisation_id, sign_up.id)`.as('ahead'),
    ])
    .where('sign_up.organisation_id', '=', p.organisationId)
    .where('sign_up.volunteer_id', '=', p.volunteerId)
    .where('sign_up.ends_at', '>', p.since)
    // whoever comes and goes often still sees where they come
    .orderBy(raw`sign_up.state in ('confirmed', 'waitlisted')`, 'desc')
    .orderBy('sign_up.starts_at', 'desc')
    .limit(500),
);

/** Out of the shift, or confirmed: nothing is left to be confirmed. */
export const moveSignUp = prepare(
  (p: OfSignUp & { state: string; confirmBy: Date | null; leftBecause: string | null; now: Date }) =>
    query
      .updateTable('sign_up')
      .set({ state: p.state, confirm_by: p.confirmBy, left_because: p.leftBecause, changed_at: p.now })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

/** Who is in a shift. */
export const listActive = prepare((p: OfShift) =>
  query
    .selectFrom('sign_up')
    .select('volunteer_id')
    .where('organisation_id', '=', p.organisationId)
    .where('shift_id', '=', p.shiftId)
    .where('state', 'in', ['confirmed', 'waitlisted']),
);

/** All who are in a shift, held. */
export const lockActive = prepare((p: OfShift) =>
  query
    .selectFrom('sign_up')
    .select(columns)
    .where('organisation_id', '=', p.organisationId)
    .where('shift_id', '=', p.shiftId)
    .where('state', 'in', ['confirmed', 'waitlisted'])
    .orderBy('arrival')
    .forUpdate(),
);

/** A shift at another time: who is in it has another shift then, or not. */
export const moveTimes = prepare((p: OfShift & { startsAt: Date; endsAt: Date }) =>
  query
    .updateTable('sign_up')
    .set({
      starts_at: p.startsAt,
      ends_at: p.endsAt,
      reminded_at: null,
      is_overlap_allowed: raw<boolean>`is_overlap_allowed or exists (
        select from sign_up other
        where other.organisation_id = sign_up.organisation_id and other.volunteer_id = sign_up.volunteer_id
          and other.state in ('confirmed', 'waitlisted') and other.id <> sign_up.id
          and other.starts_at < ${p.endsAt} and other.ends_at > ${p.startsAt}
          and other.starts_at > ${p.startsAt}::timestamptz - interval '24 hours')`,
    })
    .where('organisation_id', '=', p.organisationId)
    .where('shift_id', '=', p.shiftId)
    .where('state', 'in', ['confirmed', 'waitlisted'])
    .returning((moved) => [
      'id',
      moved
        .exists(
          moved
            .selectFrom('sign_up as other')
            .select('other.id')
            .whereRef('other.organisation_id', '=', 'sign_up.organisation_id')
            .whereRef('other.volunteer_id', '=', 'sign_up.volunteer_id')
            .where('other.state', 'in', ['confirmed', 'waitlisted'])
            .whereRef('other.id', '<>', 'sign_up.id')
            .where('other.starts_at', '<', p.endsAt)
            .where('other.ends_at', '>', p.startsAt),
        )
        .as('overlaps'),
    ]),
);

/** Of one volunteer, to come: with the end of their time with the organisation they end. */
export const listComingOf = prepare((p: InOrganisation & { volunteerId: string; now: Date }) =>
  query
    .selectFrom('sign_up')
    .select(columns)
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .where('state', 'in', ['confirmed', 'waitlisted'])
    .where('ends_at', '>', p.now)
    .orderBy('shift_id'),
);

/** Where somebody waits though a place is free, and the shift has not begun. */
export const listFreePlaces = prepare((p: InOrganisation & { now: Date }) =>
  query
    .selectFrom('shift_place')
    .innerJoin('shift', (join) =>
      join
        .onRef('shift.organisation_id', '=', 'shift_place.organisation_id')
        .onRef('shift.id', '=', 'shift_place.shift_id'),
    )
    .select(['shift_place.shift_id', 'shift_place.role'])
    .where('shift_place.organisation_id', '=', p.organisationId)
    .where('shift_place.waiting', '>', 0)
    .whereRef('shift_place.taken', '<', 'shift_place.capacity')
    .where('shift.state', '=', 'open')
    .where('shift.starts_at', '>', p.now),
);

export const lockPlace = prepare((p: OfShift & { role: string }) =>
  query
    .selectFrom('shift_place')
    .select(['capacity', 'taken', 'waiting'])
    .where('organisation_id', '=', p.organisationId)
    .where('shift_id', '=', p.shiftId)
    .where('role', '=', p.role)
    .forUpdate(),
);

/** Who waits first; whoever is leaving at this moment is passed over. */
export const lockFirstWaiting = prepare((p: OfShift & { role: string; limit: number }) =>
  query
    .selectFrom('sign_up')
    .select(columns)
    .where('organisation_id', '=', p.organisationId)
    .where('shift_id', '=', p.shiftId)
    .where('role', '=', p.role)
    .where('state', '=', 'waitlisted')
    .orderBy('arrival')
    .limit(p.limit)
    .forUpdate()
    .skipLocked(),
);

/** Places that nobody said they would take, of shifts that have not begun. */
export const listUnconfirmed = prepare((p: InOrganisation & { now: Date }) =>
  query
    .selectFrom('sign_up')
    .select(columns)
    .where('organisation_id', '=', p.organisationId)
    .where('state', '=', 'confirmed')
    .where('confirm_by', '<=', p.now)
    .where('starts_at', '>', p.now)
    .limit(500),
);

/** Of shifts that begin until then, whoever was not reminded yet: not whoever signed up just now, or has to confirm. */
export const lockToRemind = prepare((p: InOrganisation & { now: Date; until: Date }) =>
  query
    .selectFrom('sign_up')
    .select(columns)
    .where('organisation_id', '=', p.organisationId)
    .where('state', '=', 'confirmed')
    .where('reminded_at', 'is', null)
    .where('confirm_by', 'is', null)
    .where(raw<boolean>`signed_at < starts_at - interval '24 hours'`)
    .where('starts_at', '>', p.now)
    .where('starts_at', '<=', p.until)
    .limit(500)
    .forUpdate()
    .skipLocked(),
);

export const noteReminded = prepare((p: InOrganisation & { ids: string[]; now: Date }) =>
  query
    .updateTable('sign_up')
    .set({ reminded_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`),
);

interface OfHolder extends InOrganisation {
  accountId: string;
}

export const readFeed = prepare((p: OfHolder) =>
  query
    .selectFrom('shift_feed')
    .select(['created_at', 'used_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId),
);

export const findFeed = prepare((p: InOrganisation & { tokenHash: Buffer }) =>
  query
    .selectFrom('shift_feed')
    .select(['account_id', 'used_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('token_hash', '=', p.tokenHash),
);

/** The address before it opens nothing any more. */
export const putFeed = prepare((p: OfHolder & { tokenHash: Buffer; now: Date }) =>
  query
    .insertInto('shift_feed')
    .values({
      organisation_id: p.organisationId,
      account_id: p.accountId,
      token_hash: p.tokenHash,
      created_at: p.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'account_id'])
        .doUpdateSet({ token_hash: p.tokenHash, created_at: p.now, used_at: null }),
    ),
);

export const endFeed = prepare((p: OfHolder) =>
  query
    .deleteFrom('shift_feed')
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId),
);

/** By the token: an address that was replaced meanwhile was not used. */
export const touchFeed = prepare((p: InOrganisation & { tokenHash: Buffer; now: Date }) =>
  query
    .updateTable('shift_feed')
    .set({ used_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('token_hash', '=', p.tokenHash),
);

/** What goes on at a site, for its calendar. */
export const listShiftsAtSite = prepare(
  (p: InOrganisation & { siteId: string; from: Date; until: Date; limit: number }) =>
    shiftsAsked()
      .innerJoin('shift_place', (join) =>
        join
          .onRef('shift_place.organisation_id', '=', 'shift.organisation_id')
          .onRef('shift_place.shift_id', '=', 'shift.id'),
      )
      .select([
        'shift.id',
        'shift.starts_at',
        'shift.ends_at',
        'shift.created_at',
        'shift.updated_at',
        raw<number>`sum(shift_place.capacity)::int`.as('capacity'),
        raw<number>`sum(shift_place.taken)::int`.as('taken'),
      ])
      .where('shift.organisation_id', '=', p.organisationId)
      .where('opportunity.site_id', '=', p.siteId)
      .where('shift.state', '=', 'open')
      .where('shift.starts_at', '>=', p.from)
      .where('shift.starts_at', '<', p.until)
      .groupBy(['shift.id', 'shift.starts_at', 'shift.ends_at', 'shift.created_at', 'shift.updated_at'])
      .orderBy('shift.starts_at')
      .limit(p.limit),
);
