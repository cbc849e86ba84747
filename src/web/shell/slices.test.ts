import { expect, test } from 'vitest';
import { type Slice, wayGroups } from '../base/slice.ts';
import * as registered from './slices.ts';

const slices = Object.values<Slice>(registered);

test('nothing stands at the same rank of the same place twice', () => {
  const taken = slices.flatMap(({ parts = {}, navigation = [], shortcuts = [] }) => [
    ...Object.entries(parts).flatMap(([place, list]) => list.map(({ rank }) => `${place} ${rank}`)),
    ...[...navigation, ...shortcuts].map(({ rank }) => `way ${rank}`),
  ]);
  expect(taken.length).toBeGreaterThan(20);
  expect(taken.filter((place, index) => taken.indexOf(place) !== index)).toEqual([]);
});

test('the ways of a group stand together, in the order of the groups', () => {
  const ways = slices.flatMap(({ navigation = [] }) => navigation);
  const groups = ways
    .toSorted((left, right) => left.rank - right.rank)
    .map(({ group }) => wayGroups.indexOf(group));
  expect(groups).toEqual(groups.toSorted((left, right) => left - right));
});

test('drafts of before a class was called one are renamed, and no others', () => {
  const renamed = slices.flatMap(({ renamedFields = [] }) => renamedFields);
  const newNameOf = (record: string) =>
    renamed.filter(({ records }) => records.test(record)).map(({ was, is }) => `${was} ${is}`);
  expect(newNameOf('campaign.new')).toEqual(['groupIds classIds']);
  for (const record of ['client.new', 'client.01a21000-0000-7000-8000-000000000001'])
    expect(newNameOf(record)).toEqual(['groupId classId']);
  for (const record of ['group.new', 'client.a.report', 'case.a.encounter'])
    expect(newNameOf(record)).toEqual([]);
});

test('every way into a slice leads to one of its pages', () => {
  for (const { routes, navigation = [], shortcuts = [] } of slices) {
    const paths = routes.map(({ options }) => (options as { path: string }).path);
    for (const { to } of [...navigation, ...shortcuts]) expect(paths).toContain(to);
  }
});
