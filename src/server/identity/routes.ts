import type { FastifyReply, FastifyRequest } from 'fastify';
import * as contract from '../../contract/identity.ts';
import type { AnswerOf } from '../../contract/operation.ts';
import { permissions, permissionsOf, type Role } from '../../domain/access/roles.ts';
import { getOrganisation } from '../organisations/public.ts';
import { SESSION_COOKIE } from '../platform/http/app.ts';
import { addressBlock } from '../platform/http/address-block.ts';
import { browserOf } from '../platform/http/browser.ts';
import { setSessionCookie } from '../platform/http/session-cookie.ts';
import { AppError, refuseConstraints } from '../platform/work/errors.ts';
import type { Routes } from '../platform/http/route.ts';
import type { Doors, Origin } from '../platform/work/doors.ts';
import type { Actor, Reading, Services } from '../platform/work/work.ts';
import { moveAccount } from './account-events.ts';
import {
  changeAccount,
  inviteAccount,
  listAccounts,
  listColleagues,
  readInvited,
  type FollowRoles,
  type Release,
  renewInvitation,
  resetPassword,
  type Warn,
} from './accounts.ts';
import type { Attempts } from './attempts.ts';
import { getLink, useLink } from './one-time-links.ts';
import { proveOwnPassword } from './own-password.ts';
import { hashPassword } from './password.ts';
import { refuseWeakPassword } from './password-strength.ts';
import { confirmSecondFactor, startSecondFactor } from './second-factor.ts';
import type { Sessions } from './sessions.ts';
import {
  type NamedHolders,
  openSession,
  type Proven,
  provePassword,
  SESSION_HOURS,
  signIn,
} from './sign-in.ts';
import * as sql from './sql.ts';

export interface IdentityOptions {
  readonly services: Services;
  readonly doors: Doors;
  readonly sessions: Sessions;
  /** wrong passwords and codes so far */
  readonly attempts: Attempts;
  /** what an account that cannot act any more leaves to others */
  readonly release: Release;
  /** what the slices keep by roles, once these are others */
  readonly followRoles: FollowRoles;
  /** tells the holder, at the addresses of theirs and on the page, of what somebody else may have done */
  readonly warn: Warn;
  /** people of the public who have a name to sign in by: they come in at the same door, and into nothing of staff */
  readonly holders: NamedHolders & {
    enter(proven: Proven, arriving: Arriving): Promise<AnswerOf<typeof contract.SignIn>>;
  };
  /** cookies over HTTPS only, also where the request came by plain HTTP */
  readonly secureCookie: boolean;
}

/** Somebody who is let in, and where the cookie goes. */
export interface Arriving {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly origin: Origin;
}

const TOKEN_DAYS = 90;

export function identityRoutes(routes: Routes, options: IdentityOptions): void {
  signInRoutes(routes, options);
  ownAccountRoutes(routes, options);
  ownSessionRoutes(routes, options);
  secondFactorRoutes(routes, options);
  linkRoutes(routes, options);
  administrationRoutes(routes, options);
}

function signInRoutes(routes: Routes, options: IdentityOptions): void {
  const { sessions, doors } = options;
  routes.on(contract.SignIn, async ({ body, request, reply, origin }) => {
    const door = (organisationId: string) => doors.open(organisationId, origin);
    const caller = { network: addressBlock(request.ip), browser: browserOf(request), door, log: request.log };
    const proven = await provePassword(options, body, caller);
    if (options.holders.isTenant(proven.organisationId))
      return options.holders.enter(proven, { request, reply, origin });
    const { work, token, accountId } = await signIn(options, proven, { credentials: body, caller });
    const me = await work.read((reading) => readMe(reading, accountId));
    const seconds = SESSION_HOURS * 3600;
    const cookie = { name: SESSION_COOKIE, path: '/', token, seconds, isSecure: options.secureCookie };
    setSessionCookie(request, reply, cookie);
    return me;
  });

  routes.on(contract.SignOut, async ({ actor, work, reply }) => {
    await work.change(async (change) => {
      change.push(sql.revokeSession({ ...ofActor(actor), id: actor.sessionId, now: change.now }));
      change.audit({ action: 'session.end', subjectKind: 'account', subjectIds: [actor.accountId] });
    });
    sessions.forgetAll();
    reply.clearCookie(SESSION_COOKIE, { path: '/' });
    return null;
  });
}

