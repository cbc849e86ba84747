import { sql as raw } from 'kysely';
import { TOKENS_PER_PERSON } from '../../domain/people/name-tokens.ts';
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

/** All entries of a person: TOKENS_PER_PERSON, or a multiple. */
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
      // each id once for all of its labels: written beside each of them it would be most of what a roster sends
      `insert into client_entry (organisation_id, label, client_id, site_id, worker_ids)
       select $1::uuid, label, ($3::uuid[])[((number - 1) / $6::integer + 1)::integer], $4::uuid, $5::uuid[]
       from unnest($2::bigint[]) with ordinality as entry (label, number)`,
      [
        organisationId,
        arrayOf(some.flatMap(({ labels }) => labels)),
        some.flatMap(({ labels, clientId }) =>
          Array.from({ length: labels.length / TOKENS_PER_PERSON }, () => clientId),
        ),
        some[0]?.siteId,
        some[0]?.workerIds,
        TOKENS_PER_PERSON,
      ],
    ),
  );
}

/** Numbers need no quotes, which take longer than the numbers where there are thousands. */
function arrayOf(numbers: readonly (bigint | number | string)[]): string {
  return `{${numbers.join()}}`;
}

export const deleteEntries = prepare((p: { organisationId: string; clientId: string }) =>
  query
    .deleteFrom('client_entry')
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId),
);

/** A list, and how many places somebody takes in it. */
interface AskedList {
  readonly id: string;
  /** how long it is stored as while nobody is in it */
  readonly mask: bigint;
  readonly places: number;
}

/** Lists that are not there yet begin; `lists` in the order of their ids, as everybody takes them. */
export function beginLists(organisationId: string, lists: readonly AskedList[]): Statement<unknown> {
  return plain(
    `insert into client_name_list (organisation_id, id, length)
     select $1::uuid, id, length from unnest($2::bigint[], $3::bigint[]) as beginning (id, length)
     on conflict do nothing`,
    [organisationId, arrayOf(lists.map(({ id }) => id)), arrayOf(lists.map(({ mask }) => mask))],
  );
}

/**
 * Lists that have begun become longer, in their order, and say how long they are now: until the commit nobody else gives out places in
 * them. An insert, since an update from a join takes its rows in whatever order it is planned.
 */
export function lengthenLists(
  organisationId: string,
  lists: readonly AskedList[],
): Statement<{ id: string; length: string }> {
  return plain(
    `insert into client_name_list as list (organisation_id, id, length)
     select $1::uuid, id, places from unnest($2::bigint[], $3::bigint[]) as asked (id, places)
     on conflict (organisation_id, id) do update set length = list.length + excluded.length
     returning list.id, list.length`,
    [organisationId, arrayOf(lists.map(({ id }) => id)), arrayOf(lists.map(({ places }) => places))],
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
 * finds the earlier. Once in a transaction, or in parts that ascend, so that all claim them in one order.
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
