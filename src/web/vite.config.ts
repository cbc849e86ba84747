import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { calledContract } from './called-contract.ts';

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

/** Of the pages on which a day begins: with what they are opened, and with what parts of other slices. */
const FIRST_PAGES: Readonly<Record<string, RegExp>> = {
  '/': /\/(today-page|help-calls|\w+-today)\.tsx$/,
  '/clients': /\/client-list-page\.tsx$/,
};

/** What may be sent before one can sign in, and before one sees the day; packed, in kilobytes. */
const BUDGETS_KB = { door: 60, workbench: 350 };

type Bundle = Parameters<Extract<NonNullable<Plugin['generateBundle']>, (...given: never[]) => unknown>>[1];

/** The chunks that hold the modules, with all that they import at once. */
function filesOf(bundle: Bundle, modules: RegExp): readonly string[] {
  const files = new Set<string>();
  const add = (fileName: string) => {
    const chunk = bundle[fileName];
    if (chunk?.type !== 'chunk' || files.has(fileName)) return;
    files.add(fileName);
    for (const imported of chunk.imports) add(imported);
  };
  for (const [fileName, file] of Object.entries(bundle)) {
    if (file.type === 'chunk' && file.moduleIds.some((id) => modules.test(id))) add(fileName);
  }
  if (files.size === 0) throw new Error(`no module is called ${modules.source}`);
  return [...files];
}

/**
 * Tells the server which files whoever is signed in needs for a page, so that they are on their way with its first answer. Without it
 * a browser would hear of them one after the other.
 */
function firstFiles(): Plugin {
  return {
    name: 'first-files',
    generateBundle(_, bundle) {
      const workbench = filesOf(bundle, /\/workbench\.tsx$/);
      const addresses = (files: readonly string[]) => files.map((name) => `/${name}`);
      const pages = Object.entries(FIRST_PAGES).map(([path, modules]) => {
        return [path, addresses([...new Set([...workbench, ...filesOf(bundle, modules)])])] as const;
      });
      const words = {
        zh: addresses(filesOf(bundle, /\/shell\/words\.zh\.ts$/)),
        en: addresses(filesOf(bundle, /\/shell\/words\.en\.ts$/)),
      };
      const files = { workbench: addresses(workbench), words, pages: Object.fromEntries(pages) };
      const source = JSON.stringify(files);
      this.emitFile({ type: 'asset', fileName: 'first-files.json', source });
    },
  };
}

/** Packed once and well, instead of a little with each request; fails where a first visit grows beyond its budget. */
function packedFiles(): Plugin {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  const lines: string[] = [];
  return {
    name: 'packed-files',
    // as they are on the disk: before that others still write into them
    writeBundle({ dir = '' }, bundle) {
      lines.length = 0;
      const packed = new Map<string, number>();
      for (const name of Object.keys(bundle).filter((file) => file.startsWith('assets/'))) {
        const source = readFileSync(join(dir, name));
        packed.set(name, source.length);
        if (source.length < 1024) continue;
        const brotli = brotliCompressSync(source, { params });
        packed.set(name, brotli.length);
        writeFileSync(join(dir, `${name}.br`), brotli);
        writeFileSync(join(dir, `${name}.gz`), gzipSync(source, { level: constants.Z_BEST_COMPRESSION }));
      }
      const styles = Object.keys(bundle).filter((name) => name.endsWith('.css'));
      const doorWords = filesOf(bundle, /\/door\/words\.zh\.ts$/);
      const door = [...filesOf(bundle, /\/web\/main\.ts$/), ...doorWords, ...styles];
      const words = filesOf(bundle, /\/shell\/words\.zh\.ts$/);
      const tell = (what: string, files: readonly string[], budget: number) => {
        const bytes = [...new Set(files)].reduce((sum, name) => sum + (packed.get(name) ?? 0), 0);
        const line = `${what}: ${(bytes / 1000).toFixed(0)} kB in ${new Set(files).size} files, of ${budget} kB`;
        if (bytes > budget * 1000) throw new Error(`over its budget: ${line}`);
        lines.push(line);
      };
      tell('before signing in', door, BUDGETS_KB.door);
      for (const [path, modules] of Object.entries(FIRST_PAGES)) {
        const page = [...filesOf(bundle, /\/workbench\.tsx$/), ...filesOf(bundle, modules)];
        tell(`first visit of ${path}`, [...door, ...words, ...page], BUDGETS_KB.workbench);
      }
    },
    // below the list of all files
    closeBundle() {
      for (const line of lines) this.info(line);
    },
  };
}

