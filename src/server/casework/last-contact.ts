import { plain } from '../platform/database/statement.ts';
import { systemSettings } from '../platform/database/database.ts';
import type { Services } from '../platform/work/work.ts';

export interface UnnotedContact {
  readonly organisationId: string;
  readonly clientId: string;
}

/** A contact that was recorded while somebody held the client (app.note_contact). @returns whether nobody holds the client any more */
export async function noteContact(
  { database }: Pick<Services, 'database'>,
  { organisationId, clientId }: UnnotedContact,
): Promise<boolean> {
  return database.transaction(systemSettings(organisationId), async (transaction) => {
    const noted = await transaction.first(noteLastContact(organisationId, clientId));
    return noted?.is_noted === true;
  });
}

function noteLastContact(organisationId: string, clientId: string) {
  const text = 'select app.note_last_contact($1, $2) as is_noted';
  return plain<{ is_noted: boolean }>(text, [organisationId, clientId]);
}
