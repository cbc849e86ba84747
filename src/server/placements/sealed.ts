import type { StudentView } from '../../contract/placements.ts';
import type { PlacementGrades } from '../../domain/placements/placement-life.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { open, seal, type SealingKey } from '../platform/keys/sealing.ts';

/** What lies sealed, by the key of the placement. */
interface SealedParts {
  readonly student: StudentView;
  readonly reason: { readonly reason: string };
  readonly hours: { readonly content: string };
  readonly evaluation: { readonly grades: PlacementGrades; readonly words: string };
}
type PartName = keyof SealedParts;

const places: Readonly<Record<PartName, { readonly table: string; readonly column: string }>> = {
  student: { table: 'placement', column: 'sealed' },
  reason: { table: 'placement', column: 'sealed_reason' },
  hours: { table: 'placement_hours', column: 'sealed' },
  evaluation: { table: 'placement_evaluation', column: 'sealed' },
};

/** Whose it is, with what opens it; null: erased. */
export interface SealedStudent {
  readonly id: string;
  readonly wrapped: Buffer | null;
}

export function sealPart<Name extends PartName>(
  keys: OrganisationKeys,
  key: SealingKey,
  { part, rowId }: { part: Name; rowId: string },
  said: SealedParts[Name],
): Buffer {
  return seal(key, placeOf(keys, part, rowId), JSON.stringify(said));
}

/** Null: it is gone, or does not open. @throws SealBroken where the keys are not `beside` */
export function openPart<Name extends PartName>(
  keys: OrganisationKeys,
  { id, wrapped }: SealedStudent,
  { part, rowId }: { part: Name; rowId: string },
  sealed: Buffer | null,
): SealedParts[Name] | null {
  if (sealed === null || wrapped === null) return null;
  const opened = keys.opened(
    () =>
      JSON.parse(
        open(keys.personKey(id, wrapped), placeOf(keys, part, rowId), sealed).toString('utf8'),
      ) as SealedParts[Name],
  );
  return opened ?? null;
}

function placeOf({ organisationId }: OrganisationKeys, part: PartName, rowId: string) {
  return { ...places[part], organisationId, rowId };
}
