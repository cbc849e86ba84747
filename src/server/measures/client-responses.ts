import type { AnswerOf } from '../../contract/operation.ts';
import type { ListClientResponses, ReadResponse } from '../../contract/responses.ts';
import { notComputable, type ScoreChange, scoreChange } from '../../domain/campaigns/score-change.ts';
import type { ScaleSpread } from '../../domain/campaigns/spread.ts';
import { reachedCutOff } from '../../domain/scoring/cut-off.ts';
import type { CutOff } from '../../domain/scoring/instrument.ts';
import { type ScaleScore, scoreResponse } from '../../domain/scoring/score.ts';
import { findShippedInstrument } from '../../domain/scoring/shipped-instruments.ts';
import { openClientName, readClientScope } from '../clients/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import { openRounds } from './open-round.ts';
import { openReadable, openResponse, type StoredScores } from './sealed.ts';
import * as sql from './sql-responses.ts';

type ResponseItem = AnswerOf<typeof ListClientResponses>['items'][number];
type ResponseView = AnswerOf<typeof ReadResponse>;

interface ResponseRow {
  id: string;
  instrument_id: string;
  campaign_id: string | null;
  scores: StoredScores;
  answered_at: Date;
  recorded_from: string | null;
  kept_apart: string | null;
  looked_at: Date | null;
  wave: string | null;
}

/** @throws AppError not_found */
export async function readResponse(reading: Reading, id: string): Promise<ResponseView> {
  const { organisationId, keys } = reading;
  const [[row], readers] = await reading.all(
    sql.readResponse({ organisationId, id }),
    sql.listReaders({ organisationId, id }),
  );
  if (row === undefined) throw new AppError('not_found');
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  const { answers = null, scores = {} } = openResponse(keys, person, id, row.answers) ?? {};
  const instrument = findShippedInstrument(row.instrument_id);
  await reading.audited({
    action: 'response.read',
    subjectKind: 'client',
    subjectIds: [row.client_id],
    detail: { response: id },
  });
  return {
    id,
    clientId: row.client_id,
    clientName: openClientName(keys, { id: row.client_id, card: row.card, wrapped: row.wrapped }),
    campaignId: row.campaign_id,
    instrumentId: row.instrument_id,
    answeredAt: row.answered_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    recordedBy: row.recorded_by,
    recordedFrom: row.recorded_from as ResponseView['recordedFrom'],
    scores: listScores(scores),
    answers,
    alerts:
      instrument === undefined || answers === null ? [] : [...scoreResponse(instrument, answers).alerts],
    keptApart: row.kept_apart as ResponseView['keptApart'],
    lookedBy: row.looked_by,
    lookedAt: row.looked_at?.toISOString() ?? null,
    readers: readers.flatMap(({ actor_id: accountId, at }) =>
      accountId === null ? [] : [{ accountId, at: at.toISOString() }],
    ),
  };
}

function listScores(stored: StoredScores): ScaleScore[] {
  return Object.entries(stored).map(([scale, score]) => ({ scale, ...score }));
}

/**
 * A client's scores, newest first. Each later score is compared with the first one of the same instrument; the spread
 * that reliable change needs comes from the round in which that first one was given, over the persons within reach.
 * @throws AppError not_found
 */
export async function listClientResponses(
  reading: Reading,
  clientId: string,
): Promise<{ items: ResponseItem[] }> {
  const { organisationId, keys } = reading;
  const [[client], sealed] = await reading.all(
    readClientScope({ organisationId, id: clientId }),
    sql.listClientResponses({ organisationId, clientId }),
  );
  if (client === undefined) throw new AppError('not_found');
  const person = { clientId, wrapped: client.wrapped };
  const rows = sealed.map((row): ResponseRow => ({
    ...row,
    scores: openReadable(keys, person, row.id, row.answers)?.scores ?? {},
  }));
  // what was kept apart may be another child's: nothing is compared with it
  const counted = rows.filter(({ kept_apart: keptApart }) => keptApart === null);
  const firsts = new Map(counted.map((row) => [row.instrument_id, row]));
  // only where something is compared: the spread of a round costs opening it
  const repeated = new Set(
    counted
      .filter(({ id, instrument_id }) => firsts.get(instrument_id)?.id !== id)
      .map((row) => row.instrument_id),
  );
  const campaignIds = [...repeated].flatMap((instrumentId) => firsts.get(instrumentId)?.campaign_id ?? []);
  const { spreads } =
    campaignIds.length > 0
      ? await openRounds(reading, { campaignIds, instrumentIds: [...repeated] })
      : { spreads: [] };
  await reading.audited({ action: 'response.list', subjectKind: 'client', subjectIds: [clientId] });
  return {
    items: rows.map((row) =>
      viewResponse(row, {
        first: firsts.get(row.instrument_id) ?? row,
        spreads,
        isOtherVersion: followsOtherVersion(row, counted),
      }),
    ),
  };
}

/** Whether the same questionnaire was answered before in another version, and never in this one. */
function followsOtherVersion(row: ResponseRow, counted: readonly ResponseRow[]): boolean {
  const codeOf = (id: string) => id.split('@')[0];
  const before = counted.filter(({ answered_at: at }) => at < row.answered_at);
  return (
    before.some(({ instrument_id: id }) => codeOf(id) === codeOf(row.instrument_id)) &&
    !before.some(({ instrument_id: id }) => id === row.instrument_id)
  );
}

interface Compared {
  readonly first: ResponseRow;
  readonly spreads: readonly ScaleSpread[];
  readonly isOtherVersion: boolean;
}

function changeOf(
  row: ResponseRow,
  { scale, value }: ScaleScore,
  { first, spreads, isOtherVersion }: Compared,
): ScoreChange | null {
  if (row.kept_apart !== null) return null;
  if (isOtherVersion) return notComputable('other_version');
  const instrument = findShippedInstrument(row.instrument_id);
  if (first.id === row.id || instrument === undefined) return null;
  const before = first.scores[scale]?.value ?? null;
  if (first.campaign_id === null) return scoreChange(instrument, scale, before, value, undefined);
  const spread = spreads.find(
    (one) =>
      one.campaignId === first.campaign_id && one.instrumentId === first.instrument_id && one.scale === scale,
  );
  // nobody of the round within reach has a score: as few as can be
  return scoreChange(instrument, scale, before, value, spread ?? { n: 0, sd: null });
}

function viewResponse(row: ResponseRow, compared: Compared): ResponseItem {
  const instrument = findShippedInstrument(row.instrument_id);
  const scores = listScores(row.scores).map((score) => {
    const cutOff = instrument === undefined ? undefined : reachedCutOff(instrument, score);
    const change = changeOf(row, score, compared);
    return {
      ...score,
      cutOff: cutOff === undefined ? null : viewCutOff(cutOff),
      change: change === null ? null : viewChange(change, compared.first),
    };
  });
  return {
    id: row.id,
    instrumentId: row.instrument_id,
    campaignId: row.campaign_id,
    wave: row.wave as ResponseItem['wave'],
    answeredAt: row.answered_at.toISOString(),
    recordedFrom: row.recorded_from as ResponseItem['recordedFrom'],
    keptApart: row.kept_apart as ResponseItem['keptApart'],
    isLookedAt: row.looked_at !== null,
    scores,
  };
}

function viewChange(change: ScoreChange, first: ResponseRow) {
  return { since: first.answered_at.toISOString(), ...change };
}

function viewCutOff({ title, population, source }: CutOff) {
  return { title, population, citation: source.citation };
}
