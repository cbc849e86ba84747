import { sql as raw } from 'kysely';
import { plain, prepare, query, type Statement, statement } from '../platform/database/statement.ts';

const organisationColumns = [
  'id',
  'code',
  'kind',
  'name',
  'name_en',
  'region_code',
  'time_zone',
  'suppress_below',
  'demo',
] as const;
const siteColumns = ['id', 'code', 'kind', 'name', 'region_code', 'version'] as const;

export const readOrganisation = prepare((p: { organisationId: string }) =>
  query.selectFrom('organisation').select(organisationColumns).where('id', '=', p.organisationId),
);

export const listOrganisations = prepare((_: object) =>
  query.selectFrom('organisation').select(organisationColumns).orderBy('created_at'),
);

export interface NewOrganisation {
  id: string;
  code: string;
  kind: string;
  name: string;
  nameEn: string | null;
  regionCode: string;
  demo: boolean;
  now: Date;
}

export const insertOrganisation = prepare((p: NewOrganisation) =>
  query.insertInto('organisation').values({
    id: p.id,
    code: p.code,
    kind: p.kind,
    name: p.name,
    name_en: p.nameEn,
    region_code: p.regionCode,
    demo: p.demo,
    created_at: p.now,
    updated_at: p.now,
  }),
);

export const listSites = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('site')
    .select(siteColumns)
    .where('organisation_id', '=', p.organisationId)
    .orderBy('code'),
);

/** In one row: they are asked for with each search. */
export const listSiteIds = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('site')
    .select(raw<string[]>`coalesce(array_agg(id order by id), '{}')`.as('ids'))
    .where('organisation_id', '=', p.organisationId),
);

export const readSite = prepare((p: { organisationId: string; id: string }) =>
  query
    .selectFrom('site')
    .select(siteColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** Until the commit nobody else imports into it. */
export const lockSite = prepare((p: { organisationId: string; id: string }) =>
  query
    .selectFrom('site')
    .select(siteColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forNoKeyUpdate(),
);

export interface NewSite {
  organisationId: string;
  id: string;
  code: string;
  kind: string;
  name: string;
  regionCode: string;
  now: Date;
}

export const insertSite = prepare((p: NewSite) =>
  query
    .insertInto('site')
    .values({
      organisation_id: p.organisationId,
      id: p.id,
      code: p.code,
      kind: p.kind,
      name: p.name,
      region_code: p.regionCode,
      created_at: p.now,
      updated_at: p.now,
    })
    .returning(siteColumns),
);

export function updateSite(p: {
  organisationId: string;
  id: string;
  version: number;
  now: Date;
  change: { kind?: string; name?: string; region_code?: string };
}) {
  return statement(
    query
      .updateTable('site')
      .set({ ...p.change, updated_at: p.now, version: p.version + 1 })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id)
      .where('version', '=', p.version)
      .returning(siteColumns),
  );
}

export const listRegions = prepare((p: { parent: string }) =>
  query
    .selectFrom('region')
    .select(['code', 'parent_code', 'name', 'name_en', 'level'])
    .where('parent_code', '=', p.parent)
    .orderBy('code'),
);

export const countRegions = prepare((_: object) =>
  query.selectFrom('region').select(raw<number>`count(*)::int`.as('count')),
);

export interface NewRegion {
  code: string;
  parent: string | null;
  name: string;
  nameEn: string | null;
  level: 'country' | 'province' | 'city' | 'county';
}

export function putRegions(regions: readonly NewRegion[]): Statement<unknown> {
  const column = (key: keyof NewRegion) => regions.map((region) => region[key]);
  return plain(
    `insert into region (code, parent_code, name, name_en, level)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
     on conflict (code) do update set name_en = excluded.name_en where region.name_en is distinct from excluded.name_en`,
    [column('code'), column('parent'), column('name'), column('nameEn'), column('level')],
  );
}

export const findOrganisation = prepare((p: { code: string }) =>
  query.selectFrom('organisation').select(organisationColumns).where('code', '=', p.code),
);

/** Regions with the name of which a text ends, and what they belong to: `浙江省温州市鹿城区`. */
export function listRegionsNamed(p: {
  texts: readonly string[];
}): Statement<{ text: string; code: string; name: string; parent: string | null }> {
  return plain(
    `select asked.text, region.code, region.name, above.name as parent
     from unnest($1::text[]) as asked (text)
     join region on right(asked.text, length(region.name)) = region.name and region.level in ('province', 'city', 'county')
     left join region above on above.code = region.parent_code`,
    [p.texts],
  );
}

/** Names of regions, wherever they are in the tree. */
export const listRegionNames = prepare((p: { codes: string[] }) =>
  query
    .selectFrom('region')
    .select(['code', 'name', 'name_en'])
    .where(raw<boolean>`code = any(${p.codes}::text[])`),
);
