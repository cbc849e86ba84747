import { DELIVERY_GRACE_MS } from '../../domain/campaigns/decide-answer.ts';
import { addFigures, type RoundFigures } from '../../domain/campaigns/round-figures.ts';
import { getOrganisation } from '../organisations/public.ts';
import { AppError } from '../platform/errors.ts';
import type { Change } from '../platform/work.ts';
import * as campaignSql from './sql.ts';
import * as sql from './sql-responses.ts';
import { figuresOf, instrumentsOf, openAll, selectionItemsOf, writable } from './summary.ts';

/**
 * A round for whoever may not read the answers. Means of a running round, seen before and after one submission, tell
 * that person's score; so does a total from which somebody moved away or was erased. The figures of each site are made
 * once, when nothing arrives any more, and stay as they were told.
 * @param siteIds undefined: all sites
 * @throws AppError not_found
 */
export async function readReleasedSummary(
  change: Change,
  campaignId: string,
  { actorId, siteIds }: { actorId: string; siteIds: readonly string[] | undefined },
) {
  const { organisationId, now } = change;
  const [[campaign], groups, released] = await change.all(
    campaignSql.readCampaign({ organisationId, id: campaignId }),
    campaignSql.listCampaignGroups({ organisationId, campaignIds: [campaignId] }),
    sql.listRoundFigures({ organisationId, campaignId }),
  );
  if (campaign === undefined) throw new AppError('not_found');
  const suppressedBelow = (await getOrganisation(change)).organisation.suppressBelow;
  const toldFrom = new Date(campaign.closes_at.getTime() + DELIVERY_GRACE_MS);
  if (now < toldFrom) {
    return { suppressedBelow, toldFrom: toldFrom.toISOString(), scales: [], selections: [] };
  }
  const wanted = [...new Set(groups.map(({ site_id: siteId }) => siteId))].filter(
    (siteId) => siteIds === undefined || siteIds.includes(siteId),
  );
  const told = new Map(released.map(({ site_id: siteId, figures }) => [siteId, figures as RoundFigures]));
  const parts: RoundFigures[] = [];
  for (const siteId of wanted) {
    const place = { campaignId, siteId, instrumentIds: campaign.instrument_ids };
    parts.push(told.get(siteId) ?? (await release(change, place, suppressedBelow)));
  }
  const detail = { reader: actorId };
  change.audit({ action: 'campaign.summary', subjectKind: 'campaign', subjectIds: [campaignId], detail });
  return { suppressedBelow, toldFrom: null, ...writable(addFigures(parts)) };
}

/** Whoever asks first has them made; of two at once the first one's stand. */
async function release(
  change: Change,
  { campaignId, siteId, instrumentIds }: { campaignId: string; siteId: string; instrumentIds: string[] },
  suppressedBelow: number,
): Promise<RoundFigures> {
  const { organisationId, now } = change;
  const place = { organisationId, campaignId, siteId };
  const items = selectionItemsOf(instrumentIds);
  const [spreads, rows] = await change.all(
    sql.spreadOfSite(place),
    sql.listSealedAnswersOfSite({ ...place, instrumentIds: instrumentsOf(items) }),
  );
  const figures = figuresOf({ spreads, items, answers: openAll(change, rows) }, suppressedBelow);
  const [, standing] = await change.all(
    sql.insertRoundFigures({ ...place, figures: JSON.stringify(figures), now }),
    sql.listRoundFigures({ organisationId, campaignId }),
  );
  const own = standing.find(({ site_id: site }) => site === siteId);
  return (own?.figures as RoundFigures | undefined) ?? figures;
}
