import type { FastifyInstance } from 'fastify';
import { UUID } from '../platform/http/cursor.ts';
import { sendPlainPage as send, shownOf } from '../platform/http/plain-page.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Board } from './board.ts';
import { listPage, missingPage, opportunityPage, posterPage } from './public-page.ts';

const PER_PAGE = 20;

/**
 * What organisations ask volunteers for, as pages that anybody opens without an account, and without a script.
 * @param perMinute requests from one address
 */
export function volunteeringPages(app: FastifyInstance, board: Board, perMinute: number): void {
  const config = { rateLimit: { max: perMinute, timeWindow: 60_000 } };
  const options = { config, schema: { hide: true } };

  app.get('/volunteering', options, async (request, reply) => {
    const { after } = request.query as { after?: unknown };
    const found = board.list({ limit: PER_PAGE, ...(typeof after === 'string' ? { after } : {}) });
    // a mark of another list begins at the beginning
    const list = await found.catch(() => board.list({ limit: PER_PAGE }));
    return send(reply, listPage(shownOf(request, '/volunteering'), list));
  });

  for (const [suffix, draw] of [
    ['', opportunityPage],
    ['/poster', posterPage],
  ] as const)
    app.get(`/volunteering/:id${suffix}`, options, async (request, reply) => {
      const { id } = request.params as { id: string };
      const found = await find(board, id);
      if (found === undefined) return send(reply.status(404), missingPage(shownOf(request, '/volunteering')));
      return send(reply, draw(shownOf(request, `/volunteering/${id}${suffix}`), found));
    });
}

async function find(board: Board, id: string) {
  if (!UUID.test(id)) return undefined;
  return board.read(id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  });
}
