import { openClientName, openJson, sealJson } from '../clients/public.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { jsonOfState, seal } from '../platform/keys/sealing.ts';

type SealedPlace = keyof typeof places;
const places = {
  referral: { table: 'referral', column: 'sealed' },
  referral_decision: { table: 'referral', column: 'sealed_decision' },
  case_closure: { table: 'client_case', column: 'sealed_closure' },
  next_step: { table: 'client_case', column: 'sealed_next_step' },
  closure_request: { table: 'closure_request', column: 'sealed' },
  closure_decision: { table: 'closure_request', column: 'sealed_decision' },
  case_event: { table: 'case_event', column: 'sealed' },
  // reports were events of cases once; what was sealed then is bound to that place
  mandatory_report: { table: 'case_event', column: 'sealed' },
  encounter: { table: 'encounter', column: 'note' },
  correction: { table: 'correction', column: 'sealed' },
  alert: { table: 'alert', column: 'sealed' },
  alert_note: { table: 'alert', column: 'sealed_note' },
  alert_event: { table: 'alert_event', column: 'sealed' },
} as const;

interface Person {
  readonly clientId: string;
  readonly wrapped: Buffer | null;
}

/** Words about a client, sealed by the client's own key. */
export function sealWords(
  keys: OrganisationKeys,
  { clientId, wrapped }: { clientId: string; wrapped: Buffer },
  place: SealedPlace,
  rowId: string,
  words: object,
): Buffer {
  const { organisationId } = keys;
  return sealJson(keys.personKey(clientId, wrapped), { ...places[place], rowId, organisationId }, words);
}

/** The same of codes that tell the client's state, with the words that stand beside them: no length tells which codes. */
export function sealState(
  keys: OrganisationKeys,
  { clientId, wrapped }: { clientId: string; wrapped: Buffer },
  place: SealedPlace,
  rowId: string,
  state: object,
  words: object = {},
): Buffer {
  const { organisationId } = keys;
  const at = { ...places[place], rowId, organisationId };
  return seal(keys.personKey(clientId, wrapped), at, jsonOfState(words, state));
}

/** undefined where the client was erased; with `keys.beside` also where the seal does not open. */
export function openWords<Words>(
  keys: OrganisationKeys,
  { clientId, wrapped }: Person,
  place: SealedPlace,
  rowId: string,
  sealed: Buffer | null,
): Words | undefined {
  return openJson<Words>(keys, { id: clientId, wrapped }, { ...places[place], rowId }, sealed);
}

/** As openWords where rows stand beside each other. */
export function openReadable<Words>(...[keys, ...sealed]: Parameters<typeof openWords>): Words | undefined {
  return openWords<Words>(keys.beside, ...sealed);
}

/** Name on a client's card; a dash also where it does not open. */
export function openName(
  keys: OrganisationKeys,
  clientId: string,
  { card, wrapped }: { card: Buffer | null; wrapped: Buffer | null },
): string {
  return openClientName(keys, { id: clientId, card, wrapped });
}
