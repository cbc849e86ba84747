import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { MeView } from './base/session-context.ts';
import { startWords } from './base/words.ts';
import { AppearanceProvider } from './shell/appearance.tsx';
import { createQueryClient } from './shell/query-client.ts';
import { fetchFirstScreen } from './shell/fetch-first-screen.ts';
import { router } from './shell/router.tsx';
import { draftKeyKey, meKey } from './shell/session-gate.tsx';

const KEEP_PAGES_AFTER_MS = 3_000;

/**
 * Draws the pages into the root.
 * @param me who is signed in, where that is known already
 * @param draftKey of that person, where it came along
 */
export async function startWorkbench(
  root: HTMLElement,
  me: MeView | undefined,
  draftKey: { readonly key: string } | undefined,
): Promise<void> {
  await startWords('shell');
  const queryClient = createQueryClient();
  if (me !== undefined) queryClient.setQueryData(meKey, me);
  if (draftKey !== undefined) queryClient.setQueryData(draftKeyKey, draftKey);
  if (me !== undefined) await fetchFirstScreen(me, queryClient);
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <AppearanceProvider>
          <RouterProvider router={router} />
        </AppearanceProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
  keepPages();
}

/**
 * Without it only a page that is opened without a connection fails. It fetches all files of the pages, so it waits until the first
 * page is there.
 */
function keepPages(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const keep = () => navigator.serviceWorker.register('/worker.js').catch(() => undefined);
  window.setTimeout(() => void keep(), KEEP_PAGES_AFTER_MS);
}
