import { randomInt } from 'node:crypto';
import process from 'node:process';
import { expect, type Page } from '@playwright/test';

/** What stands beside the journeys' server: see server.ts. */
function besideServer(): string {
  return `http://127.0.0.1:${process.env['NUANTU_JOURNEY_BESIDE']}`;
}

/** As if the person of this page had signed in an hour ago. */
export async function makeOlder(page: Page): Promise<void> {
  const cookies = await page.context().cookies(new URL('/api/v1/my', page.url()).href);
  const token = cookies.find(({ name }) => name === 'nuantu_public')?.value ?? '';
  const answer = await fetch(`${besideServer()}/older?token=${token}`);
  expect(await answer.json()).toEqual({ sessions: 1 });
}

/** As if rounds whose titles begin so had ended three days ago: nothing of them arrives any more. */
export async function letArrive(titles: string): Promise<void> {
  const answer = await fetch(`${besideServer()}/arrived?rounds=${encodeURIComponent(titles)}`);
  expect(await answer.json()).toEqual({ rounds: 2 });
}

/** A telephone of a journey's own. */
export function newTelephone(): string {
  return `138${String(randomInt(100_000_000)).padStart(8, '0')}`;
}

/** The code that came to a telephone last, which is another than one that was read before. */
export async function codeOn(telephone: string, before = ''): Promise<string> {
  const address = `${besideServer()}/code?to=${telephone}`;
  let code = '';
  await expect
    .poll(async () => {
      const values = (await (await fetch(address)).json()) as { code?: string };
      code = values.code ?? '';
      return code !== '' && code !== before;
    })
    .toBe(true);
  return code;
}

/** Types a telephone number, and the code that comes there. */
export async function prove(page: Page, telephone: string): Promise<void> {
  await page.getByLabel('手机号').fill(telephone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await expect(page.getByRole('heading', { name: '输入验证码' })).toBeVisible();
  await page.getByLabel('验证码').fill(await codeOn(telephone));
  await page.getByRole('button', { name: '继续' }).click();
}
