import { sql as raw } from 'kysely';
import { itemColumns } from './sql-item-columns.ts';
import { deleteEntries } from './sql-entries.ts';
import { isOlder } from '../platform/database/behind.ts';
import { insertRows } from '../platform/database/insert-rows.ts';
import { deletePersonKey, withPersonKey } from '../platform/database/person-key.ts';
import {
  instantsAsText,
  plain,
  prepare,
  prepareVariants,
  query,
  type Statement,
  statement,
} from '../platform/database/statement.ts';

export interface Row {
  organisationId: string;
  id: string;
}

const clientRows = query.selectFrom('client');
const withKey = withPersonKey(clientRows, 'client.id');

const wholeColumns = [...itemColumns, 'client.profile', 'client.field_versions'] as const;

const wholeRow = (p: Row) =>
  withKey
    .select(wholeColumns)
    .where('client.organisation_id', '=', p.organisationId)
    .where('client.id', '=', p.id);

export const readClient = instantsAsText(prepare(wholeRow));

/** Of somebody whose key is remembered: a third of what readClient costs is the join. */
export const readKnownClient = instantsAsText(
  prepare((p: Row) =>
    clientRows
      .select(wholeColumns)
      .where('client.organisation_id', '=', p.organisationId)
      .where('client.id', '=', p.id),
  ),
);

export const lockClient = instantsAsText(prepare((p: Row) => wholeRow(p).forUpdate('client')));

export interface ListFilter {
  readonly organisationId: string;
  readonly region?: string | undefined;
  readonly status?: string | undefined;
  readonly classId?: string | undefined;
  /** the actor's only one, or the actor's, where these are all that the actor sees */
  readonly siteId?: string | undefined;
  readonly siteIds?: readonly string[] | undefined;
  readonly limit: number;
  /** position behind which the page starts: both or neither */
  readonly afterAt?: string | undefined;
  readonly afterId?: string | undefined;
}

const clientsOf = prepareVariants((p: ListFilter) => {
  const wanted = (clients: typeof clientRows) => {
    let list = clients.select(itemColumns).where('client.organisation_id', '=', p.organisationId);
    if (p.region !== undefined) list = list.where('client.region_code', '=', p.region);
    if (p.status !== undefined) list = list.where('client.status', '=', p.status);
    if (p.classId !== undefined) list = list.where('client.class_id', '=', p.classId);
    if (p.siteId !== undefined) list = list.where('client.site_id', '=', p.siteId);
    if (p.afterAt !== undefined) {
      const position = { at: p.afterAt, id: p.afterId };
      list = list.where(isOlder('client.updated_at', 'client.id', position));
    }
    return list.orderBy('client.updated_at', 'desc').orderBy('client.id', 'desc').limit(p.limit);
  };
  if (p.siteIds === undefined) return wanted(clientRows);
  return query
    .selectFrom(raw<{ site_id: string }>`unnest(${p.siteIds}::uuid[])`.as<'site'>(raw`site (site_id)`))
    .innerJoinLateral(
      wanted(clientRows.where(raw<boolean>`client.site_id = site.site_id`)).as('client'),
      (join) => join.onTrue(),
    )
    .select(itemColumns)
    .orderBy('client.updated_at', 'desc')
    .orderBy('client.id', 'desc')
    .limit(p.limit);
});

/**
 * Without keys: most are remembered (see withKeys). Newest change first, in the order of an index: of the organisation,
 * client_list_idx or client_updated_idx; of sites, as many of each as the page holds, client_site_list_idx or
 * client_site_updated_idx.
 */
export const listClients = instantsAsText(clientsOf);

