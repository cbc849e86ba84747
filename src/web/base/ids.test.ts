import { expect, test } from 'vitest';
import { newId } from './ids.ts';

test('an id is a UUID of version 7 (RFC 9562), and ids sort as they were made', () => {
  const ids = Array.from({ length: 1000 }, () => newId());
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids.toSorted()).toEqual(ids);
});
