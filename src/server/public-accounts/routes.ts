import type { FastifyReply } from 'fastify';
import { type PublicWay, publicWays } from '../../contract/public-accounts.ts';
import * as contract from '../../contract/public-accounts.ts';
import type { Participation } from '../../domain/books/participation.ts';
import type { Arriving, Attempts, IdentityOptions } from '../identity/public.ts';
import { type MessageWays, plainAddress } from '../notifications/public.ts';
import type { Reader } from '../platform/database/database.ts';
import { PUBLIC_COOKIE, PUBLIC_PATH } from '../platform/http/app.ts';
import { addressBlock } from '../platform/http/address-block.ts';
import { browserOf } from '../platform/http/browser.ts';
import { setSessionCookie } from '../platform/http/session-cookie.ts';
import type { Call, Routes } from '../platform/http/route.ts';
import type { AnswerOf, OperationShape } from '../../contract/operation.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Doors, Origin } from '../platform/work/doors.ts';
import type { Services, Work } from '../platform/work/work.ts';
import {
  changeAccount,
  eraseAccount,
  exportAccount,
  putAddress,
  readAccount,
  readHolderMe,
  removeAddress,
  setPassword,
} from './account.ts';
import { readName } from './name.ts';
import { isOwnAddress, proveByAddress, proveByPassword } from './lately-proven.ts';
import { joinBook, leaveBook } from './memberships.ts';
import { type Proof, proveAddress, sendPublicCode } from './proof.ts';
import { endSession, type PublicSessions, SESSION_DAYS } from './sessions.ts';
import {
  findPasswordHash,
  signInByName,
  signInByPassword,
  signInByProof,
  type SignedIn,
  signUp,
  tenantOpener,
} from './sign-in.ts';
import { isPublicTenant } from './tenant.ts';

export interface PublicAccountParts {
  readonly services: Services;
  readonly doors: Doors;
  readonly sessions: PublicSessions;
  /** wrong passwords so far */
  readonly attempts: Attempts;
  readonly ways: MessageWays;
  /** to everybody of the public together */
  readonly codesPerDay: number;
  /** as what an organisation takes people into its book now; nothing: it is closed */
  readonly offeredBy: (
    access: Pick<Reader, 'all'>,
    organisationId: string,
  ) => Promise<readonly Participation[]>;
  /** what the holder said and is on record as a volunteer, of which another slice knows */
  readonly readVolunteer: (own: {
    accountId: string;
    work: Work;
    origin: Origin;
  }) => Promise<
    Pick<AnswerOf<typeof contract.ExportPublicAccount>, 'volunteer' | 'shifts' | 'service' | 'recognition'>
  >;
  /** cookies over HTTPS only, also where the request came by plain HTTP */
  readonly secureCookie: boolean;
}

export function publicAccountRoutes(routes: Routes, parts: PublicAccountParts): void {
  doorRoutes(routes, parts);
  ownRoutes(routes, parts);
  endRoutes(routes, parts);
  bookRoutes(routes, parts);
}

/** For whoever has no session: nothing here tells who has an account, before an address is proven. */
function doorRoutes(routes: Routes, parts: PublicAccountParts): void {
  const { services, doors, attempts, ways, codesPerDay } = parts;
  const doorOf = ({ request, origin }: Arriving) => ({
    services,
    doors,
    origin,
    browser: browserOf(request),
  });

  routes.on(contract.ReadPublicDoor, async () => ({ ways: publicWays.filter((way) => ways.can(way)) }));

  routes.on(contract.SendPublicCode, async ({ body, request, origin }) => {
    const work = await openTenant(parts, origin);
    const holderId = await findHolderId(parts, { request, origin }, body);
    const { language } = origin;
    const asking = { work, network: addressBlock(request.ip), language, perDay: codesPerDay, holderId };
    return sendPublicCode(ways, asking, body);
  });

  routes.on(contract.SignUp, async (call) => {
    const { name, isOfAge: _, ...proof } = call.body;
    const proven = await prove(parts, call.origin, proof);
    const plain = readName(name);
    const signedIn = await signUp(doorOf(call), proven, { name: plain, language: call.origin.language });
    return enter(parts, call, signedIn);
  });

  routes.on(contract.SignInByCode, async (call) => {
    const proven = await prove(parts, call.origin, call.body);
    return enter(parts, call, await signInByProof(doorOf(call), proven));
  });

  routes.on(contract.SignInByPassword, async (call) => {
    const network = addressBlock(call.request.ip);
    return enter(parts, call, await signInByPassword(doorOf(call), attempts, call.body, network));
  });
}

/** Codes stand in the tenant of everybody, also for accounts of the demo. */
const openTenant = (parts: PublicAccountParts, origin: Origin) => tenantOpener(parts)(false, origin);

async function prove(parts: PublicAccountParts, origin: Origin, proof: Proof) {
  return proveAddress(await openTenant(parts, origin), proof);
}

/** Who is signed in in this browser, if the address is theirs: whoever asks for it elsewhere keeps no holder from proving it. */
async function findHolderId(
  { doors, sessions }: PublicAccountParts,
  { request, origin }: Pick<Arriving, 'request' | 'origin'>,
  { way, address }: { way: PublicWay; address: string },
): Promise<string | undefined> {
  const token = request.cookies[PUBLIC_COOKIE];
  const actor = token === undefined ? undefined : await sessions.find(token);
  if (actor === undefined || doors.isClosed(actor.organisationId)) return undefined;
  const { accountId, organisationId } = actor;
  const asked = { way, address: plainAddress(way, address) };
  const isOwn = await doors
    .open(organisationId, origin)
    .read((reading) => isOwnAddress(reading, accountId, asked));
  return isOwn ? accountId : undefined;
}

