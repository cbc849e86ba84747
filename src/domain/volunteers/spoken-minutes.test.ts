import { expect, it } from 'vitest';
import { sayMinutes } from './spoken-minutes.ts';

it('says hours and minutes as they are', () => {
  const said = [0, 59, 60, 125, 60_000].map((minutes) => [
    sayMinutes('zh', minutes),
    sayMinutes('en', minutes),
  ]);
  expect(said).toEqual([
    ['0 分', '0 min'],
    ['59 分', '59 min'],
    ['1 小时', '1 h'],
    ['2 小时 5 分', '2 h 5 min'],
    ['1000 小时', '1000 h'],
  ]);
});
