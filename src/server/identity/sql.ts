import { sql as raw } from 'kysely';
import type { AccountStatus } from '../../domain/access/account-lifecycle.ts';
import { prepare, query, statement } from '../platform/database/statement.ts';

type SessionKind = 'browser' | 'token';

interface InOrganisation {
  organisationId: string;
}
interface OfAccount extends InOrganisation {
  accountId: string;
}

export const findLoginName = prepare((p: { name: string }) =>
  query.selectFrom('login_name').select(['organisation_id', 'account_id']).where('name', '=', p.name),
);

export const insertLoginName = prepare((p: OfAccount & { name: string }) =>
  query
    .insertInto('login_name')
    .values({ name: p.name, organisation_id: p.organisationId, account_id: p.accountId })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('name'),
);

/** The name is free again: of somebody who erased their account. */
export const deleteLoginName = prepare((p: OfAccount & { name: string }) =>
  query
    .deleteFrom('login_name')
    .where('name', '=', p.name)
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId),
);

const accountColumns = [
  'id',
  'login_name',
  'display_name',
  'password_hash',
  'status',
  'language',
  'totp_secret',
  'totp_confirmed_at',
  'totp_last_step',
  'totp_pending',
  'created_at',
  'version',
] as const;

export const readAccount = prepare((p: OfAccount) =>
  query
    .selectFrom('account')
    .select(accountColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.accountId),
);

export const lockAccount = prepare((p: OfAccount) =>
  query
    .selectFrom('account')
    .select(accountColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.accountId)
    .forUpdate(),
);

export const listAccounts = prepare((p: InOrganisation) =>
  query
    .selectFrom('account')
    .select(accountColumns)
    .where('organisation_id', '=', p.organisationId)
    .orderBy('login_name'),
);

export const listDisplayNames = prepare((p: InOrganisation) =>
  query.selectFrom('account').select(['id', 'display_name']).where('organisation_id', '=', p.organisationId),
);

/** Active accounts with each of their roles; accounts without a role may do nothing and are left out. */
export const listActiveRoles = prepare((p: InOrganisation) =>
  query
    .selectFrom('account')
    .innerJoin('role_assignment as held', (join) =>
      join
        .onRef('held.organisation_id', '=', 'account.organisation_id')
        .onRef('held.account_id', '=', 'account.id'),
    )
    .select(['account.id', 'account.display_name', 'held.role', 'held.site_ids'])
    .where('account.organisation_id', '=', p.organisationId)
    .where('account.status', '=', 'active')
    .orderBy('account.id'),
);

/** Each role of these accounts, also of those that may not sign in. */
export const listRolesOf = prepare((p: InOrganisation & { accountIds: readonly string[] }) =>
  query
    .selectFrom('account')
    .innerJoin('role_assignment as held', (join) =>
      join
        .onRef('held.organisation_id', '=', 'account.organisation_id')
        .onRef('held.account_id', '=', 'account.id'),
    )
    .select(['account.id', 'account.status', 'held.role', 'held.site_ids'])
    .where('account.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`account.id = any(${p.accountIds}::uuid[])`),
);

export const insertAccount = prepare(
  (
    p: OfAccount & {
      name: string;
      displayName: string;
      passwordHash: string | null;
      status: string;
      language: string;
      now: Date;
    },
  ) =>
    query.insertInto('account').values({
      organisation_id: p.organisationId,
      id: p.accountId,
      login_name: p.name,
      display_name: p.displayName,
      password_hash: p.passwordHash,
      status: p.status,
      language: p.language,
      created_at: p.now,
      updated_at: p.now,
    }),
);

export interface AccountChange {
  display_name?: string;
  password_hash?: string | null;
  status?: AccountStatus;
  language?: string;
  totp_secret?: Buffer | null;
  totp_confirmed_at?: Date | null;
  totp_last_step?: string | null;
  totp_pending?: Buffer | null;
}

export function updateAccount({
  organisationId,
  accountId,
  now,
  change,
}: OfAccount & { now: Date; change: AccountChange }) {
  return statement(
    query
      .updateTable('account')
      .set({ ...change, updated_at: now })
      .set((expression) => ({ version: expression('version', '+', 1) }))
      .where('organisation_id', '=', organisationId)
      .where('id', '=', accountId),
  );
}

export const listRoles = prepare((p: OfAccount) =>
  query
    .selectFrom('role_assignment')
    .select(['role', 'site_ids'])
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .orderBy('role'),
);

export const listAllRoles = prepare((p: InOrganisation) =>
  query
    .selectFrom('role_assignment')
    .select(['account_id', 'role', 'site_ids'])
    .where('organisation_id', '=', p.organisationId)
    .orderBy('role'),
);

export const deleteRoles = prepare((p: OfAccount) =>
  query
    .deleteFrom('role_assignment')
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId),
);

