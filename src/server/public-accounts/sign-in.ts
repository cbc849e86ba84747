import type { Language } from '../../contract/language.ts';
import type { PublicWay } from '../../contract/public-accounts.ts';
import { type Attempts, type Proven, verifyPassword } from '../identity/public.ts';
import { plainAddress } from '../notifications/public.ts';
import { systemSettings, violatedConstraint } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Doors, Origin } from '../platform/work/doors.ts';
import type { Services, Work } from '../platform/work/work.ts';
import { createAccount } from './create-account.ts';
import { holdAccount } from './held-account.ts';
import type { ProvenAddress } from './proof.ts';
import { addressDigest } from './sealed.ts';
import { openSession } from './sessions.ts';
import * as sql from './sql.ts';
import {
  DEMO_PUBLIC_TENANT,
  ensurePublicTenant,
  isTenantThere,
  PUBLIC_TENANT,
  publicTenants,
} from './tenant.ts';

interface Door {
  readonly services: Services;
  readonly doors: Doors;
  readonly origin: Origin;
  readonly browser: string;
}

/** A session that was begun, and work in the tenant that its account is in. */
export interface SignedIn {
  readonly token: string;
  readonly tenant: string;
  readonly accountId: string;
}

interface Found {
  readonly work: Work;
  readonly accountId: string;
  readonly passwordHash: string | null;
}

/** By a proven address. @throws AppError public_account_unknown */
export async function signInByProof(door: Door, proven: ProvenAddress): Promise<SignedIn> {
  const found = await findHolder(door, proven);
  if (found === undefined) throw new AppError('public_account_unknown');
  return begin(door, found);
}

/**
 * By a password. An address that nobody has is answered as a wrong password is, after as long; wrong ones are counted by network
 * and address, so that nobody delays another.
 * @throws AppError public_sign_in_failed, attempts_delayed, sign_in_busy
 */
export async function signInByPassword(
  door: Door,
  attempts: Attempts,
  { way, address: given, password }: { way: PublicWay; address: string; password: string },
  network: string,
): Promise<SignedIn> {
  const address = plainAddress(way, given);
  const found = await findHolder(door, { way, address });
  const hash = found?.passwordHash ?? null;
  const isRight = await attempts.attempt(
    `${network} public ${way} ${address.toLowerCase()}`,
    door.services.clock(),
    () => verifyPassword(password, hash, network),
  );
  if (found === undefined || hash === null || !isRight) throw new AppError('public_sign_in_failed');
  return begin(door, found, hash);
}

/** By a login name whose password was checked at the door of staff. @throws AppError public_sign_in_failed */
export function signInByName(
  { doors, origin, ...door }: Door,
  { organisationId, accountId, passwordHash }: Proven,
): Promise<SignedIn> {
  const work = doors.open(organisationId, origin);
  return begin({ ...door, doors, origin }, { work, accountId, passwordHash }, passwordHash);
}

/** Of whoever has a login name; null: by a code alone, or not there any more. */
export async function findPasswordHash(
  database: Services['database'],
  holder: { organisationId: string; accountId: string },
): Promise<string | null> {
  const { organisationId } = holder;
  const row = await database.reader(systemSettings(organisationId)).first(sql.readAccount(holder));
  return row?.password_hash ?? null;
}

/**
 * An account for whoever proved an address; sent again, or by an address that has one, it signs in there: the address is theirs
 * either way.
 */
export async function signUp(
  door: Door,
  proven: ProvenAddress,
  { name, language }: { name: string; language: Language },
): Promise<SignedIn> {
  const found = await findHolder(door, proven);
  if (found !== undefined) return begin(door, found);
  const work = door.doors.open(PUBLIC_TENANT, door.origin);
  const accountId = newId();
  try {
    const token = await work.change(async (change) => {
      await createAccount(change, { accountId, name, language, proven });
      return openSession(change, accountId, door.browser);
    });
    return { token, tenant: PUBLIC_TENANT, accountId };
  } catch (error) {
    // the same sign-up at the same moment
    if (violatedConstraint(error) !== 'public_address_digest_key') throw error;
    return signInByProof(door, proven);
  }
}

/** Work in the tenant of the public that belongs to organisations of the demo, or to all others. @throws AppError demo_closed */
export type TenantOpener = (isDemo: boolean, origin: Origin) => Promise<Work>;

export function tenantOpener({ services, doors }: { services: Services; doors: Doors }): TenantOpener {
  return async (isDemo, origin) => {
    const id = isDemo ? DEMO_PUBLIC_TENANT : PUBLIC_TENANT;
    const work = doors.open(id, origin);
    if (!(await isTenantThere(work))) await ensurePublicTenant(services, id);
    return work;
  };
}

async function begin({ browser }: Door, { work, accountId }: Found, hash?: string): Promise<SignedIn> {
  const token = await work.change(async (change) => {
    const { passwordHash } = await holdAccount(change, accountId);
    // another password since it was checked
    if (hash !== undefined && passwordHash !== hash) throw new AppError('public_sign_in_failed');
    return openSession(change, accountId, browser);
  });
  return { token, tenant: work.organisationId, accountId };
}

/** Whose an address is, in whichever tenant of the public is open here. */
async function findHolder(
  { doors, origin }: Door,
  { way, address }: ProvenAddress,
): Promise<Found | undefined> {
  for (const id of publicTenants) {
    if (doors.isClosed(id)) continue;
    const work = doors.open(id, origin);
    if (!(await isTenantThere(work))) continue;
    const row = await work.read((reading) => {
      const digest = addressDigest(reading.keys, way, address);
      return reading.first(sql.findHolder({ organisationId: id, digest }));
    });
    if (row !== undefined) return { work, accountId: row.account_id, passwordHash: row.password_hash };
  }
  return undefined;
}
