import { isNameIn, type SearchToken, tokensInText } from '../../domain/people/name-tokens.ts';
import { mapInSteps } from '../../domain/roster/steps.ts';
import { listSiteIds } from '../organisations/public.ts';
import { inSteps } from '../platform/work/in-steps.ts';
import type { Reading } from '../platform/work/work.ts';
import { type NameList, placeLabel } from './search-entries.ts';
import * as sql from './sql-entries.ts';
import { viewClientItem } from './view.ts';
import { withKeys } from './with-keys.ts';

/** Entries that are looked at: longer pieces first, since shorter ones are words as often as names. */
const MOST_READ = 2_000;
/** Names that are told: whoever has so many in a text knows what is the matter. */
const MOST_TOLD = 20;

interface Found {
  readonly list: NameList;
  readonly places: number;
}

/** Whose names, of those whom the reader sees, stand in a text. What is found is in the audit. */
export async function findNamesInText(reading: Reading, text: string): Promise<{ names: string[] }> {
  const { organisationId, keys } = reading;
  const lists = await findLists(reading, tokensInText(text));
  const labels = lists.flatMap(({ list, places }) =>
    Array.from({ length: places }, (_, index) => String(placeLabel(keys, list, index + 1))),
  );
  if (labels.length === 0) return { names: [] };
  const [entries] = await reading.all(
    sql.listEntries({ organisationId, labels: labels.slice(0, MOST_READ) }),
  );
  const persons = [...new Map(entries.map((row) => [row.id, row])).values()];
  const rows = await withKeys(reading, persons);
  const found = rows
    .map((row) => viewClientItem(keys, row))
    .filter(({ name }) => isNameIn(text, name))
    .slice(0, MOST_TOLD);
  if (found.length > 0)
    await reading.audited({
      action: 'client.find_in_text',
      subjectKind: 'client',
      subjectIds: found.map(({ id }) => id),
    });
  return { names: [...new Set(found.map(({ name }) => name))] };
}

/** The lists of names that there are, among those of all pieces at all sites. */
async function findLists(reading: Reading, tokens: readonly SearchToken[]): Promise<Found[]> {
  const { organisationId, keys, settings } = reading;
  const [[row]] = await reading.all(listSiteIds({ organisationId }));
  const siteIds = settings.scope === 'site' ? settings.siteIds : (row?.ids ?? []);
  const asked = await inSteps(
    mapInSteps(
      tokens.flatMap((token) => siteIds.map((siteId) => `${siteId}|${token}`)),
      (plain): NameList => ({ plain, ...keys.listOnce(plain) }),
    ),
  );
  const [lengths] = await reading.all(sql.readLists({ organisationId, ids: asked.map(({ id }) => id) }));
  const lengthOf = new Map(lengths.map(({ id, length }) => [id, BigInt(length)]));
  return asked.flatMap((list) => {
    const length = lengthOf.get(list.id);
    return length === undefined ? [] : [{ list, places: Number(length - list.mask) }];
  });
}