export const insertRole = prepare(
  (p: OfAccount & { role: string; siteIds: string[]; now: Date; assignedBy: string | null }) =>
    query.insertInto('role_assignment').values({
      organisation_id: p.organisationId,
      account_id: p.accountId,
      role: p.role,
      site_ids: p.siteIds,
      assigned_at: p.now,
      assigned_by: p.assignedBy,
    }),
);

export const findSession = prepare((p: InOrganisation & { tokenHash: Buffer }) =>
  query
    .selectFrom('session')
    .innerJoin('account', (join) =>
      join
        .onRef('account.organisation_id', '=', 'session.organisation_id')
        .onRef('account.id', '=', 'session.account_id'),
    )
    .select([
      'session.id',
      'session.account_id',
      'session.kind',
      'session.permissions',
      'session.used_at',
      'session.expires_at',
      'session.revoked_at',
      'account.status',
    ])
    .where('session.organisation_id', '=', p.organisationId)
    .where('session.token_hash', '=', p.tokenHash),
);

export const listRolesOfSession = prepare((p: InOrganisation & { tokenHash: Buffer }) =>
  query
    .selectFrom('session')
    .innerJoin('role_assignment', (join) =>
      join
        .onRef('role_assignment.organisation_id', '=', 'session.organisation_id')
        .onRef('role_assignment.account_id', '=', 'session.account_id'),
    )
    .select(['role_assignment.role', 'role_assignment.site_ids'])
    .where('session.organisation_id', '=', p.organisationId)
    .where('session.token_hash', '=', p.tokenHash),
);

export const insertSession = prepare(
  (
    p: OfAccount & {
      tokenHash: Buffer;
      id: string;
      kind: SessionKind;
      name: string;
      permissions: string[] | null;
      network: Buffer | null;
      now: Date;
      expiresAt: Date;
    },
  ) =>
    query.insertInto('session').values({
      organisation_id: p.organisationId,
      token_hash: p.tokenHash,
      id: p.id,
      account_id: p.accountId,
      kind: p.kind,
      name: p.name,
      permissions: p.permissions,
      network: p.network,
      created_at: p.now,
      used_at: p.now,
      expires_at: p.expiresAt,
    }),
);

/** Whether somebody signed in with a code from this network lately; what came before the second factor proves none. */
export const findCodeSignIn = prepare((p: OfAccount & { network: Buffer; since: Date }) =>
  query
    .selectFrom('session')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('network', '=', p.network)
    .where('created_at', '>', p.since)
    .limit(1),
);

