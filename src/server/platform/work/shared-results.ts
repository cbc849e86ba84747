import { type RowSettings, sightOf } from '../database/database.ts';
import type { OrganisationKeys } from '../keys/keyring.ts';

/**
 * Key of a question that is answered from what its asker may see and open.
 * @param parts what is asked
 */
export function askedBy(
  { settings, keys }: { readonly settings: RowSettings; readonly keys: Pick<OrganisationKeys, 'areAll'> },
  ...parts: readonly (readonly string[] | string | undefined)[]
): string {
  // whoever read the keys anew must not wait for somebody who found them wanting
  return JSON.stringify([sightOf(settings), keys.areAll, ...parts.map((part) => part ?? null)]);
}

interface Running<Result> {
  readonly result: Promise<Result>;
  next: Promise<Result> | undefined;
}

/**
 * Answers equal questions that come in at once with one computation. Whoever asks while one is under way waits for the
 * next: nobody gets a result that is older than the question.
 */
export class SharedResults<Result> {
  readonly #running = new Map<string, Running<Result>>();

  /** @param key questions with the same key have the same answer for all who may ask them */
  of(key: string, compute: () => Promise<Result>): Promise<Result> {
    const running = this.#running.get(key);
    if (running === undefined) return this.#start(key, compute);
    running.next ??= running.result.then(
      () => this.#start(key, compute),
      () => this.#start(key, compute),
    );
    return running.next;
  }

  #start(key: string, compute: () => Promise<Result>): Promise<Result> {
    const result = compute();
    const running: Running<Result> = { result, next: undefined };
    this.#running.set(key, running);
    const end = () => {
      if (this.#running.get(key) === running && running.next === undefined) this.#running.delete(key);
    };
    result.then(end, end);
    return result;
  }
}
