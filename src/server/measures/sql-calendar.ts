import { sql as raw } from 'kysely';
import { MOST_EVENTS } from '../calendar/public.ts';
import { whereClassAtAny } from '../clients/public.ts';
import { prepare, query } from '../platform/database/statement.ts';

/** Opened rounds that go on in these days for classes of these sites, each once; null: of any site. */
export const listRounds = prepare(
  (p: { organisationId: string; siteIds: readonly string[] | null; from: string; until: string }) =>
    whereClassAtAny(
      query
        .selectFrom('campaign')
        .innerJoin('campaign_class', (join) =>
          join
            .onRef('campaign_class.organisation_id', '=', 'campaign.organisation_id')
            .onRef('campaign_class.campaign_id', '=', 'campaign.id'),
        ),
      'campaign_class.class_id',
      p.siteIds,
    )
      .distinct()
      .select([
        'campaign.id',
        'campaign.wave',
        'campaign.opens_at',
        'campaign.closes_at',
        'campaign.created_at',
        'campaign.updated_at',
      ])
      .where('campaign.organisation_id', '=', p.organisationId)
      .where('campaign.opened_at', 'is not', null)
      .where(raw<boolean>`campaign.closes_at >= ${p.from}::date`)
      .where(raw<boolean>`campaign.opens_at <= ${p.until}::date`)
      .orderBy('campaign.opens_at')
      .orderBy('campaign.id')
      .limit(MOST_EVENTS),
);
