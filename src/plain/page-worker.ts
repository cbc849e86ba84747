/** A page that opens without a connection: what its worker keeps, and when it takes the newer one. */
interface KeptPage {
  /** where it stands, with its slashes */
  readonly place: string;
  readonly cache: string;
}

/** So long a weak network is waited for, where the page is here. */
const PATIENCE_MS = 5_000;

/**
 * Keeps the page and its files, never an answer: without a connection they are found here. Each opening with one looks whether the page is
 * another by now.
 */
export function keepPage(worker: ServiceWorkerGlobalScope, { place, cache: name }: KeptPage): void {
  worker.addEventListener('install', (event) => {
    event.waitUntil(
      fetchPage()
        .then(({ kept }) => kept)
        .then(() => worker.skipWaiting()),
    );
  });
  worker.addEventListener('activate', (event) => {
    event.waitUntil(worker.clients.claim());
  });
  worker.addEventListener('fetch', (event) => {
    const { request } = event;
    const { pathname } = new URL(request.url);
    const isPage = request.mode === 'navigate' && pathname === place;
    const isFile = pathname.startsWith(`${place}assets/`);
    if (request.method !== 'GET' || !(isPage || isFile)) return;
    if (isFile) event.respondWith(keptFile(request));
    else {
      const coming = fetchPage();
      // a page that came too late for this opening is there for the next; what cannot be kept is shown all the same
      event.waitUntil(coming.then(({ kept }) => kept).catch(() => undefined));
      event.respondWith(firstOf(coming.then(({ page }) => page)));
    }
  });

  async function fetchPage(): Promise<{ page: Response; kept: Promise<void> }> {
    const page = await fetch(place, { cache: 'no-cache' });
    const kept = page.ok && !page.redirected ? keep(page.clone()) : Promise.resolve();
    return { page, kept };
  }

  /** The page names its files with their content's hash: what it names belongs to it, and what it does not goes. */
  async function keep(page: Response): Promise<void> {
    const cache = await caches.open(name);
    const html = await page.clone().text();
    const kept = await cache.match(place);
    if (kept !== undefined && (await kept.text()) === html) return;
    const files = html
      .split('"')
      .filter((path) => path.startsWith(`${place}assets/`))
      .map((path) => new URL(path, worker.location.origin).href);
    await cache.addAll(files);
    await cache.put(place, page);
    const named = new Set([...files, new URL(place, worker.location.origin).href]);
    for (const old of await cache.keys()) if (!named.has(old.url)) await cache.delete(old);
  }

  async function firstOf(coming: Promise<Response>): Promise<Response> {
    const kept = await (await caches.open(name)).match(place);
    if (kept === undefined) return coming;
    const patience = new Promise<Response>((resolve) => {
      setTimeout(() => resolve(kept), PATIENCE_MS);
    });
    return Promise.race([coming.catch(() => kept), patience]);
  }

  async function keptFile(request: Request): Promise<Response> {
    return (await (await caches.open(name)).match(request)) ?? fetch(request);
  }
}
