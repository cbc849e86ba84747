import type { Due } from './sql.ts';

export interface Candidate extends Due {
  readonly organisationId: string;
}

/** Lanes of one organisation at once: what many of its receivers take long over is its own to wait for. */
const MOST_OF_ONE = 4;

/** The first of each organisation before the second of any; of one the oldest first. */
export function inTurn(candidates: readonly Candidate[]): Candidate[] {
  const ranked = [...Map.groupBy(candidates, ({ organisationId }) => organisationId).values()].flatMap(
    (own) =>
      own
        .toSorted((left, right) => left.due_at.getTime() - right.due_at.getTime())
        .map((candidate, rank) => ({ candidate, rank })),
  );
  return ranked
    .sort(
      (left, right) =>
        left.rank - right.rank || left.candidate.due_at.getTime() - right.candidate.due_at.getTime(),
    )
    .map(({ candidate }) => candidate);
}

/** Whoever is next, of an organisation that has not all its lanes already. */
export class FairQueue {
  readonly #waiting: Candidate[];
  /** organisation → lanes that it has */
  readonly #lanes = new Map<string, number>();

  constructor(candidates: readonly Candidate[]) {
    this.#waiting = [...candidates];
  }

  hasNext(): boolean {
    return this.#waiting.some((candidate) => this.#mayGo(candidate));
  }

  take(): Candidate | undefined {
    const index = this.#waiting.findIndex((candidate) => this.#mayGo(candidate));
    if (index === -1) return undefined;
    const [next] = this.#waiting.splice(index, 1);
    if (next !== undefined) this.#lanes.set(next.organisationId, this.#lanesOf(next) + 1);
    return next;
  }

  /** @param isMore it has more to get, and waits for its next turn */
  give(candidate: Candidate, isMore: boolean): void {
    this.#lanes.set(candidate.organisationId, this.#lanesOf(candidate) - 1);
    if (isMore) this.#waiting.push(candidate);
  }

  #mayGo(candidate: Candidate): boolean {
    return this.#lanesOf(candidate) < MOST_OF_ONE;
  }

  #lanesOf({ organisationId }: Candidate): number {
    return this.#lanes.get(organisationId) ?? 0;
  }
}
