import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const web = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(web, file), 'utf8');
const namesIn = (text: string, pattern: RegExp) =>
  new Set([...text.matchAll(pattern)].map(([, name]) => name));

const modules = globSync('*/*.module.css', { cwd: web });

/** The pieces that dress in a module; a name with a part that is only known when shown counts as its beginning. */
function wearersOf(module: string): string {
  const inside = globSync(`${dirname(module)}/*.{ts,tsx}`, { cwd: web })
    .map(read)
    .filter((text) => text.includes(`'./${basename(module)}'`));
  const outside = globSync('*/*.{ts,tsx}', { cwd: web })
    .map(read)
    .filter((text) => text.includes(`'../${module}'`));
  return [...inside, ...outside].join('\n');
}

test.each(modules)('%s has every class that its pieces wear, and no other', (module) => {
  const classes = namesIn(read(module).replaceAll(/:global\([^)]*\)/g, ''), /\.([a-z][\w-]*)/g);
  const worn = wearersOf(module);
  const whole = namesIn(worn, /styles\['([\w-]+)'\]/g);
  const begun = [...namesIn(worn, /styles\[`([\w-]+)\$/g)].map((name) => name ?? '');
  expect([...whole].filter((name) => !classes.has(name))).toEqual([]);
  expect(
    [...classes].filter((name) => !whole.has(name) && !begun.some((part) => name?.startsWith(part))),
  ).toEqual([]);
});

test('every class of layout.css is worn by a piece', () => {
  const classes = namesIn(read('ui/layout.css'), /\.([a-z][\w-]*)/g);
  const pieces = globSync('*/*.tsx', { cwd: web }).map(read).join('\n');
  const isWorn = (name: string) => new RegExp(`['"\` ]${name}['"\` ]`).test(pieces);
  const byTone = new Set(['section-danger']);
  expect(
    [...classes].filter((name = '') => !name.startsWith('ant') && !byTone.has(name) && !isWorn(name)),
  ).toEqual([]);
});