const clientsByIds = (p: { organisationId: string; ids: readonly string[] }) =>
  withKey
    .select(wholeColumns)
    .where('client.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`client.id = any(${p.ids}::uuid[])`);

export const listClientsByIds = instantsAsText(
  prepare((p: Parameters<typeof clientsByIds>[0]) => clientsByIds(p).orderBy('client.id', 'desc')),
);

/** The same, held until the commit, in the order of their ids as everybody takes them. */
export const lockClientsByIds = instantsAsText(
  prepare((p: Parameters<typeof clientsByIds>[0]) =>
    clientsByIds(p).orderBy('client.id').forNoKeyUpdate('client'),
  ),
);

export interface NewClient extends Row {
  siteId: string;
  workerIds: string[];
  classId: string | null;
  regionCode: string;
  status: string;
  sex: string | null;
  birthYear: number | null;
  card: Buffer;
  profile: Buffer;
  now: Date;
}

/** Empty when the id is taken. */
export const insertClient = prepare((p: NewClient) =>
  query
    .insertInto('client')
    .values({
      organisation_id: p.organisationId,
      id: p.id,
      site_id: p.siteId,
      worker_ids: p.workerIds,
      class_id: p.classId,
      region_code: p.regionCode,
      status: p.status,
      sex: p.sex,
      birth_year: p.birthYear,
      card: p.card,
      profile: p.profile,
      created_at: p.now,
      updated_at: p.now,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doNothing())
    .returning('id'),
);

export function insertManyClients(clients: readonly NewClient[]): Statement<unknown>[] {
  return insertRows(
    'client',
    'organisation_id, id, site_id, worker_ids, class_id, region_code, status, sex, birth_year, card, profile, created_at, updated_at',
    clients.map((p) => [
      p.organisationId,
      p.id,
      p.siteId,
      p.workerIds,
      p.classId,
      p.regionCode,
      p.status,
      p.sex,
      p.birthYear,
      p.card,
      p.profile,
      p.now,
      p.now,
    ]),
  );
}

export const updateClient = prepare(
  (
    p: Omit<NewClient, 'card' | 'profile'> & {
      card: Buffer;
      profile: Buffer;
      fieldVersions: string;
      version: number;
    },
  ) =>
    query
      .updateTable('client')
      .set({
        site_id: p.siteId,
        worker_ids: p.workerIds,
        class_id: p.classId,
        region_code: p.regionCode,
        status: p.status,
        sex: p.sex,
        birth_year: p.birthYear,
        card: p.card,
        profile: p.profile,
        field_versions: p.fieldVersions,
        updated_at: p.now,
        version: p.version,
      })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

export const updateWorkers = prepare((p: Row & { workerIds: string[]; now: Date }) =>
  query
    .updateTable('client')
    .set({ worker_ids: p.workerIds, updated_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const updateRisk = prepare((p: Row & { riskLevel: string; now: Date }) =>
  query
    .updateTable('client')
    .set({ risk_level: p.riskLevel, updated_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const archiveClient = prepare((p: Row & { now: Date }) =>
  query
    .updateTable('client')
    .set({ status: 'archived', updated_at: p.now })
    .set((expression) => ({ version: expression('version', '+', 1) }))
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('status', '<>', 'archived'),
);

/** Person erased: what was sealed loses its key, what finds the person goes. */
export function eraseClient(p: Row & { now: Date }): Statement<unknown>[] {
  return [
    deletePersonKey({ organisationId: p.organisationId, personId: p.id }),
    deleteEntries({ organisationId: p.organisationId, clientId: p.id }),
    statement(
      query
        .deleteFrom('guardian')
        .where('organisation_id', '=', p.organisationId)
        .where('client_id', '=', p.id)
        // a consent names its guardian: the row stays, its content has no key any more
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('consent')
                .select('consent.id')
                .whereRef('consent.organisation_id', '=', 'guardian.organisation_id')
                .whereRef('consent.guardian_id', '=', 'guardian.id'),
            ),
          ),
        ),
    ),
    // out of the family's records too: the rows of the other direction go by a trigger
    statement(
      query
        .deleteFrom('client_relative')
        .where('organisation_id', '=', p.organisationId)
        .where('client_id', '=', p.id),
    ),
    statement(
      query
        .updateTable('client')
        .set({ card: null, profile: null, status: 'archived', updated_at: p.now })
        .set((expression) => ({ version: expression('version', '+', 1) }))
        .where('organisation_id', '=', p.organisationId)
        .where('id', '=', p.id),
    ),
  ];
}

export const listClasses = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('school_class')
    .select(['id', 'site_id', 'parent_id', 'kind', 'name', 'grade'])
    .where('organisation_id', '=', p.organisationId)
    .orderBy('name'),
);

export const insertClass = prepare(
  (
    p: Row & {
      siteId: string;
      parentId: string | null;
      kind: string;
      name: string;
      grade: string | null;
      now: Date;
    },
  ) =>
    query.insertInto('school_class').values({
      organisation_id: p.organisationId,
      id: p.id,
      site_id: p.siteId,
      parent_id: p.parentId,
      kind: p.kind,
      name: p.name,
      grade: p.grade,
      created_at: p.now,
    }),
);

/** Persons by id from behind `after`. */
export function listForExport(p: {
  organisationId: string;
  siteId: string | undefined;
  /** all, where left out */
  ids: readonly string[] | undefined;
  after: string | undefined;
  limit: number;
}) {
  let list = withKey
    .select(['client.id', 'client.sex', 'client.card', 'client.profile', 'client.class_id'])
    .where('client.organisation_id', '=', p.organisationId);
  if (p.siteId !== undefined) list = list.where('client.site_id', '=', p.siteId);
  if (p.ids !== undefined) list = list.where(raw<boolean>`client.id = any(${p.ids}::uuid[])`);
  if (p.after !== undefined) list = list.where('client.id', '>', p.after);
  return statement(list.orderBy('client.id').limit(p.limit));
}

/** Persons of classes, whoever is not archived. */
export const listClassClients = prepare((p: { organisationId: string; classIds: string[] }) =>
  withKey
    .select([
      'client.id',
      'client.class_id',
      'client.site_id',
      'client.worker_ids',
      'client.card',
      'client.profile',
    ])
    .where('client.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`client.class_id = any(${p.classIds}::uuid[])`)
    .where('client.status', '<>', 'archived')
    .orderBy('client.id'),
);

export const listClassConsents = prepare(
  (p: { organisationId: string; classIds: string[]; purpose: string }) =>
    query
      .selectFrom('consent')
      .innerJoin('client', (join) =>
        join
          .onRef('client.organisation_id', '=', 'consent.organisation_id')
          .onRef('client.id', '=', 'consent.client_id'),
      )
      .select([
        'consent.client_id',
        'consent.given_by',
        'consent.given_on',
        'consent.expires_on',
        'consent.withdrawn_on',
      ])
      .where('consent.organisation_id', '=', p.organisationId)
      .where('consent.purpose', '=', p.purpose)
      .where(raw<boolean>`client.class_id = any(${p.classIds}::uuid[])`),
);

export const readClass = prepare((p: Row) =>
  query
    .selectFrom('school_class')
    .select(['id', 'site_id'])
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const listIdsByClasses = prepare((p: { organisationId: string; classIds: string[] }) =>
  query
    .selectFrom('client')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`class_id = any(${p.classIds}::uuid[])`),
);

export const listIdsOfSite = prepare((p: { organisationId: string; siteId: string }) =>
  query
    .selectFrom('client')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('site_id', '=', p.siteId)
    .where('card', 'is not', null),
);

export const listErased = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('client')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('card', 'is', null)
    .orderBy('id'),
);

/** Statuses of the organisation that are not what cases and groups say. */
export function mendStatuses({ organisationId }: { organisationId: string }): Statement<{ mended: number }> {
  return plain('select app.mend_statuses($1)::int as mended', [organisationId]);
}

/** Brings rows about persons of the actor's organisation to where the person is. */
export function mendStrays(): Statement<{ table: string; rows: number }> {
  return plain('select name as table, mended::int as rows from app.mend_strays()');
}
