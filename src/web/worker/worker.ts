/** Written in front of this file by the build: all files of the pages, and a name that changes with them. */
type ShellWorker = ServiceWorkerGlobalScope & { shell: { version: string; files: readonly string[] } };

const worker = globalThis as unknown as ShellWorker;

const PREFIX = 'staff-pages-';
const CACHE = PREFIX + worker.shell.version;
const PAGE = '/';
/** Other doors: programs' answers are never kept, the pages of pupils and of the public have workers of their own, and some have none. */
const OTHERS = /^\/(api|a|my|verify|volunteering|hsds|open311|calendar|healthz|readyz|metrics)(\/|$)/;

/**
 * Keeps the pages' files, never an answer of the server: without a connection every page opens, and says so itself. A new
 * version waits until no page of the old one is open, so that a form that is being filled in keeps its files.
 */
worker.addEventListener('install', (event) => {
  event.waitUntil(keepPages());
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOldPages().then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin || OTHERS.test(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(freshPage(request));
  else if (worker.shell.files.includes(pathname)) event.respondWith(keptFile(request));
});

async function keepPages(): Promise<void> {
  const cache = await caches.open(CACHE);
  // the files' names change with their content, the page's does not
  await cache.addAll([new Request(PAGE, { cache: 'no-cache' }), ...worker.shell.files]);
}

async function dropOldPages(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
}

async function freshPage(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(PAGE);
    if (kept === undefined) throw error;
    return kept;
  }
}

async function keptFile(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}
