import { expect, it } from 'vitest';
import revision from '../contract/revision.json' with { type: 'json' };
import { changedOperations, digestOperations } from './contract-revision.ts';

it('what goes over the wire is as it was written down: else run `nuantu contract dump`, and say in CHANGELOG what callers must do', async () => {
  expect(changedOperations(revision.operations, await digestOperations())).toEqual([]);
});

it('a change is one of an address, a shape or a right, and of no word', () => {
  const known = { ListClients: 'a', ReadClient: 'b', EraseClient: 'c' };
  expect(changedOperations(known, { ...known })).toEqual([]);
  expect(changedOperations(known, { ListClients: 'a', ReadClient: 'x', CreateClient: 'd' })).toEqual([
    'CreateClient',
    'EraseClient',
    'ReadClient',
  ]);
});
