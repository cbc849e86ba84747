import { expect, it } from 'vitest';
import { mapInTurn, readPages } from './in-turn.ts';

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: String(index).padStart(8, '0') }));

it('many rows are mapped in their order, and others have their turn in between', async () => {
  let turns = 0;
  const others = setInterval(() => (turns += 1), 0);
  const started = performance.now();
  const results = await mapInTurn(rowsOf(1_001), ({ id }) => {
    // as long as opening takes
    const until = performance.now() + 0.02;
    while (performance.now() < until);
    return Number(id);
  });
  clearInterval(others);
  expect(results).toEqual(Array.from({ length: 1_001 }, (_, index) => index));
  expect(performance.now() - started).toBeGreaterThan(20);
  expect(turns).toBeGreaterThan(2);
});

it.each([0, 1, 999, 1_000, 1_001, 2_000, 2_001])('pages of %i rows hold each row once', async (count) => {
  const rows = rowsOf(count);
  const read: string[] = [];
  const pages = readPages(async ({ after, limit }) => {
    const from = after.includes('-') ? 0 : rows.findIndex(({ id }) => id > after);
    return from === -1 ? [] : rows.slice(from, from + limit);
  });
  for await (const page of pages) {
    expect(page.length).toBeLessThanOrEqual(1_000);
    read.push(...page.map(({ id }) => id));
  }
  expect(read).toEqual(rows.map(({ id }) => id));
});
