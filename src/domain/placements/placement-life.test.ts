import { expect, it } from 'vitest';
import { isOpenPlacement, mayMove, type PlacementMove, placementStates } from './placement-life.ts';

it('leads on, and never back', () => {
  const moves: PlacementMove[] = ['under_way', 'completed', 'broken_off'];
  const ways = placementStates.flatMap((from) =>
    moves.filter((to) => mayMove(from, to)).map((to) => `${from} ${to}`),
  );
  expect(ways).toEqual([
    'planned under_way',
    'planned broken_off',
    'under_way completed',
    'under_way broken_off',
  ]);
  expect(placementStates.filter(isOpenPlacement)).toEqual(['planned', 'under_way']);
});
