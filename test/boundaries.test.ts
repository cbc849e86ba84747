import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, expect, test } from 'vitest';

const checkout = fileURLToPath(new URL('..', import.meta.url));
const oxlint = join(checkout, 'node_modules/oxlint/bin/oxlint');

/** Files shaped like the tree they stand for, in which the configuration is the project's own. */
let tree: string;
let findings: Map<string, string[]>;

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'nuantu-boundaries-'));
  cpSync(join(checkout, '.oxlintrc.json'), join(tree, '.oxlintrc.json'));
  for (const kind of ['broken', 'kept']) {
    cpSync(join(checkout, 'test/fixtures/boundaries', kind), join(tree, kind), { recursive: true });
  }
  findings = new Map(['broken', 'kept'].flatMap((kind) => [...lint(join(tree, kind))]));
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

/** The restrictions that each file breaks, and functions that are too long, by `kind/path`. */
function lint(folder: string): Map<string, string[]> {
  cpSync(join(tree, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { filename: string; code: string; message: string; help?: string }[];
  };
  const kind = folder.slice(tree.length + 1);
  const byFile = new Map<string, string[]>();
  for (const { filename, code, message, help } of diagnostics) {
    if (!/^eslint\((no-restricted-|max-lines-per-function)/.test(code)) continue;
    const path = `${kind}/${filename}`;
    byFile.set(path, [...(byFile.get(path) ?? []), `${message} ${help ?? ''}`]);
  }
  return byFile;
}

test.each([
  ['src/domain/clock.ts', 'time is an argument'],
  ['src/domain/stopwatch.ts', 'time is an argument'],
  ['src/domain/dice.ts', 'randomness is an argument'],
  ['src/domain/file.ts', 'domain imports nothing but itself'],
  ['src/domain/server.ts', 'domain imports nothing but itself'],
  ['src/domain/contract.ts', 'domain imports nothing but itself'],
  ['src/domain/database.ts', 'domain imports nothing but itself'],
  ['src/contract/server.ts', 'contract imports domain only'],
  ['src/contract/file.ts', 'contract imports domain only'],
  ['src/web/clients/server.tsx', 'web imports contract and domain only'],
  ['src/web/clients/file.ts', 'web imports contract and domain only'],
  ['src/web/clients/errors.ts', 'need none of the catalogue'],
  ['src/web/base/errors.ts', 'need none of the catalogue'],
  ['src/web/clients/other-slice.tsx', 'only through its public.ts'],
  ['src/web/clients/other-slice.test.ts', 'only through its public.ts'],
  ['src/web/clients/shell.ts', 'no slice knows the shell'],
  ['src/web/shell/inner.tsx', 'only through its public.ts'],
  ['src/web/ui/slice.tsx', 'ui knows no slice'],
  ['src/web/base/ui.ts', 'base knows neither ui nor slices'],
  ['src/server/clients/web.ts', 'server never imports web or cli'],
  ['src/server/clients/cli.ts', 'server never imports web or cli'],
  ['src/server/clients/inner/web.ts', 'server never imports web or cli'],
  ['src/server/clients/other-slice.ts', 'only through its public.ts'],
  ['src/server/clients/sql.ts', 'only through its public.ts'],
  ['src/server/clients/statement.ts', 'only sql.ts files and platform/ write SQL'],
  ['src/server/clients/builder.ts', 'only sql.ts files and platform/ write SQL'],
  ['src/server/clients/driver.ts', 'only sql.ts files and platform/ write SQL'],
  ['src/server/clients/door.ts', "open another organisation's door"],
  ['src/server/clients/own-door.ts', "open another organisation's door"],
  ['src/server/clients/settings.ts', "open another organisation's door"],
  ['src/server/clients/seed-door.ts', "open another organisation's door"],
  ['src/server/clients/sql-door.ts', "open another organisation's door"],
  ['src/server/platform/slice.ts', 'platform knows no slice'],
  ['src/server/platform/keys/slice.ts', 'platform knows no slice'],
  ['src/server/platform/keys/main.ts', 'platform knows no slice'],
  ['src/server/platform/keys/web.ts', 'server never imports web or cli'],
  ['src/server/clients/foreign-seed.ts', 'seeds are for the demo, tests and bench'],
  ['src/server/clients/own-seed.ts', 'seeds are for the demo, tests and bench'],
  ['src/server/clients/sql-seed.ts', 'seeds are for the demo, tests and bench'],
  ['src/server/start.ts', 'seeds are for the demo, tests and bench'],
  ['src/cli/fill.ts', 'seeds are for the demo, tests and bench'],
  ['src/server/demo/service.ts', 'only through its public.ts and its seed.ts'],
])('the arrow that %s breaks is refused: %s', (path, message) => {
  expect(findings.get(`broken/${path}`)).toEqual([expect.stringContaining(message)]);
});

test('a function is one screen long at most, comments and empty lines not counted; tests may be longer', () => {
  const component = (lines: number) => `export function Page() {
  // a line that is not counted, as the empty one below

  return (
    <ul>
${'      <li />\n'.repeat(lines - 6)}    </ul>
  );
}
`;
  mkdirSync(join(tree, 'lengths/src/web/clients'), { recursive: true });
  const write = (name: string, lines: number) =>
    writeFileSync(join(tree, 'lengths/src/web/clients', name), component(lines));
  write('fits.tsx', 60);
  write('long.tsx', 61);
  write('long.test.tsx', 61);
  expect([...lint(join(tree, 'lengths'))]).toEqual([
    ['lengths/src/web/clients/long.tsx', [expect.stringContaining('too many lines (61)')]],
  ]);
});

test('what the arrows allow is not refused', () => {
  expect([...findings.keys()].filter((path) => path.startsWith('kept/'))).toEqual([]);
});
