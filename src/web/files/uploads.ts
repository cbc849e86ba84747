import { useSyncExternalStore } from 'react';
import { newId } from '../base/ids.ts';
import { leaveWarning } from '../base/leave-warning.ts';
import { useSession } from '../base/session-context.ts';
import { type FileOwner, sendFile } from './send-file.ts';

/** A file on its way to the server. */
export interface UploadItem {
  readonly id: string;
  readonly owner: FileOwner;
  readonly accountId: string;
  readonly name: string;
  readonly bytes: number;
  readonly sent: number;
  readonly state: 'queued' | 'sending' | 'waiting' | 'refused';
  /** why it was refused, in the server's words */
  readonly reason?: string;
}

/**
 * What is being sent goes on while one looks at other pages; only closing the tab ends it. One file at a time: on a bad connection two
 * would both take twice as long.
 */
function createUploads() {
  const files = new Map<string, File>();
  const givenUp = new Map<string, AbortController>();
  const listeners = new Set<() => void>();
  let items: readonly UploadItem[] = [];
  let isRunning = false;

  const set = (next: readonly UploadItem[]) => {
    items = next;
    leaveWarning.set(items.some(({ state }) => state !== 'refused'));
    for (const listener of listeners) listener();
  };
  const change = (id: string, to: Partial<UploadItem>) =>
    set(items.map((item) => (item.id === id ? { ...item, ...to } : item)));
  const forget = (id: string) => {
    files.delete(id);
    givenUp.delete(id);
    set(items.filter((item) => item.id !== id));
  };

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    for (;;) {
      const next = items.find(({ state }) => state === 'queued');
      if (next === undefined) break;
      await send(next);
    }
    isRunning = false;
  }

  async function send({ id, owner, accountId }: UploadItem): Promise<void> {
    const file = files.get(id);
    if (file === undefined) return forget(id);
    const controller = new AbortController();
    givenUp.set(id, controller);
    change(id, { state: 'sending' });
    try {
      await sendFile({
        id,
        file,
        owner,
        accountId,
        signal: controller.signal,
        onProgress: (sent) => change(id, { sent }),
        onWaiting: (isWaiting) => change(id, { state: isWaiting ? 'waiting' : 'sending' }),
      });
      forget(id);
    } catch (error) {
      if ((error as Error).name === 'AbortError') forget(id);
      else change(id, { state: 'refused', reason: (error as Error).message });
    }
  }

  return {
    /** @param accountId of whoever chose them */
    add(owner: FileOwner, accountId: string, chosen: readonly File[]) {
      const added = chosen.map((file): UploadItem => {
        const id = newId();
        files.set(id, file);
        return { id, owner, accountId, name: file.name, bytes: file.size, sent: 0, state: 'queued' };
      });
      set([...items, ...added]);
      void run();
    },
    retry(id: string) {
      change(id, { state: 'queued' });
      void run();
    },
    giveUp(id: string) {
      const controller = givenUp.get(id);
      const isSending = items.some((item) => item.id === id && /^(sending|waiting)$/.test(item.state));
      if (controller !== undefined && isSending) controller.abort();
      else forget(id);
    },
    list: () => items,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const uploads = createUploads();

/** Sends files as whoever is signed in now. */
export function useSendFiles(): (owner: FileOwner, chosen: readonly File[]) => void {
  const { user } = useSession().me;
  return (owner, chosen) => uploads.add(owner, user.id, chosen);
}

/** What is on its way to one owner. */
export function useUploadsTo({ kind, ownerId }: FileOwner): readonly UploadItem[] {
  const items = useSyncExternalStore(uploads.subscribe, uploads.list);
  return items.filter(({ owner }) => owner.kind === kind && owner.ownerId === ownerId);
}