/** How people of the public who have a login name come in at the door of staff. */
export function namedHolders(parts: HolderParts): IdentityOptions['holders'] {
  const { services, doors } = parts;
  return {
    isTenant: isPublicTenant,
    findPasswordHash: (holder) => findPasswordHash(services.database, holder),
    enter: async (proven, arriving) => {
      const { request, origin } = arriving;
      const signedIn = await signInByName({ services, doors, origin, browser: browserOf(request) }, proven);
      giveCookie(parts, arriving, signedIn.token);
      return doors.open(signedIn.tenant, origin).read((reading) => readHolderMe(reading, signedIn.accountId));
    },
  };
}

type HolderParts = Pick<PublicAccountParts, 'services' | 'doors' | 'secureCookie'>;

function giveCookie(
  { secureCookie }: Pick<PublicAccountParts, 'secureCookie'>,
  { request, reply }: Pick<Arriving, 'request' | 'reply'>,
  token: string,
): void {
  const seconds = SESSION_DAYS * 86_400;
  const cookie = { name: PUBLIC_COOKIE, path: PUBLIC_PATH, token, seconds, isSecure: secureCookie };
  setSessionCookie(request, reply, cookie);
}

async function enter(
  parts: PublicAccountParts,
  { request, reply, origin }: Arriving,
  { token, tenant, accountId }: SignedIn,
) {
  const { doors, sessions } = parts;
  giveCookie(parts, { request, reply }, token);
  const actor = await sessions.find(token);
  if (actor === undefined) throw new AppError('not_signed_in');
  return doors.open(tenant, origin).read((reading) => readAccount(reading, { ...actor, accountId }));
}

type OwnCall = Pick<Call<OperationShape>, 'actor' | 'work'>;

/** What the page shows after each change: the account as it is now. */
const own = ({ actor, work }: OwnCall) => work.read((reading) => readAccount(reading, actor));

function ownRoutes(routes: Routes, parts: PublicAccountParts): void {
  const { sessions, attempts } = parts;
  routes.on(contract.ReadPublicAccount, own);

  routes.on(contract.ExportPublicAccount, async ({ actor, work, origin }) => ({
    ...(await work.read((reading) => exportAccount(reading, actor))),
    ...(await parts.readVolunteer({ accountId: actor.accountId, work, origin })),
  }));

  routes.on(contract.ChangePublicAccount, async ({ actor, work, version, body }) => {
    const name = body.name === undefined ? undefined : readName(body.name);
    const said = { ...body, ...(name === undefined ? {} : { name }) };
    await work.change((change) => changeAccount(change, actor, { version, body: said }));
    return own({ actor, work });
  });

  routes.on(contract.ProvePublicSession, async ({ actor, work, body, request, origin }) => {
    const prover = { work, actor, attempts, network: addressBlock(request.ip) };
    const { password, proof } = body;
    if (proof !== undefined) await proveByAddress(prover, await prove(parts, origin, proof));
    else if (password === undefined) throw new AppError('proof_wanted');
    else await proveByPassword(prover, password);
    return null;
  });

  routes.on(contract.SetPublicPassword, async ({ actor, work, body, request }) => {
    await setPassword(work, actor, addressBlock(request.ip), body.next);
    sessions.forgetAll();
    return own({ actor, work });
  });

  routes.on(contract.PutPublicAddress, async ({ actor, work, body, origin }) => {
    await putAddress(work, actor, await prove(parts, origin, body));
    return own({ actor, work });
  });

  routes.on(contract.RemovePublicAddress, async ({ actor, work, params }) => {
    await work.change((change) => removeAddress(change, actor, params.way));
    return own({ actor, work });
  });
}

function endRoutes(routes: Routes, { sessions }: PublicAccountParts): void {
  const leave = (reply: FastifyReply) => {
    sessions.forgetAll();
    reply.clearCookie(PUBLIC_COOKIE, { path: PUBLIC_PATH });
    return null;
  };

  routes.on(contract.SignOutOfPublic, async ({ actor, work, reply }) => {
    await work.change(async (change) => endSession(change, actor.accountId, actor.sessionId));
    return leave(reply);
  });

  routes.on(contract.EndPublicSession, async ({ actor, work, params }) => {
    await work.change(async (change) => endSession(change, actor.accountId, params.id));
    sessions.forgetAll();
    return own({ actor, work });
  });

  routes.on(contract.ErasePublicAccount, async ({ actor, work, reply }) => {
    await work.change((change) => eraseAccount(change, actor));
    return leave(reply);
  });
}

function bookRoutes(routes: Routes, { offeredBy }: PublicAccountParts): void {
  routes.on(contract.JoinBook, async ({ actor, work, params, body }) => {
    const shared = {
      participations: [...body.participations].sort(),
      ways: [...body.ways].sort(),
      note: body.note.trim(),
    };
    const target = { accountId: actor.accountId, bookOrganisationId: params.organisationId };
    await work.change(async (change) =>
      joinBook(change, target, { shared, offered: await offeredBy(change, params.organisationId) }),
    );
    return own({ actor, work });
  });

  routes.on(contract.LeaveBook, async ({ actor, work, params }) => {
    await work.change((change) => leaveBook(change, actor.accountId, params.organisationId));
    return own({ actor, work });
  });
}
