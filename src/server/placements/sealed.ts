import type { StudentView } from '../../contract/placements.ts';
import type { PlacementGrades } from '../../domain/placements/placement-life.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { open, seal, type SealingKey } from '../platform/keys/sealing.ts';

/** What lies sealed in each column, by the key of the placement. */
interface SealedParts {
  readonly 'placement.sealed': StudentView;
  readonly 'placement.sealed_reason': { readonly reason: string };
  readonly 'placement_hours.sealed': { readonly content: string };
  readonly 'placement_evaluation.sealed': { readonly grades: PlacementGrades; readonly words: string };
}
type SealedColumn = keyof SealedParts;

/** Whose it is, with what opens it; null: erased. */
export interface SealedStudent {
  readonly id: string;
  readonly wrapped: Buffer | null;
}

export function sealPart<Column extends SealedColumn>(
  keys: OrganisationKeys,
  key: SealingKey,
  { column, rowId }: { column: Column; rowId: string },
  part: SealedParts[Column],
): Buffer {
  return seal(key, placeOf(keys, column, rowId), JSON.stringify(part));
}

/** Null: it is gone, or does not open. @throws SealBroken where the keys are not `beside` */
export function openPart<Column extends SealedColumn>(
  keys: OrganisationKeys,
  { id, wrapped }: SealedStudent,
  { column, rowId }: { column: Column; rowId: string },
  sealed: Buffer | null,
): SealedParts[Column] | null {
  if (sealed === null || wrapped === null) return null;
  const opened = keys.opened(
    () =>
      JSON.parse(
        open(keys.personKey(id, wrapped), placeOf(keys, column, rowId), sealed).toString('utf8'),
      ) as SealedParts[Column],
  );
  return opened ?? null;
}

function placeOf({ organisationId }: OrganisationKeys, name: SealedColumn, rowId: string) {
  const [table = '', column = ''] = name.split('.');
  return { table, column, organisationId, rowId };
}
