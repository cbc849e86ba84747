import type { RoundFigures } from '../../domain/campaigns/round-figures.ts';
import { selectionCounts } from '../../domain/campaigns/selection-counts.ts';
import type { SelectionItem } from '../../domain/scoring/instrument.ts';
import type { Answer, Answers } from '../../domain/scoring/score.ts';
import { findShippedInstrument } from '../../domain/scoring/shipped-instruments.ts';
import { getOrganisation } from '../organisations/public.ts';
import { AppError } from '../platform/errors.ts';
import type { Reading } from '../platform/work.ts';
import { openAnswers } from './sealed.ts';
import * as campaignSql from './sql.ts';
import * as sql from './sql-responses.ts';

/**
 * A round in numbers that name nobody, for whoever may read the answers themselves.
 * @throws AppError not_found
 */
export async function readSummary(reading: Reading, campaignId: string) {
  const { organisationId } = reading;
  const [[campaign], spreads] = await reading.all(
    campaignSql.readCampaign({ organisationId, id: campaignId }),
    sql.spreadOfCampaigns({ organisationId, campaignIds: [campaignId] }),
  );
  if (campaign === undefined) throw new AppError('not_found');
  const { suppressBelow } = (await getOrganisation(reading)).organisation;
  const items = selectionItemsOf(campaign.instrument_ids);
  const instrumentIds = instrumentsOf(items);
  const [rows] =
    items.length === 0
      ? [[]]
      : await reading.all(sql.listSealedAnswers({ organisationId, campaignId, instrumentIds }));
  await reading.audited({ action: 'campaign.summary', subjectKind: 'campaign', subjectIds: [campaignId] });
  const figures = figuresOf({ spreads, items, answers: openAll(reading, rows) }, suppressBelow);
  return { suppressedBelow: suppressBelow, toldFrom: null, ...writable(figures) };
}

/** Arrays as the contract's shapes have them. */
export function writable({ scales, selections }: RoundFigures) {
  return {
    scales: [...scales],
    selections: selections.map((selection) => ({ ...selection, options: [...selection.options] })),
  };
}

interface Counted {
  readonly spreads: ReadonlyArray<{
    instrument_id: string;
    scale: string;
    n: number;
    mean: number | null;
    sd: number | null;
  }>;
  readonly items: ReturnType<typeof selectionItemsOf>;
  readonly answers: ReadonlyMap<string, readonly Answers[]>;
}

/** What is fit to be told of these answers. */
export function figuresOf({ spreads, items, answers }: Counted, suppressBelow: number): RoundFigures {
  return {
    scales: spreads.map(({ instrument_id: instrumentId, scale, n, mean, sd }) => {
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

interface SealedRow {
  id: string;
  client_id: string;
  instrument_id: string;
  answers: Buffer;
  wrapped: Buffer | null;
}

/** What was chosen lies sealed with each person's key, so it is opened here, counted and forgotten. */
export function openAll({ keys }: Pick<Reading, 'keys'>, rows: readonly SealedRow[]): Map<string, Answers[]> {
  const byInstrument = new Map<string, Answers[]>();
  for (const row of rows) {
    const answers = openAnswers(keys, { clientId: row.client_id, wrapped: row.wrapped }, row.id, row.answers);
    if (answers === undefined) continue;
    const known = byInstrument.get(row.instrument_id);
    if (known === undefined) byInstrument.set(row.instrument_id, [answers]);
    else known.push(answers);
  }
  return byInstrument;
}

function selectionOf(answer: Answer | undefined): readonly string[] {
  return typeof answer === 'object' && answer !== null ? answer : [];
}
