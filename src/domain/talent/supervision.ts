import { coveredMinutes } from '../calendar/covered-minutes.ts';
import { LOAD_DAYS } from './workload.ts';

/** How often somebody is to have supervision, to begin with: once within so many days. */
export const USUAL_SUPERVISION_DAYS = LOAD_DAYS;

export type SupervisionFault =
  | 'supervisor_missing'
  | 'supervisor_of_self'
  | 'individual_of_one'
  | 'supervision_in_future';

export interface EnteredSupervision {
  readonly kind: string;
  /** a colleague; null: somebody from elsewhere, by name */
  readonly supervisorId: string | null;
  readonly supervisorName: string;
  readonly participantIds: readonly string[];
  readonly heldAt: Date;
}

/** Undefined: it can be written down as it is. */
export function faultOfSupervision(
  { kind, supervisorId, supervisorName, participantIds, heldAt }: EnteredSupervision,
  now: Date,
): { path: string; code: SupervisionFault } | undefined {
  // colleagues among themselves need nobody above them
  if (kind !== 'peer' && supervisorId === null && supervisorName === '')
    return { path: '/supervisorId', code: 'supervisor_missing' };
  if (supervisorId !== null && participantIds.includes(supervisorId))
    return { path: '/participantIds', code: 'supervisor_of_self' };
  if (kind === 'individual' && participantIds.length > 1)
    return { path: '/participantIds', code: 'individual_of_one' };
  if (heldAt > now) return { path: '/heldAt', code: 'supervision_in_future' };
  return undefined;
}

/** Who was there, and who says so. */
export interface VouchedSession {
  readonly participantIds: readonly string[];
  readonly recordedBy: string;
  readonly confirmedBy: string | null;
}

/** Whether somebody has written down their own supervision, and nobody else has confirmed it: for others who were there it counts. */
export function waitsForAnother(
  { participantIds, recordedBy, confirmedBy }: VouchedSession,
  accountId: string,
): boolean {
  return recordedBy === accountId && confirmedBy === null && participantIds.includes(accountId);
}

const MINUTE_MS = 60_000;

/** How long these sessions of one person took by the clock: two at once take their time once. */
export function sessionMinutes(
  sessions: readonly { readonly heldAt: Date; readonly minutes: number }[],
): number {
  return coveredMinutes(
    sessions.map(({ heldAt, minutes }) => ({
      from: heldAt.getTime(),
      until: heldAt.getTime() + minutes * MINUTE_MS,
    })),
  );
}
