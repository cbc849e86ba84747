import { systemSettings } from '../platform/audit-seal.ts';
import type { ActorDatabase } from '../platform/database.ts';
import { mendStrays } from './sql.ts';

/** Rows of one table that stood where their person no longer was. */
export interface MendedStrays {
  readonly table: string;
  readonly rows: number;
}

/**
 * Brings rows about persons that earlier versions left at an old place to where the person is, in one transaction per
 * organisation, beside a running server. Found again, it finds nothing.
 */
export async function repairStrays(database: ActorDatabase, organisationId: string): Promise<MendedStrays[]> {
  return database.transaction(systemSettings(organisationId), async (transaction) => {
    const [mended] = await transaction.all(mendStrays());
    return mended;
  });
}
