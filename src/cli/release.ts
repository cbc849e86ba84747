import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { type ExitCode, failed, type Invocation } from './command.ts';
import { CHECKOUT } from './environment.ts';
import { fill, type Language } from './language.ts';
import { RELEASE, RELEASE_REFUSALS } from './release-messages.ts';
import { planRelease, type ReleaseState, tagOf } from './release-plan.ts';

const MANIFEST = 'package.json';
const LOCK = 'package-lock.json';
const CHANGELOG = 'CHANGELOG.md';

/** `nuantu release X.Y.Z`: what is committed becomes that version: a commit and a tag, sent nowhere. */
export async function run({ positionals, language }: Invocation): Promise<ExitCode> {
  const [wanted = ''] = positionals;
  const day = new Date().toISOString().slice(0, 10);
  const { ok, message } = makeRelease(CHECKOUT, wanted, { day, language });
  if (!ok) return failed(message);
  process.stdout.write(`${message}\n`);
  return 0;
}

export function makeRelease(
  folder: string,
  wanted: string,
  { day, language }: { day: string; language: Language },
): { ok: boolean; message: string } {
  const state = readState(folder);
  const plan = planRelease(wanted, day, state);
  if (!plan.ok) return { ok: false, message: fill(RELEASE_REFUSALS[plan.reason], language, plan.parameters) };
  const from = git(folder, 'rev-parse', 'HEAD');
  try {
    for (const [name, times] of [
      [MANIFEST, 1],
      // of the package itself: once at the top, once among the packages
      [LOCK, 2],
    ] as const)
      setVersion(join(folder, name), { from: state.current, to: wanted, times });
    writeFileSync(join(folder, CHANGELOG), plan.changelog);
    git(folder, 'commit', '--quiet', '--message', `Release ${wanted}`, '--', MANIFEST, LOCK, CHANGELOG);
    // verbatim: its headings begin as comments of git do
    const message = `Nuantu ${wanted}\n\n${plan.notes}\n`;
    git(folder, 'tag', '--annotate', '--cleanup=verbatim', '--message', message, tagOf(wanted));
  } catch (error) {
    // nothing else was changed when this began, and a half release would be in the way of the next attempt
    git(folder, 'reset', '--quiet', '--hard', from);
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, message: fill(RELEASE.gitFailed, language, { reason }) };
  }
  return { ok: true, message: fill(RELEASE.made, language, { version: wanted, tag: tagOf(wanted) }) };
}

function readState(folder: string): ReleaseState {
  const { version } = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as { version: string };
  const tags = lines(git(folder, 'tag', '--list'));
  const tag = tagOf(version);
  const added = tags.includes(tag)
    ? git(folder, 'diff', '--name-only', '--diff-filter=A', tag, 'HEAD', '--', 'db/migrations/*.sql')
    : '';
  return {
    current: version,
    changedFiles: lines(git(folder, 'status', '--porcelain')).map((line) => line.replace(/^\S+ +/, '')),
    tags,
    changelog: readFileSync(join(folder, CHANGELOG), 'utf8'),
    addedMigrations: lines(added).map((path) => path.replace('db/migrations/', '')),
  };
}

/** The first places alone, and as text, so that nothing else of the file becomes another. */
function setVersion(path: string, { from, to, times }: { from: string; to: string; times: number }): void {
  let left = times;
  const text = readFileSync(path, 'utf8').replaceAll(`"version": "${from}"`, (there) => {
    left -= 1;
    return left < 0 ? there : `"version": "${to}"`;
  });
  if (left > 0) throw new Error(`${path}: "version": "${from}"`);
  writeFileSync(path, text);
}

function git(folder: string, ...parameters: string[]): string {
  return execFileSync('git', parameters, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
