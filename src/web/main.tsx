import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './app/base.css';
import { AppearanceProvider } from './app/appearance.tsx';
import { createQueryClient } from './app/query-client.ts';
import { router } from './app/router.tsx';
import { startWords } from './i18n/start.ts';

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no root element');
await startWords();
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
