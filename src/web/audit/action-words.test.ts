import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { zhAuditActions } from './action-words.zh.ts';

const server = join(import.meta.dirname, '../../server');

test('every action that the server writes into the audit has words', () => {
  const sources = globSync('**/*.ts', { cwd: server }).filter((file) => !file.endsWith('.test.ts'));
  const actions = sources.flatMap((file) =>
    [...readFileSync(join(server, file), 'utf8').matchAll(/\baction: '([a-z._]+)'/g)].map(([, action]) =>
      (action ?? '').replaceAll('.', '_'),
    ),
  );
  expect(actions.length).toBeGreaterThan(40);
  expect(actions.filter((action) => !(action in zhAuditActions))).toEqual([]);
});
