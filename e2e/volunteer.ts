import { randomInt } from 'node:crypto';
import { type Browser, expect, type Page } from '@playwright/test';
import { newId } from '../src/server/platform/database/ids.ts';
import { expectAccessibleOnTelephone } from './accessible.ts';
import { newName, test } from './journey.ts';

/** A screen of a telephone as it stands: accessible, not too wide, and in a picture. */
export async function look(page: Page, name: string): Promise<void> {
  await expectAccessibleOnTelephone(page);
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
}

interface Registration {
  readonly name: string;
  readonly loginName: string;
  readonly password: string;
}

/** Somebody of this journey's own in the book of Liuzhou. */
async function register(page: Page): Promise<Registration> {
  const said = { name: newName(), loginName: `v${randomInt(1_000_000_000)}` };
  const registration = {
    id: newId(),
    organisationCode: 'lz-station',
    birthDate: '2004-05-06',
    phone: '13800138000',
    password: 'Liu-jiang shang de feng zheng 9',
    ...said,
  };
  const registered = await page.request.post('/api/v1/volunteer-registrations', { data: registration });
  expect(registered.status()).toBe(201);
  return registration;
}

/** Somebody who volunteers in Liuzhou, on a telephone of their own, and how they sign in. */
export async function haveVolunteer(browser: Browser): Promise<Registration & { readonly page: Page }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  const page = await context.newPage();
  const registration = await register(page);
  const credentials = { username: registration.loginName, password: registration.password };
  expect((await page.request.post('/api/v1/auth/sign-in', { data: credentials })).ok()).toBe(true);
  return { ...registration, page };
}

export async function volunteersPage(browser: Browser): Promise<Page> {
  return (await haveVolunteer(browser)).page;
}
