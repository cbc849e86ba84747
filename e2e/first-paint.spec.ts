import { expect, type Page } from '@playwright/test';
import { beSignedIn, settled, test } from './journey.ts';
import { APPEARANCE_COOKIE } from '../src/contract/appearance.ts';
import { LANGUAGE_COOKIE } from '../src/contract/language.ts';

/** As browsers' developer tools call Fast 3G, beside a telephone four times as slow as this machine. */
const FAST_3G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / 8,
  uploadThroughput: (750 * 1024 * 0.9) / 8,
};
const SLOWER_BY = 4;

test.use({ viewport: { width: 390, height: 844 } });

/** Opens a page over a slow connection; times are told and nobody is judged by them, bytes and requests are. */
async function openSlowly(page: Page, what: string, path: string, isUsable: () => Promise<void>) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', FAST_3G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_BY });
  let bytes = 0;
  let requests = 0;
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
  });
  const begun = performance.now();
  await page.goto(path, { waitUntil: 'commit' });
  await isUsable();
  const usableMs = Math.round(performance.now() - begun);
  const paintedMs = await page.evaluate(() =>
    Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN),
  );
  const sent = { kilobytes: Math.round(bytes / 1000), requests, addresses };
  const description = `${what}: painted ${paintedMs} ms, usable ${usableMs} ms, ${sent.kilobytes} kB in ${sent.requests} requests`;
  test.info().annotations.push({ type: 'measured', description });
  return sent;
}

test('the sign-in comes in a few files over a slow connection', async ({ page }) => {
  const sent = await openSlowly(page, '登录', '/', () =>
    page.getByRole('button', { name: '登录' }).waitFor(),
  );
  expect(sent.kilobytes).toBeLessThanOrEqual(120);
  expect(sent.requests).toBeLessThanOrEqual(12);
  // the frame stands in the page itself
  const answer = await page.request.get('/');
  expect(answer.headers()['cache-control']).toBe('private, no-cache');
  const html = await answer.text();
  expect(html).toContain('暖途 Nuantu');
  expect(html).not.toContain('modulepreload');
});

for (const [path, heading] of [
  ['/', '今日'],
  ['/clients', '服务对象'],
] as const) {
  test(`${heading} comes with one look at the server's page over a slow connection`, async ({ page }) => {
    await beSignedIn(page, 'worker.wenzhou');
    const sent = await openSlowly(page, heading, path, async () => {
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await page.locator('main li a').first().waitFor();
    });
    expect(sent.kilobytes).toBeLessThanOrEqual(390);
    expect(sent.requests).toBeLessThanOrEqual(25);
    // words that a piece of the day fetches for itself come after everything else, and the page waits for them
    expect(sent.addresses.filter((address) => /\/words[.-]/u.test(address))).toEqual([
      expect.stringContaining('/assets/words-zh-'),
    ]);
  });
}

/** Addresses of the API that the server's page has on its way, in the words of the page. */
async function answersAhead(page: Page, path: string): Promise<readonly string[]> {
  const html = await (await page.request.get(path)).text();
  const found = [...html.matchAll(/as="fetch" crossorigin href="([^"]+)"/g)];
  return found.map(([, address = '']) => address.replaceAll('&amp;', '&'));
}

for (const username of ['worker.wenzhou', 'supervisor.wenzhou', 'teacher.wenzhou', 'manager.alliance'])
  for (const path of ['/', '/clients'])
    test(`${username} at ${path}: what is sent ahead of the pages' files is used, asked for once, and there before the page is drawn`, async ({
      page,
    }) => {
      await beSignedIn(page, username);
      const ahead = await answersAhead(page, path);
      expect(ahead).toContain('/api/v1/me');
      const sent: string[] = [];
      page.on('request', (request) => sent.push(request.url()));
      await page.addInitScript(`
        const ask = fetch;
        globalThis.asked = [];
        globalThis.askedLate = [];
        globalThis.fetch = (url, ...rest) => {
          asked.push(String(url));
          if (document.querySelector('h1') !== null) askedLate.push(String(url));
          return ask(url, ...rest);
        };
      `);
      await page.goto(path);
      await settled(page);
      await expect.poll(() => page.evaluate('asked')).toEqual(expect.arrayContaining([...ahead]));
      const late = await page.evaluate<string[]>('askedLate');
      expect(ahead.filter((address) => late.includes(address))).toEqual([]);
      const { origin } = new URL(page.url());
      const times = ahead.map((address) => sent.filter((url) => url === origin + address).length);
      expect(times).toEqual(ahead.map(() => 1));
    });

test('the words on their way are of the language that was chosen on the device', async ({ page }) => {
  const sent = async () => (await page.request.get('/')).text();
  await page.goto('/');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await beSignedIn(page, 'worker.wenzhou');
  expect(await sent()).toContain('/assets/words-en-');
  expect(await sent()).not.toContain('/assets/words-zh-');
  await page.context().clearCookies({ name: LANGUAGE_COOKIE });
  expect(await sent()).toContain('/assets/words-zh-');
});

test('whose session is over is sent nothing ahead of the sign-in', async ({ page, baseURL }) => {
  await beSignedIn(page, 'worker.wenzhou');
  expect(await answersAhead(page, '/')).not.toEqual([]);
  const [cookie] = await page.context().cookies();
  await page.request.post('/api/v1/auth/sign-out');
  await page
    .context()
    .addCookies([{ name: cookie?.name ?? '', value: cookie?.value ?? '', url: baseURL ?? '' }]);
  expect(await answersAhead(page, '/')).toEqual([]);
  const html = await (await page.request.get('/')).text();
  expect(html).not.toContain('modulepreload');
});

for (const [chosen, system, ground] of [
  ['dark', 'light', 'rgb(23, 20, 16)'],
  ['light', 'dark', 'rgb(255, 251, 245)'],
  ['system', 'dark', 'rgb(23, 20, 16)'],
] as const)
  test(`the frame before any file is as chosen: ${chosen}, where the system is ${system}`, async ({
    page,
    baseURL,
  }) => {
    const cookie = { name: APPEARANCE_COOKIE, value: chosen, url: baseURL ?? '' };
    await page.context().addCookies([cookie]);
    await page.goto('/');
    await page.emulateMedia({ colorScheme: system });
    await page.route('**/assets/**', (route) => route.abort());
    await page.reload({ waitUntil: 'commit' });
    await expect(page.locator('.opening')).toHaveCSS('background-color', ground);
  });

test('what is needed behind the door is fetched while one types', async ({ page }) => {
  await page.goto('/');
  const file = page.waitForRequest(/\/assets\/workbench-/);
  await page.getByLabel('用户名').fill('worker.wenzhou');
  await file;
});
