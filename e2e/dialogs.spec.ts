import { expect, test } from '@playwright/test';
import { beSignedIn, dialogOf, haveCase, settled } from './journey.ts';

test('a dialog begins in its first field, and gives the focus back to what opened it', async ({ page }) => {
  await beSignedIn(page, 'worker.wenzhou');
  const { id } = await haveCase(page);
  await page.goto(`/cases/${id}`);
  await settled(page);
  const opener = page.getByRole('button', { name: /^强制报告：/ });
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(dialogOf(page).locator('input, textarea').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialogOf(page)).toBeHidden();
  await expect(opener).toBeFocused();
  // a second time: the page remembers none of the first
  await page.keyboard.press('Enter');
  await expect(dialogOf(page).locator('input, textarea').first()).toBeFocused();
});
