import type { Static } from 'typebox';
import type { Account, ChangeAccount, InviteAccount } from '../../contract/identity.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { type Assignment, grantableRoles, type Role } from '../../domain/access/roles.ts';
import { getOrganisation } from '../organisations/public.ts';
import type { StaffChange } from '../../domain/notifications/staff-changes.ts';
import { writtenName } from '../../domain/people/person-name.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { isMadeAlready } from '../platform/work/repeated-change.ts';
import { moveAccount } from './account-events.ts';
import { makeLink } from './one-time-links.ts';
import * as sql from './sql.ts';

type AccountView = Static<typeof Account>;
/** Hands what the holder of an account has taken on to others, who can act; by the slices that keep it. */
export type Release = (change: Change, accountId: string) => Promise<void>;

/** Sees to what an account had by the roles that it has no more; by the slices whose that is. */
export type FollowRoles = (change: Change, accountId: string, before: readonly Assignment[]) => Promise<void>;

/** Tells the holder of what somebody else did to the account. Called before its addresses are forgotten. */
export type Warn = (change: Change, accountId: string, what: StaffChange) => Promise<void>;

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
    items: items.map(({ id, displayName, status, roles }) => ({
      id,
      displayName,
      isActive: status === 'active',
      roles: roles.map(({ role }) => role),
    })),
  };
}

/** @throws AppError login_name_taken, unknown_site */
export async function inviteAccount(change: Change, body: BodyOf<typeof InviteAccount>) {
  const accountId = body.id ?? newId(change.now.getTime());
  await refuseUnknownSites(change, body.roles);
  await createAccount(change, { accountId, username: body.username, displayName: body.displayName });
  assignRoles(change, accountId, body.roles);
  const detail = { rolesAfter: rolesText(body.roles) };
  change.audit({ action: 'account.invite', subjectKind: 'account', subjectIds: [accountId], detail });
  const link = makeLink(change, accountId, 'invitation');
  return { account: await getAccount(change, accountId), link };
}

/** The account that a repeated invitation made; its link was told once. @throws AppError not_found */
export async function readInvited(reading: Reading, accountId: string) {
  const account = (await listAccounts(reading)).items.find(({ id }) => id === accountId);
  if (account === undefined) throw new AppError('not_found');
  return { account, link: null };
}

/** For whoever never saw the first link: a new one as long as nobody came in by it. */
export async function renewInvitation(change: Change, username: string): Promise<string | null> {
  const { organisationId } = change;
  const [[name]] = await change.all(sql.findLoginName({ name: username }));
  if (name?.organisation_id !== organisationId) return null;
  const account = await lockManagedAccount(change, name.account_id);
  if (account.status !== 'invited') return null;
  change.audit({ action: 'account.reset', subjectKind: 'account', subjectIds: [account.id] });
  return makeLink(change, account.id, 'invitation');
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
      displayName: writtenName(account.displayName),
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
  for (const { role, siteIds } of onePerRole(assignments)) {
    change.push(
      sql.insertRole({ organisationId, accountId, role, siteIds, now, assignedBy: change.actorId }),
    );
  }
}

/**
 * Nobody gives themselves what they may then do. An administrator who is alone invites a second account for other work;
 * that is told to auditors and supervisors as every role that is given (see ListAccountChanges).
 */
async function changeRoles(
  change: Change,
  accountId: string,
  assignments: Assignments,
  followRoles: FollowRoles,
): Promise<void> {
  const [rows] = await change.all(sql.listRoles({ organisationId: change.organisationId, accountId }));
  const before = rows.map(({ role, site_ids }) => ({ role: role as Role, siteIds: site_ids }));
  // what an administrator cannot give, an administrator does not take either
  const after = [...assignments, ...before.filter(({ role }) => !grantableRoles.includes(role))];
  const rolesBefore = rolesText(before);
  const rolesAfter = rolesText(after);
  if (rolesBefore.join() === rolesAfter.join()) return;
  if (accountId === change.actorId) throw new AppError('own_roles');
  await refuseUnknownSites(change, assignments);
  assignRoles(change, accountId, after);
  const detail = { rolesBefore, rolesAfter };
  change.audit({ action: 'account.roles', subjectKind: 'account', subjectIds: [accountId], detail });
  await followRoles(change, accountId, before);
}

