import type { RoundFigures } from '../../domain/campaigns/round-figures.ts';
import { selectionCounts } from '../../domain/campaigns/selection-counts.ts';
import type { SelectionItem } from '../../domain/scoring/instrument.ts';
import type { Answer } from '../../domain/scoring/score.ts';
import { findShippedInstrument } from '../../domain/scoring/shipped-instruments.ts';
import { getOrganisation } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import { type OpenedRound, openRounds } from './open-round.ts';
import * as campaignSql from './sql.ts';

/**
 * A round in numbers that name nobody, for whoever may read the answers themselves.
 * @throws AppError not_found
 */
export async function readSummary(reading: Reading, campaignId: string) {
  const { organisationId } = reading;
  const campaign = await reading.first(campaignSql.readCampaign({ organisationId, id: campaignId }));
  if (campaign === undefined) throw new AppError('not_found');
  const { suppressBelow } = (await getOrganisation(reading)).organisation;
  const items = selectionItemsOf(campaign.instrument_ids);
  const opened = await openRounds(reading, { campaignIds: [campaignId], answersTo: instrumentsOf(items) });
  await reading.audited({ action: 'campaign.summary', subjectKind: 'campaign', subjectIds: [campaignId] });
  const figures = figuresOf({ ...opened, items }, suppressBelow);
  return { suppressedBelow: suppressBelow, toldFrom: null, ...writable(figures) };
}

/** Arrays as the contract's shapes have them. */
export function writable({ scales, selections }: RoundFigures) {
  return {
    scales: [...scales],
    selections: selections.map((selection) => ({ ...selection, options: [...selection.options] })),
  };
}

interface Counted extends OpenedRound {
  readonly items: ReturnType<typeof selectionItemsOf>;
}

/** What is fit to be told of these answers. */
export function figuresOf({ spreads, items, answers }: Counted, suppressBelow: number): RoundFigures {
  return {
    scales: spreads.map(({ instrumentId, scale, n, mean, sd }) => {
      const isTold = n >= suppressBelow;
      return {
        instrumentId,
        scale,
        n: isTold ? n : null,
        mean: isTold ? mean : null,
        sd: isTold ? sd : null,
      };
    }),
    selections: items.map(({ instrumentId, item }) => {
      const selections = (answers.get(instrumentId) ?? []).map((given) => selectionOf(given[item.id]));
      return { instrumentId, ...selectionCounts(item, selections, suppressBelow) };
    }),
  };
}

export function selectionItemsOf(
  instrumentIds: readonly string[],
): { instrumentId: string; item: SelectionItem }[] {
  return instrumentIds.flatMap((instrumentId) =>
    (findShippedInstrument(instrumentId)?.items ?? []).flatMap((item) =>
      item.kind === 'ranking' || item.kind === 'multiple' ? [{ instrumentId, item }] : [],
    ),
  );
}

export function instrumentsOf(items: ReturnType<typeof selectionItemsOf>): string[] {
  return [...new Set(items.map(({ instrumentId }) => instrumentId))];
}

function selectionOf(answer: Answer | undefined): readonly string[] {
  return typeof answer === 'object' && answer !== null ? answer : [];
}
