import { expect, test } from 'vitest';
import type { Slice } from '../base/slice.ts';
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

test('every way into a slice leads to one of its pages', () => {
  for (const { routes, navigation = [], shortcuts = [] } of slices) {
    const paths = routes.map(({ options }) => (options as { path: string }).path);
    for (const { to } of [...navigation, ...shortcuts]) expect(paths).toContain(to);
  }
});
