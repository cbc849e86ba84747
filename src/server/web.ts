import { readFile } from 'node:fs/promises';
import path from 'node:path';
import compress from '@fastify/compress';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { APPEARANCE_COOKIE } from '../contract/appearance.ts';
import { firstAnswers } from '../contract/first-answers.ts';
import { LANGUAGE_COOKIE } from '../contract/language.ts';
import { type Language, spokenLanguage } from '../domain/language.ts';
import { SESSION_COOKIE } from './platform/http/app.ts';
import { escapeHtml } from './platform/http/printed-page.ts';
import type { SessionActor, SessionSource } from './platform/http/route.ts';
import { AppError } from './platform/work/errors.ts';

/** Addresses that belong to programs: what is not found there is an error, not the page. */
const PROGRAM_PATHS = /^\/(api|hsds|open311|calendar|assets)\//;

/** Written by the build: what whoever is signed in needs for a page. */
interface FirstFiles {
  readonly workbench: readonly string[];
  readonly words: Readonly<Record<Language, readonly string[]>>;
  readonly pages: Readonly<Record<string, readonly string[]>>;
}

/** The built pages: files with a hash in their name stay for a year, the page itself is always asked for. */
export async function webRoutes(
  app: FastifyInstance,
  folder: string,
  sessions: SessionSource,
): Promise<void> {
  await app.register(compress, { threshold: 1024 });
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const isHashed = file.includes(`${path.sep}assets${path.sep}`);
      // the frame, the page and the browser's tab each ask for it
      const isIcon = path.basename(file) === 'icon.svg';
      const kept = isIcon ? 'public, max-age=86400' : 'no-cache';
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : kept);
    },
  });
  const page = await readFile(path.join(folder, 'index.html'), 'utf8');
  const pageFor = await readPages(page, folder);
  // a route, not the not-found handler: that one is taken by the API's own answer
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    if (PROGRAM_PATHS.test(request.url)) throw new AppError('route_not_found');
    const token = request.cookies[SESSION_COOKIE];
    // where nobody can say who it is the page comes all the same, and asks the API, which says why
    const actor = token === undefined ? undefined : await sessions.find(token).catch(() => undefined);
    void reply
      .type('text/html; charset=utf-8')
      // there are several forms of it, and nobody between may give out one for the other
      .header('cache-control', 'private, no-cache');
    const language = spokenLanguage(request.cookies[LANGUAGE_COOKIE] ?? '');
    return inColours(pageFor(request.url, actor, language), request.cookies[APPEARANCE_COOKIE]);
  });
}

/**
 * The page as it was built, and for whoever is signed in with the files and the first answers of the page that is asked for already on
 * their way.
 */
async function readPages(
  page: string,
  folder: string,
): Promise<(url: string, actor: SessionActor | undefined, language: Language) => string> {
  const files = await readFile(path.join(folder, 'first-files.json'), 'utf8');
  const { workbench, words, pages } = JSON.parse(files) as FirstFiles;
  const linksTo = (names: readonly string[], language: Language) =>
    [...new Set([...words[language], ...names])]
      .map((name) => `<link rel="modulepreload" crossorigin href="${name}">`)
      .join('');
  const inBoth = (names: readonly string[]) => ({ zh: linksTo(names, 'zh'), en: linksTo(names, 'en') });
  const ofAnyPage = inBoth(workbench);
  const ofPages = new Map(Object.entries(pages).map(([at, names]) => [at, inBoth(names)]));
  return (url, actor, language) => {
    if (actor === undefined) return page;
    const answers = firstAnswers(url, (permission) => actor.reach(permission) !== undefined)
      .map((address) => `<link rel="preload" as="fetch" crossorigin href="${escapeHtml(address)}">`)
      .join('');
    // the files first: they are as much as the connection carries, and while they come the answers pass beside them, six at a time
    const files = ofPages.get(url.split('?', 1)[0] ?? '') ?? ofAnyPage;
    return page.replace('</head>', `${files[language]}${answers}</head>`);
  };
}

/** As the reader chose on this device; otherwise as the device has it. */
function inColours(page: string, appearance: string | undefined): string {
  if (appearance !== 'light' && appearance !== 'dark') return page;
  return page.replace('<html ', `<html data-appearance="${appearance}" `);
}
