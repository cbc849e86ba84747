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
class Uploads {
  readonly #files = new Map<string, File>();
  readonly #givenUp = new Map<string, AbortController>();
  readonly #listeners = new Set<() => void>();
  #items: readonly UploadItem[] = [];
  #isRunning = false;

  readonly list = (): readonly UploadItem[] => this.#items;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** @param accountId of whoever chose them */
  add(owner: FileOwner, accountId: string, chosen: readonly File[]): void {
    const added = chosen.map((file): UploadItem => {
      const id = newId();
      this.#files.set(id, file);
      return { id, owner, accountId, name: file.name, bytes: file.size, sent: 0, state: 'queued' };
    });
    this.#set([...this.#items, ...added]);
    void this.#run();
  }

  retry(id: string): void {
    this.#change(id, { state: 'queued' });
    void this.#run();
  }

  giveUp(id: string): void {
    const controller = this.#givenUp.get(id);
    const isSending = this.#items.some((item) => item.id === id && /^(sending|waiting)$/.test(item.state));
    if (controller !== undefined && isSending) controller.abort();
    else this.#forget(id);
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (;;) {
      const next = this.#items.find(({ state }) => state === 'queued');
      if (next === undefined) break;
      await this.#send(next);
    }
    this.#isRunning = false;
  }

  async #send({ id, owner, accountId }: UploadItem): Promise<void> {
    const file = this.#files.get(id);
    if (file === undefined) return this.#forget(id);
    const controller = new AbortController();
    this.#givenUp.set(id, controller);
    this.#change(id, { state: 'sending' });
    try {
      await sendFile({
        id,
        file,
        owner,
        accountId,
        signal: controller.signal,
        onProgress: (sent) => this.#change(id, { sent }),
        onWaiting: (isWaiting) => this.#change(id, { state: isWaiting ? 'waiting' : 'sending' }),
      });
      this.#forget(id);
    } catch (error) {
      if ((error as Error).name === 'AbortError') this.#forget(id);
      else this.#change(id, { state: 'refused', reason: (error as Error).message });
    }
  }

  #set(next: readonly UploadItem[]): void {
    this.#items = next;
    leaveWarning.set(next.some(({ state }) => state !== 'refused'));
    for (const listener of this.#listeners) listener();
  }

  #change(id: string, to: Partial<UploadItem>): void {
    this.#set(this.#items.map((item) => (item.id === id ? { ...item, ...to } : item)));
  }

  #forget(id: string): void {
    this.#files.delete(id);
    this.#givenUp.delete(id);
    this.#set(this.#items.filter((item) => item.id !== id));
  }
}

export const uploads = new Uploads();

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
