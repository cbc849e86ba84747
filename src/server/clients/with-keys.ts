import { listPersonKeys } from '../platform/database/person-key.ts';
import type { PersonKey } from '../platform/keys/person-memory.ts';
import type { Reading } from '../platform/work/work.ts';

/** Gives the rows the keys, and fetches those alone that are not remembered: a list that is looked at again needs no join. */
export async function withKeys<Row extends { id: string }>(
  reading: Reading,
  rows: readonly Row[],
): Promise<(Row & { wrapped: PersonKey | null })[]> {
  const { organisationId, keys } = reading;
  // taken before anything is awaited: who is remembered now may be forgotten then
  const filled = rows.map((row) => Object.assign(row, { wrapped: keys.rememberedKey(row.id) ?? null }));
  const unknown = filled.filter(({ wrapped }) => wrapped === null);
  if (unknown.length === 0) return filled;
  const [fetched] = await reading.all(listPersonKeys({ organisationId, ids: unknown.map(({ id }) => id) }));
  const wrapped = new Map(fetched.map((row) => [row.person_id, row.wrapped]));
  return filled.map((row) => Object.assign(row, { wrapped: row.wrapped ?? wrapped.get(row.id) ?? null }));
}