export const touchSession = prepare((p: InOrganisation & { tokenHash: Buffer; now: Date }) =>
  query
    .updateTable('session')
    .set({ used_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('token_hash', '=', p.tokenHash),
);

export const listSessions = prepare((p: OfAccount & { now: Date }) =>
  query
    .selectFrom('session')
    .select(['id', 'kind', 'name', 'created_at', 'used_at', 'expires_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', p.now)
    .orderBy('used_at', 'desc'),
);

/** Said again, it answers the same. */
export const revokeSession = prepare((p: OfAccount & { id: string; now: Date }) =>
  query
    .updateTable('session')
    .set({ revoked_at: raw<Date>`coalesce(revoked_at, ${p.now})` })
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('id', '=', p.id)
    .returning('token_hash'),
);

/** All sessions of one kind but one (pass null for all). */
export const revokeSessions = prepare(
  (p: OfAccount & { kind: SessionKind; exceptId: string | null; now: Date }) =>
    query
      .updateTable('session')
      .set({ revoked_at: p.now })
      .where('organisation_id', '=', p.organisationId)
      .where('account_id', '=', p.accountId)
      .where('kind', '=', p.kind)
      .where('id', 'is distinct from', p.exceptId as string)
      .where('revoked_at', 'is', null),
);

export const insertLink = prepare(
  (p: OfAccount & { tokenHash: Buffer; purpose: string; now: Date; expiresAt: Date }) =>
    query.insertInto('one_time_link').values({
      organisation_id: p.organisationId,
      token_hash: p.tokenHash,
      account_id: p.accountId,
      purpose: p.purpose,
      created_at: p.now,
      expires_at: p.expiresAt,
    }),
);

export const findLink = prepare((p: InOrganisation & { tokenHash: Buffer; now: Date }) =>
  query
    .selectFrom('one_time_link')
    .innerJoin('account', (join) =>
      join
        .onRef('account.organisation_id', '=', 'one_time_link.organisation_id')
        .onRef('account.id', '=', 'one_time_link.account_id'),
    )
    .select([
      'one_time_link.purpose',
      'one_time_link.account_id',
      'account.login_name',
      'account.display_name',
      'account.status',
    ])
    .where('one_time_link.organisation_id', '=', p.organisationId)
    .where('one_time_link.token_hash', '=', p.tokenHash)
    .where('one_time_link.used_at', 'is', null)
    .where('one_time_link.expires_at', '>', p.now),
);

/** Empty when somebody else was first. */
export const useLink = prepare((p: InOrganisation & { tokenHash: Buffer; now: Date }) =>
  query
    .updateTable('one_time_link')
    .set({ used_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('token_hash', '=', p.tokenHash)
    .where('used_at', 'is', null)
    .returning('account_id'),
);

/** Links that nobody has used yet. */
export const deleteOpenLinks = prepare((p: OfAccount) =>
  query
    .deleteFrom('one_time_link')
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('used_at', 'is', null),
);

export const deleteRecoveryCodes = prepare((p: OfAccount) =>
  query
    .deleteFrom('recovery_code')
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId),
);

export const insertRecoveryCode = prepare((p: OfAccount & { codeHash: Buffer }) =>
  query
    .insertInto('recovery_code')
    .values({ organisation_id: p.organisationId, account_id: p.accountId, code_hash: p.codeHash }),
);

export const useRecoveryCode = prepare((p: OfAccount & { codeHash: Buffer; now: Date }) =>
  query
    .updateTable('recovery_code')
    .set({ used_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('code_hash', '=', p.codeHash)
    .where('used_at', 'is', null)
    .returning('account_id'),
);

/** Held first and in one order by whatever may take an administrator away: two at once see each other's change. */
export const lockAdministrators = prepare((p: InOrganisation) =>
  query
    .selectFrom('role_assignment')
    .innerJoin('account', (join) =>
      join
        .onRef('account.organisation_id', '=', 'role_assignment.organisation_id')
        .onRef('account.id', '=', 'role_assignment.account_id'),
    )
    .select(['account.id'])
    .where('role_assignment.organisation_id', '=', p.organisationId)
    .where('role_assignment.role', '=', 'administrator')
    .orderBy('account.id')
    .forUpdate('account'),
);

export const listActiveAdministrators = prepare((p: InOrganisation) =>
  query
    .selectFrom('role_assignment')
    .innerJoin('account', (join) =>
      join
        .onRef('account.organisation_id', '=', 'role_assignment.organisation_id')
        .onRef('account.id', '=', 'role_assignment.account_id'),
    )
    .select(['account.id'])
    .where('role_assignment.organisation_id', '=', p.organisationId)
    .where('role_assignment.role', '=', 'administrator')
    .where('account.status', '=', 'active'),
);
