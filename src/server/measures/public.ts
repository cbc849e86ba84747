import { type Answers, scoreResponse } from '../../domain/scoring/score.ts';
import { newId } from '../platform/ids.ts';
import type { Change } from '../platform/work.ts';
import { getInstrument } from './instruments.ts';
import { storedScores } from './responses.ts';
import { sealAnswers } from './sealed.ts';
import * as sql from './sql-responses.ts';

/** Answers of a person of a seeded organisation. */
export interface SyntheticResponse {
  readonly clientId: string;
  readonly wrapped: Buffer;
  readonly siteId: string;
  readonly workerIds: readonly string[];
  readonly instrumentId: string;
  readonly answers: Answers;
  readonly answeredAt: Date;
}

const ROWS = 4_000;

/** For seeds: scored and sealed like others, in few statements; without audit and alerts, since nobody answered. */
export function insertManyResponses(change: Change, responses: readonly SyntheticResponse[]): void {
  const { organisationId, keys } = change;
  const rows = responses.map((response): sql.NewResponse => {
    const { instrumentId, answers, answeredAt } = response;
    const id = newId(answeredAt.getTime());
    return {
      organisationId,
      id,
      clientId: response.clientId,
      siteId: response.siteId,
      workerIds: [...response.workerIds],
      campaignId: null,
      invitationId: null,
      instrumentId,
      scores: storedScores(scoreResponse(getInstrument(instrumentId, 'instrumentId'), answers)),
      answers: sealAnswers(keys, response, id, answers),
      answeredAt,
      recordedBy: response.workerIds[0] ?? null,
      now: answeredAt,
    };
  });
  for (let start = 0; start < rows.length; start += ROWS) {
    change.push(sql.insertManyResponses(rows.slice(start, start + ROWS)));
  }
}
