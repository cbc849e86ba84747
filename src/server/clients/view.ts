import type { Static } from 'typebox';
import type { Client, ClientItem } from '../../contract/clients.ts';
import { guessDocumentKind } from '../../domain/people/identity-document.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import type { PersonKey } from '../platform/keys/person-memory.ts';
import {
  type Card,
  EMPTY_PROFILE,
  ERASED,
  openCard,
  openJson,
  openListedCard,
  type Profile,
  profilePlace,
} from './sealed.ts';

export type ClientView = Static<typeof Client>;
export type ClientItemView = Static<typeof ClientItem>;

export interface ClientItemRow {
  id: string;
  card: Buffer | null;
  wrapped: PersonKey | null;
  sex: string | null;
  status: string;
  risk_level: string;
  region_code: string;
  site_id: string;
  class_id: string | null;
  worker_ids: string[];
  /** ISO 8601 */
  created_at: string;
  updated_at: string;
  version: number;
}

export interface ClientRow extends ClientItemRow {
  profile: Buffer | null;
  field_versions: unknown;
}

/** In a list: nameless where the card does not open. */
export function viewClientItem(keys: OrganisationKeys, row: ClientItemRow): ClientItemView {
  return itemOf(row, openListedCard(keys, row));
}

function itemOf(row: ClientItemRow, card: Card): ClientItemView {
  return {
    id: row.id,
    name: card.name,
    birthDate: card.birthDate,
    sex: row.sex as ClientView['sex'],
    status: row.status as ClientView['status'],
    riskLevel: row.risk_level as ClientView['riskLevel'],
    regionCode: row.region_code,
    siteId: row.site_id,
    classId: row.class_id,
    workerIds: row.worker_ids,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

/** @throws SealBroken where the keys are not `beside` */
export function viewClient(keys: OrganisationKeys, row: ClientRow): ClientView {
  const profile = openJson<Profile>(keys, row, profilePlace(row.id), row.profile) ?? EMPTY_PROFILE;
  const { idNumber } = profile;
  return {
    ...itemOf(row, openCard(keys, row) ?? ERASED),
    ...profile,
    idKind: profile.idKind ?? (idNumber === null ? null : guessDocumentKind(idNumber)),
    idCountry: profile.idCountry ?? null,
    idNumberConfirmed: profile.idNumberConfirmed ?? false,
  };
}
