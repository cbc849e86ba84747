import type { Static } from 'typebox';
import type { Organisation, Party as PartyShape, Site } from '../../contract/organisations.ts';
import { AppError } from '../platform/errors.ts';
import type { Keyring } from '../platform/keyring.ts';
import { insertOrganisationKeys } from '../platform/keyring.ts';
import type { Transaction } from '../platform/database.ts';
import type { Reading } from '../platform/work.ts';
import * as sql from './sql.ts';

type OrganisationView = Static<typeof Organisation>;
type SiteView = Static<typeof Site>;

interface OrganisationRow {
  id: string;
  code: string;
  kind: string;
  name: string;
  name_en: string | null;
  region_code: string;
  time_zone: string;
  suppress_below: number;
  demo: boolean;
}

export function viewOrganisation(row: OrganisationRow): OrganisationView {
  return {
    id: row.id,
    code: row.code,
    kind: row.kind as OrganisationView['kind'],
    name: row.name,
    nameEn: row.name_en,
    regionCode: row.region_code,
    timeZone: row.time_zone,
    suppressBelow: row.suppress_below,
    demo: row.demo,
  };
}

export function viewSite(row: {
  id: string;
  code: string;
  kind: string;
  name: string;
  region_code: string;
  version: number;
}): SiteView {
  const { region_code: regionCode, kind, ...rest } = row;
  return { ...rest, kind: kind as SiteView['kind'], regionCode };
}

/** The reader's own organisation and its sites. */
export async function getOrganisation(
  reading: Pick<Reading, 'all' | 'organisationId'>,
): Promise<{ organisation: OrganisationView; sites: SiteView[] }> {
  const { organisationId } = reading;
  const [[row], sites] = await reading.all(
    sql.readOrganisation({ organisationId }),
    sql.listSites({ organisationId }),
  );
  if (row === undefined) throw new AppError('not_found');
  return { organisation: viewOrganisation(row), sites: sites.map(viewSite) };
}

/** An organisation as others see it. */
export type Party = Static<typeof PartyShape>;

/** Organisations by their ids: their names are public. */
export async function readParties(access: Pick<Reading, 'all'>): Promise<(id: string) => Party> {
  const [rows] = await access.all(sql.listOrganisations({}));
  const parties = new Map(
    rows.map(({ id, name, name_en: nameEn }) => [id, { organisationId: id, name, nameEn }]),
  );
  return (id) => parties.get(id) ?? { organisationId: id, name: '', nameEn: null };
}

/** A new tenant with its keys; the transaction must already act in its name. */
export function foundOrganisation(
  transaction: Transaction,
  keyring: Keyring,
  organisation: sql.NewOrganisation,
): void {
  transaction.push(sql.insertOrganisation(organisation));
  const keys = keyring.newOrganisation(organisation.id);
  for (const insert of insertOrganisationKeys(organisation.id, keys, organisation.now))
    transaction.push(insert);
}

export { findOrganisation, insertSite, listOrganisations, listRegionNames, listSites } from './sql.ts';
export type { NewOrganisation } from './sql.ts';
export { loadRegions } from './regions.ts';
