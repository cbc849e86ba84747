import { expect, type Page } from '@playwright/test';
import { beSignedIn, test } from './journey.ts';

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
  const sent = { kilobytes: Math.round(bytes / 1000), requests };
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
    expect(sent.kilobytes).toBeLessThanOrEqual(450);
    expect(sent.requests).toBeLessThanOrEqual(30);
  });
}

test('what is needed behind the door is fetched while one types', async ({ page }) => {
  await page.goto('/');
  const file = page.waitForRequest(/\/assets\/workbench-/);
  await page.getByLabel('用户名').fill('worker.wenzhou');
  await file;
});
