import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const checkout = fileURLToPath(new URL('..', import.meta.url));
const bin = (path: string) => join(checkout, 'node_modules', path);

/** The pages with one slice more: what a slice is made of, and one line in the shell. */
const slice: Readonly<Record<string, string>> = {
  'slice.tsx': `
import { createRoute } from '@tanstack/react-router';
import { staffRoute } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('seasons');
const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/seasons/$season',
    component: piece(() => import('./season-page.tsx'), 'SeasonPage'),
  }),
];
export const seasons = {
  routes,
  parts: { today: [{ rank: 1, component: piece(() => import('./season-page.tsx'), 'SeasonLink') }] },
} satisfies Slice;
`,
  'season-page.tsx': `
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

export function SeasonPage() {
  const { t } = useTranslation('seasons');
  const { season } = useParams({ from: '/staff/seasons/$season' });
  return <h1>{t('season.title', { season })} {t('action.save')}</h1>;
}

export function SeasonLink() {
  return <Link to="/seasons/$season" params={{ season: 'spring' }}>→</Link>;
}
`,
  'words.zh.ts': `
export const zh = { season: { title: '{{season}}' } };

declare module '../base/words.ts' {
  interface SliceWords {
    seasons: typeof zh;
  }
}
`,
  'words.en.ts': `
import type { zh } from './words.zh.ts';

export const en: typeof zh = { season: { title: '{{season}}' } };
`,
  'public.ts': "export { seasons } from './slice.tsx';\n",
};

let tree: string;

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'nuantu-new-slice-'));
  for (const path of [
    'src/web',
    'src/plain',
    'src/contract',
    'src/domain',
    'tsconfig.json',
    'package.json',
  ]) {
    cpSync(join(checkout, path), join(tree, path), { recursive: true });
  }
  symlinkSync(join(checkout, 'node_modules'), join(tree, 'node_modules'));
  for (const [name, text] of Object.entries(slice)) write(`src/web/seasons/${name}`, text);
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
}

/** What the types say of the pages. */
function complaints(): string[] {
  const { stdout } = spawnSync(process.execPath, [bin('typescript/bin/tsc'), '-p', 'src/web'], {
    cwd: tree,
    encoding: 'utf8',
  });
  return stdout.split('\n').filter((line) => /^\S.*error TS/.test(line));
}

test('a slice more takes one line in the shell: its addresses, words and parts are known then', () => {
  const line = "export { seasons } from '../seasons/public.ts';\n";
  appendFileSync(join(tree, 'src/web/shell/slices.ts'), line);
  // links and words are checked by the types: an address or a key that the line did not make known is an error
  expect(complaints()).toEqual([]);
}, 120_000);
