import { newId } from '../platform/database/ids.ts';
import type { Change } from '../platform/work/work.ts';
import { sealWords } from './sealed.ts';
import * as sql from './sql.ts';
import { insertManyEncounters } from './sql-encounters.ts';

export { releaseAlertsOf, watchAlerts } from './alert-escalation.ts';
export { type AlertSource, raiseAlert } from './alerts.ts';
export { openCase, recordStep, transitCase } from './cases.ts';
export { insertEncounter } from './encounters.ts';
export { caseworkMatters } from './matters.ts';
export { fileMandatoryReport } from './mandatory-reports.ts';
export { acceptReferral, createReferral, referThemselves } from './referrals.ts';
export { unsealedCasework } from './unsealed.ts';

/** A case of a seeded organisation, with so many encounters. */
export interface SyntheticCase {
  readonly id: string;
  readonly clientId: string;
  readonly wrapped: Buffer;
  readonly siteId: string;
  readonly workerIds: readonly string[];
  readonly number: string;
  readonly encounters: number;
  readonly openedAt: Date;
  readonly isOpen: boolean;
}

const KINDS = ['individual', 'family', 'home_visit', 'phone', 'group'];
const WEEK = 7 * 86_400_000;
const ENCOUNTER_ROWS = 4_000;

/** For seeds: cases with weekly encounters, in few statements. */
export function insertManyCases(change: Change, cases: readonly SyntheticCase[]): void {
  const { organisationId, now, keys } = change;
  if (cases.length === 0) return;
  change.push(
    sql.insertManyCases(
      cases.map(({ id, clientId, siteId, workerIds, number, encounters, openedAt, isOpen }) => ({
        organisation_id: organisationId,
        id,
        client_id: clientId,
        site_id: siteId,
        worker_ids: workerIds,
        number,
        status: isOpen ? 'intervention' : 'closed',
        closed_at: isOpen ? null : new Date(openedAt.getTime() + encounters * WEEK),
        opened_at: openedAt,
        created_at: openedAt,
        updated_at: openedAt,
      })),
    ),
  );
  const encounters = cases.flatMap((item) =>
    Array.from({ length: item.encounters }, (_, index) => {
      const id = newId(now.getTime());
      const at = new Date(item.openedAt.getTime() + index * WEEK);
      return {
        organisation_id: organisationId,
        id,
        case_id: item.id,
        client_id: item.clientId,
        site_id: item.siteId,
        worker_ids: item.workerIds,
        kind: KINDS[index % KINDS.length],
        occurred_at: at,
        minutes: 30 + (index % 4) * 15,
        note: sealWords(keys, item, 'encounter', id, { note: `合成记录：第 ${index + 1} 次会谈，内容略。` }),
        recorded_by: item.workerIds[0],
        created_at: at,
      };
    }),
  );
  for (let start = 0; start < encounters.length; start += ENCOUNTER_ROWS) {
    change.push(insertManyEncounters(encounters.slice(start, start + ENCOUNTER_ROWS)));
  }
}
