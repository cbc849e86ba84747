import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readCertificateNumber } from '../../domain/certificates/certificate-number.ts';
import { languageOf } from '../platform/http/app.ts';
import { sendPlainPage, shownOf } from '../platform/http/plain-page.ts';
import { AppError } from '../platform/work/errors.ts';
import { checkCredential } from './check-credential.ts';
import { findCertificate, type VerifyParts } from './find-certificate.ts';
import { readIssuer, readRevocations } from './issuer.ts';
import { askPage, VERIFY_PATH, verifyPage } from './verify-page.ts';

const CREDENTIAL = 'application/vc+json';
/** What readers of machines ask for: all but a browser's page. */
const MACHINES = /\bapplication\/(vc|ld|vc\+ld|json)\+?(json)?\b/;

interface VerifyPageParts extends VerifyParts {
  /** of the installation, as strangers reach it */
  readonly originOf: (request: FastifyRequest) => string;
  /** where a certificate of another kind stands, by its number as somebody types it */
  readonly elsewhere: (typed: string) => string | undefined;
}

/**
 * Where anybody sees what a certificate says, as a page without a script or as the signed credential, has a credential checked that they were
 * given (`POST /verify`, JSON), and sees whose keys sign. The same
 * under `/api/v1`, for programs.
 * @param perMinute requests from one address
 */
export function verifyPages(app: FastifyInstance, parts: VerifyPageParts, perMinute: number): void {
  const config = { rateLimit: { max: perMinute, timeWindow: 60_000 } };
  const options = { config, schema: { hide: true } };

  app.get(VERIFY_PATH, options, async (request, reply) => {
    const { number } = request.query as { number?: unknown };
    const shown = shownOf(request, VERIFY_PATH);
    if (typeof number !== 'string' || number.trim() === '')
      return sendPlainPage(reply, askPage(shown, { kind: 'none' }));
    const typed = number.slice(0, LONGEST_NUMBER);
    const path = parts.elsewhere(typed);
    if (path !== undefined) return reply.redirect(`${path}?lang=${shown.language}`, 303);
    const known = readCertificateNumber(typed);
    if (known === undefined) return sendPlainPage(reply, askPage(shown, { kind: 'mistyped', typed }));
    return reply.redirect(`${VERIFY_PATH}/${known}?lang=${shown.language}`, 303);
  });

  // what costs a canonical form is asked for less often
  const checking = { config: { rateLimit: { max: perMinute / CHECKED_SELDOMER, timeWindow: 60_000 } } };
  for (const base of ['', '/api/v1']) {
    app.post(`${base}/verify`, { ...options, ...checking, bodyLimit: LARGEST_CREDENTIAL }, (request) =>
      checkCredential(parts, request.body, {
        address: parts.originOf(request),
        origin: { requestId: request.id, language: languageOf(request) },
      }),
    );
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
      const origin = { requestId: request.id, language: languageOf(request) };
      const asked = { code, address: parts.originOf(request), origin };
      return sendDocument(reply, await readRevocations(parts, asked));
    });
  }
}

const CHECKED_SELDOMER = 1_000;
const LARGEST_CREDENTIAL = 65_536;
/** Whoever types one may paste a little more. */
const LONGEST_NUMBER = 100;

async function answer(
  parts: VerifyPageParts,
  request: FastifyRequest,
  reply: FastifyReply,
  number: string,
): Promise<FastifyReply> {
  const shown = shownOf(request, `${VERIFY_PATH}/${encodeURIComponent(number)}`);
  const asked = { requestId: request.id, language: shown.language === 'zh' ? 'zh-CN' : 'en' } as const;
  const { standing, credential } = await findCertificate(parts, number, asked);
  const { as } = request.query as { as?: unknown };
  const isForMachines = as === 'credential' || MACHINES.test(request.headers.accept ?? '');
  if (!isForMachines)
    return sendPlainPage(reply.status(statuses[standing.kind]), verifyPage(shown, standing));
  if (credential === undefined) throw new AppError(refusals[standing.kind]);
  return (
    reply
      .header('cache-control', 'no-cache')
      .header('vary', 'accept, accept-language')
      .type(CREDENTIAL)
      // of a text of this type Fastify would say its characters, which it has none to say of
      .send(Buffer.from(JSON.stringify(credential)))
  );
}

const statuses = { valid: 200, waiting: 200, revoked: 410, erased: 410, unknown: 404 } as const;
const refusals = {
  valid: 'certificate_not_ready',
  waiting: 'certificate_not_ready',
  revoked: 'certificate_revoked',
  erased: 'certificate_erased',
  unknown: 'certificate_unknown',
} as const;

function sendDocument(reply: FastifyReply, document: object): FastifyReply {
  return reply
    .header('cache-control', 'no-cache')
    .header('access-control-allow-origin', '*')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(document));
}
