import type { Answers, ScaleScore } from '../../domain/scoring/score.ts';
import { sealedLength } from '../../domain/scoring/sealed-length.ts';
import { findShippedInstrument } from '../../domain/scoring/shipped-instruments.ts';
import { openJson } from '../clients/public.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { padded, seal } from '../platform/keys/sealing.ts';

interface Person {
  readonly clientId: string;
  readonly wrapped: Buffer | null;
}

function answersPlace(responseId: string) {
  return { table: 'response', column: 'answers', rowId: responseId };
}

/** Scale → score. */
export type StoredScores = Readonly<Record<string, Omit<ScaleScore, 'scale'>>>;

/** What a person answered to one instrument, and the scores that were made of it. */
export interface ResponseContent {
  readonly answers: Answers;
  readonly scores: StoredScores;
}

/**
 * Answers and scores by the client's own key: erasing the client makes them unreadable, backups included. All of one
 * instrument are as long as each other.
 */
export function sealResponse(
  keys: OrganisationKeys,
  { clientId, wrapped }: { clientId: string; wrapped: Buffer },
  { id, instrumentId }: { id: string; instrumentId: string },
  content: ResponseContent,
): Buffer {
  const place = { ...answersPlace(id), organisationId: keys.organisationId };
  const instrument = findShippedInstrument(instrumentId);
  const length = instrument === undefined ? 0 : sealedLength(instrument, content.answers);
  return seal(keys.personKey(clientId, wrapped), place, padded(JSON.stringify(content), length));
}

/** undefined where the client was erased. */
export function openResponse(
  keys: OrganisationKeys,
  { clientId, wrapped }: Person,
  responseId: string,
  sealed: Buffer,
): ResponseContent | undefined {
  return openJson<ResponseContent>(keys, { id: clientId, wrapped }, answersPlace(responseId), sealed);
}

/** As openResponse where many stand beside each other. */
export function openReadable(...[keys, ...sealed]: Parameters<typeof openResponse>) {
  return openResponse(keys.beside, ...sealed);
}

/** As older versions sealed answers, whose scores stood in the clear. */
export function openBareAnswers(
  keys: OrganisationKeys,
  { clientId, wrapped }: Person,
  responseId: string,
  sealed: Buffer,
): Answers | undefined {
  return openJson<Answers>(keys, { id: clientId, wrapped }, answersPlace(responseId), sealed);
}

/** Scale → score of what was stored; null where it could not be computed. */
export function scoreValues(scores: StoredScores): Record<string, number | null> {
  return Object.fromEntries(Object.entries(scores).map(([scale, { value }]) => [scale, value]));
}
