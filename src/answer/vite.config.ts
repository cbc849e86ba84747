import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Old phones' browsers too; development on 8103 with the API of a server started with PORT=8101. */
export default defineConfig({
  root: folder('.'),
  base: '/a/',
  build: {
    outDir: folder('../../dist/answer'),
    emptyOutDir: true,
    target: ['chrome70', 'safari13'],
    modulePreload: false,
    rollupOptions: {
      input: { page: folder('index.html'), worker: folder('worker/worker.ts') },
      output: {
        // its address is its scope and must stay
        entryFileNames: ({ name }) => (name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 8103,
    strictPort: true,
    proxy: { '/api': { target: 'http://127.0.0.1:8101', changeOrigin: true } },
  },
});
