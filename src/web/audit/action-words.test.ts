import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { auditExceptions } from '../../contract/organisations.ts';
import { actionCodeOf, actionCodes } from './action-codes.ts';
import { enAuditActions } from './action-words.en.ts';
import { zhAuditActions } from './action-words.zh.ts';
import { enSubjectKinds } from './subject-words.en.ts';
import { zhSubjectKinds } from './subject-words.zh.ts';

const server = join(import.meta.dirname, '../../server');
const sources = globSync('**/*.ts', { cwd: server })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(server, file), 'utf8'));
const found = (pattern: RegExp) => [
  ...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, code]) => code ?? ''))),
];

test('every action that the server writes into the audit has words in both languages, and is found again by its filter', () => {
  const actions = [
    ...found(/\baction: (?:[^'\n?]+ \? )?'([a-z_]+\.[a-z_.]+)'/g),
    ...found(/\baction: [^\n?]+ \? '[^']+' : '([a-z_]+\.[a-z_.]+)'/g),
    ...found(/\bauditOf\((?:change, )?'([a-z_]+\.[a-z_.]+)'/g),
  ];
  expect(actions.length).toBeGreaterThan(40);
  expect(actions.filter((action) => !actionCodes.includes(action))).toEqual([]);
  expect(Object.keys(enAuditActions)).toEqual(Object.keys(zhAuditActions));
});

test('every kind of subject has words in both languages', () => {
  const kinds = found(/\bsubjectKind: '([a-z_]+)'/g);
  expect(kinds.length).toBeGreaterThan(10);
  expect(kinds.filter((kind) => !(kind in zhSubjectKinds))).toEqual([]);
  expect(Object.keys(enSubjectKinds)).toEqual(Object.keys(zhSubjectKinds));
});

test('what an auditor sees first has words', () => {
  expect(auditExceptions.filter((action) => !actionCodes.includes(action))).toEqual([]);
});

test.each([
  ['case_request_closure', 'case.request_closure'],
  ['book_entry_ask', 'book_entry.ask'],
  ['book_open', 'book.open'],
])('the action of the words %s is %s', (key, action) => {
  expect(actionCodeOf(key)).toBe(action);
});
