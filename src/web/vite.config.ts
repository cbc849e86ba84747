import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Tells the worker which files the pages are made of: a build with other files is another worker, and browsers fetch it. */
function shellFiles(): Plugin {
  return {
    name: 'shell-files',
    generateBundle(_, bundle) {
      const files = Object.keys(bundle).filter((name) => name.startsWith('assets/'));
      const version = createHash('sha256').update(files.toSorted().join()).digest('hex').slice(0, 12);
      const shell = { version, files: ['/icon.svg', ...files.map((name) => `/${name}`)] };
      const worker = bundle['worker.js'];
      if (worker?.type !== 'chunk') throw new Error('the worker was not built');
      worker.code = `self.shell=${JSON.stringify(shell)};\n${worker.code}`;
    },
  };
}

/** A list of files that takes in a test by its name would send it to everybody, and the runner of tests with it. */
function noTests(): Plugin {
  return {
    name: 'no-tests',
    load(id) {
      if (/\.test\.tsx?$/.test(id)) throw new Error(`${id} is a test, and would be sent to everybody`);
    },
  };
}

/** Built for production; `npm run dev` serves it as it is written. */
export default defineConfig({
  root: folder('.'),
  plugins: [react(), shellFiles(), noTests()],
  css: {
    // the slice's name in front keeps them apart, and they can be read in the browser and in the journeys
    modules: { generateScopedName: (name, file) => `${basename(dirname(file))}-${name}` },
  },
  build: {
    outDir: folder('../../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      // a slice's public.ts is a list: asking it for one thing must not bring the others along
      treeshake: { moduleSideEffects: [{ test: /\/public\.ts$/, sideEffects: false }] },
      input: { page: folder('index.html'), worker: folder('worker/worker.ts') },
      output: {
        // its address is its scope and must stay
        entryFileNames: ({ name }) => (name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
