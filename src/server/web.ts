import { readFile } from 'node:fs/promises';
import path from 'node:path';
import compress from '@fastify/compress';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { AppError } from './platform/work/errors.ts';

/** Addresses that belong to programs: what is not found there is an error, not the page. */
const PROGRAM_PATHS = /^\/(api|hsds|open311|calendar|assets)\//;

/** The built pages: files with a hash in their name stay for a year, the page itself is always asked for. */
export async function webRoutes(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(compress, { threshold: 1024 });
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const isHashed = file.includes(`${path.sep}assets${path.sep}`);
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const page = await readFile(path.join(folder, 'index.html'), 'utf8');
  // a route, not the not-found handler: that one is taken by the API's own answer
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    if (PROGRAM_PATHS.test(request.url)) throw new AppError('route_not_found');
    void reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
  });
}
