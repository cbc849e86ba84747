const WINDOW_MS = 10_000;

/** Of a kind of line: how often it came again since it was last written, and who writes it. */
interface Waiting {
  repeats: number;
  readonly write: (count: number) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * What is said in the log when a stranger sends enough: at once when it is new, and then every ten seconds how often it
 * came again. Whoever sends a thousand wrong requests a second fills no disk and hides no other line.
 */
export class RepeatedLines {
  readonly #waiting = new Map<string, Waiting>();

  /** @param kind of few: made of what the program names, never of what a caller sends */
  tell(kind: string, write: (count: number) => void): void {
    const waiting = this.#waiting.get(kind);
    if (waiting !== undefined) {
      waiting.repeats += 1;
      return;
    }
    this.#wait(kind, write);
    write(1);
  }

  /** When the server ends: what was counted and not said yet. */
  flush(): void {
    for (const { repeats, write, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      if (repeats > 0) write(repeats);
    }
    this.#waiting.clear();
  }

  #wait(kind: string, write: (count: number) => void): void {
    const timer = setTimeout(() => {
      const repeats = this.#waiting.get(kind)?.repeats ?? 0;
      this.#waiting.delete(kind);
      if (repeats === 0) return;
      this.#wait(kind, write);
      write(repeats);
    }, WINDOW_MS);
    timer.unref();
    this.#waiting.set(kind, { repeats: 0, write, timer });
  }
}
