import * as contract from '../../contract/organisations.ts';
import { AppError, refuseConstraints } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import { etag, type Routes } from '../platform/http/route.ts';
import type { Services } from '../platform/work/work.ts';
import { conflictOf, isMadeAlready } from '../platform/work/repeated-change.ts';
import { getOrganisation, viewSite } from './public.ts';
import * as sql from './sql.ts';

const COUNTRY = '000000';

export function organisationRoutes(routes: Routes, services: Services): void {
  regionRoutes(routes, services);
  siteRoutes(routes);
}

function regionRoutes(routes: Routes, services: Services): void {
  routes.on(contract.ListRegions, async ({ query }) => {
    const [rows] = await services.database.global(sql.listRegions({ parent: query.parent ?? COUNTRY }));
    return {
      items: rows.map(({ parent_code, name_en, level, ...rest }) => ({
        ...rest,
        parentCode: parent_code,
        nameEn: name_en,
        level: level as 'province',
      })),
    };
  });
}

function siteRoutes(routes: Routes): void {
  routes.on(contract.ListSites, ({ work }) =>
    work.read(async (reading) => ({ items: (await getOrganisation(reading)).sites })),
  );

  routes.on(contract.CreateSite, ({ body, creation, work }) =>
    work
      .create(creation, {
        make: async (change) => {
          const { organisationId, now } = change;
          const id = body.id ?? newId(now.getTime());
          const site = await change.first(sql.insertSite({ ...body, organisationId, id, now }));
          if (site === undefined) throw new AppError('not_found');
          change.audit({ action: 'site.create', subjectKind: 'site', subjectIds: [id] });
          return viewSite(site);
        },
        readBack: async (reading) => {
          const key = { organisationId: reading.organisationId, id: body.id ?? '' };
          const site = await reading.first(sql.readSite(key));
          if (site === undefined) throw new AppError('not_found');
          return viewSite(site);
        },
      })
      .catch(refuseConstraint),
  );

  routes.on(contract.ChangeSite, ({ params, version, body, work, reply }) =>
    work
      .change(async (change) => {
        const { regionCode, ...rest } = body;
        const values = { ...rest, ...(regionCode === undefined ? {} : { region_code: regionCode }) };
        const key = { organisationId: change.organisationId, id: params.id };
        const site = await change.first(sql.updateSite({ ...key, version, now: change.now, change: values }));
        if (site === undefined) {
          const current = await change.first(sql.readSite(key));
          if (current === undefined) throw new AppError('not_found');
          const there = viewSite(current);
          if (isMadeAlready(version, body, there)) {
            reply.header('etag', etag(there.version));
            return there;
          }
          throw conflictOf(body, there);
        }
        change.audit({ action: 'site.change', subjectKind: 'site', subjectIds: [params.id] });
        reply.header('etag', etag(site.version));
        return viewSite(site);
      })
      .catch(refuseConstraint),
  );
}

const constraintCodes = {
  site_pkey: 'id_taken',
  site_code_key: 'code_taken',
  site_region_fkey: 'unknown_region',
} as const;

const refuseConstraint = refuseConstraints(constraintCodes);
