import type { Static } from 'typebox';
import type { Organisation, Party as PartyShape, Site } from '../../contract/organisations.ts';
import { systemSettings } from '../platform/database/database.ts';
import { AppError } from '../platform/work/errors.ts';
import { insertOrganisationKeys } from '../platform/keys/keyring.ts';
import { type Change, type Reading, type Services, Work } from '../platform/work/work.ts';
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

/** A site of the actor's organisation, unless it lies beyond what the actor works at. */
export async function findReachableSite(
  access: Pick<Reading, 'first' | 'organisationId' | 'settings'>,
  siteId: string,
) {
  const { organisationId, settings } = access;
  const isReachable = settings.scope !== 'site' || settings.siteIds.includes(siteId);
  return isReachable ? access.first(sql.readSite({ organisationId, id: siteId })) : undefined;
}

/** The same, held until the commit: of two who bring in many at once the second sees what the first brought. */
export async function holdReachableSite(change: Change, siteId: string) {
  const site = await findReachableSite(change, siteId);
  return site === undefined
    ? undefined
    : change.first(sql.lockSite({ organisationId: change.organisationId, id: siteId }));
}

/** An organisation as others see it. */
export type Party = Static<typeof PartyShape>;

/** Organisations by their ids: their names are public. */
export async function readParties(access: Pick<Reading, 'all'>): Promise<(id: string) => Party> {
  const [rows] = await access.all(sql.listOrganisations({}));
  return partiesOf(rows);
}

/** The same of rows that were read with others. */
export function partiesOf(
  rows: readonly Pick<OrganisationRow, 'id' | 'name' | 'name_en'>[],
): (id: string) => Party {
  const parties = new Map(
    rows.map(({ id, name, name_en: nameEn }) => [id, { organisationId: id, name, nameEn }]),
  );
  return (id) => parties.get(id) ?? { organisationId: id, name: '', nameEn: null };
}

/**
 * A new tenant, its keys and whatever else belongs to its beginning, in one transaction: an organisation without its
 * first administrator could never be entered, and its code would be burnt.
 */
export function foundOrganisation<Result>(
  services: Services,
  origin: ConstructorParameters<typeof Work>[2],
  organisation: sql.NewOrganisation,
  body: (change: Change) => Promise<Result>,
): Promise<Result> {
  const { id, now } = organisation;
  const { keys, wrapped } = services.keyring.newOrganisation(id);
  return new Work(services, systemSettings(id), origin).changeWith(keys, (change) => {
    change.push(sql.insertOrganisation(organisation));
    for (const insert of insertOrganisationKeys(id, wrapped, now)) change.push(insert);
    return body(change);
  });
}

export {
  findOrganisation,
  insertSite,
  listOrganisations,
  listRegionNames,
  listRegionsNamed,
  listSiteIds,
  listSites,
} from './sql.ts';
export type { NewOrganisation } from './sql.ts';
export { loadRegions } from './regions.ts';
