import { type SelectQueryBuilder, sql as raw } from 'kysely';
import type { Database } from '../../../db/types.ts';
import { type ColumnOf, organisationBeside, withPersonKey } from '../platform/database/person-key.ts';
import { plain, prepare, prepareVariants, query, type Statement } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}

const bookColumns = [
  'is_open',
  'participations',
  'welcome',
  'welcome_en',
  'takes_at_once',
  'version',
] as const;

/** Of one organisation, whoever asks. */
export const readOpenBook = prepare((p: InOrganisation) =>
  query
    .selectFrom('book')
    .select('participations')
    .where('organisation_id', '=', p.organisationId)
    .where('is_open', '=', true),
);

export const readBook = prepare((p: InOrganisation) =>
  query.selectFrom('book').select(bookColumns).where('organisation_id', '=', p.organisationId),
);

/** Of all organisations: a book that is open is public. */
export const listOpenBooks = prepare((_: object) =>
  query
    .selectFrom('book')
    .select(['organisation_id', 'participations', 'welcome', 'welcome_en'])
    .where('is_open', '=', true)
    .orderBy('changed_at')
    .orderBy('organisation_id'),
);

/** Empty where the version is another. @param p.version before; 0: it was never opened */
export function putBook(
  p: InOrganisation & {
    isOpen: boolean;
    participations: readonly string[];
    welcome: string;
    welcomeEn: string;
    takesAtOnce: boolean;
    version: number;
    changedBy: string;
    now: Date;
  },
): Statement<{ version: number }> {
  return plain(
    `insert into book as kept (organisation_id, is_open, participations, welcome, welcome_en, changed_by, changed_at, version,
       takes_at_once)
     select $1, $2, $3, $4, $5, $6, $7, 1, $9
     where $8::int = 0 or exists (select from book where organisation_id = $1)
     on conflict (organisation_id) do update set is_open = excluded.is_open, participations = excluded.participations,
       welcome = excluded.welcome, welcome_en = excluded.welcome_en, takes_at_once = excluded.takes_at_once, changed_by = excluded.changed_by,
       changed_at = excluded.changed_at, version = kept.version + 1
     where kept.version = $8
     returning version`,
    [
      p.organisationId,
      p.isOpen,
      p.participations,
      p.welcome,
      p.welcomeEn,
      p.changedBy,
      p.now,
      p.version,
      p.takesAtOnce,
    ],
  );
}

const entryColumns = [
  'book_entry.id',
  'book_entry.from_organisation_id',
  'book_entry.card',
  'book_entry.participations',
  'book_entry.state',
  'book_entry.asked_at',
  'book_entry.decided_at',
  'book_entry.revision',
  'book_entry.version',
] as const;

/** Whoever asked last first: ids are made when somebody asks. */
export const listEntries = prepareVariants(
  (
    p: InOrganisation & {
      state: string | undefined;
      participation: string | undefined;
      before: string | undefined;
      limit: number;
    },
  ) => {
    let rows = withPersonKey(
      query
        .selectFrom('book_entry')
        .select(entryColumns)
        .where('book_entry.organisation_id', '=', p.organisationId),
      'book_entry.id',
    );
    if (p.state !== undefined) rows = rows.where('book_entry.state', '=', p.state);
    if (p.participation !== undefined)
      rows = rows.where(raw<boolean>`${p.participation} = any(book_entry.participations)`);
    if (p.before !== undefined) rows = rows.where('book_entry.id', '<', p.before);
    return rows.orderBy('book_entry.id', 'desc').limit(p.limit);
  },
);

export const readEntry = prepare((p: InOrganisation & { id: string }) =>
  withPersonKey(
    query
      .selectFrom('book_entry')
      .select(entryColumns)
      .where('book_entry.organisation_id', '=', p.organisationId)
      .where('book_entry.id', '=', p.id),
    'book_entry.id',
  ),
);

