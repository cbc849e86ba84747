import type { Way } from '../../domain/notifications/choices.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';

export interface ContactWayRow {
  way: string;
  sealed: Buffer | null;
  sealed_pending: Buffer | null;
}

type Column = 'sealed' | 'sealed_pending';

export function sealAddress(
  keys: OrganisationKeys,
  column: Column,
  { accountId, way }: { accountId: string; way: Way },
  address: string,
): Buffer {
  return keys.sealForOrganisation(placeOf(column, accountId, way), address);
}

/** undefined: there is none, or it does not open, which is told: then nothing is sent there. */
export function openAddress(
  keys: OrganisationKeys,
  column: Column,
  { accountId, way }: { accountId: string; way: string },
  sealed: Buffer | null | undefined,
): string | undefined {
  if (sealed === null || sealed === undefined) return undefined;
  return keys.beside.opened(() =>
    keys.openForOrganisation(placeOf(column, accountId, way), sealed).toString('utf8'),
  );
}

function placeOf(column: Column, accountId: string, way: string) {
  return { table: 'contact_way', column, rowId: `${accountId}.${way}` };
}

/** Hidden in part: a page that is left open gives nobody's telephone away. */
export function viewWay(
  keys: OrganisationKeys,
  accountId: string,
  way: Way,
  row: ContactWayRow | undefined,
): { address: string | null; pending: string | null } {
  const shown = (column: Column) => {
    const address = openAddress(keys, column, { accountId, way }, row?.[column]);
    return address === undefined ? null : hideInPart(address);
  };
  return { address: shown('sealed'), pending: shown('sealed_pending') };
}

/** 138****5678, li***@example.org */
export function hideInPart(address: string): string {
  const at = address.lastIndexOf('@');
  if (at > 0) return `${address.slice(0, Math.min(2, at - 1))}***${address.slice(at)}`;
  if (address.length < 8) return `${address.slice(0, 1)}***`;
  return `${address.slice(0, 3)}****${address.slice(-4)}`;
}
