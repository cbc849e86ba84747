import { type Browser, expect, type Page } from '@playwright/test';
import { expectAccessibleOnTelephone } from './accessible.ts';
import { test } from './journey.ts';
import { registerVolunteer, type Registration } from './volunteer.ts';

/** A screen of a telephone as it stands: accessible, not too wide, and in a picture. */
export async function look(page: Page, name: string): Promise<void> {
  await expectAccessibleOnTelephone(page);
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
}

/** Somebody who volunteers in Liuzhou, signed in on a telephone of their own, and how they sign in. */
export async function haveTelephone(browser: Browser): Promise<Registration & { readonly page: Page }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  const page = await context.newPage();
  const registration = await registerVolunteer(page);
  const credentials = { username: registration.loginName, password: registration.password };
  expect((await page.request.post('/api/v1/auth/sign-in', { data: credentials })).ok()).toBe(true);
  return { ...registration, page };
}

export async function volunteersPage(browser: Browser): Promise<Page> {
  return (await haveTelephone(browser)).page;
}
