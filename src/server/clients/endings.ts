import { decideEnd, type OpenMatter, openMatters, type PersonEnd } from '../../domain/clients/endings.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import { AppError } from '../platform/errors.ts';
import type { Change } from '../platform/work.ts';

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
  const open = new Set<OpenMatter>();
  for (const matter of openMatters) if (await matters[matter].isOpen(change, clientId)) open.add(matter);
  const decision = decideEnd(end, open);
  if (!decision.ok) throw new AppError(refusals[decision.refusedBy] ?? 'forbidden');
  for (const matter of decision.ends) await matters[matter].end(change, clientId);
}
