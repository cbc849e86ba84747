import { randomInt } from 'node:crypto';
import process from 'node:process';
import { expect } from '@playwright/test';

/** A telephone of a journey's own. */
export function newTelephone(): string {
  return `138${String(randomInt(100_000_000)).padStart(8, '0')}`;
}

/** The code that came to a telephone last, which is another than one that was read before. */
export async function codeOn(telephone: string, before = ''): Promise<string> {
  const address = `http://127.0.0.1:${process.env['NUANTU_JOURNEY_TELEPHONES']}/?to=${telephone}`;
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
