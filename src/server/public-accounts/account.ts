import type { Static } from 'typebox';
import type { SignIn } from '../../contract/identity.ts';
import type { Language } from '../../contract/language.ts';
import type { AnswerOf } from '../../contract/operation.ts';
import type { PublicAccount, PublicWay } from '../../contract/public-accounts.ts';
import { deleteLoginName, hashPassword, refuseWeakPassword } from '../identity/public.ts';
import { hideInPart } from '../notifications/public.ts';
import { getOrganisation } from '../organisations/public.ts';
import { violatedConstraint } from '../platform/database/database.ts';
import { deletePersonKey } from '../platform/database/person-key.ts';
import { AppError } from '../platform/work/errors.ts';
import { isMadeAlready } from '../platform/work/repeated-change.ts';
import type { Actor, Change, Reading, Work } from '../platform/work/work.ts';
import { holdAccount } from './held-account.ts';
import { refuseUnproven } from './lately-proven.ts';
import { leaveAllBooks, listMemberships, renewBooks } from './memberships.ts';
import type { ProvenAddress } from './proof.ts';
import { addressDigest, openAddress, openName, sealAddress, sealName } from './sealed.ts';
import * as sql from './sql.ts';
import { warnHolder } from './warn-holder.ts';

type AccountView = Static<typeof PublicAccount>;

type Access = Pick<Reading, 'all' | 'organisationId' | 'keys' | 'now'>;
type Holding = Pick<Actor, 'accountId' | 'sessionId'>;

/** @throws AppError not_signed_in */
export async function readAccount(access: Access, holding: Holding): Promise<AccountView> {
  return viewAccount(access, holding, await readRows(access, holding));
}

async function readRows(access: Access, { accountId }: Holding) {
  const { organisationId, now } = access;
  const holder = { organisationId, accountId };
  const [[row], addresses, sessions] = await access.all(
    sql.readAccount(holder),
    sql.listAddresses(holder),
    sql.listSessions({ ...holder, now }),
  );
  if (row === undefined) throw new AppError('not_signed_in');
  return { row, addresses, sessions };
}

async function viewAccount(
  access: Access,
  { accountId, sessionId }: Holding,
  { row, addresses, sessions }: Awaited<ReturnType<typeof readRows>>,
): Promise<AccountView> {
  const { keys } = access;
  return {
    id: accountId,
    name: openName(keys, row, row.card) ?? '',
    loginName: row.login_name,
    language: row.language as Language,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    hasPassword: row.password_hash !== null,
    addresses: addresses.flatMap((one) => {
      const address = openAddress(keys.beside, row, one);
      return address === undefined ? [] : [{ way: one.way as PublicWay, address: hideInPart(address) }];
    }),
    sessions: sessions.map((one) => ({
      id: one.id,
      name: one.name,
      createdAt: one.created_at.toISOString(),
      usedAt: one.used_at.toISOString(),
      current: one.id === sessionId,
    })),
    books: await listMemberships(access, row),
  };
}

/** What whoever signed in at the door of staff is told: that they have no right of staff, and where they belong. */
export async function readHolderMe(reading: Reading, accountId: string): Promise<AnswerOf<typeof SignIn>> {
  const { organisationId } = reading;
  const [row, { organisation }] = await Promise.all([
    reading.first(sql.readAccount({ organisationId, accountId })),
    getOrganisation(reading),
  ]);
  if (row === undefined) throw new AppError('not_signed_in');
  return {
    user: {
      id: accountId,
      username: row.login_name ?? '',
      displayName: openName(reading.keys, row, row.card) ?? '',
      language: row.language as Language,
      roles: [],
      secondFactor: false,
    },
    organisation,
    sites: [],
    permissions: {},
  };
}

/** All of it, the addresses in full: for the person, on the person's own disk. */
export async function exportAccount(reading: Reading, actor: Actor) {
  const { keys, now } = reading;
  const { accountId } = actor;
  const rows = await readRows(reading, actor);
  const { row, addresses } = rows;
  const account = await viewAccount(reading, actor, rows);
  await reading.audited({
    action: 'public_account.export',
    subjectKind: 'public_account',
    subjectIds: [accountId],
  });
  return {
    account,
    addresses: addresses.flatMap((one) => {
      const address = openAddress(keys.beside, row, one);
      const confirmedAt = one.confirmed_at.toISOString();
      return address === undefined ? [] : [{ way: one.way as PublicWay, address, confirmedAt }];
    }),
    exportedAt: now.toISOString(),
  };
}

/** @throws AppError version_conflict */
export async function changeAccount(
  change: Change,
  actor: Pick<Actor, 'accountId' | 'sessionId'>,
  { version, body }: { version: number; body: { name?: string; language?: Language } },
): Promise<void> {
  const { organisationId, keys } = change;
  const { accountId } = actor;
  const held = await holdAccount(change, accountId);
  const { name, language } = body;
  if (held.version !== version) {
    const current = await readAccount(change, actor);
    if (isMadeAlready(version, body, current)) return;
    const parameters = { fields: Object.keys(body).join(', ') };
    throw new AppError('version_conflict', { parameters, extra: { current } });
  }
  const card = name === undefined ? {} : { card: sealName(keys, held.key, accountId, name) };
  const words = language === undefined ? {} : { language };
  change.push(sql.updateAccount({ organisationId, accountId, change: { ...card, ...words } }));
  if (name !== undefined) await renewBooks(change, held, ({ ways }) => ways);
  audit(change, accountId, { action: 'public_account.change' });
}

