/** Mean and spread of one scale of a round. */
export interface ScaleSpread {
  readonly campaignId: string | null;
  readonly instrumentId: string;
  readonly scale: string;
  /** persons whose score could be computed */
  readonly n: number;
  readonly mean: number | null;
  /** of a sample; null below two */
  readonly sd: number | null;
}

interface Moments {
  readonly campaignId: string | null;
  readonly instrumentId: string;
  readonly scale: string;
  n: number;
  mean: number;
  squares: number;
}

/** Takes scores one by one and keeps none of them (Welford 1962, as in Chan, Golub, LeVeque 1983). */
export class Spreads {
  readonly #moments = new Map<string, Moments>();

  add(
    { campaignId, instrumentId }: { campaignId: string | null; instrumentId: string },
    scores: Readonly<Record<string, number | null>>,
  ): void {
    for (const [scale, value] of Object.entries(scores)) {
      const key = `${campaignId}|${instrumentId}|${scale}`;
      const moments = this.#moments.get(key) ?? {
        campaignId,
        instrumentId,
        scale,
        n: 0,
        mean: 0,
        squares: 0,
      };
      this.#moments.set(key, moments);
      if (value === null) continue;
      moments.n += 1;
      const before = value - moments.mean;
      moments.mean += before / moments.n;
      moments.squares += before * (value - moments.mean);
    }
  }

  /** By instrument and scale. */
  list(): ScaleSpread[] {
    return [...this.#moments.values()]
      .toSorted((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1))
      .map(({ n, mean, squares, ...of }) => ({
        ...of,
        n,
        mean: n === 0 ? null : mean,
        sd: n < 2 ? null : Math.sqrt(squares / (n - 1)),
      }));
  }
}

function nameOf({ instrumentId, scale }: Moments): string {
  return `${instrumentId}|${scale}`;
}
