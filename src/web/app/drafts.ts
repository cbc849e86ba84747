/**
 * What was typed and not yet saved, kept for this tab only and named by user and record, so that one person's notes
 * never turn up in another's form. Sign-out clears it.
 */
export interface Draft<Values> {
  readonly savedAt: number;
  readonly values: Values;
}

const PREFIX = 'nuantu.draft.';

export function draftKey(userId: string, record: string): string {
  return `${PREFIX}${userId}.${record}`;
}

export function saveDraft(storage: Storage, key: string, values: unknown, now: number): void {
  try {
    storage.setItem(key, JSON.stringify({ savedAt: now, values }));
  } catch {
    // a full storage must not stop the typing; the form itself still holds the words
  }
}

/** undefined: none, or not readable any more */
export function findDraft<Values>(storage: Storage, key: string): Draft<Values> | undefined {
  const text = storage.getItem(key);
  if (text === null) return undefined;
  try {
    const draft = JSON.parse(text) as Partial<Draft<Values>> | null;
    const isWhole = typeof draft?.savedAt === 'number' && draft.values !== undefined;
    return isWhole ? (draft as Draft<Values>) : undefined;
  } catch {
    return undefined;
  }
}

export function dropDraft(storage: Storage, key: string): void {
  storage.removeItem(key);
}

export function dropAllDrafts(storage: Storage): void {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  for (const key of keys) if (key?.startsWith(PREFIX) === true) storage.removeItem(key);
}
