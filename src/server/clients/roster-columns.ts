import type { ColumnChoices, ColumnMeaning, WrittenChoice } from '../../domain/roster/column-choice.ts';
import { rosterField } from '../../domain/roster/roster-column.ts';
import { findReachableSite, holdReachableSite } from '../organisations/public.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import * as sql from './sql-roster-columns.ts';

/**
 * What columns mean: as somebody says of this file, else as somebody said of an earlier one of the site.
 * @throws AppError unknown_site
 */
export async function columnChoices(
  reading: Reading,
  { siteId, said }: { siteId: string; said: readonly WrittenChoice[] },
): Promise<ColumnChoices> {
  const { keys, organisationId } = reading;
  if ((await findReachableSite(reading, siteId)) === undefined) throw unknownSite();
  const [rows] = await reading.all(sql.listColumns({ organisationId, siteId }));
  const remembered = new Map(rows.map(({ heading, field }) => [heading, field]));
  const now = new Map(said.map(({ key, meaning }) => [key, meaning]));
  return (key) => {
    const meaning = now.get(key);
    if (meaning !== undefined) return meaning === 'automatic' ? undefined : meaning;
    // a heading is looked up only where there is something to find
    return remembered.size === 0 ? undefined : rememberedMeaning(remembered.get(headingLabel(keys, key)));
  };
}

/** undefined too for a meaning that this version does not know any more */
function rememberedMeaning(field: string | null | undefined): ColumnMeaning | undefined {
  return typeof field === 'string' ? rosterField(field) : field;
}

/** Keeps what somebody said for the next file, and forgets what they left to the headings. */
export function rememberColumns(change: Change, siteId: string, said: readonly WrittenChoice[]): void {
  const { organisationId, keys, now } = change;
  for (const { key, meaning } of said) {
    const heading = headingLabel(keys, key);
    change.push(
      meaning === 'automatic'
        ? sql.deleteColumn({ organisationId, siteId, heading })
        : sql.saveColumn({ organisationId, siteId, heading: BigInt(heading), field: meaning, now }),
    );
  }
}

/** @throws AppError unknown_site */
export async function forgetColumns(change: Change, siteId: string): Promise<void> {
  if ((await holdReachableSite(change, siteId)) === undefined) throw unknownSite();
  change.push(sql.deleteColumns({ organisationId: change.organisationId, siteId }));
  change.audit({ action: 'roster_columns.forget', subjectKind: 'site', subjectIds: [siteId] });
}

function unknownSite(): AppError {
  return new AppError('unknown_site', { fields: [{ path: 'siteId', code: 'unknown_site' }] });
}

/** A heading may be somebody's words: a code of it is kept. */
function headingLabel(keys: OrganisationKeys, key: string): string {
  return String(keys.token(`roster-column|${key}`));
}
