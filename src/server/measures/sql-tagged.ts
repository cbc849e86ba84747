import { sql as raw } from 'kysely';
import { withClient } from '../clients/public.ts';
import { withPersonKey } from '../platform/database/person-key.ts';
import { long, prepare, query } from '../platform/database/statement.ts';

/** What studies read of the rounds that carry their id. */

interface Tagged {
  organisationId: string;
  studyId: string;
}

export const listTaggedRounds = prepare((p: Tagged) =>
  query
    .selectFrom('campaign')
    .select(['id', 'title', 'wave', 'opens_at', 'closes_at', 'opened_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('study_tag', '=', p.studyId)
    .orderBy('opens_at'),
);

const invitedToRound = query
  .selectFrom('invitation')
  .innerJoin('campaign', (join) =>
    join
      .onRef('campaign.organisation_id', '=', 'invitation.organisation_id')
      .onRef('campaign.id', '=', 'invitation.campaign_id'),
  );

const answeredInRound = query
  .selectFrom('response')
  .innerJoin('campaign', (join) =>
    join
      .onRef('campaign.organisation_id', '=', 'response.organisation_id')
      .onRef('campaign.id', '=', 'response.campaign_id'),
  );

/** Answers after the baseline: none may exist when a study is registered. */
export const countLaterAnswers = long(
  prepare((p: Tagged) =>
    answeredInRound
      .select(raw<number>`count(*)::int`.as('count'))
      .where('response.organisation_id', '=', p.organisationId)
      .where('campaign.study_tag', '=', p.studyId)
      .where('campaign.wave', '<>', 'baseline'),
  ),
);

/** Everybody whom a round of the study asked or could not ask, with the class of that day. */
export const listTaggedInvited = long(
  prepare((p: Tagged) =>
    withPersonKey(
      withClient(invitedToRound, 'invitation.client_id', ['sex', 'birth_year', 'card']),
      'invitation.client_id',
    )
      .select([
        'invitation.client_id',
        'invitation.class_id',
        'invitation.withheld',
        'invitation.answered_ids',
        'campaign.wave',
      ])
      .where('invitation.organisation_id', '=', p.organisationId)
      .where('campaign.study_tag', '=', p.studyId)
      .where('campaign.wave', 'in', ['baseline', 'post'])
      .orderBy('campaign.opens_at')
      .orderBy('invitation.id'),
  ),
);

const sealedInRound = withPersonKey(answeredInRound, 'response.client_id')
  .select(['response.id', 'response.client_id', 'response.answers', 'campaign.wave'])
  .where('response.kept_apart', 'is', null)
  .orderBy('response.answered_at')
  .orderBy('response.id');

/** Answers to one instrument in the rounds of the study, earliest first. */
export const listTaggedAnswers = long(
  prepare((p: Tagged & { instrumentId: string }) =>
    sealedInRound
      .where('response.organisation_id', '=', p.organisationId)
      .where('campaign.study_tag', '=', p.studyId)
      .where('response.instrument_id', '=', p.instrumentId)
      .where('campaign.wave', 'in', ['baseline', 'post']),
  ),
);

/** Those at the baseline. */
export const listBaselineAnswers = long(
  prepare((p: Tagged & { instrumentId: string }) =>
    sealedInRound
      .where('response.organisation_id', '=', p.organisationId)
      .where('campaign.study_tag', '=', p.studyId)
      .where('campaign.wave', '=', 'baseline')
      .where('response.instrument_id', '=', p.instrumentId),
  ),
);
