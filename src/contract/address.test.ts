import { expect, test } from 'vitest';
import { addressOf } from './address.ts';

test('an address has its parameters in place, and no empty or undefined query', () => {
  expect(
    addressOf('/api/v1/clients/:id/consents', { id: 'a/b' }, { q: '', region: undefined, limit: 50 }),
  ).toBe('/api/v1/clients/a%2Fb/consents?limit=50');
  expect(() => addressOf('/api/v1/clients/:id')).toThrow(RangeError);
});
