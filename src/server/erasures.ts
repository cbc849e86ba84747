import { eraseClient } from './clients/public.ts';
import { matters } from './matters.ts';
import { selectSubjectsOf } from './platform/audit/audit.ts';
import type { Erased, ErasureList } from './platform/audit/erasure-list.ts';
import { systemSettings } from './platform/database/database.ts';
import { firstIdAt } from './platform/database/ids.ts';
import { listPersonKeys } from './platform/database/person-key.ts';
import { NoOrganisationKeys } from './platform/keys/keyring.ts';
import type { Doors } from './platform/work/doors.ts';
import type { Change, Services } from './platform/work/work.ts';
import { repeatPlacementErasure } from './placements/public.ts';
import { repeatAccountErasure } from './public-accounts/public.ts';

/** By what the audit calls an erasure: how it is done again. */
const kinds: Readonly<Record<string, (change: Change, id: string) => Promise<void>>> = {
  'client.erase': (change, id) => eraseClient(change, id, 'a backup was restored', matters),
  'placement.erase': repeatPlacementErasure,
  'public_account.erase': repeatAccountErasure,
};

/** An erasure is noted that was begun before the last look and committed after it. */
const OVERLAP_MS = 10 * 60_000;

/** Notes whom the audit says to be erased. The audit has it with the erasure itself: a server that dies in between forgets nobody. */
export async function noteErasures(
  { database, clock }: Pick<Services, 'database' | 'clock'>,
  list: ErasureList,
  organisations: readonly { readonly id: string }[],
): Promise<void> {
  const now = clock();
  const until = await list.lookedUntil();
  // a clock that was ahead for a while hides nobody
  const looked = Math.min(until?.getTime() ?? 0, now.getTime());
  const since = firstIdAt(new Date(Math.max(0, looked - OVERLAP_MS)));
  const found: Erased[] = [];
  for (const { id: organisationId } of organisations) {
    const reader = database.reader(systemSettings(organisationId));
    const actions = Object.keys(kinds);
    const [rows] = await reader.all(selectSubjectsOf({ organisationId, actions, since }));
    for (const { action, at, subject_ids: ids } of rows)
      found.push(...ids.map((id) => ({ organisationId, action, id, at: at.toISOString() })));
  }
  await list.note(now, found);
}

interface Repeating {
  readonly services: Services;
  readonly doors: Doors;
  readonly list: ErasureList;
  /** hears of what could not be repeated, and of files that nobody who holds the master key wrote */
  readonly onFailure: (organisationId: string, error: unknown) => void;
}

/**
 * Whoever was erased and is there again, since an older database was put back, is erased again, each in a transaction of their own. What is for a
 * person to see to (a running report) refuses it, as it did before; it is told, and tried again at the next start.
 * @returns how many were
 */
export async function repeatErasures({ services, doors, list, onFailure }: Repeating): Promise<number> {
  const { erased, faults } = await list.read();
  for (const name of faults) onFailure('all', new Error(`${name} of the erasures is not genuine`));
  let count = 0;
  for (const [organisationId, ofOne] of Map.groupBy(erased, (one) => one.organisationId)) {
    if (doors.isClosed(organisationId)) continue;
    for (const one of await stillThere(services, organisationId, ofOne)) {
      const repeat = kinds[one.action];
      try {
        const work = doors.open(organisationId, { requestId: 'repeat-erasures', language: 'zh-CN' });
        await work.change(async (change) => repeat?.(change, one.id));
        count += 1;
      } catch (error) {
        // of before the organisation was founded
        if (!(error instanceof NoOrganisationKeys)) onFailure(organisationId, error);
      }
    }
  }
  return count;
}

/** Those whose key is in the database. */
async function stillThere(
  { database }: Services,
  organisationId: string,
  erased: readonly Erased[],
): Promise<readonly Erased[]> {
  const ids = erased.map(({ id }) => id);
  const [rows] = await database
    .reader(systemSettings(organisationId))
    .all(listPersonKeys({ organisationId, ids }));
  const present = new Set(rows.map((row) => row.person_id));
  return erased.filter(({ id }) => present.has(id));
}
