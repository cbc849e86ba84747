import { allArrivedAt } from '../../domain/campaigns/decide-answer.ts';
import { addFigures, type RoundFigures } from '../../domain/campaigns/round-figures.ts';
import { getOrganisation } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading, Work } from '../platform/work/work.ts';
import { openRounds } from './open-round.ts';
import * as campaignSql from './sql.ts';
import * as sql from './sql-statistics.ts';
import { figuresOf, instrumentsOf, selectionItemsOf, writable } from './summary.ts';

/**
 * A round for whoever may not read the answers. Means of a running round, seen before and after one submission, tell
 * that person's score; so does a total from which somebody moved away or was erased. The figures of each site are made
 * once, when nothing arrives any more, and stay as they were told.
 * @param siteIds undefined: all sites
 * @throws AppError not_found
 */
export async function readReleasedSummary(
  work: Work,
  campaignId: string,
  reader: { actorId: string; siteIds: readonly string[] | undefined },
) {
  // opened before the change begins: no transaction waits for thousands of seals
  const { suppressedBelow, toldFrom, parts } = await work.read((reading) =>
    readParts(reading, campaignId, reader.siteIds),
  );
  if (parts === undefined)
    return { suppressedBelow, toldFrom: toldFrom.toISOString(), scales: [], selections: [] };
  return work.change(async (change) => {
    const until = await heldUntil(change, campaignId);
    // ended later meanwhile
    if (change.now < until)
      return { suppressedBelow, toldFrom: until.toISOString(), scales: [], selections: [] };
    const figures: RoundFigures[] = [];
    for (const part of parts)
      figures.push(part.isTold ? part.figures : await release(change, campaignId, part));
    const detail = { reader: reader.actorId };
    change.audit({ action: 'campaign.summary', subjectKind: 'campaign', subjectIds: [campaignId], detail });
    return { suppressedBelow, toldFrom: null, ...writable(addFigures(figures)) };
  });
}

/** From when the round's figures may be told; nobody sets another end while they are. @throws AppError not_found */
async function heldUntil(change: Change, campaignId: string): Promise<Date> {
  const { organisationId } = change;
  const campaign = await change.first(campaignSql.shareCampaign({ organisationId, id: campaignId }));
  if (campaign === undefined) throw new AppError('not_found');
  return allArrivedAt(campaign.closes_at);
}

/** What is told of one site of a round. */
interface SitePart {
  readonly siteId: string;
  readonly figures: RoundFigures;
  /** written down already: nothing of it changes any more */
  readonly isTold: boolean;
}

/** No parts before anything may be told. @throws AppError not_found */
async function readParts(
  reading: Reading,
  campaignId: string,
  siteIds: readonly string[] | undefined,
): Promise<{ suppressedBelow: number; toldFrom: Date; parts: SitePart[] | undefined }> {
  const { organisationId, now } = reading;
  const [[campaign], classes, released] = await reading.all(
    campaignSql.readCampaign({ organisationId, id: campaignId }),
    campaignSql.listCampaignClasses({ organisationId, campaignIds: [campaignId] }),
    sql.listRoundFigures({ organisationId, campaignId }),
  );
  if (campaign === undefined) throw new AppError('not_found');
  const suppressedBelow = (await getOrganisation(reading)).organisation.suppressBelow;
  const toldFrom = allArrivedAt(campaign.closes_at);
  if (now < toldFrom) return { suppressedBelow, toldFrom, parts: undefined };
  const wanted = [...new Set(classes.map(({ site_id: siteId }) => siteId))].filter(
    (siteId) => siteIds === undefined || siteIds.includes(siteId),
  );
  const told = new Map(released.map(({ site_id: siteId, figures }) => [siteId, figures as RoundFigures]));
  const items = selectionItemsOf(campaign.instrument_ids);
  const parts: SitePart[] = [];
  for (const siteId of wanted) {
    const known = told.get(siteId);
    const figures =
      known ??
      figuresOf(
        {
          ...(await openRounds(reading, {
            campaignIds: [campaignId],
            siteId,
            answersTo: instrumentsOf(items),
          })),
          items,
        },
        suppressedBelow,
      );
    parts.push({ siteId, figures, isTold: known !== undefined });
  }
  return { suppressedBelow, toldFrom, parts };
}

/** Whoever asks first has them made; of two at once the first one's stand. */
async function release(
  change: Change,
  campaignId: string,
  { siteId, figures }: SitePart,
): Promise<RoundFigures> {
  const { organisationId, now } = change;
  const place = { organisationId, campaignId, siteId };
  const [, standing] = await change.all(
    sql.insertRoundFigures({ ...place, figures: JSON.stringify(figures), now }),
    sql.listRoundFigures({ organisationId, campaignId }),
  );
  const own = standing.find(({ site_id: site }) => site === siteId);
  return (own?.figures as RoundFigures | undefined) ?? figures;
}
