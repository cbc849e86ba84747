import { expect, test } from 'vitest';
import type { Slice } from '../base/slice.ts';
import * as registered from './slices.ts';

const slices = Object.values<Slice>(registered);

test('nothing stands at the same rank of the same place twice', () => {
  const taken = slices.flatMap(({ parts = {}, navigation = [] }) => [
    ...Object.entries(parts).flatMap(([place, list]) => list.map(({ rank }) => `${place} ${rank}`)),
    ...navigation.map(({ rank }) => `navigation ${rank}`),
  ]);
  expect(taken.length).toBeGreaterThan(20);
  expect(taken.filter((place, index) => taken.indexOf(place) !== index)).toEqual([]);
});

test('every way into a slice leads to one of its pages', () => {
  for (const { routes, navigation = [] } of slices) {
    const paths = routes.map(({ options }) => (options as { path: string }).path);
    for (const { to } of navigation) expect(paths).toContain(to);
  }
});
