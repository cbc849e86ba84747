import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, test } from 'vitest';

const LIMIT = 40_000;

test.each([
  ['answer', ['.css', '.html', '.js', '.js']],
  ['my', ['.css', '.html', '.js', '.js']],
])(
  'the page %s with everything that it loads weighs at most 40 kB over the network',
  async (page, kinds) => {
    const folder = await mkdtemp(path.join(tmpdir(), `nuantu-${page}-`));
    try {
      const configFile = fileURLToPath(new URL(`../src/${page}/vite.config.ts`, import.meta.url));
      await build({ configFile, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = entries
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => path.join(parentPath, name));
      const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(file)).length));
      expect(files.map((file) => path.extname(file)).sort()).toEqual(kinds);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(LIMIT);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  60_000,
);