/** @throws AppError proof_wanted, public_address_taken where it is another account's */
export function putAddress(work: Work, actor: Actor, { way, address }: ProvenAddress): Promise<void> {
  const { accountId } = actor;
  return work
    .change(async (change) => {
      const { organisationId, keys, now } = change;
      const held = await holdAccount(change, accountId);
      await refuseUnproven(change, actor);
      const digest = addressDigest(keys, way, address);
      const [addresses] = await change.all(sql.listAddresses({ organisationId, accountId }));
      // the same address proven again: the answer to the first time was lost
      if (addresses.some((one) => one.way === way && one.digest.equals(digest))) return;
      await warnHolder(change, held, 'addresses');
      await dropCodesOf(change, accountId, way);
      const sealed = sealAddress(keys, held.key, { accountId, way }, address);
      change.push(sql.putAddress({ organisationId, accountId, way, digest, sealed, now }));
      await renewBooks(change, held, ({ ways }) => (ways.includes(way) ? ways : undefined));
      audit(change, accountId, { action: 'public_account.address' });
    })
    .catch((error: unknown) => {
      if (violatedConstraint(error) === 'public_address_digest_key')
        throw new AppError('public_address_taken');
      throw error;
    });
}

/** @throws AppError proof_wanted, last_address */
export async function removeAddress(change: Change, actor: Actor, way: PublicWay): Promise<void> {
  const { organisationId } = change;
  const { accountId } = actor;
  const held = await holdAccount(change, accountId);
  await refuseUnproven(change, actor);
  const [addresses] = await change.all(sql.listAddresses({ organisationId, accountId }));
  // removed twice, it is removed
  if (!addresses.some((one) => one.way === way)) return;
  if (addresses.length === 1) throw new AppError('last_address');
  await warnHolder(change, held, 'addresses');
  await dropCodesOf(change, accountId, way);
  change.push(sql.deleteAddress({ organisationId, accountId, way }));
  await renewBooks(change, held, ({ ways }) =>
    ways.includes(way) ? ways.filter((one) => one !== way) : undefined,
  );
  audit(change, accountId, { action: 'public_account.address' });
}

/** A code that is on its way to an address that was the account's does not open it any more. */
async function dropCodesOf(change: Change, accountId: string, way?: PublicWay): Promise<void> {
  const { organisationId } = change;
  const [addresses] = await change.all(sql.listAddresses({ organisationId, accountId }));
  for (const one of addresses) {
    if (way === undefined || one.way === way)
      change.push(sql.deleteCodesOf({ organisationId, digest: one.digest }));
  }
}

/** @throws AppError proof_wanted, password_weak */
export async function setPassword(work: Work, actor: Actor, network: string, next: string): Promise<void> {
  const { accountId, sessionId } = actor;
  const { name, username } = await work.read(async (reading) => {
    const row = await reading.first(sql.readAccount({ organisationId: reading.organisationId, accountId }));
    if (row === undefined) throw new AppError('not_signed_in');
    return { name: openName(reading.keys, row, row.card) ?? '', username: row.login_name ?? '' };
  });
  await refuseWeakPassword(next, { username, displayName: name, organisation: [] }, '/next');
  const passwordHash = await hashPassword(next, network);
  await work.change(async (change) => {
    const { organisationId } = change;
    const held = await holdAccount(change, accountId);
    await refuseUnproven(change, actor);
    await warnHolder(change, held, 'password');
    change.push(sql.updateAccount({ organisationId, accountId, change: { password_hash: passwordHash } }));
    change.push(sql.deleteSessions({ organisationId, accountId, exceptId: sessionId }));
    audit(change, accountId, { action: 'public_account.password' });
  });
}

/**
 * The account goes, with its key and all rows; each book is told to look and finds nobody. A backup of before has all of it: see SECURITY.md.
 * @throws AppError proof_wanted
 */
export async function eraseAccount(change: Change, actor: Actor): Promise<void> {
  const { accountId } = actor;
  const held = await holdAccount(change, accountId);
  await refuseUnproven(change, actor);
  await warnHolder(change, held, 'erased');
  await dropAccount(change, accountId);
}

/** An erasure that a restored backup took back: whoever holds the account proved then that they wanted it. */
export async function repeatAccountErasure(change: Change, accountId: string): Promise<void> {
  await holdAccount(change, accountId);
  await dropAccount(change, accountId);
}

/** The caller holds the account. */
async function dropAccount(change: Change, accountId: string): Promise<void> {
  const { organisationId } = change;
  await leaveAllBooks(change, accountId);
  await dropCodesOf(change, accountId);
  const holder = { organisationId, accountId };
  change.push(sql.deleteSessions({ ...holder, exceptId: null }));
  change.push(sql.deleteAddresses(holder));
  const row = await change.first(sql.readAccount(holder));
  if (row?.login_name != null) change.push(deleteLoginName({ ...holder, name: row.login_name }));
  change.push(deletePersonKey({ organisationId, personId: accountId }));
  change.forgetPerson(accountId);
  change.push(sql.deleteAccount(holder));
  audit(change, accountId, { action: 'public_account.erase' });
}

function audit(change: Change, accountId: string, { action }: { action: string }): void {
  change.audit({ action, subjectKind: 'public_account', subjectIds: [accountId] });
}
