import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { spokenLanguage } from '../../domain/language.ts';
import { languageOf } from '../platform/http/app.ts';
import { PRINTED_PAGE_POLICY } from '../platform/http/printed-page.ts';
import { AppError } from '../platform/work/errors.ts';
import { findCertificate, type Verified, type VerifyParts } from './find-certificate.ts';
import { readIssuer, readRevocations } from './issuer.ts';
import { askPage, verifyPage } from './verify-page.ts';

const CREDENTIAL = 'application/vc+json';
/** What readers of machines ask for: all but a browser's page. */
const MACHINES = /\bapplication\/(vc|ld|vc\+ld|json)\+?(json)?\b/;

interface VerifyPageParts extends VerifyParts {
  /** of the installation, as strangers reach it */
  readonly originOf: (request: FastifyRequest) => string;
}

/**
 * Where anybody sees what a certificate says, as a page without a script or as the signed credential, and whose keys sign. The same
 * under `/api/v1`, for programs.
 * @param perMinute requests from one address
 */
export function verifyPages(app: FastifyInstance, parts: VerifyPageParts, perMinute: number): void {
  const config = { rateLimit: { max: perMinute, timeWindow: 60_000 } };
  const options = { config, schema: { hide: true } };

  app.get('/verify', options, async (request, reply) => {
    const { number } = request.query as { number?: unknown };
    if (typeof number === 'string' && number.trim() !== '')
      return answer(parts, request, reply, number.slice(0, LONGEST_NUMBER));
    return sendPage(reply, askPage(shownOf(request, '/verify')));
  });

  for (const base of ['', '/api/v1']) {
    app.get(`${base}/verify/:number`, options, (request, reply) => {
      const { number } = request.params as { number: string };
      return answer(parts, request, reply, number);
    });
    app.get(`${base}/issuers/:code`, options, async (request, reply) => {
      const { code } = request.params as { code: string };
      return sendDocument(reply, await readIssuer(parts, code, parts.originOf(request)));
    });
    app.get(`${base}/issuers/:code/revocations`, options, async (request, reply) => {
      const { code } = request.params as { code: string };
      const asked = { code, address: parts.originOf(request), origin: originOf(request) };
      return sendDocument(reply, await readRevocations(parts, asked));
    });
  }
}

/** Whoever types one may paste a little more. */
const LONGEST_NUMBER = 60;

const originOf = (request: FastifyRequest) => ({ requestId: request.id, language: languageOf(request) });

async function answer(
  parts: VerifyPageParts,
  request: FastifyRequest,
  reply: FastifyReply,
  number: string,
): Promise<FastifyReply> {
  const verified = await findCertificate(parts, number, originOf(request));
  reply.header('vary', 'accept, accept-language');
  if (MACHINES.test(request.headers.accept ?? '')) return sendCredential(reply, verified);
  const shown = shownOf(request, `/verify/${encodeURIComponent(number)}`);
  return sendPage(reply.status(statuses[verified.is]), verifyPage(shown, verified));
}

const statuses = { valid: 200, unsigned: 200, revoked: 410, erased: 410, unknown: 404 } as const;

/** @throws AppError certificate_unknown, certificate_not_ready, certificate_revoked, certificate_erased */
function sendCredential(reply: FastifyReply, verified: Verified): FastifyReply {
  if (verified.is === 'valid')
    return reply.header('cache-control', 'no-cache').type(CREDENTIAL).send(JSON.stringify(verified.credential));
  throw new AppError(
    (
      {
        unsigned: 'certificate_not_ready',
        revoked: 'certificate_revoked',
        erased: 'certificate_erased',
        unknown: 'certificate_unknown',
      } as const
    )[verified.is],
  );
}

function sendDocument(reply: FastifyReply, document: object): FastifyReply {
  return reply
    .header('cache-control', 'no-cache')
    .header('access-control-allow-origin', '*')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(document));
}
