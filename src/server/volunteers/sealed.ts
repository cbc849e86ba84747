import type { CertificateContent } from '../../domain/certificates/certificate.ts';
import type { VolunteerProfile } from '../../domain/volunteers/profile.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { open, seal, type SealingKey } from '../platform/keys/sealing.ts';

/** What lies sealed in each table about volunteers, by the key of the entry or of its holder. */
interface SealedParts {
  readonly certificate: { readonly content: CertificateContent; readonly credential: object };
  readonly point_entry: { readonly reason: string };
  readonly service_record: { readonly reason: string; readonly answer: string };
  readonly shift_evaluation: { readonly words: string };
  readonly team_page_name: { readonly name: string };
  readonly volunteer: { readonly name: string; readonly profile: VolunteerProfile | null };
  readonly volunteer_correction: {
    readonly before: Partial<VolunteerProfile> & { readonly name?: string };
    /** of a join: how somebody knows that the two are one */
    readonly madeSure?: string;
  };
  readonly volunteer_evaluation: { readonly grade: number; readonly words: string };
  readonly volunteer_evaluation_answer: { readonly words: string };
  readonly volunteer_note: { readonly text: string };
  readonly volunteer_page: { readonly name: string };
  readonly volunteer_profile: VolunteerProfile;
  readonly volunteer_qualification: {
    readonly title: string;
    readonly organiser: string;
    readonly reference: string;
    readonly withdrawnBecause?: string;
  };
}
type SealedTable = keyof SealedParts;

/** Whose row it is, with what opens it. */
export interface SealedPerson {
  readonly id: string;
  readonly wrapped: Buffer | null;
}

export function sealPart<Table extends SealedTable>(
  keys: OrganisationKeys,
  key: SealingKey,
  { table, rowId }: { table: Table; rowId: string },
  part: SealedParts[Table],
): Buffer {
  return seal(key, placeOf(keys, table, rowId), JSON.stringify(part));
}

/** Undefined: it is gone, or does not open. @throws SealBroken where the keys are not `beside` */
export function openPart<Table extends SealedTable>(
  keys: OrganisationKeys,
  { id, wrapped }: SealedPerson,
  { table, rowId }: { table: Table; rowId: string },
  sealed: Buffer | null,
): SealedParts[Table] | undefined {
  if (sealed === null || wrapped === null) return undefined;
  return keys.opened(
    () =>
      JSON.parse(
        open(keys.personKey(id, wrapped), placeOf(keys, table, rowId), sealed).toString('utf8'),
      ) as SealedParts[Table],
  );
}

function placeOf({ organisationId }: OrganisationKeys, table: SealedTable, rowId: string) {
  return { table, column: 'sealed', organisationId, rowId };
}
