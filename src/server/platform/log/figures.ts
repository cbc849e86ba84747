import { Gauge, type Metric, Registry } from 'prom-client';

/** What Prometheus reads; each part of the server makes its own, in no registry that servers of one process would share. */
export type Figures = readonly Metric[];

/** By its state: of each organisation how much there is, as of its last turn. */
export type CountsByState<State extends string> = Map<string, Readonly<Record<State, number>>>;

/** What all organisations have together of each state; counted when it is asked for. */
export function gaugeOfStates<State extends string>(
  about: { readonly name: string; readonly help: string },
  states: readonly State[],
  counts: CountsByState<State>,
): Gauge {
  return new Gauge({
    ...about,
    labelNames: ['state'],
    registers: [],
    collect() {
      for (const state of states) {
        const sum = [...counts.values()].reduce((total, ofOne) => total + ofOne[state], 0);
        this.set({ state }, sum);
      }
    },
  });
}

/** In the Prometheus text format. */
export function tellFigures(figures: Figures): Promise<string> {
  const registry = new Registry();
  for (const figure of figures) registry.registerMetric(figure);
  return registry.metrics();
}
