import contract from '../../../contract/revision.json' with { type: 'json' };
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyRequest,
} from 'fastify';
import { type ErrorCode, errorCatalogue } from '../../../contract/errors.ts';
import type { Language } from '../../../contract/language.ts';
import { addressBlock } from './address-block.ts';
import { AppError, problemOf } from '../work/errors.ts';
import { newId } from '../database/ids.ts';
import { describe, repeatedLines } from '../log/log.ts';
import type { TrustProxy } from './trusted-proxies.ts';
import { fieldErrors, makeSerializer, makeValidator } from './validation.ts';

const BODY_LIMIT = 256 * 1024;

const FILE_TYPES = [
  'application/octet-stream',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

/** Of a part of an upload, as tus names it. */
const UPLOAD_TYPE = 'application/offset+octet-stream';

export interface AppOptions {
  readonly logger: FastifyBaseLogger | false;
  /** which proxies in front are believed when they set X-Forwarded-* */
  readonly trustProxy: TrustProxy | undefined;
  /** of one session, or of one address without a session where the operation does not say */
  readonly requestsPerMinute: number;
  /** what a session is counted by; undefined where the request proves none */
  readonly sessionOf: (request: FastifyRequest) => string | undefined;
  /** what this server sends to others by itself, as OpenAPI says it */
  readonly webhooks: Record<string, object>;
}

/** Fastify with everything that holds for every door: limits, headers, origin check, errors as problem documents. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    ...(options.logger === false ? { logger: false as const } : { loggerInstance: options.logger }),
    trustProxy: options.trustProxy ?? false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    genReqId: () => newId(),
    routerOptions: { maxParamLength: 200 },
    exposeHeadRoutes: true,
    logController: new LogController({ disableRequestLogging: true }),
    return503OnClosing: true,
  });
  app.setValidatorCompiler(makeValidator());
  app.setSerializerCompiler(makeSerializer());
  // files come as they are; an operation that wants JSON refuses them by its schema
  app.addContentTypeParser(FILE_TYPES, { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  // parts of an upload are read as they arrive, by the operation that wants them
  app.addContentTypeParser(UPLOAD_TYPE, (_, body, done) => done(null, body));
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(() => {
    throw new AppError('route_not_found');
  });
  await app.register(cookie);
  await app.register(helmet, SAFE_HEADERS);
  await limitRequests(app, options);
  app.addHook('onClose', async () => repeatedLines.flush());
  app.addHook('onRequest', refuseForeignOrigin);
  app.addHook('onSend', (request, reply, _, done) => {
    reply.header('x-request-id', request.id);
    if (request.protocol === 'https') reply.header('strict-transport-security', HSTS);
    done();
  });
  await describeOperations(app, options.webhooks);
  return app;
}

const SAFE_HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      // Ant Design writes its styles into the page
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      workerSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
  // set where the request came by TLS, on every answer: see HSTS
  strictTransportSecurity: false,
} as const;

async function limitRequests(app: FastifyInstance, options: AppOptions): Promise<void> {
  await app.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: 60_000,
    cache: 20_000,
    // what a caller only claims (a cookie, a header) would be a new count with each request
    keyGenerator: (request) => options.sessionOf(request) ?? addressBlock(request.ip),
    errorResponseBuilder: (_, { ttl }) =>
      new AppError('too_many_requests', { parameters: { seconds: Math.ceil(ttl / 1000) } }),
  });
}

/** The OpenAPI document and its readable page; operations that are added afterwards are in it. */
async function describeOperations(app: FastifyInstance, webhooks: AppOptions['webhooks']): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Nuantu 暖途',
        version: `1.${contract.revision}`,
        description: 'Errors are problem+json documents with a `code`.',
      },
      webhooks,
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
          publicSession: { type: 'apiKey', in: 'cookie', name: PUBLIC_COOKIE },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
    },
  });
  await app.register(swaggerUi, { routePrefix: '/api/docs' });
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, () => app.swagger());
}