function ownAccountRoutes(routes: Routes, { sessions, attempts, warn }: IdentityOptions): void {
  routes.on(contract.ReadMe, ({ actor, work }) => work.read((reading) => readMe(reading, actor.accountId)));

  // always the same, so that a draft opens after the next sign-in; the server keeps neither key nor draft
  routes.on(contract.ReadDraftKey, ({ actor, work }) =>
    work.read(async ({ keys }) => ({ key: keys.digest('draft-key', actor.accountId).toString('base64') })),
  );

  routes.on(contract.ChangeMe, async ({ actor, body, work }) => {
    await work.change(async (change) => {
      const values: sql.AccountChange = {};
      if (body.displayName !== undefined) values.display_name = body.displayName;
      if (body.language !== undefined) values.language = body.language;
      change.push(sql.updateAccount({ ...ofActor(actor), now: change.now, change: values }));
    });
    return work.read((reading) => readMe(reading, actor.accountId));
  });

  routes.on(contract.ChangePassword, async ({ actor, body, work, request }) => {
    const network = addressBlock(request.ip);
    const lockProven = await proveOwnPassword(attempts, { actor, work, network }, body.current);
    const { user, organisation } = await work.read((reading) => readMe(reading, actor.accountId));
    const holder = { ...user, organisation: namesOf(organisation) };
    await refuseWeakPassword(body.next, holder, '/next');
    const values = { password_hash: await hashPassword(body.next, network) };
    await work.change(async (change) => {
      const account = await lockProven(change);
      moveAccount(change, account, 'change_password', { values, sessionId: actor.sessionId });
      await warn(change, actor.accountId, 'password');
      change.audit({ action: 'account.password', subjectKind: 'account', subjectIds: [actor.accountId] });
    });
    sessions.forgetAll();
    return null;
  });
}

function ownSessionRoutes(routes: Routes, { sessions, warn }: IdentityOptions): void {
  routes.on(contract.ListSessions, ({ actor, work }) =>
    work.read(async (reading) => {
      const [rows] = await reading.all(sql.listSessions({ ...ofActor(actor), now: reading.now }));
      return {
        items: rows.map((row) => ({
          id: row.id,
          kind: row.kind as 'browser' | 'token',
          name: row.name,
          createdAt: row.created_at.toISOString(),
          usedAt: row.used_at.toISOString(),
          expiresAt: row.expires_at.toISOString(),
          current: row.id === actor.sessionId,
        })),
      };
    }),
  );

  routes.on(contract.RevokeSession, async ({ actor, params, work }) => {
    const revoked = await work.change((change) =>
      change.first(sql.revokeSession({ ...ofActor(actor), id: params.id, now: change.now })),
    );
    if (revoked === undefined) throw new AppError('not_found');
    sessions.forgetAll();
    return null;
  });

  routes.on(contract.CreateToken, ({ actor, body, work }) =>
    work.change(async (change) => {
      const granted = permissions.filter((permission) => actor.permissions[permission] !== undefined);
      const wanted = body?.permissions ?? granted;
      const { id, token, expiresAt } = openSession(change, actor.accountId, {
        kind: 'token',
        name: body?.name ?? 'API',
        hours: (body?.days ?? TOKEN_DAYS) * 24,
        // a token never holds more than its maker has
        permissions: wanted.filter((permission) => granted.includes(permission)),
      });
      await warn(change, actor.accountId, 'token');
      change.audit({ action: 'token.create', subjectKind: 'account', subjectIds: [actor.accountId] });
      return { id, token, expiresAt: expiresAt.toISOString() };
    }),
  );
}

