import type { Static } from 'typebox';
import type { HelpCall } from '../../contract/help-calls.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { jsonOfState } from '../platform/keys/sealing.ts';

interface CallContent {
  readonly urgency: Static<typeof HelpCall>['urgency'];
  readonly words: string;
}

export function sealCall(keys: OrganisationKeys, id: string, { urgency, words }: CallContent): Buffer {
  return keys.sealForOrganisation(place('sealed', id), jsonOfState({ words }, { urgency }));
}

/** What nobody can read is not put last. */
export const UNREADABLE: CallContent = { urgency: 'urgent', words: '' };

/** undefined: there is no seal, though every call has one, or it does not open, which is told. */
export function openCall(
  keys: OrganisationKeys,
  { id, sealed }: { id: string; sealed: Buffer | null },
): CallContent | undefined {
  if (sealed === null) return undefined;
  return keys.beside.opened(
    () => JSON.parse(keys.openForOrganisation(place('sealed', id), sealed).toString('utf8')) as CallContent,
  );
}

export function place(column: 'sealed' | 'sealed_note', rowId: string) {
  return { table: 'help_call', column, rowId };
}
