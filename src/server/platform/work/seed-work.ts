import { systemSettings } from '../database/database.ts';
import { type Services, Work } from './work.ts';

const DAY = 86_400_000;

/** The same services, whose clock is so many days behind. */
export function inThePast(services: Services, days: number): Services {
  const at = new Date(services.clock().getTime() - days * DAY);
  return { ...services, clock: () => at };
}

/**
 * Work that nobody asked for by a request: what a seed tells is done by somebody, at an instant.
 * @param at the services' own clock where it is left out
 */
export function seedWork(
  services: Services,
  { organisationId, actorId = null }: { organisationId: string; actorId?: string | null },
  at: Date = services.clock(),
): Work {
  return new Work(
    { ...services, clock: () => at },
    { ...systemSettings(organisationId), actorId },
    { requestId: 'seed', language: 'zh-CN' },
  );
}

/** The same in the name of somebody whose entry in the organisation's book this is: the row rules show their rows, and no others. */
export function seedOwnWork(
  services: Services,
  { organisationId, entryId }: { organisationId: string; entryId: string },
  at: Date = services.clock(),
): Work {
  return new Work(
    { ...services, clock: () => at },
    { organisationId, actorId: entryId, scope: 'own', siteIds: [] },
    { requestId: 'seed', language: 'zh-CN' },
  );
}