/** Ant Design's icons name themselves in English (`down`, `close-circle`) to whoever hears the page: silent, unless given a label. */
function silentIcons(): Plugin {
  const named = '"aria-label": icon.name';
  return {
    name: 'silent-icons',
    transform: {
      filter: { id: /@ant-design\/icons\/es\/components\/AntdIcon(Light)?\.js/ },
      handler(code, id) {
        if (!code.includes(named))
          throw new Error(`${id} does not name its icons as it did: look what it does now`);
        return code.replace(named, '"aria-hidden": restProps["aria-label"] === undefined');
      },
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

/**
 * Few files, each of what is used together: on a slow connection every further file costs more than its bytes. A module goes to the
 * first group that wants it; a page's own pieces stay with the page.
 */
const groups = [
  { name: 'door', test: /src\/(?!web\/worker)/, tags: ['$initial' as const] },
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler|i18next|react-i18next|@tanstack)\// },
  { name: 'workbench', test: /src\/web\/(workbench\.tsx|shell\/(?!words)|\w+\/slice\.tsx)/ },
  {
    name: 'today',
    test: /src\/web\/\w+\/(today-page|client-list-page|bell|alert-badge|help-calls|\w+-today)\.tsx$/,
  },
  { name: 'numbers', test: /node_modules\/@stdlib\// },
  { name: 'tables', test: /node_modules\/(antd\/es|@rc-component)\/(table|tree|pagination)\// },
  { name: 'more', test: /node_modules\//, entriesAware: true, entriesAwareMergeThreshold: 60_000 },
  { name: 'shared', test: /src\/(contract|domain|plain|web)\/(?!\w+\/words)/, minShareCount: 4 },
  {
    name: 'words-zh',
    test: /src\/web\/(base|shell|today|casework|clients|files|groups|identity|measures|meetings|notifications|playbooks)\/words\.zh/,
  },
  {
    name: 'words-en',
    test: /src\/web\/(base|shell|today|casework|clients|files|groups|identity|measures|meetings|notifications|playbooks)\/words\.en/,
  },
].map((group, index, { length }) => ({ ...group, priority: length - index }));

/** Built for production; `npm run dev` serves it as it is written. */
export default defineConfig({
  root: folder('.'),
  plugins: [react(), silentIcons(), calledContract(), shellFiles(), firstFiles(), noTests(), packedFiles()],
  css: {
    // the slice's name in front keeps them apart, and they can be read in the browser and in the journeys
    modules: { generateScopedName: (name, file) => `${basename(dirname(file))}-${name}` },
  },
  build: {
    outDir: folder('../../dist/web'),
    emptyOutDir: true,
    cssCodeSplit: false,
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      treeshake: {
        moduleSideEffects: [
          // a slice's public.ts is a list: asking it for one thing must not bring the others along
          { test: /\/public\.ts$/, sideEffects: false },
          { test: /\/(src\/contract|node_modules\/typebox)\//, sideEffects: false },
        ],
      },
      input: { page: folder('index.html'), worker: folder('worker/worker.ts') },
      output: {
        // its address is its scope and must stay
        entryFileNames: ({ name }) => (name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js'),
        codeSplitting: { groups },
      },
    },
  },
});
