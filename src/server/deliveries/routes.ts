import * as contract from '../../contract/deliveries.ts';
import type { Routes } from '../platform/http/route.ts';
import { dismissDelivery, type LateParts, listLate, retryDelivery } from './late.ts';

export function deliveryRoutes(routes: Routes, parts: LateParts): void {
  routes.on(contract.ListLateDeliveries, ({ query, work }) =>
    work.read((reading) => listLate(parts, reading, query)),
  );
  routes.on(contract.RetryDelivery, ({ params, actor, origin }) =>
    retryDelivery(parts.doors, origin, params, actor.accountId),
  );
  routes.on(contract.DismissDelivery, ({ params, actor, origin }) =>
    dismissDelivery(parts.doors, origin, params, actor.accountId),
  );
}
