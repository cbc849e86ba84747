import { type ActorDatabase, systemSettings } from '../platform/database/database.ts';
import { mendStatuses, mendStrays } from './sql.ts';

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

/** Brings statuses that earlier versions left wrong to what cases and groups say. @returns of how many persons */
export async function repairStatuses(database: ActorDatabase, organisationId: string): Promise<number> {
  return database.transaction(systemSettings(organisationId), async (transaction) => {
    const row = await transaction.first(mendStatuses({ organisationId }));
    return row?.mended ?? 0;
  });
}
