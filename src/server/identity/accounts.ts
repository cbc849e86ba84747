import type { Static } from 'typebox';
import type { Account, ChangeAccount, InviteAccount } from '../../contract/identity.ts';
import type { BodyOf } from '../../contract/operation.ts';
import type { Role } from '../../domain/access/roles.ts';
import { releaseAlertsOf } from '../casework/public.ts';
import { AppError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Change, Reading } from '../platform/work.ts';
import * as sql from './sql.ts';
import { hashToken, newToken } from '../platform/bearer-token.ts';

const LINK_HOURS = { invitation: 24 * 7, password_reset: 24, first_administrator: 24 * 7 } as const;
export type LinkPurpose = keyof typeof LINK_HOURS;
type AccountView = Static<typeof Account>;
type Assignments = { role: Role; siteIds: string[] }[];

interface AccountRow {
  id: string;
  login_name: string;
  display_name: string;
  status: string;
  totp_confirmed_at: Date | null;
  created_at: Date;
  version: number;
}

export function viewAccount(row: AccountRow, roles: { role: string; site_ids: string[] }[]): AccountView {
  return {
    id: row.id,
    username: row.login_name,
    displayName: row.display_name,
    status: row.status as AccountView['status'],
    roles: roles.map(({ role, site_ids }) => ({ role: role as Role, siteIds: site_ids })),
    secondFactor: row.totp_confirmed_at !== null,
    createdAt: row.created_at.toISOString(),
    version: row.version,
  };
}

export async function listAccounts(reading: Reading) {
  const { organisationId } = reading;
  const [accounts, roles] = await reading.all(
    sql.listAccounts({ organisationId }),
    sql.listAllRoles({ organisationId }),
  );
  return {
    items: accounts.map((row) =>
      viewAccount(
        row,
        roles.filter(({ account_id }) => account_id === row.id),
      ),
    ),
  };
}

export async function listColleagues(reading: Reading) {
  const { items } = await listAccounts(reading);
  return {
    items: items
      .filter(({ status }) => status === 'active')
      .map(({ id, displayName, roles }) => ({ id, displayName, roles: roles.map(({ role }) => role) })),
  };
}

/** @throws AppError login_name_taken */
export async function inviteAccount(change: Change, body: BodyOf<typeof InviteAccount>) {
  const accountId = body.id ?? newId(change.now.getTime());
  await createAccount(change, { accountId, username: body.username, displayName: body.displayName });
  assignRoles(change, accountId, body.roles);
  change.audit({ action: 'account.invite', subjectKind: 'account', subjectIds: [accountId] });
  const link = makeLink(change, accountId, 'invitation');
  return { account: await getAccount(change, accountId), link };
}

export async function createAccount(
  change: Change,
  account: { accountId: string; username: string; displayName: string; passwordHash?: string },
): Promise<void> {
  const { organisationId, now } = change;
  const input = { organisationId, accountId: account.accountId, name: account.username };
  if ((await change.first(sql.insertLoginName(input))) === undefined) throw new AppError('login_name_taken');
  change.push(
    sql.insertAccount({
      ...input,
      displayName: account.displayName,
      passwordHash: account.passwordHash ?? null,
      status: account.passwordHash === undefined ? 'invited' : 'active',
      language: 'zh-CN',
      now,
    }),
  );
}

export function assignRoles(change: Change, accountId: string, assignments: Assignments): void {
  const { organisationId, now } = change;
  change.push(sql.deleteRoles({ organisationId, accountId }));
  for (const { role, siteIds } of assignments) {
    change.push(
      sql.insertRole({ organisationId, accountId, role, siteIds, now, assignedBy: change.actorId }),
    );
  }
}

/** @throws AppError not_found, version_conflict, last_administrator */
export async function changeAccount(
  change: Change,
  accountId: string,
  version: number,
  body: BodyOf<typeof ChangeAccount>,
): Promise<AccountView> {
  const { organisationId, now } = change;
  const account = await change.first(sql.lockAccount({ organisationId, accountId }));
  if (account === undefined) throw new AppError('not_found');
  if (account.version !== version)
    throw new AppError('version_conflict', { parameters: { fields: account.login_name } });
  const values: sql.AccountChange = {};
  if (body.displayName !== undefined) values.display_name = body.displayName;
  // an invited account becomes active by its link only
  if (body.status !== undefined && account.status !== 'invited') values.status = body.status;
  change.push(sql.updateAccount({ organisationId, accountId, now, change: values }));
  if (body.roles !== undefined) assignRoles(change, accountId, body.roles);
  if (body.status === 'suspended')
    change.push(sql.revokeSessions({ organisationId, accountId, exceptId: null, now }));
  if (body.status === 'suspended') await releaseAlertsOf(change, accountId, 'suspended');
  const [administrators] = await change.all(sql.listActiveAdministrators({ organisationId }));
  if (administrators.length === 0) throw new AppError('last_administrator');
  const detail = { fields: Object.keys(body) };
  change.audit({ action: 'account.change', subjectKind: 'account', subjectIds: [accountId], detail });
  return getAccount(change, accountId);
}

/** Also lifts a lock-out and the second factor: whoever lost the telephone lost both. */
export async function resetPassword(change: Change, accountId: string): Promise<string> {
  const { organisationId, now } = change;
  const account = await change.first(sql.lockAccount({ organisationId, accountId }));
  if (account === undefined) throw new AppError('not_found');
  const cleared = { failed_attempts: 0, locked_until: null, totp_secret: null, totp_confirmed_at: null };
  change.push(sql.updateAccount({ organisationId, accountId, now, change: cleared }));
  change.push(sql.deleteRecoveryCodes({ organisationId, accountId }));
  change.audit({ action: 'account.reset', subjectKind: 'account', subjectIds: [accountId] });
  return makeLink(change, accountId, account.status === 'invited' ? 'invitation' : 'password_reset');
}

/** Path of a one-time link; the token stands behind # so that no server log ever holds it. */
export function makeLink(change: Change, accountId: string, purpose: LinkPurpose): string {
  const token = newToken(change.organisationId);
  const expiresAt = new Date(change.now.getTime() + LINK_HOURS[purpose] * 3_600_000);
  change.push(
    sql.insertLink({
      organisationId: change.organisationId,
      accountId,
      tokenHash: hashToken(token),
      purpose,
      now: change.now,
      expiresAt,
    }),
  );
  return `/welcome#${token}`;
}

async function getAccount(change: Change, accountId: string): Promise<AccountView> {
  const input = { organisationId: change.organisationId, accountId };
  const [[row], roles] = await change.all(sql.readAccount(input), sql.listRoles(input));
  if (row === undefined) throw new AppError('not_found');
  return viewAccount(row, roles);
}
