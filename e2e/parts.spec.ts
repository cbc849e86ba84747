import { expect } from '@playwright/test';
import { beSignedIn, haveClient, test } from './journey.ts';

// without the worker of the pages, which would have what is kept from them at hand
test.use({ serviceWorkers: 'block' });

test('a part of a page that does not come fails in its own place, and comes when it is asked for again', async ({
  page,
}) => {
  await beSignedIn(page, 'supervisor.wenzhou');
  const client = await haveClient(page);
  const chunk = '**/assets/client-cases-*.js';
  await page.route(chunk, (route) => route.abort());
  await page.goto(`/clients/${client.id}`);
  await expect(page.getByRole('heading', { level: 1, name: client.name })).toBeVisible();
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  await page.unroute(chunk);
  await page.getByRole('main').getByRole('button', { name: '再试一次' }).click();
  await expect(page.getByRole('heading', { name: '个案与转介' })).toBeVisible();
});

test('what comes late at the top leaves the page where it is', async ({ page }) => {
  await beSignedIn(page, 'supervisor.wenzhou');
  const { promise: isLetGo, resolve: letGo } = Promise.withResolvers<void>();
  await page.route(/assets\/[^/]*bell/, async (route) => {
    await isLetGo;
    await route.continue();
  });
  await page.goto('/no-such-page');
  const title = page.getByRole('main').getByRole('heading', { level: 1 });
  const before = await title.boundingBox();
  expect(before).not.toBeNull();
  letGo();
  await expect(page.getByRole('banner').getByRole('link', { name: /提醒/ })).toBeVisible();
  expect(await title.boundingBox()).toEqual(before);
});

test('a language whose words do not come is not chosen', async ({ page }) => {
  await page.goto('/');
  await page.route('**/assets/words.en-*.js', (route) => route.abort());
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('button', { name: '登录' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});
