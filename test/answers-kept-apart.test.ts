import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const server = join(import.meta.dirname, '../src/server');

/** Statements that read answers whether they count or not, and why they may. */
const readAll = new Set([
  // the answers themselves, shown with why they do not count
  'readResponse',
  'listClientResponses',
  'listReaders',
  'decideApart',
  // what statements begin with
  'responseWithKey',
  'answeredInRound',
  // a study may not be registered once anything lies there that could be decided to count
  'countLaterAnswers',
]);

test('every statement that reads answers says whether it means those that count', () => {
  const statements = globSync('**/sql*.ts', { cwd: server }).flatMap((file) =>
    readFileSync(join(server, file), 'utf8')
      .replace(/^import [^;]*;/gm, '')
      .split(/^(?=export (?:const|function)|const )/m)
      .map((text) => ({ name: /^(?:export )?(?:const|function) (\w+)/.exec(text)?.[1] ?? '', text })),
  );
  const reading = statements.filter(({ text }) =>
    /(?:selectFrom|updateTable|from)\(?'?\s*'?response\b|\b(?:responseWithKey|answeredInRound)\b/.test(text),
  );
  expect(reading.length).toBeGreaterThan(10);
  const careless = reading.filter(({ name, text }) => !readAll.has(name) && !text.includes('kept_apart'));
  expect(careless.map(({ name }) => name)).toEqual([]);
});
