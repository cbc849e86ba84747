import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** For old telephones too; `npm run dev` serves it as it is written. */
export default defineConfig({
  root: folder('.'),
  base: '/my/',
  build: {
    outDir: folder('../../dist/my'),
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
});
