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

it('ten readers at once stand in one queue: between any two parts others have their turn', async () => {
  let turn = 0;
  let isOver = false;
  const count = () => {
    turn += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const turns: number[] = [];
  const read = () => mapInTurn(rowsOf(400), ({ id }) => void (Number(id) % 200 === 0 && turns.push(turn)));
  await Promise.all(Array.from({ length: 10 }, read));
  isOver = true;
  expect(turns).toHaveLength(20);
  expect(new Set(turns).size).toBe(20);
});

it('a part that fails ends its own reader and holds up no other', async () => {
  const fail = mapInTurn(rowsOf(1), () => {
    throw new TypeError('a defect');
  });
  const goesOn = mapInTurn(rowsOf(1), ({ id }) => Number(id));
  await expect(fail).rejects.toThrow(TypeError);
  expect(await goesOn).toEqual([0]);
});
