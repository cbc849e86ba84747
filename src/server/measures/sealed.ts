import type { Answers } from '../../domain/scoring/score.ts';
import { openJson, sealJson } from '../clients/public.ts';
import type { OrganisationKeys } from '../platform/keyring.ts';

interface Person {
  readonly clientId: string;
  readonly wrapped: Buffer | null;
}

function answersPlace(responseId: string) {
  return { table: 'response', column: 'answers', rowId: responseId };
}

/** Answers by the client's own key: erasing the client makes them unreadable, backups included. */
export function sealAnswers(
  keys: OrganisationKeys,
  { clientId, wrapped }: { clientId: string; wrapped: Buffer },
  responseId: string,
  answers: Answers,
): Buffer {
  const place = { ...answersPlace(responseId), organisationId: keys.organisationId };
  return sealJson(keys.personKey(clientId, wrapped), place, answers);
}

/** undefined where the client was erased. */
export function openAnswers(
  keys: OrganisationKeys,
  { clientId, wrapped }: Person,
  responseId: string,
  sealed: Buffer,
): Answers | undefined {
  return openJson<Answers>(keys, { id: clientId, wrapped }, answersPlace(responseId), sealed);
}

/** Name on a client's card. */
export function openClientName(
  keys: OrganisationKeys,
  { clientId, wrapped }: Person,
  card: Buffer | null,
): string {
  const place = { table: 'client', column: 'card', rowId: clientId };
  return openJson<{ name: string }>(keys, { id: clientId, wrapped }, place, card)?.name ?? '—';
}
