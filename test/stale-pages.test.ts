import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stalePages } from '../bin/stale-pages.mjs';
import { STAGES } from '../src/cli/check-stages.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'nuantu-pages-'));
  for (const path of ['package-lock.json', 'src/web/vite.config.ts', 'src/web/main.ts', 'src/domain/day.ts'])
    await write(path, '1');
});

afterEach(() => rm(root, { recursive: true }));

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

/** As if they were built. */
function build(): void {
  for (const { note } of stalePages(root)) note();
}

test('pages are built once, and again when something that goes into them is another, or they are gone', async () => {
  expect(stalePages(root)).toMatchObject([
    { parameters: [expect.any(String), 'build', '--config', 'src/web/vite.config.ts'] },
  ]);
  build();
  expect(stalePages(root)).toEqual([]);
  for (const path of [
    'package-lock.json',
    'src/web/vite.config.ts',
    'src/web/main.ts',
    'src/domain/day.ts',
  ]) {
    await write(path, '2');
    expect(stalePages(root), path).toHaveLength(1);
    build();
  }
  await write('src/web/main.test.ts', 'a test goes into no page');
  expect(stalePages(root)).toEqual([]);
  await rm(join(root, 'dist'), { recursive: true });
  expect(stalePages(root)).toHaveLength(1);
});

test('the check builds the pages before tests start servers, which would find them half written', () => {
  const names = STAGES.map(({ name }) => name);
  expect(names.indexOf('build')).toBeLessThan(names.indexOf('database'));
});
