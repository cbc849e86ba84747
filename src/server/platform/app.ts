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
import type { Language } from '../../contract/language.ts';
import { AppError, problemOf } from './errors.ts';
import { newId } from './ids.ts';
import { fieldErrors, makeSerializer, makeValidator } from './validation.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** a whole school may ask at once from behind one address */
    crowd?: boolean;
  }
}

const BODY_LIMIT = 256 * 1024;
/** A school of 1,500 opens, answers two questionnaires and retries within the minutes of one lesson. */
const CROWD = 10;

const FILE_TYPES = [
  'application/octet-stream',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

export interface AppOptions {
  readonly logger: FastifyBaseLogger | false;
  /** behind a proxy that sets X-Forwarded-* */
  readonly trustProxy: boolean;
  /** of one session, or of one address without a session */
  readonly requestsPerMinute: number;
}

/** Fastify with everything that holds for every door: limits, headers, origin check, errors as problem documents. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    ...(options.logger === false ? { logger: false as const } : { loggerInstance: options.logger }),
    trustProxy: options.trustProxy,
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
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(() => {
    throw new AppError('route_not_found');
  });
  await app.register(cookie);
  await app.register(helmet, {
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
    // set by the reverse proxy that ends TLS; on plain loopback it would lock the browser out
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, {
    max: (request) =>
      request.routeOptions.config.crowd === true
        ? options.requestsPerMinute * CROWD
        : options.requestsPerMinute,
    timeWindow: 60_000,
    cache: 20_000,
    keyGenerator: (request) => {
      const key = request.cookies[SESSION_COOKIE] ?? request.headers.authorization ?? request.ip;
      // counted apart: a class that answers must not keep its teacher from signing in
      return request.routeOptions.config.crowd === true ? `crowd ${key}` : key;
    },
    errorResponseBuilder: (_, { ttl }) =>
      new AppError('too_many_requests', { parameters: { seconds: Math.ceil(ttl / 1000) } }),
  });
  app.addHook('onRequest', refuseForeignOrigin);
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Nuantu 暖途',
        version: '1',
        description: 'Errors are problem+json documents with a `code`.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
    },
  });
  await app.register(swaggerUi, { routePrefix: '/api/docs' });
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, () => app.swagger());
  return app;
}

export const SESSION_COOKIE = 'nuantu_session';

/** A page of another site may send the browser's cookie along; then it names itself here. */
async function refuseForeignOrigin(request: FastifyRequest): Promise<void> {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
  const { origin } = request.headers;
  if (origin !== undefined) {
    const isOwn = URL.canParse(origin) && new URL(origin).host === request.host;
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
  const known = toAppError(error);
  if (known.code === 'internal') {
    // message and stack of a database error may quote values: the class and SQLSTATE say enough to find it
    request.log.error(
      { requestId: request.id, url: request.routeOptions.url, error: describe(error) },
      'failed',
    );
  }
  const problem = problemOf(known, languageOf(request), request.id);
  if (known.code === 'too_many_requests')
    reply.header('retry-after', String(known.parameters['seconds'] ?? 1));
  void reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

const fastifyCodes: Readonly<Record<string, AppError>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new AppError('unsupported_media_type'),
  FST_ERR_CTP_EMPTY_JSON_BODY: new AppError('malformed_body'),
  FST_ERR_CTP_INVALID_JSON_BODY: new AppError('malformed_body'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new AppError('malformed_body'),
  FST_ERR_CTP_BODY_TOO_LARGE: new AppError('body_too_large', { parameters: { limit: BODY_LIMIT } }),
};

/** SQLSTATE classes in which the database, not the request, is at fault for now. */
const UNAVAILABLE = /^(08|53|57P|55P03)|^ECONN/;

function toAppError(error: FastifyError | AppError): AppError {
  if (error instanceof AppError) return error;
  if (error.validation !== undefined) {
    return new AppError('invalid_request', {
      fields: fieldErrors(error.validation, error.validationContext),
    });
  }
  const known = fastifyCodes[error.code];
  if (known !== undefined) return known;
  // SQLSTATE class 22: a value that no column can hold, such as text with a zero character
  if (/^22...$/.test(error.code ?? '')) return new AppError('value_impossible');
  if (error instanceof SyntaxError || error.statusCode === 400) return new AppError('malformed_body');
  return new AppError(UNAVAILABLE.test(error.code ?? '') ? 'unavailable' : 'internal');
}

function describe(error: FastifyError): object {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { name: error.name, code: error.code, frames: frames.slice(0, 8) };
}