/** Whose they are: tenants of the public. */
export const listTenants = prepare((p: InOrganisation & { ids: string[] }) =>
  query
    .selectFrom('book_entry')
    .select(['id', 'from_organisation_id'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`),
);

export const lockEntry = prepare((p: InOrganisation & { id: string }) =>
  withPersonKey(
    query
      .selectFrom('book_entry')
      .select(entryColumns)
      .where('book_entry.organisation_id', '=', p.organisationId)
      .where('book_entry.id', '=', p.id)
      .forUpdate('book_entry'),
    'book_entry.id',
  ),
);

/** One that is not known yet stands as one who left, until it is seen what it is: two deliveries of it wait for each other here. */
export const claimEntry = prepare((p: InOrganisation & { id: string; from: string; now: Date }) =>
  query
    .insertInto('book_entry')
    .values({
      organisation_id: p.organisationId,
      id: p.id,
      from_organisation_id: p.from,
      participations: [],
      state: 'left',
      asked_at: p.now,
      revision: 0,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doNothing()),
);

/** Of somebody whom the organisation has known before there was an account. */
export const bringEntry = prepare(
  (
    p: InOrganisation & {
      id: string;
      from: string;
      card: Buffer;
      state: string;
      by: string | null;
      decidedAt: Date | null;
      now: Date;
    },
  ) =>
    query.insertInto('book_entry').values({
      organisation_id: p.organisationId,
      id: p.id,
      from_organisation_id: p.from,
      card: p.card,
      participations: ['volunteer'],
      state: p.state,
      asked_at: p.now,
      decided_by: p.by,
      decided_at: p.decidedAt,
      revision: 0,
    }),
);

/** In the order of their ids. */
export const holdEntries = prepare((p: InOrganisation & { ids: string[] }) =>
  withPersonKey(
    query
      .selectFrom('book_entry')
      .select(entryColumns)
      .where('book_entry.organisation_id', '=', p.organisationId)
      .where(raw<boolean>`book_entry.id = any(${p.ids}::uuid[])`)
      .orderBy('book_entry.id')
      .forUpdate('book_entry'),
    'book_entry.id',
  ),
);

export const recardEntry = prepare((p: InOrganisation & { id: string; card: Buffer; version: number }) =>
  query
    .updateTable('book_entry')
    .set({ card: p.card, version: p.version })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** One that was left before it came. */
export const dropEntry = prepare((p: InOrganisation & { id: string }) =>
  query
    .deleteFrom('book_entry')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('revision', '=', 0),
);

export const fillEntry = prepare(
  (
    p: InOrganisation & {
      id: string;
      card: Buffer;
      participations: string[];
      state: string;
      askedAt: Date;
      revision: number;
      version: number;
    },
  ) =>
    query
      .updateTable('book_entry')
      .set({
        card: p.card,
        participations: p.participations,
        state: p.state,
        asked_at: p.askedAt,
        revision: p.revision,
        version: p.version,
      })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

/** What came of it; with the end of it the card goes. */
export const endEntry = prepare(
  (p: InOrganisation & { id: string; state: string; by: string | null; at: Date; version: number }) =>
    query
      .updateTable('book_entry')
      .set({ card: null, state: p.state, decided_by: p.by, decided_at: p.at, version: p.version })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

export const acceptEntry = prepare(
  (p: InOrganisation & { id: string; by: string | null; at: Date; version: number }) =>
    query
      .updateTable('book_entry')
      .set({ state: 'accepted', decided_by: p.by, decided_at: p.at, version: p.version })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

/**
 * Adds what is needed for deciding on the entry that each row belongs to.
 * @param id column of the entry's id; the organisation's stands beside it
 */
export function withEntry<DB, TB extends keyof DB, Row>(
  rows: SelectQueryBuilder<DB, TB, Row>,
  id: ColumnOf<DB, TB>,
): SelectQueryBuilder<DB, TB, Row & { entry_version: number; entry_decided_at: Date | null }> {
  // the joined table stays unknown to the types, as that of persons' keys does
  const joined = rows as unknown as SelectQueryBuilder<Database, 'book_entry', object>;
  return joined
    .innerJoin('book_entry', (join) =>
      join
        .on('book_entry.organisation_id', '=', raw.ref(organisationBeside(id)))
        .on('book_entry.id', '=', raw.ref(id)),
    )

    .select([
      'book_entry.version as entry_version',
      'book_entry.decided_at as entry_decided_at',
    ]) as unknown as SelectQueryBuilder<
    DB,
    TB,
    Row & { entry_version: number; entry_decided_at: Date | null }
  >;
}

export const reopenEntry = prepare((p: InOrganisation & { id: string; version: number }) =>
  query
    .updateTable('book_entry')
    .set({ state: 'asked', version: p.version })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** Whether somebody waits for an answer. */
export const findAsked = prepare((p: InOrganisation) =>
  query
    .selectFrom('book_entry')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('state', '=', 'asked')
    .limit(1),
);
