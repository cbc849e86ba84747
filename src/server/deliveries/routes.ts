import * as contract from '../../contract/deliveries.ts';
import { NoOrganisationKeys } from '../platform/keys/keyring.ts';
import type { Routes } from '../platform/http/route.ts';
import { AppError } from '../platform/work/errors.ts';
import { type LateParts, listLate, retryDelivery } from './late.ts';

export function deliveryRoutes(routes: Routes, parts: LateParts): void {
  routes.on(contract.ListLateDeliveries, ({ work }) => work.read((reading) => listLate(parts, reading)));
  routes.on(contract.RetryDelivery, ({ params, actor, origin }) =>
    retryDelivery(parts.doors, origin, params, actor.accountId).catch((error: unknown): never => {
      throw error instanceof NoOrganisationKeys ? new AppError('not_found') : error;
    }),
  );
}
