import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './base/base.css';
import './ui/layout.css';
import { AppearanceProvider } from './shell/appearance.tsx';
import { createQueryClient } from './shell/query-client.ts';
import { router } from './shell/router.tsx';
import { startWords } from './base/words.ts';

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no root element');
// the sign-in belongs to no page
await startWords('shell', 'identity');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <AppearanceProvider>
        <RouterProvider router={router} />
      </AppearanceProvider>
    </QueryClientProvider>
  </StrictMode>,
);
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // without it only a page that is opened without a connection fails
  navigator.serviceWorker.register('/worker.js').catch(() => undefined);
}
