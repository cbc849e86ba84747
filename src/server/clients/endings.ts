import {
  decideEnd,
  endings,
  type OpenMatter,
  openMatters,
  type PersonEnd,
} from '../../domain/clients/endings.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import { AppError } from '../platform/work/errors.ts';
import { systemSettings } from '../platform/database/database.ts';
import { type Change, type Services, Work } from '../platform/work/work.ts';
import * as sql from './sql.ts';

/** How one kind of open matter is found and ended, by the slice that holds it. */
export interface MatterKeeper {
  readonly isOpen: (change: Change, clientId: string) => Promise<boolean>;
  readonly end: (change: Change, clientId: string) => Promise<void>;
}

/** Every kind of matter that may be open of a person: a new one does not compile until a slice keeps it. */
export type Matters = Readonly<Record<OpenMatter, MatterKeeper>>;

const refusals: Readonly<Partial<Record<OpenMatter, ErrorCode>>> = {
  mandatory_report: 'erasure_report_running',
  alert: 'erasure_alert_open',
};

/**
 * Ends what ends with a person, in the transaction of what ended it; the caller holds the client.
 * @throws AppError erasure_report_running, erasure_alert_open
 */
export async function endMatters(
  change: Change,
  matters: Matters,
  { clientId, end }: { clientId: string; end: PersonEnd },
): Promise<void> {
  const decision = decideEnd(end, await findOpen(change, matters, clientId));
  if (!decision.ok) throw new AppError(refusals[decision.refusedBy] ?? 'forbidden');
  for (const matter of decision.ends) await matters[matter].end(change, clientId);
}

async function findOpen(change: Change, matters: Matters, clientId: string): Promise<Set<OpenMatter>> {
  const open = new Set<OpenMatter>();
  for (const matter of openMatters) if (await matters[matter].isOpen(change, clientId)) open.add(matter);
  return open;
}

/** Of how many erased persons a kind of matter was still open. */
export interface EndedMatters {
  readonly matter: OpenMatter;
  readonly persons: number;
}

/**
 * Ends what erasures by earlier versions left open, as an erasure ends it now; what is for a person to see to stays.
 * Each person in a transaction of their own, beside a running server. Found again, it finds nothing.
 */
export async function repairEndings(
  services: Services,
  organisationId: string,
  matters: Matters,
): Promise<EndedMatters[]> {
  const work = new Work(services, systemSettings(organisationId), {
    requestId: 'repair-endings',
    language: 'zh-CN',
  });
  const erased = await work.change((change) => change.all(sql.listErased({ organisationId })));
  const persons = new Map<OpenMatter, number>();
  for (const { id } of erased[0]) {
    const ended = await work.change((change) => endLeftOpen(change, matters, id));
    for (const matter of ended) persons.set(matter, (persons.get(matter) ?? 0) + 1);
  }
  return openMatters.flatMap((matter) => {
    const count = persons.get(matter);
    return count === undefined ? [] : [{ matter, persons: count }];
  });
}

async function endLeftOpen(change: Change, matters: Matters, clientId: string): Promise<OpenMatter[]> {
  await change.first(sql.lockClient({ organisationId: change.organisationId, id: clientId }));
  const open = await findOpen(change, matters, clientId);
  const ended = openMatters.filter((matter) => open.has(matter) && endings.erased[matter].effect === 'ends');
  for (const matter of ended) await matters[matter].end(change, clientId);
  if (ended.length > 0)
    change.audit({
      action: 'client.end_left_open',
      subjectKind: 'client',
      subjectIds: [clientId],
      detail: { ended },
    });
  return ended;
}
