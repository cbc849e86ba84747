import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const checkout = fileURLToPath(new URL('..', import.meta.url));

interface Edge {
  readonly from: string;
  readonly to: string;
  /** the import that makes it */
  readonly because: string;
}

// agreed with oxc-parser on each of 964 files, in a seventh of its time; an import of types counts
const IMPORT =
  /^\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|^\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'/gm;

function importsOf(path: string, text: string): Edge[] {
  return [...text.matchAll(IMPORT)]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .filter((name) => name.startsWith('.'))
    .map((name) => ({ from: path, to: posix.join(dirname(path), name) }))
    .map(({ from, to }) => ({ from, to, because: `${from} imports ${to}` }));
}

/** What is read at once with a file: not what it names only as types, and not what it imports later. */
const AT_ONCE = /^\s*(?:import|export)(?!\s+type\b)[^'";]*?from\s*'([^']+)'|^\s*import\s*'([^']+)'/gm;

/** Packages that are read at once with a file, by the way there. */
function packagesAtOnce(start: string): Map<string, string> {
  const wayTo = new Map([[start, start]]);
  const packages = new Map<string, string>();
  for (const [path, way] of wayTo) {
    if (!path.endsWith('.ts')) continue;
    for (const match of readFileSync(join(checkout, path), 'utf8').matchAll(AT_ONCE)) {
      const name = match[1] ?? match[2] ?? '';
      const to = name.startsWith('.') ? posix.join(dirname(path), name) : name;
      if (to !== name && !wayTo.has(to)) wayTo.set(to, `${way} → ${to}`);
      const [, found] = /^(@[^/]+\/[^/]+|[^@./][^/]*)/u.exec(name) ?? [];
      if (found !== undefined && !packages.has(found)) packages.set(found, `${way} → ${found}`);
    }
  }
  return packages;
}

/** The arrows between the folders that stand side by side in one. */
function roomsOf(parent: string, imports: readonly Edge[]): Edge[] {
  const roomOf = (path: string) => {
    const [room, ...rest] = path.startsWith(`${parent}/`) ? path.slice(parent.length + 1).split('/') : [];
    return rest.length > 0 ? `${parent}/${room}` : undefined;
  };
  return imports.flatMap(({ from, to, because }) => {
    const [a, b] = [roomOf(from), roomOf(to)];
    return a === undefined || b === undefined || a === b ? [] : [{ from: a, to: b, because }];
  });
}

/** A shortest circle through each node that stands in one and in no circle told before. */
function circlesOf(edges: readonly Edge[]): Edge[][] {
  const from = Map.groupBy(edges, (edge) => edge.from);
  const told = new Set<string>();
  return [...from.keys()].sort().flatMap((start) => {
    if (told.has(start)) return [];
    const circle = wayBack(start, from);
    for (const edge of circle) told.add(edge.from);
    return circle.length === 0 ? [] : [circle];
  });
}

function wayBack(start: string, from: ReadonlyMap<string, readonly Edge[]>): Edge[] {
  const reached = new Map<string, Edge>();
  const queue = [start];
  for (const node of queue) {
    for (const edge of from.get(node) ?? []) {
      if (reached.has(edge.to)) continue;
      reached.set(edge.to, edge);
      if (edge.to !== start) queue.push(edge.to);
    }
  }
  const way: Edge[] = [];
  for (let edge = reached.get(start); edge !== undefined; edge = reached.get(edge.from)) {
    way.unshift(edge);
    if (edge.from === start) break;
  }
  return way;
}

/** Each circle by its edges, and under each edge the imports that make it. */
function tell(edges: readonly Edge[]): string[] {
  return circlesOf(edges).map((circle) =>
    circle
      .flatMap(({ from, to }) => [
        `${from} → ${to}`,
        ...edges
          .filter((edge) => edge.from === from && edge.to === to)
          .map(({ because }) => `    ${because}`),
      ])
      .join('\n'),
  );
}

function parentsOf(paths: readonly string[]): string[] {
  const parents = paths.flatMap((path) => {
    const parts = path.split('/');
    return parts.slice(0, -2).map((_, index) => parts.slice(0, index + 1).join('/'));
  });
  return [...new Set(parents)].sort();
}

describe('the source', () => {
  const paths = globSync('src/**/*.{ts,tsx}', { cwd: checkout })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
  const imports = paths.flatMap((path) => importsOf(path, readFileSync(join(checkout, path), 'utf8')));

  it('is read: files and arrows are found', () => {
    expect(paths).toContain('src/server/platform/database/database.ts');
    expect(imports.length).toBeGreaterThan(paths.length);
  });

  it('has no files that import each other in a circle', () => {
    expect(tell(imports).join('\n\n')).toBe('');
  });

  it.each(parentsOf(paths))('%s has no folders that import each other in a circle', (parent) => {
    expect(tell(roomsOf(parent, imports)).join('\n\n')).toBe('');
  });
});

describe('the server', () => {
  const packages = packagesAtOnce('src/server/main.ts');

  it('reads what every request needs when it starts', () => {
    expect([...packages.keys()]).toEqual(expect.arrayContaining(['fastify', 'kysely', 'typebox']));
  });

  // each takes megabytes of memory from the first second on, and most servers use none of them on most days
  it.each([
    '@resvg/resvg-js',
    '@stdlib/stats-base-dists-f-quantile',
    'docx',
    'file-type',
    'highs',
    'ical.js',
    'jsonld',
    'ml-matrix',
    'nodemailer',
    'pdfkit',
    'sharp',
    'write-excel-file',
  ])('reads %s once it is needed, not when it starts', (name) => {
    expect(packages.get(name)).toBeUndefined();
  });
});

describe('a circle', () => {
  const texts = {
    'src/a/one.ts': `import { two } from '../b/two.ts';\n`,
    'src/b/two.ts': `import {\n  type Three,\n} from '../c/inner/three.ts';\nexport { four } from '../d/four.ts';\n`,
    'src/c/inner/three.ts': `const five = await import('../../a/five.ts');\n`,
    'src/d/four.ts': `import 'node:fs';\n`,
    'src/a/five.ts': `import type { Six } from './six.ts';\n`,
    'src/a/six.ts': `type Five = import('./five.ts').Five;\n`,
  };
  const imports = Object.entries(texts).flatMap(([path, text]) => importsOf(path, text));

  it('of folders is told by its edges and the imports that make them', () => {
    expect(tell(roomsOf('src', imports))).toEqual([
      [
        'src/a → src/b',
        '    src/a/one.ts imports src/b/two.ts',
        'src/b → src/c',
        '    src/b/two.ts imports src/c/inner/three.ts',
        'src/c → src/a',
        '    src/c/inner/three.ts imports src/a/five.ts',
      ].join('\n'),
    ]);
  });

  it('of files is found where only types are imported', () => {
    expect(circlesOf(imports).map((circle) => circle.map(({ from }) => from))).toEqual([
      ['src/a/five.ts', 'src/a/six.ts'],
    ]);
  });
});
