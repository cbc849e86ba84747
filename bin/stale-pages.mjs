import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The pages of staff, of pupils and of the public that were not built from what their sources are now: what Node runs for each,
 * and `note`, for when that is done. Plain JavaScript that Node 20 understands, for the launcher.
 */
export function stalePages(root) {
  return ['answer', 'my', 'web'].flatMap((name) => {
    const config = `src/${name}/vite.config.ts`;
    if (!existsSync(join(root, config))) return [];
    const digest = digestOf(root, [config, 'package-lock.json'], [`src/${name}`, ...SHARED]);
    const marker = join(root, `dist/${name}/.hash`);
    if (existsSync(marker) && readFileSync(marker, 'utf8') === digest) return [];
    const note = () => {
      mkdirSync(dirname(marker), { recursive: true });
      writeFileSync(marker, digest);
    };
    return [{ parameters: [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', config], note }];
  });
}

const SHARED = ['src/plain', 'src/contract', 'src/domain'];

function digestOf(root, files, folders) {
  const hash = createHash('sha256');
  for (const path of files) hash.update(readFileSync(join(root, path)));
  for (const folder of folders) hashFolder(hash, root, folder);
  return hash.digest('hex');
}

function hashFolder(hash, root, folder) {
  const path = join(root, folder);
  if (!existsSync(path)) return;
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  for (const file of files)
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
}
