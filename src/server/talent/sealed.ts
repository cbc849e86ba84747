import type { OrganisationKeys } from '../platform/keys/keyring.ts';

/** What lies sealed in each table about staff, by the organisation's key. */
interface SealedParts {
  readonly professional_record: {
    readonly title: string;
    readonly organiser: string;
    readonly reference: string;
    readonly reason: string;
  };
  readonly supervision_session: {
    readonly supervisorName: string;
    readonly topics: string;
    readonly agreed: string;
    readonly reason: string;
  };
  readonly supervision_word: { readonly words: string };
}
type SealedTable = keyof SealedParts;

interface PlaceOf<Table extends SealedTable> {
  readonly table: Table;
  readonly rowId: string;
}

export function sealPart<Table extends SealedTable>(
  keys: OrganisationKeys,
  place: PlaceOf<Table>,
  part: SealedParts[Table],
): Buffer {
  return keys.sealForOrganisation({ ...place, column: 'sealed' }, JSON.stringify(part));
}

/** Undefined: it does not open. @throws SealBroken where the keys are not `beside` */
export function openPart<Table extends SealedTable>(
  keys: OrganisationKeys,
  place: PlaceOf<Table>,
  sealed: Buffer,
): SealedParts[Table] | undefined {
  return keys.opened(
    () =>
      JSON.parse(
        keys.openForOrganisation({ ...place, column: 'sealed' }, sealed).toString('utf8'),
      ) as SealedParts[Table],
  );
}
