import { listPersonKeys } from '../platform/database/person-key.ts';
import type { Reading } from '../platform/work/work.ts';

/** Gives the rows the wrapped keys that are not remembered: a list that is looked at again needs no join. */
export async function withKeys<Row extends { id: string }>(
  reading: Reading,
  rows: readonly Row[],
): Promise<(Row & { wrapped: Buffer | null })[]> {
  const { organisationId, keys } = reading;
  // taken before anything is awaited: who is remembered now may be forgotten then
  const wrapped = new Map(rows.map(({ id }) => [id, keys.rememberedKey(id)]));
  const unknown = rows.map(({ id }) => id).filter((id) => wrapped.get(id) === undefined);
  const [fetched] =
    unknown.length === 0 ? [[]] : await reading.all(listPersonKeys({ organisationId, ids: unknown }));
  for (const row of fetched) wrapped.set(row.person_id, row.wrapped);
  return rows.map((row) => Object.assign(row, { wrapped: wrapped.get(row.id) ?? null }));
}