function secondFactorRoutes(routes: Routes, { attempts, warn }: IdentityOptions): void {
  routes.on(contract.StartSecondFactor, async ({ actor, body, work, request }) => {
    const holder = { actor, work, network: addressBlock(request.ip) };
    const lockProven = await proveOwnPassword(attempts, holder, body.password);
    return work.change(async (change) => startSecondFactor(change, await lockProven(change)));
  });

  routes.on(contract.ConfirmSecondFactor, ({ actor, body, work }) =>
    work.change(async (change) => {
      const account = await change.first(sql.lockAccount(ofActor(actor)));
      if (account === undefined) throw new AppError('not_found');
      const recoveryCodes = confirmSecondFactor(change, account, body.code);
      await warn(change, actor.accountId, 'second_factor_on');
      change.audit({ action: 'second_factor.start', subjectKind: 'account', subjectIds: [actor.accountId] });
      return { recoveryCodes };
    }),
  );

  routes.on(contract.StopSecondFactor, async ({ actor, body, work, request }) => {
    const holder = { actor, work, network: addressBlock(request.ip) };
    const lockProven = await proveOwnPassword(attempts, holder, body.password);
    return work.change(async (change) => {
      moveAccount(change, await lockProven(change), 'stop_second_factor');
      await warn(change, actor.accountId, 'second_factor');
      change.audit({ action: 'second_factor.stop', subjectKind: 'account', subjectIds: [actor.accountId] });
      return null;
    });
  });
}

function linkRoutes(routes: Routes, { services, sessions, doors }: IdentityOptions): void {
  routes.on(contract.ReadOneTimeLink, async ({ body, origin }) => {
    const link = await getLink(services.database, body.token, services.clock());
    const { organisation } = await doors.open(link.organisationId, origin).read(getOrganisation);
    return {
      purpose: link.purpose,
      username: link.login_name,
      displayName: link.display_name,
      organisation: organisation.name,
    };
  });

  routes.on(contract.UseOneTimeLink, async ({ body, origin, request }) => {
    const link = await getLink(services.database, body.token, services.clock());
    const work = doors.open(link.organisationId, origin);
    const { organisation } = await work.read(getOrganisation);
    const displayName = body.displayName ?? link.display_name;
    const holder = { username: link.login_name, displayName, organisation: namesOf(organisation) };
    await refuseWeakPassword(body.password, holder, '/password');
    const passwordHash = await hashPassword(body.password, addressBlock(request.ip));
    await work.change((change) => useLink(change, link, body, passwordHash));
    sessions.forgetAll();
    return { username: link.login_name };
  });
}

function administrationRoutes(
  routes: Routes,
  { release, followRoles, warn, sessions }: IdentityOptions,
): void {
  const others = { release, followRoles, warn };
  routes.on(contract.ListAccounts, ({ work }) => work.read(listAccounts));
  routes.on(contract.ListColleagues, ({ work }) => work.read(listColleagues));
  routes.on(contract.InviteAccount, async ({ body, creation, work }) => {
    const { account, link } = await work
      .create<AnswerOf<typeof contract.InviteAccount>>(creation, {
        make: (change) => inviteAccount(change, body),
        readBack: (reading) => readInvited(reading, body.id ?? ''),
      })
      .catch(refuseConstraints({ account_pkey: 'id_taken' }));
    return {
      account,
      link: link ?? (await work.change((change) => renewInvitation(change, account.username))),
    };
  });
  routes.on(contract.ChangeAccount, async ({ params, version, body, work }) => {
    const account = await work.change((change) => changeAccount(change, params.id, version, body, others));
    sessions.forgetAll();
    return account;
  });
  routes.on(contract.ResetPassword, async ({ params, work }) => {
    const link = await work.change((change) => resetPassword(change, params.id, others));
    sessions.forgetAll();
    return { link };
  });
}

async function readMe(reading: Reading, accountId: string) {
  const input = { organisationId: reading.organisationId, accountId };
  const [[account], roles] = await reading.all(sql.readAccount(input), sql.listRoles(input));
  if (account === undefined) throw new AppError('not_signed_in');
  const { organisation, sites } = await getOrganisation(reading);
  const assignments = roles.map(({ role, site_ids }) => ({ role: role as Role, siteIds: site_ids }));
  return {
    user: {
      id: account.id,
      username: account.login_name,
      displayName: account.display_name,
      language: account.language as 'zh-CN' | 'en',
      roles: assignments,
      secondFactor: account.totp_confirmed_at !== null,
    },
    organisation,
    sites,
    permissions: permissionsOf(assignments),
  };
}

function namesOf({ name, nameEn, code }: { name: string; nameEn: string | null; code: string }): string[] {
  return nameEn === null ? [name, code] : [name, nameEn, code];
}

function ofActor({ organisationId, accountId }: Actor) {
  return { organisationId, accountId };
}
