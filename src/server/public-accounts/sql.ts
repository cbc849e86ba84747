import { onlyWithPersonKey } from '../platform/database/person-key.ts';
import { prepare, query, statement } from '../platform/database/statement.ts';

interface InTenant {
  organisationId: string;
}
export interface OfHolder extends InTenant {
  accountId: string;
}

const accountColumns = [
  'public_account.account_id',
  'public_account.card',
  'public_account.password_hash',
  'public_account.language',
  'public_account.login_name',
  'public_account.created_at',
  'public_account.version',
] as const;

export const readAccount = prepare((p: OfHolder) =>
  onlyWithPersonKey(
    query
      .selectFrom('public_account')
      .select(accountColumns)
      .where('public_account.organisation_id', '=', p.organisationId)
      .where('public_account.account_id', '=', p.accountId),
    'public_account.account_id',
  ),
);

/** Held: an erasure, a sign-in and a change of what books are given come one after the other. */
export const lockAccount = prepare((p: OfHolder) =>
  onlyWithPersonKey(
    query
      .selectFrom('public_account')
      .select(accountColumns)
      .where('public_account.organisation_id', '=', p.organisationId)
      .where('public_account.account_id', '=', p.accountId)
      .forUpdate('public_account'),
    'public_account.account_id',
  ),
);

export const insertAccount = prepare(
  (
    p: OfHolder & {
      card: Buffer;
      language: string;
      loginName: string | null;
      passwordHash: string | null;
      now: Date;
    },
  ) =>
    query.insertInto('public_account').values({
      organisation_id: p.organisationId,
      account_id: p.accountId,
      card: p.card,
      login_name: p.loginName,
      password_hash: p.passwordHash,
      language: p.language,
      created_at: p.now,
    }),
);

export function updateAccount({
  organisationId,
  accountId,
  change,
}: OfHolder & { change: { card?: Buffer; language?: string; password_hash?: string } }) {
  return statement(
    query
      .updateTable('public_account')
      .set(change)
      .set((expression) => ({ version: expression('version', '+', 1) }))
      .where('organisation_id', '=', organisationId)
      .where('account_id', '=', accountId),
  );
}

export const deleteAccount = prepare((p: OfHolder) =>
  query
    .deleteFrom('public_account')
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId),
);

/** Whose an address is. */
export const findHolder = prepare((p: InTenant & { digest: Buffer }) =>
  query
    .selectFrom('public_address')
    .innerJoin('public_account', (join) =>
      join
        .onRef('public_account.organisation_id', '=', 'public_address.organisation_id')
        .onRef('public_account.account_id', '=', 'public_address.account_id'),
    )
    .select(['public_address.account_id', 'public_account.password_hash'])
    .where('public_address.organisation_id', '=', p.organisationId)
    .where('public_address.digest', '=', p.digest),
);

