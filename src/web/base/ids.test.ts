import { expect, test } from 'vitest';
import { newId } from './ids.ts';

test('an id is a UUID of version 7 whose first digits are the time', () => {
  // RFC 9562, appendix A.6: 0x017F22E279B0 is 2022-02-22 14:22:22 GMT-05:00
  const id = newId(Date.parse('2022-02-22T14:22:22-05:00'));
  expect(id).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('ids of one instant differ', () => {
  expect(new Set(Array.from({ length: 1000 }, () => newId(0))).size).toBe(1000);
});
