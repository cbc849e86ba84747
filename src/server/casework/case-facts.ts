import type { Static } from 'typebox';
import type { Case } from '../../contract/casework.ts';
import type { Permission } from '../../domain/access/roles.ts';
import { needsFollowUp } from '../../domain/casework/closing.ts';
import type { TransitionFacts } from '../../domain/casework/decide-transition.ts';
import type { Requirement } from '../../domain/casework/lifecycle.ts';
import { consentStandings } from '../clients/public.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import type { Reading } from '../platform/work/work.ts';
import type { CaseRow, RecordView } from './case-records.ts';
import { openWords } from './sealed.ts';
import * as sql from './sql.ts';
import { hasOpenAlert } from './sql-alerts.ts';

/** What both reading and changing offer. */
export type Access = Pick<Reading, 'all' | 'first' | 'organisationId' | 'keys' | 'now' | 'timeZone'>;
export type Granted = ReadonlySet<Permission>;

/** What is on record, in the terms of the lifecycle. */
export async function factsOf(
  access: Access,
  row: CaseRow,
  records: readonly RecordView[],
  permissions: Granted,
): Promise<TransitionFacts> {
  const { organisationId } = access;
  const clientId = row.client_id;
  const standings = await consentStandings(access, clientId);
  const [[encounters], [openAlert]] = await access.all(
    sql.countEncounters({ organisationId, caseId: row.id }),
    hasOpenAlert({ organisationId, clientId }),
  );
  // by when it was written down, not by when it happened: yesterday's review may be entered today
  const entered = records
    .filter(({ kind }) => kind === 'transition')
    .reduce((latest, { recordedAt }) => (recordedAt > latest ? recordedAt : latest), '');
  const since = records.filter(({ recordedAt }) => recordedAt >= entered);
  const has = (kind: RecordView['kind'], list = records) => list.some((record) => record.kind === kind);
  const resting = { riskLevel: row.risk_level, closureReason: closureReasonOf(access.keys.beside, row) };
  const asksFollowUp = needsFollowUp('closed', resting);
  const facts: [Requirement, boolean][] = [
    ['worker', row.worker_ids.length > 0],
    ['consent', standings.service === 'given'],
    ['sharing_consent', standings.sharing === 'given'],
    ['risk_level', row.risk_level !== 'unknown'],
    ['goal', records.some(({ goals }) => goals.length > 0)],
    ['plan_agreed', has('plan')],
    ['encounter', (encounters?.count ?? 0) > 0],
    ['review_outcome', has('review', since)],
    ['no_open_alert', openAlert === undefined],
    ['closure_reason', row.sealed_closure !== null],
    ['follow_up_result', has('follow_up', since)],
    ['follow_up_at_high_risk', !asksFollowUp],
  ];
  return { permissions, fulfilled: new Set(facts.filter(([, met]) => met).map(([name]) => name)) };
}

/** Why the case was closed, or is about to be; null: nobody said it, or it does not open. */
export function closureReasonOf(keys: OrganisationKeys, row: CaseRow): Static<typeof Case>['closureReason'] {
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  const words = openWords<{ closureReason: NonNullable<Static<typeof Case>['closureReason']> }>(
    keys,
    person,
    'case_closure',
    row.id,
    row.sealed_closure,
  );
  return words?.closureReason ?? null;
}
