import * as alliances from './alliances/tables.ts';
import * as books from './books/tables.ts';
import * as calendar from './calendar/tables.ts';
import * as casework from './casework/tables.ts';
import * as clients from './clients/tables.ts';
import * as files from './files/tables.ts';
import * as groups from './groups/tables.ts';
import * as identity from './identity/tables.ts';
import * as materials from './materials/tables.ts';
import * as measures from './measures/tables.ts';
import * as notifications from './notifications/tables.ts';
import * as certificates from './certificates/tables.ts';
import * as attendance from './attendance/tables.ts';
import * as opportunities from './opportunities/tables.ts';
import type { OrganisationSealed } from './platform/keys/key-rotation.ts';
import type { PersonSealed } from './platform/keys/spelling-repair.ts';
import * as placements from './placements/tables.ts';
import * as platform from './platform/tables.ts';
import * as publicAccounts from './public-accounts/tables.ts';
import * as recognition from './recognition/tables.ts';
import * as studies from './studies/tables.ts';
import * as talent from './talent/tables.ts';
import * as training from './training/tables.ts';
import * as volunteers from './volunteers/tables.ts';
import * as webhooks from './webhooks/tables.ts';

/** What the owners of the tables say of their columns of bytes. */
interface OfTables {
  readonly organisationSealed?: readonly OrganisationSealed[];
  readonly personSealed?: readonly PersonSealed[];
  readonly otherBytes?: readonly string[];
}

const owners: readonly OfTables[] = [
  alliances,
  platform,
  clients,
  casework,
  measures,
  groups,
  identity,
  calendar,
  materials,
  notifications,
  studies,
  webhooks,
  files,
  publicAccounts,
  books,
  volunteers,
  attendance,
  certificates,
  opportunities,
  recognition,
  talent,
  training,
  placements,
];

/** Sealed by the organisation's own key, since no person's key stands behind them: a rotation seals them anew. */
export const organisationSealed = owners.flatMap((owner) => owner.organisationSealed ?? []);

/** Sealed by the key of the person whom the row is about: a rotation wraps that key anew and leaves these alone. */
export const personSealed = owners.flatMap((owner) => owner.personSealed ?? []);

/** Bytes that are no secret, or tell nothing without one: keys under keys, digests, codes, signatures, files. */
export const otherBytes = owners.flatMap((owner) => owner.otherBytes ?? []);