export const listAddresses = prepare((p: OfHolder) =>
  query
    .selectFrom('public_address')
    .select(['way', 'sealed', 'digest', 'confirmed_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .orderBy('way', 'desc'),
);

/** Fails at public_address_digest_key where somebody else has it. */
export const putAddress = prepare(
  (p: OfHolder & { way: string; digest: Buffer; sealed: Buffer; now: Date }) =>
    query
      .insertInto('public_address')
      .values({
        organisation_id: p.organisationId,
        account_id: p.accountId,
        way: p.way,
        digest: p.digest,
        sealed: p.sealed,
        confirmed_at: p.now,
      })
      .onConflict((conflict) =>
        conflict.columns(['organisation_id', 'account_id', 'way']).doUpdateSet({
          digest: p.digest,
          sealed: p.sealed,
          confirmed_at: p.now,
        }),
      ),
);

export const deleteAddress = prepare((p: OfHolder & { way: string }) =>
  query
    .deleteFrom('public_address')
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('way', '=', p.way),
);

export const deleteAddresses = prepare((p: OfHolder) =>
  query
    .deleteFrom('public_address')
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId),
);

export const insertCode = prepare(
  (p: InTenant & { requestHash: Buffer; digest: Buffer; codeHash: Buffer; until: Date }) =>
    query.insertInto('public_code').values({
      organisation_id: p.organisationId,
      request_hash: p.requestHash,
      digest: p.digest,
      code_hash: p.codeHash,
      until: p.until,
    }),
);

export const lockCode = prepare((p: InTenant & { requestHash: Buffer }) =>
  query
    .selectFrom('public_code')
    .select(['digest', 'code_hash', 'until', 'tries'])
    .where('organisation_id', '=', p.organisationId)
    .where('request_hash', '=', p.requestHash)
    .forUpdate(),
);

export const countTry = prepare((p: InTenant & { requestHash: Buffer; tries: number }) =>
  query
    .updateTable('public_code')
    .set({ tries: p.tries })
    .where('organisation_id', '=', p.organisationId)
    .where('request_hash', '=', p.requestHash),
);

export const deleteCode = prepare((p: InTenant & { requestHash: Buffer }) =>
  query
    .deleteFrom('public_code')
    .where('organisation_id', '=', p.organisationId)
    .where('request_hash', '=', p.requestHash),
);

/** Of an address that is not the account's any more, or never was anybody's: what it was sent opens nothing. */
export const deleteCodesOf = prepare((p: InTenant & { digest: Buffer }) =>
  query
    .deleteFrom('public_code')
    .where('organisation_id', '=', p.organisationId)
    .where('digest', '=', p.digest),
);

export const forgetCodes = prepare((p: InTenant & { before: Date }) =>
  query
    .deleteFrom('public_code')
    .where('organisation_id', '=', p.organisationId)
    .where('until', '<', p.before),
);

export const findSession = prepare((p: InTenant & { tokenHash: Buffer }) =>
  query
    .selectFrom('public_session')
    .select(['id', 'account_id', 'used_at', 'expires_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('token_hash', '=', p.tokenHash),
);

export const insertSession = prepare(
  (p: OfHolder & { tokenHash: Buffer; id: string; name: string; now: Date; expiresAt: Date }) =>
    query.insertInto('public_session').values({
      organisation_id: p.organisationId,
      token_hash: p.tokenHash,
      id: p.id,
      account_id: p.accountId,
      name: p.name,
      created_at: p.now,
      used_at: p.now,
      proven_at: p.now,
      expires_at: p.expiresAt,
    }),
);

export const touchSession = prepare((p: InTenant & { tokenHash: Buffer; now: Date }) =>
  query
    .updateTable('public_session')
    .set({ used_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('token_hash', '=', p.tokenHash),
);

/** Held: of two changes by one session the second sees what the first proved. */
export const lockSession = prepare((p: OfHolder & { id: string }) =>
  query
    .selectFrom('public_session')
    .select('proven_at')
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('id', '=', p.id)
    .forUpdate(),
);

export const markProven = prepare((p: OfHolder & { id: string; now: Date }) =>
  query
    .updateTable('public_session')
    .set({ proven_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('id', '=', p.id),
);

export const listSessions = prepare((p: OfHolder & { now: Date }) =>
  query
    .selectFrom('public_session')
    .select(['id', 'name', 'created_at', 'used_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('expires_at', '>', p.now)
    .orderBy('used_at', 'desc')
    .orderBy('id'),
);

export const deleteSession = prepare((p: OfHolder & { id: string }) =>
  query
    .deleteFrom('public_session')
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('id', '=', p.id)
    .returning('id'),
);

/** All but one (pass null for all). */
export const deleteSessions = prepare((p: OfHolder & { exceptId: string | null }) =>
  query
    .deleteFrom('public_session')
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('id', 'is distinct from', p.exceptId as string),
);

export const forgetSessions = prepare((p: InTenant & { before: Date }) =>
  query
    .deleteFrom('public_session')
    .where('organisation_id', '=', p.organisationId)
    .where('expires_at', '<', p.before),
);

const membershipColumns = [
  'id',
  'account_id',
  'book_organisation_id',
  'revision',
  'shared',
  'state',
  'asked_at',
  'decided_at',
] as const;

export const listMemberships = prepare((p: OfHolder) =>
  query
    .selectFrom('public_membership')
    .select(membershipColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .orderBy('asked_at', 'desc')
    .orderBy('id'),
);

export const insertMembership = prepare(
  (
    p: OfHolder & {
      id: string;
      bookOrganisationId: string;
      shared: Buffer;
      wasRefused: boolean;
      now: Date;
    },
  ) =>
    query.insertInto('public_membership').values({
      organisation_id: p.organisationId,
      id: p.id,
      account_id: p.accountId,
      book_organisation_id: p.bookOrganisationId,
      shared: p.shared,
      was_refused: p.wasRefused,
      state: 'asked',
      asked_at: p.now,
    }),
);

/** What the book is given is another: the organisation looks again. */
export const reviseMembership = prepare((p: InTenant & { id: string; shared: Buffer; revision: number }) =>
  query
    .updateTable('public_membership')
    .set({ shared: p.shared, revision: p.revision })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const decideMembership = prepare(
  (p: InTenant & { id: string; state: string; version: number; at: Date }) =>
    query
      .updateTable('public_membership')
      .set({ state: p.state, decided_at: p.at, decided_version: p.version })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

/** From now on it is of another entry of the same book, which the organisation has told to be the same person's. */
export const moveMembership = prepare(
  (
    p: InTenant & {
      id: string;
      to: string;
      shared: Buffer;
      revision: number;
      state: string;
      version: number;
      at: Date | null;
    },
  ) =>
    query
      .updateTable('public_membership')
      .set({
        id: p.to,
        shared: p.shared,
        revision: p.revision,
        state: p.state,
        decided_version: p.version,
        decided_at: p.at,
      })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

export const lockMembership = prepare((p: InTenant & { id: string }) =>
  query
    .selectFrom('public_membership')
    .select(['account_id', 'book_organisation_id', 'decided_version', 'shared', 'revision'])
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forUpdate(),
);

export const deleteMembership = prepare((p: InTenant & { id: string }) =>
  query
    .deleteFrom('public_membership')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** What an entry of an organisation's book is given, with what opens it. */
export const readShared = prepare((p: InTenant & { id: string; bookOrganisationId: string }) =>
  onlyWithPersonKey(
    query
      .selectFrom('public_membership')
      .innerJoin('public_account', (join) =>
        join
          .onRef('public_account.organisation_id', '=', 'public_membership.organisation_id')
          .onRef('public_account.account_id', '=', 'public_membership.account_id'),
      )
      .select([
        'public_membership.account_id',
        'public_membership.shared',
        'public_membership.revision',
        'public_membership.asked_at',
        'public_membership.was_refused',
        'public_account.card',
      ])
      .where('public_membership.organisation_id', '=', p.organisationId)
      .where('public_membership.id', '=', p.id)
      .where('public_membership.book_organisation_id', '=', p.bookOrganisationId),
    'public_membership.account_id',
  ),
);
