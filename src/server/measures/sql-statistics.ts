import { sql as raw } from 'kysely';
import { whereClassAt } from '../clients/public.ts';
import { hasGroupMet } from '../groups/public.ts';
import { onlyWithPersonKey } from '../platform/database/person-key.ts';
import { long, prepare, prepareVariants, query, statement } from '../platform/database/statement.ts';
import { responseWithKey } from './sql-responses.ts';

/** The first answer of each person to an instrument, of those who answered last first. */
export const listFirstAnswers = long(
  prepare((p: { organisationId: string; instrumentId: string; limit: number }) =>
    responseWithKey
      .select(['response.id', 'response.client_id', 'response.answers'])
      .where('response.organisation_id', '=', p.organisationId)
      .where('response.instrument_id', '=', p.instrumentId)
      .where('response.kept_apart', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('response as earlier')
              .select('earlier.id')
              .whereRef('earlier.organisation_id', '=', 'response.organisation_id')
              .whereRef('earlier.client_id', '=', 'response.client_id')
              .whereRef('earlier.instrument_id', '=', 'response.instrument_id')
              .where('earlier.kept_apart', 'is', null)
              .where(raw<boolean>`(earlier.answered_at, earlier.id) < (response.answered_at, response.id)`),
          ),
        ),
      )
      .orderBy('response.id', 'desc')
      .limit(p.limit),
  ),
);

/**
 * A person's first answers, sealed, and the next within so many days, with the days between; not of those whose
 * group met in between, who were meant to change.
 */
export const listRepeatedAnswers = long(
  (p: {
    organisationId: string;
    instrumentId: string;
    from: number;
    to: number;
    /** in which the days of answers and sessions are compared */
    timeZone: string;
    limit: number;
  }) => {
    const counted = query
      .selectFrom('response')
      .where('organisation_id', '=', p.organisationId)
      .where('instrument_id', '=', p.instrumentId)
      .where('kept_apart', 'is', null);
    const first = counted
      .distinctOn('client_id')
      .select(['organisation_id', 'client_id', 'id', 'answered_at', 'answers'])
      .orderBy('client_id')
      .orderBy('answered_at')
      .orderBy('id');
    const later = counted
      .select(['id', 'answers', 'answered_at'])
      .where(raw<boolean>`client_id = first.client_id`)
      .where(
        raw<boolean>`answered_at between first.answered_at + ${p.from} * interval '1 day'
        and first.answered_at + ${p.to} * interval '1 day'`,
      )
      .orderBy('answered_at')
      .orderBy('id')
      .limit(1);
    const pairs = query
      .selectFrom(first.as('first'))
      .innerJoinLateral(later.as('later'), (join) => join.onTrue());
    return statement(
      onlyWithPersonKey(pairs, 'first.client_id')
        .select([
          'first.client_id',
          'first.id as first_id',
          'first.answers as first',
          'later.id as second_id',
          'later.answers as second',
          raw<number>`round(extract(epoch from later.answered_at - first.answered_at) / 86400)::int`.as(
            'days',
          ),
        ])
        .where(({ not }) =>
          not(
            hasGroupMet(p.organisationId, 'first.client_id', {
              from: raw`(first.answered_at at time zone ${p.timeZone})::date`,
              to: raw`(later.answered_at at time zone ${p.timeZone})::date`,
            }),
          ),
        )
        .orderBy('first.client_id', 'desc')
        .limit(p.limit),
    );
  },
);

interface OfSite {
  organisationId: string;
  campaignId: string;
  siteId: string;
}

/** Invitations of rounds to the classes of a site: a pupil who moves away stays with the class that was asked. */
const ofSite = (p: { organisationId: string; campaignIds: string[]; siteId: string | undefined }) =>
  whereClassAt(query.selectFrom('invitation'), 'invitation.class_id', p.siteId)
    .select('invitation.id')
    .where('invitation.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`invitation.campaign_id = any(${p.campaignIds}::uuid[])`);

/** Sealed responses of rounds that count, by id from behind `after`. */
export const listOfRounds = long(
  prepareVariants(
    (p: {
      organisationId: string;
      campaignIds: string[];
      siteId: string | undefined;
      instrumentIds: string[] | undefined;
      after: string;
      limit: number;
    }) => {
      let list = responseWithKey
        .select([
          'response.id',
          'response.client_id',
          'response.campaign_id',
          'response.instrument_id',
          'response.answers',
        ])
        .where('response.organisation_id', '=', p.organisationId)
        .where(raw<boolean>`response.campaign_id = any(${p.campaignIds}::uuid[])`)
        .where('response.kept_apart', 'is', null)
        .where('response.id', '>', p.after)
        .orderBy('response.id')
        .limit(p.limit);
      if (p.instrumentIds !== undefined)
        list = list.where(raw<boolean>`response.instrument_id = any(${p.instrumentIds}::text[])`);
      return p.siteId === undefined ? list : list.where('response.invitation_id', 'in', ofSite(p));
    },
  ),
);

interface OfRound {
  organisationId: string;
  campaignId: string;
}

/** What was told of a round, by site. */
export const listRoundFigures = prepare((p: OfRound) =>
  query
    .selectFrom('round_figures')
    .select(['site_id', 'figures'])
    .where('organisation_id', '=', p.organisationId)
    .where('campaign_id', '=', p.campaignId),
);

export const insertRoundFigures = prepare((p: OfSite & { figures: string; now: Date }) =>
  query
    .insertInto('round_figures')
    .values({
      organisation_id: p.organisationId,
      campaign_id: p.campaignId,
      site_id: p.siteId,
      figures: p.figures,
      released_at: p.now,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'campaign_id', 'site_id']).doNothing()),
);
