import type { ColumnChoices, WrittenChoice } from '../../domain/roster/column-choice.ts';
import { type ImportField, importField } from '../../domain/volunteer-imports/import-column.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';

/** What columns mean: as somebody says of this file, else as somebody said of an earlier one. */
export async function columnChoices(
  { all, organisationId, keys }: Pick<Reading, 'all' | 'organisationId' | 'keys'>,
  said: readonly WrittenChoice<ImportField>[],
): Promise<ColumnChoices<ImportField>> {
  const [rows] = await all(sql.listColumns({ organisationId }));
  const remembered = new Map(rows.map(({ heading, field }) => [heading, field]));
  const now = new Map(said.map(({ key, meaning }) => [key, meaning]));
  return (key) => {
    const meaning = now.get(key);
    if (meaning !== undefined) return meaning === 'automatic' ? undefined : meaning;
    if (remembered.size === 0) return undefined;
    const field = remembered.get(headingLabel(keys, key));
    // undefined too for a meaning that this version does not know any more
    return typeof field === 'string' ? importField(field) : field;
  };
}

/** Keeps what somebody said for the next file, and forgets what they left to the headings. */
export function rememberColumns(change: Change, said: readonly WrittenChoice<ImportField>[]): void {
  const { organisationId, keys, now } = change;
  for (const { key, meaning } of said) {
    const heading = headingLabel(keys, key);
    change.push(
      meaning === 'automatic'
        ? sql.deleteColumn({ organisationId, heading })
        : sql.saveColumn({ organisationId, heading, field: meaning, now }),
    );
  }
}

export async function forgetColumns(change: Change): Promise<null> {
  const { organisationId } = change;
  change.push(sql.deleteColumns({ organisationId }));
  change.audit({
    action: 'volunteer_columns.forget',
    subjectKind: 'organisation',
    subjectIds: [organisationId],
  });
  return null;
}

/** A heading may be somebody's words: a code of it is kept. */
function headingLabel(keys: OrganisationKeys, key: string): string {
  return String(keys.token(`volunteer-column|${key}`));
}
