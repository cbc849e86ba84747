import { expect, test } from 'vitest';
import { type Draft, DraftBox } from './drafts.ts';
import { encodeBytes } from './encoded-bytes.ts';

/** A browser's storage in memory; `limit` characters fill it. */
function diskStorage(limit = Infinity): Storage {
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

const secretOf = (letter: string) => encodeBytes(new TextEncoder().encode(letter.repeat(16)));
const NOW = Date.UTC(2026, 10, 27);
const DAY = 86_400_000;

const boxOf = (storage: Storage, user: string, now = NOW) =>
  DraftBox.open(storage, user, secretOf(user.charAt(0)), now);

function note(text: string, changes: Partial<Draft> = {}): Draft {
  return {
    id: 'd1',
    record: 'case.a.encounter',
    formVersion: 1,
    savedAt: NOW,
    values: { note: text },
    page: '/cases/a',
    ...changes,
  };
}

test('a draft outlives the page, and whoever is not its writer finds neither the text nor its record', async () => {
  const storage = diskStorage();
  const box = await boxOf(storage, 'anna');
  box.keep(note('周三'));
  box.keep(note('周三家访'));
  await box.settled();
  expect((await boxOf(storage, 'anna')).find('case.a.encounter', 1)?.values).toEqual({ note: '周三家访' });
  expect((await boxOf(storage, 'bert')).list()).toEqual([]);
  const onDisk = JSON.stringify([storage.key(0), storage.getItem(storage.key(0) ?? '')]);
  expect(onDisk).not.toMatch(/周三|case\.a|note/);
  // moved under another name, or opened by another key, it stays closed
  storage.setItem('nuantu.draft.anna.d2', storage.getItem('nuantu.draft.anna.d1') ?? '');
  expect((await boxOf(storage, 'anna')).list()).toHaveLength(1);
  expect((await DraftBox.open(storage, 'anna', secretOf('b'), NOW)).list()).toEqual([]);
});

test('what an earlier version kept under another name fits the form, and is sent as the server takes it now', async () => {
  const storage = diskStorage();
  const renamed = [{ records: /^campaign\.new$/, was: 'groupIds', is: 'classIds' }];
  const before = await boxOf(storage, 'anna');
  const outgoing = {
    method: 'POST',
    url: '/api/v1/campaigns',
    body: { title: '筛查', groupIds: ['a'] },
  } as const;
  const values = { title: '筛查', groupIds: ['a'] };
  before.keep(note('', { record: 'campaign.new', values, outgoing }));
  before.keep(note('', { id: 'd2', record: 'group.new', values }));
  await before.settled();
  const box = await DraftBox.open(storage, 'anna', secretOf('a'), NOW, renamed);
  const fresh = { title: '筛查', classIds: ['a'] };
  expect(box.find('campaign.new', 1)).toMatchObject({ values: fresh, outgoing: { body: fresh } });
  expect(Object.keys(box.find<object>('campaign.new', 1)?.values ?? {})).not.toContain('groupIds');
  // another form's field of that name is its own
  expect(box.find('group.new', 1)?.values).toEqual(values);
});

test('a draft is gone when dropped, also while it is being written, and after thirty days', async () => {
  const storage = diskStorage();
  const box = await boxOf(storage, 'anna');
  box.keep(note('周三'));
  box.drop('d1');
  await box.settled();
  expect(storage.length).toBe(0);
  box.keep(note('周四'));
  await box.settled();
  expect((await boxOf(storage, 'anna', NOW + 30 * DAY)).list()).toHaveLength(1);
  expect((await boxOf(storage, 'anna', NOW + 31 * DAY)).list()).toEqual([]);
  expect(storage.length).toBe(0);
});

test('what was typed into another version of the form is not put into this one', async () => {
  const box = await boxOf(diskStorage(), 'anna');
  box.keep(note('周三'));
  expect(box.find('case.a.encounter', 2)).toBeUndefined();
});

test('a full storage does not stop the typing', async () => {
  const box = await boxOf(diskStorage(3), 'anna');
  box.keep(note('周三'));
  await expect(box.settled()).resolves.toBeUndefined();
  expect(box.list()).toHaveLength(1);
});
