import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AnswerOf, BodyOf, OperationShape, ParamsOf, QueryOf } from '../../../contract/operation.ts';
import type { Permission, Reach } from '../../../domain/access/roles.ts';
import { languageOf, PUBLIC_COOKIE, SESSION_COOKIE } from './app.ts';
import type { Creation } from '../work/creation.ts';
import type { RowSettings } from '../database/database.ts';
import type { Origin } from '../work/doors.ts';
import { AppError } from '../work/errors.ts';
import { type Actor, type Services, Work } from '../work/work.ts';

/** What a handler gets: validated input, the actor, and work in the actor's name. */
export interface Call<Shape extends OperationShape> {
  readonly params: ParamsOf<Shape>;
  readonly query: QueryOf<Shape>;
  readonly body: BodyOf<Shape>;
  /** version that If-Match names, for operations that change a version */
  readonly version: number;
  /** signed-in caller; only on operations that are not public */
  readonly actor: Actor;
  /** how far another permission of the caller reaches; undefined: not granted */
  readonly reachOf: (permission: Permission) => Reach | undefined;
  readonly work: Work;
  /** Work in the reach of another permission of the caller. @throws AppError forbidden */
  readonly workFor: (permission: Permission) => Work;
  /** of this request, for work that it does through a door */
  readonly origin: Origin;
  /** this request as a creation: for Work.create */
  readonly creation: Creation;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export type Handler<Shape extends OperationShape> = (call: Call<Shape>) => Promise<AnswerOf<Shape>>;

/** Finds who asks: set once by the identity slice. */
export interface SessionSource {
  /** undefined: no valid session */
  find(token: string): Promise<SessionActor | undefined>;
  /** what was found lately, without a question to the database */
  remembered(token: string): SessionActor | undefined;
}

/** Two kinds of session that never stand for each other: of staff and their programs, and of people of the public. */
export interface SessionSources {
  readonly staff: SessionSource;
  readonly publicAccounts: SessionSource;
}

export interface SessionActor extends Actor {
  /** a program's token, not a person at a browser */
  readonly isProgram: boolean;
  reach(permission: string): Reach | undefined;
}

const nobody: Actor = { organisationId: '', accountId: '', sessionId: '', permissions: {} };

/** Binds an operation of the contract to its handler: session, permission, reach and validation come from the contract. */
export class Routes {
  readonly #app: FastifyInstance;
  readonly #services: Services;
  readonly #sessions: SessionSources;
  readonly #closed: ReadonlySet<string>;
  readonly #perMinute: (usual: number) => number;

  /**
   * @param closed organisations in whose name nothing is done here, by session, token or link
   * @param perMinute what this installation makes of the requests in a minute that an operation names
   */
  constructor(
    app: FastifyInstance,
    services: Services,
    sessions: SessionSources,
    closed: ReadonlySet<string>,
    perMinute: (usual: number) => number,
  ) {
    this.#app = app;
    this.#services = services;
    this.#sessions = sessions;
    this.#closed = closed;
    this.#perMinute = perMinute;
  }

