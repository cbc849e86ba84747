import { expect, test } from 'vitest';
import { draftKey, dropAllDrafts, dropDraft, findDraft, saveDraft } from './drafts.ts';

/** A tab's storage in memory; `limit` characters fill it. */
function tabStorage(limit = Infinity): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => {
      if (value.length > limit) throw new DOMException('full', 'QuotaExceededError');
      items.set(key, value);
    },
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
}

test('a draft is found by the same person for the same record only', () => {
  const storage = tabStorage();
  saveDraft(storage, draftKey('u1', 'client.a'), { note: '周三家访' }, 7);
  expect(findDraft(storage, draftKey('u1', 'client.a'))).toEqual({
    savedAt: 7,
    values: { note: '周三家访' },
  });
  expect(findDraft(storage, draftKey('u2', 'client.a'))).toBeUndefined();
  expect(findDraft(storage, draftKey('u1', 'client.b'))).toBeUndefined();
});

test('a draft that is dropped or unreadable is none', () => {
  const storage = tabStorage();
  const key = draftKey('u1', 'client.a');
  saveDraft(storage, key, {}, 1);
  dropDraft(storage, key);
  expect(findDraft(storage, key)).toBeUndefined();
  for (const text of ['{', 'null', '{"values":{}}']) {
    storage.setItem(key, text);
    expect(findDraft(storage, key)).toBeUndefined();
  }
});

test('a full storage does not stop the typing', () => {
  expect(() => saveDraft(tabStorage(3), draftKey('u1', 'client.a'), { note: 'long' }, 1)).not.toThrow();
});

test('signing out drops all drafts and nothing else', () => {
  const storage = tabStorage();
  storage.setItem('other', 'stays');
  for (const record of ['a', 'b', 'c']) saveDraft(storage, draftKey('u1', record), {}, 1);
  dropAllDrafts(storage);
  expect(storage.length).toBe(1);
  expect(storage.getItem('other')).toBe('stays');
});
