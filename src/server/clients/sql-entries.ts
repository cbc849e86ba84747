import { sql as raw } from 'kysely';
import { itemColumns } from './sql-item-columns.ts';
import {
  atLeastExpected,
  instantsAsText,
  once,
  plain,
  prepare,
  query,
  type Statement,
} from '../platform/database/statement.ts';

/** Statements of the search index: entries of persons, and the lists that entries of names stand in (ADR 12). */

/** All entries of a person. */
export interface PersonEntries {
  readonly labels: readonly bigint[];
  readonly clientId: string;
  readonly siteId: string;
  readonly workerIds: readonly string[];
}

/** A statement for all who are of one site and of the same workers, as a roster's are. */
export function insertEntries(
  organisationId: string,
  people: readonly PersonEntries[],
): Statement<unknown>[] {
  const alike = Map.groupBy(people, ({ siteId, workerIds }) => [siteId, ...workerIds].join());
  return [...alike.values()].map((some) =>
    plain(
      `insert into client_entry (organisation_id, label, client_id, site_id, worker_ids)
       select $1::uuid, label, client_id, $4::uuid, $5::uuid[]
       from unnest($2::bigint[], $3::uuid[]) as entry (label, client_id)`,
      [
        organisationId,
        some.flatMap(({ labels }) => labels.map(String)),
        some.flatMap(({ labels, clientId }) => labels.map(() => clientId)),
        some[0]?.siteId,
        some[0]?.workerIds,
      ],
    ),
  );
}

export const deleteEntries = prepare((p: { organisationId: string; clientId: string }) =>
  query
    .deleteFrom('client_entry')
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId),
);

interface ListLength {
  readonly id: string;
  readonly length: bigint;
}

/** Lists that are not there yet begin; `lists` in the order of their ids, as everybody takes them. */
export function beginLists(organisationId: string, lists: readonly ListLength[]): Statement<unknown> {
  return plain(
    `insert into client_name_list (organisation_id, id, length)
     select $1, id, length from unnest($2::bigint[], $3::bigint[]) as beginning (id, length)
     on conflict do nothing`,
    [organisationId, lists.map(({ id }) => id), lists.map(({ length }) => String(length))],
  );
}

/** Until the commit nobody else gives out places in these lists. */
export const lockLists = prepare((p: { organisationId: string; ids: string[] }) =>
  query
    .selectFrom('client_name_list')
    .select(['id', 'length'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::bigint[])`)
    .orderBy('id')
    .forUpdate(),
);

export function setListLengths(organisationId: string, lists: readonly ListLength[]): Statement<unknown> {
  return plain(
    `update client_name_list set length = given.length
     from unnest($2::bigint[], $3::bigint[]) as given (id, length)
     where client_name_list.organisation_id = $1 and client_name_list.id = given.id`,
    [organisationId, lists.map(({ id }) => id), lists.map(({ length }) => String(length))],
  );
}

interface Lists {
  readonly organisationId: string;
  readonly ids: readonly string[];
}

export function readLists({ organisationId, ids }: Lists) {
  return listsOf({ organisationId, ids: atLeastExpected(ids) });
}

const listsOf = prepare((p: Lists) =>
  query
    .selectFrom('client_name_list')
    .select(['id', 'length'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::bigint[])`),
);

/** Whose entries these are, as lists show them, without keys (see withKeys). */
export function listEntries({ organisationId, labels }: Labelled) {
  return entriesOf({ organisationId, labels: atLeastExpected(labels) });
}

interface Labelled {
  readonly organisationId: string;
  readonly labels: readonly string[];
}

const entriesOf = instantsAsText(
  prepare((p: Labelled) =>
    query
      .selectFrom('client_entry')
      .innerJoin('client', (join) =>
        join
          .onRef('client.organisation_id', '=', 'client_entry.organisation_id')
          .onRef('client.id', '=', 'client_entry.client_id'),
      )
      .select([...itemColumns, 'client_entry.label'])
      .where('client_entry.organisation_id', '=', p.organisationId)
      .where(raw<boolean>`client_entry.label = any(${p.labels}::bigint[])`),
  ),
);

function clientsByNumbers(p: {
  organisationId: string;
  labelSets: readonly (readonly string[])[];
  before: string;
  limit: number;
}) {
  const [first = [], ...others] = p.labelSets;
  // from the entries on, which are few: walking all clients from the newest would find the few late
  const found = query
    .selectFrom('client_entry')
    .select('client_id')
    .distinct()
    .where('organisation_id', '=', p.organisationId)
    .where('label', 'in', [...first])
    .where('client_id', '<', p.before);
  const clients = query
    .selectFrom(found.as('found'))
    .innerJoin('client', (join) =>
      join.onRef('client.id', '=', 'found.client_id').on('client.organisation_id', '=', p.organisationId),
    )
    .select(itemColumns);
  return once(
    others
      .reduce(
        (wanted, labels) =>
          wanted.where(({ exists, selectFrom }) =>
            exists(
              selectFrom('client_entry')
                .select('client_entry.label')
                .where('client_entry.organisation_id', '=', p.organisationId)
                .whereRef('client_entry.client_id', '=', 'found.client_id')
                .where('client_entry.label', 'in', [...labels]),
            ),
          ),
        clients,
      )
      .orderBy('client.id', 'desc')
      .limit(p.limit),
  );
}

/**
 * Clients who have, of each set of labels, at least one; newest first. Numbers only: few share one, and its label is the
 * same for all of them.
 */
export const findByNumbers = instantsAsText(clientsByNumbers);

export const listIdsByNumbers = prepare((p: { organisationId: string; labels: string[] }) =>
  query
    .selectFrom('client_entry')
    .select(['client_id', 'label'])
    .distinct()
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`label = any(${p.labels}::bigint[])`),
);

/**
 * Nobody else in the organisation registers somebody with one of these numbers until the commit: of two who do it at once the later
 * finds the earlier. Once in a transaction, so that all claim them in one order.
 */
export function claimNumbers(labels: readonly string[]): Statement<unknown> {
  return plain('select app.claim_numbers($1::bigint[])', [labels]);
}

/** Those of the labels under which somebody of the organisation is found, whoever may see them, beside one person. */
export function listHeldLabels(p: {
  labels: readonly string[];
  beside: string | null;
}): Statement<{ label: string }> {
  return plain('select label::text as label from app.held_labels($1::bigint[], $2::uuid) as label', [
    p.labels,
    p.beside,
  ]);
}

export const hasOldTokens = plain<{ there: boolean }>('select exists (select from client_token) as there');

/** Of an empty table's rows nothing stays on the disk. */
export const emptyOldTokens = plain('truncate client_token');

/** Removes the tokens of some clients as older versions stored them, and says whose they were. */
export function takeOldTokens(p: {
  organisationId: string;
  limit: number;
}): Statement<{ client_id: string }> {
  return plain(
    `delete from client_token where organisation_id = $1 and client_id in (
       select distinct client_id from client_token where organisation_id = $1 order by client_id limit $2)
     returning client_id`,
    [p.organisationId, p.limit],
  );
}
