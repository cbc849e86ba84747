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
 * A round in numbers that name nobody. What was chosen lies sealed with each person's key, so it is opened here, counted
 * and forgotten.
 * @throws AppError not_found
 */
export async function readSummary(reading: Reading, campaignId: string) {
  const { organisationId } = reading;
  const [[campaign], spreads] = await reading.all(
    campaignSql.readCampaign({ organisationId, id: campaignId }),
    sql.spreadOfCampaigns({ organisationId, campaignIds: [campaignId] }),
  );
  if (campaign === undefined) throw new AppError('not_found');
  const { organisation } = await getOrganisation(reading);
  const { suppressBelow } = organisation;
  const items = selectionItemsOf(campaign.instrument_ids);
  const answers = await readAnswers(reading, campaignId, [
    ...new Set(items.map(({ instrumentId }) => instrumentId)),
  ]);
  await reading.audited({ action: 'campaign.summary', subjectKind: 'campaign', subjectIds: [campaignId] });
  return {
    suppressedBelow: suppressBelow,
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
      const { options, ...counts } = selectionCounts(item, selections, suppressBelow);
      return { instrumentId, ...counts, options: [...options] };
    }),
  };
}

function selectionItemsOf(instrumentIds: readonly string[]): { instrumentId: string; item: SelectionItem }[] {
  return instrumentIds.flatMap((instrumentId) =>
    (findShippedInstrument(instrumentId)?.items ?? []).flatMap((item) =>
      item.kind === 'ranking' || item.kind === 'multiple' ? [{ instrumentId, item }] : [],
    ),
  );
}

async function readAnswers(
  reading: Reading,
  campaignId: string,
  instrumentIds: string[],
): Promise<Map<string, Answers[]>> {
  const { organisationId, keys } = reading;
  const byInstrument = new Map<string, Answers[]>();
  if (instrumentIds.length === 0) return byInstrument;
  const [rows] = await reading.all(sql.listSealedAnswers({ organisationId, campaignId, instrumentIds }));
  for (const row of rows) {
    const person = { clientId: row.client_id, wrapped: row.wrapped };
    const answers = openAnswers(keys, person, row.id, row.answers);
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
