import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';
import type { CaseRow } from './case-records.ts';
import { openReadable, sealWords } from './sealed.ts';
import type { CaseChange } from './sql.ts';

/** What comes next in a case and when; left out: nothing was said about it. */
export interface NextStep {
  readonly nextStep?: string | null | undefined;
  readonly nextStepOn?: string | null | undefined;
}

/** Words of the next step of a case; null: a day alone, none, or not to be opened. */
export function openNextStep(keys: OrganisationKeys, row: CaseRow): string | null {
  const { id, client_id: clientId, wrapped } = row;
  const words = openReadable<{ text: string }>(
    keys,
    { clientId, wrapped },
    'next_step',
    id,
    row.sealed_next_step,
  );
  return words?.text ?? null;
}

/** Whether something was agreed for later. */
export function isStepNamed({ nextStep, nextStepOn }: NextStep): boolean {
  return (nextStep ?? null) !== null || (nextStepOn ?? null) !== null;
}

/**
 * Of a case that has ended nothing more is awaited: kept with the record alone, a step would be shown to nobody.
 * @throws AppError invalid_request
 */
export function refuseStepOfEnded({ closed_at: closedAt }: CaseRow, { nextStep }: NextStep): void {
  if (closedAt === null) return;
  const path = (nextStep ?? null) === null ? '/nextStepOn' : '/nextStep';
  throw new AppError('invalid_request', { fields: [{ path, code: 'next_step_of_ended_case' }] });
}

/**
 * A new next step takes the place of the one before, words and day together.
 * @throws AppError not_found where the client was erased
 */
export function stepChange({ keys }: Change, row: CaseRow, { nextStep, nextStepOn }: NextStep): CaseChange {
  if (nextStep === undefined && nextStepOn === undefined) return {};
  const { id, client_id: clientId, wrapped } = row;
  if (wrapped === null) throw new AppError('not_found');
  const text = nextStep ?? null;
  return {
    next_step_on: nextStepOn ?? null,
    sealed_next_step:
      text === null ? null : sealWords(keys, { clientId, wrapped }, 'next_step', id, { text }),
  };
}
