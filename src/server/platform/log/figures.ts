import { type Metric, Registry } from 'prom-client';

/** What Prometheus reads; each part of the server makes its own, in no registry that servers of one process would share. */
export type Figures = readonly Metric[];

/** In the Prometheus text format. */
export function tellFigures(figures: Figures): Promise<string> {
  const registry = new Registry();
  for (const figure of figures) registry.registerMetric(figure);
  return registry.metrics();
}
