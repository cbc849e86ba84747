import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Development: pages on 8102, the API of a server started with PORT=8101. */
export default defineConfig({
  root: folder('.'),
  plugins: [react()],
  build: {
    outDir: folder('../../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 900,
  },
  server: {
    host: '127.0.0.1',
    port: 8102,
    strictPort: true,
    proxy: { '/api': { target: 'http://127.0.0.1:8101', changeOrigin: true } },
  },
});