  on<Shape extends OperationShape>(shape: Shape, handler: Handler<Shape>): void {
    const [success] = Object.keys(shape.response);
    this.#app.route({
      method: shape.method,
      url: shape.url,
      ...(shape.bodyLimit === undefined ? {} : { bodyLimit: shape.bodyLimit }),
      config:
        shape.perMinute === undefined
          ? {}
          : { rateLimit: { max: this.#perMinute(shape.perMinute), timeWindow: 60_000 } },
      // a program's answer needs none of a page's headers but these (see ANSWER_HEADERS)
      helmet: false,
      schema: {
        summary: shape.summary,
        tags: [shape.tag],
        ...(shape.params === undefined ? {} : { params: shape.params }),
        ...(shape.query === undefined ? {} : { querystring: shape.query }),
        ...(shape.body === undefined ? {} : { body: shape.body }),
        response: shape.response,
        ...(shape.access === 'public' ? {} : { security: securityOf(shape) }),
      },
      // rights are checked before the body is read or validated, and after the limit of the address: a token that is
      // none costs a question to the database
      preParsing: async (request) => {
        if (shape.access === 'public') return;
        const refusal = await this.#authorise(shape, request);
        if (refusal === undefined) return;
        if (shape.withoutSession === undefined) throw refusal;
        refused.set(request, refusal);
      },
      ...(shape.withoutSession === undefined && shape.file !== true && shape.stream !== true
        ? {}
        : { preValidation: (request: FastifyRequest) => refuseUnfit(shape, request) }),
      handler: async (request, reply) => {
        reply.status(Number(success)).headers(ANSWER_HEADERS);
        const answer = await handler(this.#callOf(shape, request, reply));
        // null is a body, undefined is none: a 204 answers nothing
        return answer ?? (reply.statusCode === 204 ? undefined : answer);
      },
    });
  }

  /** undefined: the caller is signed in and may. */
  async #authorise(shape: OperationShape, request: FastifyRequest): Promise<AppError | undefined> {
    const isOfPublic = shape.access === 'public_account';
    const token = isOfPublic ? request.cookies[PUBLIC_COOKIE] : tokenOf(request);
    const source = isOfPublic ? this.#sessions.publicAccounts : this.#sessions.staff;
    const actor = token === undefined ? undefined : await source.find(token);
    if (actor === undefined || this.#closed.has(actor.organisationId)) return new AppError('not_signed_in');
    if (shape.personOnly === true && actor.isProgram) return new AppError('token_forbidden');
    if (isOfPublic && isMeantForAnother(request, actor)) return new AppError('other_account');
    const isOwn = shape.access === 'signed_in' || isOfPublic;
    const reach = isOwn ? ownReach : actor.reach(shape.access);
    if (reach === undefined) return new AppError('forbidden');
    authorised.set(request, { actor, reach });
    return undefined;
  }

  #callOf<Shape extends OperationShape>(
    shape: Shape,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Call<Shape> {
    const found = authorised.get(request);
    const actor = found?.actor ?? nobody;
    const settingsIn = (reach: Reach | undefined): RowSettings => ({
      organisationId: actor.organisationId,
      actorId: actor.accountId,
      scope: reach?.scope ?? 'aggregate',
      siteIds: reach?.siteIds ?? [],
    });
    const origin = { requestId: request.id, language: languageOf(request) };
    return {
      params: request.params as ParamsOf<Shape>,
      query: request.query as QueryOf<Shape>,
      body: request.body as BodyOf<Shape>,
      version: shape.versioned === true ? versionOf(request) : 0,
      actor,
      reachOf: (permission) => found?.actor.reach(permission),
      work: new Work(this.#services, settingsIn(found?.reach), origin),
      workFor: (permission) => {
        const reach = found?.actor.reach(permission);
        if (reach === undefined) throw new AppError('forbidden');
        return new Work(this.#services, settingsIn(reach), origin);
      },
      origin,
      creation: {
        id: (request.body as { id?: string } | undefined | null)?.id,
        method: shape.method,
        url: shape.url,
        params: request.params,
        body: request.body,
      },
      request,
      reply,
    };
  }
}

function securityOf({ access, withoutSession }: OperationShape): { [scheme: string]: string[] }[] {
  if (access === 'public_account') return [{ publicSession: [] }];
  const signedIn = [{ session: [] }, { token: [] }];
  return withoutSession === undefined ? signedIn : [...signedIn, {}];
}

const ANSWER_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};
const ownReach: Reach = { scope: 'own', siteIds: [] };
const authorised = new WeakMap<FastifyRequest, { actor: SessionActor; reach: Reach }>();
const refused = new WeakMap<FastifyRequest, AppError>();

/** A page that was opened as one person, in a browser where somebody else has signed in since. */
function isMeantForAnother({ headers }: FastifyRequest, { accountId }: SessionActor): boolean {
  const meant = headers['nuantu-account'];
  return meant !== undefined && meant !== accountId;
}

/** What the body has to be, where the operation says more of it than its schema. */
async function refuseUnfit(shape: OperationShape, request: FastifyRequest): Promise<void> {
  const refusal = refused.get(request);
  if (refusal !== undefined && !hasMember(request.body, shape.withoutSession)) throw refusal;
  if (shape.file === true && !Buffer.isBuffer(request.body)) throw new AppError('unsupported_media_type');
  if (shape.stream === true && !(request.body instanceof Readable))
    throw new AppError('unsupported_media_type');
}

function hasMember(body: unknown, name: string | undefined): boolean {
  return typeof body === 'object' && body !== null && name !== undefined && Object.hasOwn(body, name);
}

export function tokenOf(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers;
  if (authorization?.startsWith('Bearer ') === true) return authorization.slice('Bearer '.length);
  return request.cookies[SESSION_COOKIE];
}

/** If-Match: "3". */
function versionOf(request: FastifyRequest): number {
  const match = /^"(\d{1,9})"$/.exec(request.headers['if-match'] ?? '');
  if (match === null) throw new AppError('version_required');
  return Number(match[1]);
}

export function etag(version: number): string {
  return `"${version}"`;
}
