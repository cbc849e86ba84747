import { join } from 'node:path';
import process from 'node:process';
import type { Page } from '@playwright/test';

/** A picture for the manual; made anew with NUANTU_PICTURES=1, else the journeys only walk past. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (process.env['NUANTU_PICTURES'] !== '1') return;
  const path = join(import.meta.dirname, '..', 'docs', 'pictures', `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
}
