import { systemSettings } from '../platform/database/database.ts';
import { seedWork } from '../platform/work/seed-work.ts';
import { type Services, Work } from '../platform/work/work.ts';
import { putBook, readBook } from './book.ts';
import { decideOnEntry } from './entries.ts';
import type { EntryFollower } from './followers.ts';

const ORIGIN = { requestId: 'demo', language: 'zh-CN' } as const;

/** An organisation of the demo takes people of the public into its book. */
export async function openDemoBook(
  services: Services,
  organisationId: string,
  accountId: string,
): Promise<void> {
  const body = {
    isOpen: true,
    participations: ['volunteer' as const, 'resident' as const, 'giver' as const],
    welcome: '周末陪孩子们读书、打球、走走路。第一次来会有老志愿者带着。',
    welcomeEn:
      'Read, play and walk with the children at weekends. Somebody experienced is with you the first time.',
  };
  await workIn(services, organisationId).change((change) => putBook(change, accountId, { version: 0, body }));
}

/** From now on whoever registers has joined. */
export async function welcomeDemoVolunteers(
  services: Services,
  organisationId: string,
  accountId: string,
): Promise<void> {
  await workIn(services, organisationId).change(async (change) => {
    const { version, ...book } = await readBook(change);
    await putBook(change, accountId, { version, body: { ...book, takesAtOnce: true } });
  });
}

/** Somebody of the staff takes in who waits to be looked at. */
export async function acceptDemoEntries(
  services: Services,
  { organisationId, actorId }: { organisationId: string; actorId: string },
  entryIds: readonly string[],
  followers: readonly EntryFollower[],
): Promise<void> {
  await seedWork(services, { organisationId, actorId }).change(async (change) => {
    for (const id of entryIds) await decideOnEntry(change, id, { version: 1, decision: 'accept' }, followers);
  });
}

function workIn(services: Services, organisationId: string): Work {
  return new Work(services, systemSettings(organisationId), ORIGIN);
}
