import type { OrganisationKeys } from '../platform/keyring.ts';
import { openJson, sealJson } from '../clients/public.ts';

type SealedTable = keyof typeof places;
const places = {
  referral: { table: 'referral', column: 'sealed' },
  case_event: { table: 'case_event', column: 'sealed' },
  // reports were events of cases once; what was sealed then is bound to that place
  mandatory_report: { table: 'case_event', column: 'sealed' },
  encounter: { table: 'encounter', column: 'note' },
  correction: { table: 'correction', column: 'sealed' },
  alert: { table: 'alert', column: 'sealed_note' },
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
  table: SealedTable,
  rowId: string,
  words: object,
): Buffer {
  const { organisationId } = keys;
  const place = { ...places[table], rowId, organisationId };
  return sealJson(keys.personKey(clientId, wrapped), place, words);
}

/** undefined where the client was erased. */
export function openWords<Words>(
  keys: OrganisationKeys,
  { clientId, wrapped }: Person,
  table: SealedTable,
  rowId: string,
  sealed: Buffer | null,
): Words | undefined {
  const place = { ...places[table], rowId };
  return openJson<Words>(keys, { id: clientId, wrapped }, place, sealed);
}

/** Name on a client's card. */
export function openName(
  keys: OrganisationKeys,
  clientId: string,
  row: { card: Buffer | null; wrapped: Buffer | null },
): string {
  const place = { table: 'client', column: 'card', rowId: clientId };
  return (
    openJson<{ name: string }>(keys, { id: clientId, wrapped: row.wrapped }, place, row.card)?.name ?? '—'
  );
}
