import { expect, test } from 'vitest';
import { bestFirst } from './best-first.ts';

test('the exact name comes first, then what begins so, the rest as it was found', () => {
  const found = ['欧阳陈欣', '陈欣怡', '李陈欣', '陈欣', '陈欣然'].map((name) => ({ name }));
  expect(bestFirst(' 陈欣 ', found, ({ name }) => name).map(({ name }) => name)).toEqual([
    '陈欣',
    '陈欣怡',
    '陈欣然',
    '欧阳陈欣',
    '李陈欣',
  ]);
  expect(bestFirst('ANNA', [{ name: 'Joanna' }, { name: 'anna' }], ({ name }) => name)[0]?.name).toBe('anna');
});
