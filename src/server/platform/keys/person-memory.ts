import type { SealingKey } from './sealing.ts';

/** Longer than any statement may take that read a key before it was destroyed. */
const FORGOTTEN_MS = 60_000;

/** Whoever was looked at lately: whoever holds one opens what is the person's, also when it is not remembered any more. */
export interface RememberedPerson {
  readonly organisationId: string;
  readonly key: SealingKey;
  readonly until: number;
  /** what was opened last, and from which bytes */
  opened: { readonly bytes: string; readonly value: unknown } | undefined;
}

/** A person's key as it is stored, or as it is remembered. */
export type PersonKey = Buffer | RememberedPerson;

/** Whoever was looked at lately; who came first is forgotten first. */
export class PersonMemory {
  readonly #persons = new Map<string, RememberedPerson>();
  /** erased lately, and until when their keys may still be on the way */
  readonly #forgotten = new Map<string, number>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  find(organisationId: string, personId: string): RememberedPerson | undefined {
    const person = this.#persons.get(personId);
    return person?.organisationId === organisationId && person.until > performance.now() ? person : undefined;
  }

  keep(personId: string, person: RememberedPerson): void {
    if ((this.#forgotten.get(personId) ?? 0) > performance.now()) return;
    // anew at the end: whoever was asked for again is not the oldest
    this.#persons.delete(personId);
    if (this.#persons.size >= this.#most) {
      const [oldest] = this.#persons.keys();
      if (oldest !== undefined) this.#persons.delete(oldest);
    }
    this.#persons.set(personId, person);
  }

  forget(personId: string): void {
    const now = performance.now();
    for (const [id, until] of this.#forgotten) if (until <= now) this.#forgotten.delete(id);
    this.#forgotten.set(personId, now + FORGOTTEN_MS);
    this.#persons.delete(personId);
  }
}