/** Sites of another organisation, or of none, would lie in wait in the role. */
async function refuseUnknownSites(change: Change, assignments: Assignments): Promise<void> {
  const { sites } = await getOrganisation(change);
  const known = new Set(sites.map(({ id }) => id));
  const unknown = assignments.findIndex(({ siteIds }) => siteIds.some((id) => !known.has(id)));
  if (unknown < 0) return;
  const field = { path: `/roles/${unknown}/siteIds`, code: 'unknown_site' as const };
  throw new AppError('unknown_site', { fields: [field] });
}

/** The same role named twice is one role with the sites of both. */
function onePerRole(assignments: Assignments): Assignments {
  const merged = new Map<Role, string[]>();
  for (const { role, siteIds } of assignments)
    merged.set(role, [...new Set([...(merged.get(role) ?? []), ...siteIds])].sort());
  return [...merged].map(([role, siteIds]) => ({ role, siteIds }));
}

/** Codes and ids, in one order: `worker 0190…-…`. */
function rolesText(assignments: Assignments): string[] {
  return onePerRole(assignments)
    .map(({ role, siteIds }) => [role, ...siteIds].join(' '))
    .sort();
}

/** @throws AppError not_found, version_conflict, last_administrator, own_roles, unknown_site, and the refusals of moveAccount */
export async function changeAccount(
  change: Change,
  accountId: string,
  version: number,
  body: BodyOf<typeof ChangeAccount>,
  { release, followRoles, warn }: { release: Release; followRoles: FollowRoles; warn: Warn },
): Promise<AccountView> {
  const { organisationId, now } = change;
  const account = await lockManagedAccount(change, accountId);
  if (account.version !== version && (await isAccountSo(change, accountId, version, body)))
    return getAccount(change, accountId);
  if (account.version !== version)
    throw new AppError('version_conflict', { parameters: { fields: account.login_name } });
  const values = body.displayName === undefined ? {} : { display_name: body.displayName };
  if (body.status !== undefined && body.status !== account.status) {
    const isEnd = body.status === 'suspended';
    moveAccount(change, account, isEnd ? 'suspend' : 'reinstate', { values });
    await warn(change, accountId, isEnd ? 'suspended' : 'reinstated');
  } else change.push(sql.updateAccount({ organisationId, accountId, now, change: values }));
  if (body.status === 'suspended') await release(change, accountId);
  if (body.roles !== undefined) await changeRoles(change, accountId, body.roles, followRoles);
  await refuseWithoutAdministrator(change);
  const detail = { fields: Object.keys(body) };
  change.audit({ action: 'account.change', subjectKind: 'account', subjectIds: [accountId], detail });
  return getAccount(change, accountId);
}

async function isAccountSo(
  change: Change,
  accountId: string,
  version: number,
  { roles, ...rest }: BodyOf<typeof ChangeAccount>,
): Promise<boolean> {
  const current = await getAccount(change, accountId);
  const sent = { ...rest, roles: roles === undefined ? undefined : rolesText(roles) };
  return isMadeAlready(version, sent, { ...current, roles: rolesText(current.roles) });
}

/** @throws AppError not_found, account_suspended, last_administrator */
export async function resetPassword(
  change: Change,
  accountId: string,
  { release, warn }: { release: Release; warn: Warn },
): Promise<string> {
  const account = await lockManagedAccount(change, accountId);
  moveAccount(change, account, 'reset');
  await warn(change, accountId, 'reset');
  // who waits for a link cannot act on an alert
  await release(change, accountId);
  await refuseWithoutAdministrator(change);
  change.audit({ action: 'account.reset', subjectKind: 'account', subjectIds: [accountId] });
  return makeLink(change, accountId, account.status === 'invited' ? 'invitation' : 'password_reset');
}

/** Administrators are held before the account: two who take each other's place away come one after the other. */
async function lockManagedAccount(change: Change, accountId: string) {
  const { organisationId } = change;
  const [, [account]] = await change.all(
    sql.lockAdministrators({ organisationId }),
    sql.lockAccount({ organisationId, accountId }),
  );
  if (account === undefined) throw new AppError('not_found');
  return account;
}

async function refuseWithoutAdministrator(change: Change): Promise<void> {
  const { organisationId } = change;
  const [administrators] = await change.all(sql.listActiveAdministrators({ organisationId }));
  if (administrators.length === 0) throw new AppError('last_administrator');
}

async function getAccount(change: Change, accountId: string): Promise<AccountView> {
  const input = { organisationId: change.organisationId, accountId };
  const [[row], roles] = await change.all(sql.readAccount(input), sql.listRoles(input));
  if (row === undefined) throw new AppError('not_found');
  return viewAccount(row, roles);
}