export const SESSION_COOKIE = 'nuantu_session';
/** Of accounts of the public: what they do with shifts of organisations stands beside what staff do. */
export const PUBLIC_COOKIE = 'nuantu_public';
export const PUBLIC_PATH = '/api/v1';
/** A year: a browser that was here by TLS never comes back without. */
const HSTS = 'max-age=31536000';

/** A page of another site may send the browser's cookie along; then it names itself here. */
async function refuseForeignOrigin(request: FastifyRequest): Promise<void> {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
  const { origin } = request.headers;
  if (origin !== undefined) {
    // with the scheme: what stands in the way of a plain http: page may have written it
    const isOwn = origin === `${request.protocol}://${request.host}`;
    if (!isOwn) throw new AppError('foreign_origin');
  } else if ((request.headers['sec-fetch-site'] ?? 'none') === 'cross-site') {
    throw new AppError('foreign_origin');
  }
}

/** Accept-Language first, Chinese where it says neither. */
export function languageOf(request: FastifyRequest): Language {
  const wanted = request.headers['accept-language'] ?? '';
  const english = wanted.search(/\ben\b/i);
  const chinese = wanted.search(/\bzh\b/i);
  return english !== -1 && (chinese === -1 || english < chinese) ? 'en' : 'zh-CN';
}

function answerError(
  error: FastifyError | AppError,
  request: FastifyRequest,
  reply: Parameters<Parameters<FastifyInstance['setErrorHandler']>[0]>[2],
) {
  const known = toAppError(error, request.routeOptions.bodyLimit ?? BODY_LIMIT);
  const { status } = errorCatalogue[known.code];
  if (status >= 500 || known.code === 'value_impossible') tellFailure(error, request, known.code);
  const problem = problemOf(known, languageOf(request), request.id);
  const { seconds } = known.parameters;
  if (typeof seconds === 'number') reply.header('retry-after', String(seconds));
  void reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** Without a trace where the server refuses on purpose; the request's id is that of the first of many. */
function tellFailure(error: FastifyError | AppError, request: FastifyRequest, code: ErrorCode): void {
  const { url } = request.routeOptions;
  const line = { requestId: request.id, url, code };
  if (error instanceof AppError) {
    repeatedLines.tell(`${code} ${url}`, (count) => request.log.warn({ ...line, count }, 'refused'));
    return;
  }
  const described = describe(error);
  const kind = `${code} ${url} ${error.code} ${described.frames[0] ?? ''}`;
  const { log } = request;
  repeatedLines.tell(kind, (count) => {
    const told = { ...line, count, error: described };
    if (code === 'value_impossible')
      log.warn(told, 'a value that no column can hold came through validation');
    else log.error(told, 'failed');
  });
}

const fastifyCodes: Readonly<Record<string, AppError>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new AppError('unsupported_media_type'),
  FST_ERR_CTP_EMPTY_JSON_BODY: new AppError('malformed_body'),
  FST_ERR_CTP_INVALID_JSON_BODY: new AppError('malformed_body'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new AppError('malformed_body'),
};

/** SQLSTATE classes in which the database, not the request, is at fault for now: away, full, held up, or at odds with others. */
const UNAVAILABLE = /^(08|40|53|57014|57P|55P03|NU409)|^ECONN/;

/** @param limit of the body, which each operation may have of its own */
function toAppError(error: FastifyError | AppError, limit: number): AppError {
  if (error instanceof AppError) return error;
  if (error.validation !== undefined) {
    return new AppError('invalid_request', {
      fields: fieldErrors(error.validation, error.validationContext),
    });
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new AppError('body_too_large', { parameters: { limit } });
  const known = fastifyCodes[error.code];
  if (known !== undefined) return known;
  // SQLSTATE class 22: a value that no column can hold, such as text with a zero character
  if (/^22...$/.test(error.code ?? '')) return new AppError('value_impossible');
  // what Fastify and its parts say themselves; a SyntaxError of our own is no fault of the caller's
  if (error.statusCode === 416) return new AppError('range_unsatisfiable');
  if (error.statusCode === 400) return new AppError('malformed_body');
  return new AppError(UNAVAILABLE.test(error.code ?? '') ? 'unavailable' : 'internal');
}
