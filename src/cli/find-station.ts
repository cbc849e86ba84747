import { findOrganisation, listSites } from '../server/organisations/public.ts';
import { type RowSettings, systemSettings } from '../server/platform/database/database.ts';
import type { Services } from '../server/platform/work/work.ts';
import { fill, type Language } from './language.ts';
import { IMPORT } from './messages.ts';

interface Station {
  /** to act as the platform inside the organisation */
  readonly settings: RowSettings;
  readonly siteIds: readonly string[];
}

/** The organisation and the sites that were named on the command line, or the sentence that says what there is not. */
export async function findStation(
  { database }: Services,
  { code, siteCodes }: { code: string; siteCodes: readonly string[] },
  language: Language,
): Promise<Station | { readonly problem: string }> {
  const [[organisation]] = await database.global(findOrganisation({ code }));
  if (organisation === undefined) return { problem: fill(IMPORT.noOrganisation, language, { code }) };
  const settings = systemSettings(organisation.id);
  const [sites] = await database.reader(settings).all(listSites({ organisationId: organisation.id }));
  const known = new Map(sites.map((site) => [site.code, site.id]));
  const unknown = siteCodes.find((wanted) => !known.has(wanted));
  if (unknown !== undefined) return { problem: fill(IMPORT.noSite, language, { code: unknown }) };
  return { settings, siteIds: siteCodes.flatMap((wanted) => known.get(wanted) ?? []) };
}
