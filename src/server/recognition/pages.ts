import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendPlainPage, type Shown, shownOf } from '../platform/http/plain-page.ts';
import type { Origin } from '../platform/work/doors.ts';
import { teamHtml, unknownHtml, volunteerHtml } from './page-html.ts';
import { TEAM_PAGES, VOLUNTEER_PAGES } from './page-paths.ts';
import { findTeam, findVolunteer, type PageParts } from './shown.ts';

/**
 * What volunteers and teams show to whoever has the address: without an account, without a script, and in no search engine.
 * @param perMinute requests from one address
 */
export function recognitionPages(app: FastifyInstance, parts: PageParts, perMinute: number): void {
  const config = { rateLimit: { max: perMinute, timeWindow: 60_000 } };
  const options = { config, schema: { hide: true } };
  app.get(`${VOLUNTEER_PAGES}/:token`, options, (request, reply) =>
    answer(request, reply, VOLUNTEER_PAGES, async (token, shown, origin) => {
      const found = await findVolunteer(parts, token, origin);
      return found === undefined ? undefined : volunteerHtml(shown, found);
    }),
  );
  app.get(`${TEAM_PAGES}/:token`, options, (request, reply) =>
    answer(request, reply, TEAM_PAGES, async (token, shown, origin) => {
      const found = await findTeam(parts, token, origin);
      return found === undefined ? undefined : teamHtml(shown, found);
    }),
  );
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  pages: string,
  draw: (token: string, shown: Shown, origin: Origin) => Promise<string | undefined>,
): Promise<FastifyReply> {
  const { token } = request.params as { token: string };
  const shown = shownOf(request, `${pages}/${encodeURIComponent(token)}`);
  const origin = { requestId: request.id, language: shown.language === 'zh' ? 'zh-CN' : 'en' } as const;
  const html = await draw(token, shown, origin);
  reply.header('x-robots-tag', 'noindex, nofollow, noarchive').header('referrer-policy', 'no-referrer');
  return html === undefined
    ? sendPlainPage(reply.status(404), unknownHtml(shown))
    : sendPlainPage(reply, html);
}
