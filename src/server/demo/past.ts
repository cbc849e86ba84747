import type { Services } from '../platform/work/work.ts';

const DAY = 86_400_000;

/** The same services, whose clock is so many days behind. */
export function inThePast(services: Services, days: number): Services {
  const at = new Date(services.clock().getTime() - days * DAY);
  return { ...services, clock: () => at };
}
