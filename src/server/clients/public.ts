import { type ActorDatabase, systemSettings } from '../platform/database/database.ts';
import { compactCounts } from './sql-statistics.ts';

export {
  type Pupil,
  listPupils,
  openBirthDate,
  openClientName,
  personStanding,
  readableStanding,
} from './pupils.ts';
export { type ClassPlace, readClassPlaces } from './class-places.ts';
export { consentFiles } from './consent-files.ts';
export { consentStandings } from './consents.ts';
export { endMatters, type MatterKeeper, type Matters, repairEndings } from './endings.ts';
export { exportRoster } from './export-roster.ts';
export { importRosterFile } from './roster-file.ts';
export { refuseErased } from './client-row.ts';
export { findClientIds } from './search.ts';
export { addWorkers, archiveClient, eraseClient, setRisk } from './service.ts';
export { readClass } from './sql.ts';
export { countClients, type Dimension, dimensionColumns } from './sql-statistics.ts';
export { emptyOldTokens, hasOldTokens } from './sql-entries.ts';
export { rewriteOldTokens } from './rewrite-tokens.ts';
export { NAMELESS, openJson, openProfile, sealJson } from './sealed.ts';
export {
  holdingClient,
  whereClassAt,
  whereClassAtAny,
  withClassList,
  withClassName,
  withClient,
  withConsents,
  withClass,
} from './sql-joins.ts';
export {
  findClient,
  holdClient,
  holdClients,
  listConsentFacts,
  listConsentFactsOf,
  listKnownClasses,
  lockClientScope,
  readAssessedScope,
  readClientScope,
  readProfileInClass,
  shareClient,
} from './sql-scope.ts';
export { countCells } from './statistics.ts';
export { type MendedStrays, repairStatuses, repairStrays } from './strays.ts';

/** Adds up the appended counts of an organisation into one row per cell; readers see the same sums before and after. */
export async function compactClientCounts(database: ActorDatabase, organisationId: string): Promise<void> {
  await database.transaction(systemSettings(organisationId), async (transaction) => {
    await transaction.all(compactCounts({ organisationId }));
  });
}
