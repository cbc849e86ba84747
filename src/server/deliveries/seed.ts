import { Doors } from '../platform/work/doors.ts';
import type { Services } from '../platform/work/work.ts';
import { Deliveries } from './deliveries.ts';
import { Enquiries } from './enquiries.ts';
import type { Answerer, Receiver } from './kinds.ts';

/** Deliveries and enquiries of what is told: at the services' own instant, without a job. */
export function seedExchange(
  services: Services,
  receiversBehind: (doors: Doors) => readonly Receiver[],
  answerers: readonly Answerer[],
) {
  const doors = new Doors(services, new Set());
  const onDefect = (_: string, error: unknown): never => {
    throw error;
  };
  return {
    enquiries: new Enquiries(doors, answerers),
    deliveries: new Deliveries({ doors, receivers: receiversBehind(doors), onDefect }),
  };
}
