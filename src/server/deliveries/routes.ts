import * as contract from '../../contract/deliveries.ts';
import { NoOrganisationKeys } from '../platform/keys/keyring.ts';
import type { Routes } from '../platform/http/route.ts';
import { AppError } from '../platform/work/errors.ts';
import { dismissDelivery, type LateParts, listLate, retryDelivery } from './late.ts';

export function deliveryRoutes(routes: Routes, parts: LateParts): void {
  routes.on(contract.ListLateDeliveries, ({ query, work }) =>
    work.read((reading) => listLate(parts, reading, query)),
  );
  routes.on(contract.RetryDelivery, ({ params, actor, origin }) =>
    retryDelivery(parts.doors, origin, params, actor.accountId).catch(refuseUnknown),
  );
  routes.on(contract.DismissDelivery, ({ params, actor, origin }) =>
    dismissDelivery(parts.doors, origin, params, actor.accountId).catch(refuseUnknown),
  );
}

function refuseUnknown(error: unknown): never {
  throw error instanceof NoOrganisationKeys ? new AppError('not_found') : error;
}
