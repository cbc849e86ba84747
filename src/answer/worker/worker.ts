const worker = globalThis as unknown as ServiceWorkerGlobalScope;

const CACHE = 'answer-page';
const PAGE = '/a/';

/** Keeps the page and its files, never an answer: a reload without a connection finds them here. */
worker.addEventListener('install', (event) => {
  event.waitUntil(keepPage().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const isPage = request.mode === 'navigate';
  const isFile = new URL(request.url).pathname.startsWith('/a/assets/');
  if (request.method !== 'GET' || !(isPage || isFile)) return;
  event.respondWith(isPage ? freshPage(request) : keptFile(request));
});

/** The page names its files with their content's hash: what it names belongs to it. */
async function keepPage(): Promise<void> {
  const cache = await caches.open(CACHE);
  const page = await fetch(PAGE, { cache: 'no-cache' });
  if (!page.ok) return;
  const html = await page.clone().text();
  const files = [...html.matchAll(/"(\/a\/assets\/[^"]+)"/g)].map(([, path]) => path ?? PAGE);
  for (const old of await cache.keys()) await cache.delete(old);
  await cache.put(PAGE, page);
  await cache.addAll(files);
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
