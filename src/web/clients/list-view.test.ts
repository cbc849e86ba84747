import { afterEach, expect, test, vi } from 'vitest';
import { clientColumns, keep, readKept } from './list-view.ts';

const stored = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: string) => stored.set(key, value),
});
afterEach(() => stored.clear());

test('whoever set nothing up sees all columns and no views', () => {
  expect(readKept('anna')).toEqual({ columns: clientColumns, views: [] });
});

test('what one set up is there for oneself only', () => {
  const kept = {
    columns: ['risk', 'status'] as const,
    views: [{ name: '高风险', search: { risk: 'high' as const } }],
  };
  keep('anna', kept);
  expect(readKept('anna')).toEqual(kept);
  expect(readKept('bert')).toEqual({ columns: clientColumns, views: [] });
});

test('what is damaged, or of another version, harms nobody', () => {
  for (const text of ['', '{', 'null', '{"columns":["gone","risk"],"views":[{"name":1}]}']) {
    stored.set('nuantu.clients.anna', text);
    expect(() => readKept('anna')).not.toThrow();
  }
  expect(readKept('anna')).toEqual({ columns: ['risk'], views: [] });
});
