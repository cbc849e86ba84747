import { sql as raw } from 'kysely';
import { withPersonKey } from '../platform/database/person-key.ts';
import { prepare, query } from '../platform/database/statement.ts';
import type { Row } from './sql.ts';
import { consentFacts } from './sql-joins.ts';

/** What other slices read of a client before they write about them: where the client stands, the card and the key. */
const scope = withPersonKey(query.selectFrom('client'), 'client.id').select([
  'client.id',
  'client.site_id',
  'client.worker_ids',
  'client.card',
]);

/** Nothing where the actor may not see the client. */
export const readClientScope = prepare((p: Row) =>
  scope.where('client.organisation_id', '=', p.organisationId).where('client.id', '=', p.id),
);

/** Whoever writes about a client in a transaction of their own holds the client: it cannot move meanwhile. */
export const lockClientScope = prepare((p: Row) =>
  scope
    .where('client.organisation_id', '=', p.organisationId)
    .where('client.id', '=', p.id)
    .forUpdate('client'),
);

/** With whether any consent to assessments was ever withdrawn: few were, and only then are they read. */
export const readAssessedScope = prepare((p: Row) =>
  scope
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('consent')
          .select('consent.id')
          .whereRef('consent.organisation_id', '=', 'client.organisation_id')
          .whereRef('consent.client_id', '=', 'client.id')
          .where('consent.purpose', '=', 'assessment')
          .where('consent.withdrawn_on', 'is not', null),
      ).as('has_withdrawn'),
    )
    .where('client.organisation_id', '=', p.organisationId)
    .where('client.id', '=', p.id),
);

export const findClient = prepare((p: Row) =>
  query
    .selectFrom('client')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** Held before what is about the client is: whoever moves a client has them in this order. */
export const shareClient = prepare((p: Row) =>
  query
    .selectFrom('client')
    .select('client.id')
    .where('client.organisation_id', '=', p.organisationId)
    .where('client.id', '=', p.id)
    .forShare(),
);

/** Before what decides a client's status changes: whoever moves the client locks the client first too. */
export const holdClient = prepare((p: Row) =>
  query
    .selectFrom('client')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forNoKeyUpdate(),
);

/** Clients whom the actor may see, held likewise: chosen ones, and all of these classes. */
export const holdClients = prepare((p: { organisationId: string; ids: string[]; classIds: string[] }) =>
  query
    .selectFrom('client')
    .select(['id', 'site_id', 'worker_ids', 'class_id'])
    .where('organisation_id', '=', p.organisationId)
    .where('status', '<>', 'archived')
    .where(raw<boolean>`(id = any(${p.ids}::uuid[]) or class_id = any(${p.classIds}::uuid[]))`)
    .orderBy('id')
    .forNoKeyUpdate(),
);

/** A client's profile beside the name of a class. */
export const readProfileInClass = prepare((p: Row & { classId: string }) =>
  query
    .selectFrom('client')
    .innerJoin('school_class', (join) =>
      join
        .onRef('school_class.organisation_id', '=', 'client.organisation_id')
        .on('school_class.id', '=', p.classId),
    )
    .select(['school_class.name', 'client.profile'])
    .where('client.organisation_id', '=', p.organisationId)
    .where('client.id', '=', p.id),
);

export const listConsentFacts = prepare((p: { organisationId: string; clientId: string; purpose: string }) =>
  query
    .selectFrom('consent')
    .select(consentFacts)
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('purpose', '=', p.purpose),
);

export const listConsentFactsOf = prepare(
  (p: { organisationId: string; clientIds: string[]; purpose: string }) =>
    query
      .selectFrom('consent')
      .select([...consentFacts, 'consent.client_id'])
      .where('organisation_id', '=', p.organisationId)
      .where('purpose', '=', p.purpose)
      .where(raw<boolean>`client_id = any(${p.clientIds}::uuid[])`),
);

/** Those of these classes and schools that are there. */
export const listKnownClasses = prepare((p: { organisationId: string; ids: string[] }) =>
  query
    .selectFrom('school_class')
    .select(['id', 'kind'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`),
);
