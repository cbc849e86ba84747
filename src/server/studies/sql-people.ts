import { sql as raw } from 'kysely';
import { prepare, query } from '../platform/database/statement.ts';

interface OfStudy {
  organisationId: string;
  studyId: string;
}

/** Everybody whom a round of the study asked or could not ask, with the class of that day. */
export const listInvited = prepare((p: OfStudy) =>
  query
    .selectFrom('invitation')
    .innerJoin('campaign', (join) =>
      join
        .onRef('campaign.organisation_id', '=', 'invitation.organisation_id')
        .onRef('campaign.id', '=', 'invitation.campaign_id'),
    )
    .innerJoin('client', (join) =>
      join
        .onRef('client.organisation_id', '=', 'invitation.organisation_id')
        .onRef('client.id', '=', 'invitation.client_id'),
    )
    .leftJoin('person_key', (join) =>
      join
        .onRef('person_key.organisation_id', '=', 'invitation.organisation_id')
        .onRef('person_key.person_id', '=', 'invitation.client_id'),
    )
    .select([
      'invitation.client_id',
      'invitation.group_id',
      'invitation.withheld',
      'invitation.answered_ids',
      'campaign.wave',
      'client.sex',
      'client.birth_year',
      'client.card',
      'person_key.wrapped',
    ])
    .where('invitation.organisation_id', '=', p.organisationId)
    .where('campaign.study_tag', '=', p.studyId)
    .where('campaign.wave', 'in', ['baseline', 'post'])
    .orderBy('campaign.opens_at')
    .orderBy('invitation.id'),
);

/** Consents to research of these persons. */
export const listResearchConsents = prepare((p: { organisationId: string; clientIds: string[] }) =>
  query
    .selectFrom('consent')
    .select(['client_id', 'given_by', 'given_on', 'expires_on', 'withdrawn_on'])
    .where('organisation_id', '=', p.organisationId)
    .where('purpose', '=', 'research')
    .where(raw<boolean>`client_id = any(${p.clientIds}::uuid[])`),
);

/** Scores of one instrument in the rounds of the study, earliest first. */
export const listScores = prepare((p: OfStudy & { instrumentId: string }) =>
  query
    .selectFrom('response')
    .innerJoin('campaign', (join) =>
      join
        .onRef('campaign.organisation_id', '=', 'response.organisation_id')
        .onRef('campaign.id', '=', 'response.campaign_id'),
    )
    .leftJoin('person_key', (join) =>
      join
        .onRef('person_key.organisation_id', '=', 'response.organisation_id')
        .onRef('person_key.person_id', '=', 'response.client_id'),
    )
    .select(['response.id', 'response.client_id', 'response.answers', 'campaign.wave', 'person_key.wrapped'])
    .where('response.organisation_id', '=', p.organisationId)
    .where('campaign.study_tag', '=', p.studyId)
    .where('response.instrument_id', '=', p.instrumentId)
    .where('response.kept_apart', 'is', null)
    .where('campaign.wave', 'in', ['baseline', 'post'])
    .orderBy('response.answered_at')
    .orderBy('response.id'),
);

/** Sealed answers to one instrument at the baseline of the study. */
export const listBaselineAnswers = prepare((p: OfStudy & { instrumentId: string }) =>
  query
    .selectFrom('response')
    .innerJoin('campaign', (join) =>
      join
        .onRef('campaign.organisation_id', '=', 'response.organisation_id')
        .onRef('campaign.id', '=', 'response.campaign_id'),
    )
    .leftJoin('person_key', (join) =>
      join
        .onRef('person_key.organisation_id', '=', 'response.organisation_id')
        .onRef('person_key.person_id', '=', 'response.client_id'),
    )
    .select(['response.id', 'response.client_id', 'response.answers', 'person_key.wrapped'])
    .where('response.organisation_id', '=', p.organisationId)
    .where('campaign.study_tag', '=', p.studyId)
    .where('campaign.wave', '=', 'baseline')
    .where('response.instrument_id', '=', p.instrumentId)
    .where('response.kept_apart', 'is', null)
    .orderBy('response.answered_at')
    .orderBy('response.id'),
);
