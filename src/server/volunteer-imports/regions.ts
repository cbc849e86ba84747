import { listRegionNames, listRegionsNamed } from '../organisations/public.ts';
import type { Reader } from '../platform/database/database.ts';

/**
 * Codes of the places that a table names, by the text: a code that there is, or a name by the end of the text that is one place's alone, or alone among
 * those whose city or province stands there too.
 */
export async function regionCodesOf(
  { all }: Pick<Reader, 'all'>,
  texts: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const codes = [...texts].filter((text) => /^\d{6}$/u.test(text));
  const names = [...texts].filter((text) => !/^\d/u.test(text));
  const [known, named] = await all(listRegionNames({ codes }), listRegionsNamed({ texts: names }));
  for (const { code } of known) found.set(code, code);
  for (const [text, places] of Map.groupBy(named, (row) => row.text)) {
    const longest = Math.max(...places.map(({ name }) => name.length));
    const nearest = places.filter(({ name }) => name.length === longest);
    const within = nearest.filter(({ parent }) => parent !== null && text.includes(parent));
    const [one, another] = within.length > 0 ? within : nearest;
    if (one !== undefined && another === undefined) found.set(text, one.code);
  }
  return found;
}
