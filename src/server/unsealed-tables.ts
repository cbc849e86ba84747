import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { unsealedCasework } from './casework/public.ts';
import { unsealedMeasures } from './measures/public.ts';
import { listOrganisations } from './organisations/public.ts';
import { ActorDatabase } from './platform/database/database.ts';
import { Keyring } from './platform/keys/keyring.ts';
import type { MasterKeys } from './platform/keys/master-key.ts';
import { repairSpellings } from './platform/keys/spelling-repair.ts';
import {
  forgetSealed,
  hasUnsealed,
  hasUntried,
  markTried,
  sealOldStates,
  type UnsealedTable,
} from './platform/keys/unsealed-states.ts';
import { organisationSealed, personSealed } from './sealed-columns.ts';

/** Tables whose codes older versions kept in the clear. */
const unsealedTables: readonly UnsealedTable[] = [...unsealedCasework, ...unsealedMeasures];

const LOCK = 7_211_905;
const TURN_MS = 200;

/**
 * Seals what older versions kept in the clear, before anybody reads it. Rows that do not open are tried again at the next
 * start, and stay put aside until then.
 */
export async function sealStates(
  { adminUrl, masterKeys }: { adminUrl: string; masterKeys: MasterKeys },
  { onStep, onWait }: { onStep: (state: 'started' | 'finished') => void; onWait: () => void },
): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await takeTurn(admin, onWait);
  const owner = new ActorDatabase({ url: adminUrl, connections: 1, applicationName: 'nuantu-states' });
  try {
    if (!(await hasUnsealed(admin))) return;
    onStep('started');
    const [organisations] = await owner.global(listOrganisations({}));
    for (const { id } of organisations) {
      const seal = () => sealOldStates(owner, new Keyring(masterKeys), id, unsealedTables);
      const { broken } = await seal();
      // an earlier version bound seals to ids as they came
      if (broken === 0 || !(await hasUntried(admin, id))) continue;
      await repairSpellings(owner, masterKeys, id, {
        persons: personSealed,
        organisation: organisationSealed,
      });
      await seal();
      // last: cut short before, it is tried again; what it did not mend is not looked for at every start
      await markTried(admin, id);
    }
    await forgetSealed(admin, unsealedTables);
    onStep('finished');
  } finally {
    await owner.close();
    await admin.end();
  }
}

/**
 * One starting program at a time, until the connection ends. Asked for again and again: whoever waits for a lock inside a
 * statement keeps rows on the disk that nobody else needs any more.
 */
async function takeTurn(admin: pg.Client, onWait: () => void): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const { rows } = await admin.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      LOCK,
    ]);
    if (rows[0]?.taken === true) return;
    if (tries === 1) onWait();
    await sleep(TURN_MS);
  }
}
