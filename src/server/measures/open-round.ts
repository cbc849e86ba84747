import { type ScaleSpread, Spreads } from '../../domain/campaigns/spread.ts';
import type { Answers } from '../../domain/scoring/score.ts';
import { mapInTurn, readPages } from '../platform/work/in-turn.ts';
import { askedBy, SharedResults } from '../platform/work/shared-results.ts';
import type { Reading } from '../platform/work/work.ts';
import { openReadable, scoreValues } from './sealed.ts';
import * as sql from './sql-statistics.ts';

export interface OpenedRound {
  readonly spreads: readonly ScaleSpread[];
  /** instrument → what each person answered, of the instruments asked for */
  readonly answers: ReadonlyMap<string, readonly Answers[]>;
}

interface Rounds {
  readonly campaignIds: string[];
  /** undefined: the classes of all sites */
  readonly siteId?: string | undefined;
  /** undefined: all instruments */
  readonly instrumentIds?: string[] | undefined;
  /** whose answers are wanted beside the scores */
  readonly answersTo?: readonly string[];
}

type Access = Pick<Reading, 'all' | 'organisationId' | 'keys' | 'settings'>;

/** Many look at one round at once, or at its pupils: it is opened for all of them together. */
const shared = new SharedResults<OpenedRound>();

/**
 * Means and spreads of rounds, over the responses that the actor may see. Scores lie sealed with each person's key, so
 * they are opened here, counted and forgotten; those of erased persons are nobody's any more and count nowhere, and what does not open is left out.
 */
export function openRounds(access: Access, rounds: Rounds): Promise<OpenedRound> {
  const { campaignIds, siteId, instrumentIds, answersTo = [] } = rounds;
  const question = [campaignIds.toSorted(), siteId, instrumentIds?.toSorted(), answersTo.toSorted()];
  return shared.of(askedBy(access, ...question), () => openNow(access, rounds));
}

async function openNow(
  { all, organisationId, keys }: Access,
  { campaignIds, siteId, instrumentIds, answersTo = [] }: Rounds,
): Promise<OpenedRound> {
  const spreads = new Spreads();
  const answers = new Map<string, Answers[]>(answersTo.map((id) => [id, []]));
  const pages = readPages(async (page) => {
    const [rows] = await all(
      sql.listOfRounds({ organisationId, campaignIds, siteId, instrumentIds, ...page }),
    );
    return rows;
  });
  for await (const rows of pages) {
    await mapInTurn(rows, (row) => {
      const { client_id: clientId, wrapped, instrument_id: instrumentId } = row;
      const opened = openReadable(keys, { clientId, wrapped }, row.id, row.answers);
      if (opened === undefined) return;
      spreads.add({ campaignId: row.campaign_id, instrumentId }, scoreValues(opened.scores));
      answers.get(instrumentId)?.push(opened.answers);
    });
  }
  return { spreads: spreads.list(), answers };
}
