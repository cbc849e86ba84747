import { readFile } from 'node:fs/promises';
import path from 'node:path';
import compress from '@fastify/compress';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { SESSION_COOKIE } from './platform/http/app.ts';
import { AppError } from './platform/work/errors.ts';

/** Addresses that belong to programs: what is not found there is an error, not the page. */
const PROGRAM_PATHS = /^\/(api|hsds|open311|calendar|assets)\//;

/** Written by the build: what whoever is signed in needs for a page. */
interface FirstFiles {
  readonly workbench: readonly string[];
  readonly pages: Readonly<Record<string, readonly string[]>>;
}

/** The built pages: files with a hash in their name stay for a year, the page itself is always asked for. */
export async function webRoutes(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(compress, { threshold: 1024 });
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const isHashed = file.includes(`${path.sep}assets${path.sep}`);
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const pageFor = await readPages(folder);
  // a route, not the not-found handler: that one is taken by the API's own answer
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    if (PROGRAM_PATHS.test(request.url)) throw new AppError('route_not_found');
    const pathname = request.url.split('?', 1)[0] ?? '';
    // only a guess of what is needed: whether the cookie is worth anything, the API says
    const page = pageFor(request.cookies[SESSION_COOKIE] === undefined ? undefined : pathname);
    // there are two forms of it, and nobody between may give out one for the other
    void reply.type('text/html; charset=utf-8').header('cache-control', 'private, no-cache').send(page);
  });
}

/** The page as it was built, and for whoever has a session with the files of the page that is asked for already on their way. */
async function readPages(folder: string): Promise<(signedInAt: string | undefined) => string> {
  const [page, files] = await Promise.all(
    ['index.html', 'first-files.json'].map((name) => readFile(path.join(folder, name), 'utf8')),
  );
  if (page === undefined || files === undefined) throw new Error('the pages are not built');
  const { workbench, pages } = JSON.parse(files) as FirstFiles;
  // the answers first: they are small, and a browser opens six connections
  const answers = ['/api/v1/me', '/api/v1/me/draft-key']
    .map((url) => `<link rel="preload" as="fetch" crossorigin href="${url}">`)
    .join('');
  const withFiles = (names: readonly string[]) => {
    const modules = names.map((name) => `<link rel="modulepreload" crossorigin href="${name}">`).join('');
    return page
      .replace('<meta charset="utf-8" />', (first) => first + answers)
      .replace('</head>', `${modules}</head>`);
  };
  const anyPage = withFiles(workbench);
  const firstPages = new Map(Object.entries(pages).map(([at, names]) => [at, withFiles(names)]));
  return (signedInAt) => (signedInAt === undefined ? page : (firstPages.get(signedInAt) ?? anyPage));
}
