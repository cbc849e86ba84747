import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { newSecret } from './signature.ts';

const HOURS = 24;
/** So many former ones at most sign along: who asks for more new ones within a day is refused, since one would be taken away. */
const FORMER = 4;

export function hasManyFormer(secrets: Secrets, now: Date): boolean {
  return goodAt(secrets, now).length > FORMER;
}

/** Name and address. */
export interface Details {
  readonly name: string;
  readonly url: string;
}

interface Secret {
  readonly secret: string;
  /** until when it signs along; null: it is the one of now */
  readonly until: string | null;
}

/** The one of now first. */
export type Secrets = readonly Secret[];

export function firstSecrets(): Secrets {
  return [{ secret: newSecret(), until: null }];
}

/**
 * A new secret before the ones that are good, each of which signs along for a day more: whoever asks twice, because an answer was lost,
 * takes none away from a receiver that knows only the first.
 */
export function renewed(secrets: Secrets, now: Date): Secrets {
  const until = new Date(now.getTime() + HOURS * 3_600_000).toISOString();
  const former = goodAt(secrets, now).map(({ secret, until: known }) => ({ secret, until: known ?? until }));
  return [...firstSecrets(), ...former];
}

export function goodAt(secrets: Secrets, now: Date): Secrets {
  return secrets.filter(({ until }) => until === null || until > now.toISOString());
}

/** Until when the last of the former ones signs along. */
export function formerUntil(secrets: Secrets, now: Date): string | null {
  const ends = goodAt(secrets, now).flatMap(({ until }) => until ?? []);
  return ends.toSorted().at(-1) ?? null;
}

type Column = 'details' | 'secrets';

export function sealIn(keys: OrganisationKeys, column: Column, id: string, value: Details | Secrets): Buffer {
  return keys.sealForOrganisation(placeOf(column, id), JSON.stringify(value));
}

/** What does not open is told where that is watched, and undefined here: it keeps no other connection from its page. */
export function openDetails(keys: OrganisationKeys, row: Sealed): Details | undefined {
  return openIn<Details>(keys, 'details', row.id, row.details);
}

export function openSecrets(keys: OrganisationKeys, row: Sealed): Secrets | undefined {
  return openIn<Secrets>(keys, 'secrets', row.id, row.secrets);
}

interface Sealed {
  readonly id: string;
  readonly details: Buffer | null;
  readonly secrets: Buffer | null;
}

function openIn<Value>(
  keys: OrganisationKeys,
  column: Column,
  id: string,
  sealed: Buffer | null,
): Value | undefined {
  if (sealed === null) return undefined;
  return keys.beside.opened(
    () => JSON.parse(keys.openForOrganisation(placeOf(column, id), sealed).toString('utf8')) as Value,
  );
}

function placeOf(column: Column, rowId: string) {
  return { table: 'webhook_subscription', column, rowId };
}
