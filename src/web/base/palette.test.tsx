import { expect, onTestFinished, test } from 'vitest';
import { APPEARANCE_COOKIE } from '../../contract/appearance.ts';
import { beginAppearance } from './palette.ts';

test('what was chosen before there was a cookie is in it once the page begins', () => {
  onTestFinished(() => {
    localStorage.removeItem('nuantu.appearance');
    document.cookie = `${APPEARANCE_COOKIE}=; path=/; max-age=0`;
  });
  localStorage.setItem('nuantu.appearance', 'dark');
  const root = document.createElement('div');
  beginAppearance(root);
  expect(document.cookie).toContain(`${APPEARANCE_COOKIE}=dark`);
  expect(root.style.colorScheme).toBe('dark');
});
