import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeRelease } from './release.ts';

const EARLIER = '## 0.1.0 — 2026-11-26\n\nFirst version.\n';
const NOTES = '- **Files** are attached.\n\n### Upgrading\n\nBack up first.';
let folder: string;

function git(...parameters: string[]): string {
  return execFileSync('git', parameters, { cwd: folder, encoding: 'utf8' });
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

function commit(): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', 'work');
}

function release(wanted: string): { ok: boolean; message: string } {
  return makeRelease(folder, wanted, { day: '2026-12-01', language: 'en' });
}

/** A checkout whose version was tagged; since then came a migration and words about it. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nuantu-release-test-'));
  git('init', '--quiet');
  git('config', 'user.name', 'Test');
  git('config', 'user.email', 'test@example.org');
  const dependency = { 'node_modules/other': { version: '0.1.0' } };
  write('package.json', '{\n  "name": "nuantu",\n  "version": "0.1.0"\n}\n');
  write(
    'package-lock.json',
    `${JSON.stringify({ version: '0.1.0', packages: { '': { version: '0.1.0' }, ...dependency } }, undefined, 2)}\n`,
  );
  write('CHANGELOG.md', `# Changelog\n\n## Unreleased\n\n${EARLIER}`);
  mkdirSync(join(folder, 'db/migrations'), { recursive: true });
  write('db/migrations/0001_actor.sql', 'select 1');
  commit();
  git('tag', '--annotate', '--message', '0.1.0', 'v0.1.0');
  write('db/migrations/0002_file.sql', 'select 2');
  write('CHANGELOG.md', `# Changelog\n\n## Unreleased\n\n${NOTES}\n\n${EARLIER}`);
  commit();
});

afterEach(() => rmSync(folder, { recursive: true }));

test('a release sets the version in both files, closes the changelog’s section with its day, commits and tags with the notes', () => {
  expect(release('0.2.0')).toEqual({ ok: true, message: expect.stringContaining('git push --follow-tags') });
  expect(JSON.parse(read('package.json'))).toEqual({ name: 'nuantu', version: '0.2.0' });
  expect(JSON.parse(read('package-lock.json'))).toEqual({
    version: '0.2.0',
    packages: { '': { version: '0.2.0' }, 'node_modules/other': { version: '0.1.0' } },
  });
  expect(read('CHANGELOG.md')).toBe(
    `# Changelog\n\n## Unreleased\n\n## 0.2.0 — 2026-12-01\n\n${NOTES}\n\n${EARLIER}`,
  );
  expect(git('status', '--porcelain')).toBe('');
  expect(git('log', '-1', '--format=%s').trim()).toBe('Release 0.2.0');
  expect(git('cat-file', 'tag', 'v0.2.0')).toContain(`Nuantu 0.2.0\n\n${NOTES}\n`);
  expect(git('rev-parse', 'v0.2.0^{commit}')).toBe(git('rev-parse', 'HEAD'));
  // and the next one begins from there
  expect(release('0.3.0')).toMatchObject({ ok: false, message: expect.stringContaining('says nothing') });
});

test.each([
  ['0.1.0', 'not above 0.1.0'],
  ['0.0.9', 'not above 0.1.0'],
  ['0.2', 'no version'],
  ['v0.2.0', 'no version'],
])('%s is refused as a version: %s', (wanted, reason) => {
  expect(release(wanted)).toEqual({ ok: false, message: expect.stringContaining(reason) });
});

test('a heading within the notes is one of theirs, and a second section of what is not released is refused', () => {
  write('CHANGELOG.md', `# Changelog\n\n## Unreleased\n\n${NOTES}\n\n### Unreleased\n\nWords.\n\n${EARLIER}`);
  commit();
  expect(release('0.2.0').ok).toBe(true);
  expect(read('CHANGELOG.md')).toContain('### Unreleased\n\nWords.');
  expect(read('CHANGELOG.md')).toContain(EARLIER);
  write('CHANGELOG.md', `# Changelog\n\n## Unreleased\n\n${NOTES}\n\n## Unreleased\n\n${EARLIER}`);
  commit();
  expect(release('0.3.0').ok).toBe(false);
});

test('0.10.0 is above 0.9.0', () => {
  write('package.json', read('package.json').replace('0.1.0', '0.9.0'));
  write('package-lock.json', read('package-lock.json').replaceAll('0.1.0', '0.9.0'));
  commit();
  git('tag', 'v0.9.0');
  write('CHANGELOG.md', `## Unreleased\n\n- More.\n`);
  commit();
  expect(release('0.10.0').ok).toBe(true);
  expect(read('CHANGELOG.md')).toBe('## Unreleased\n\n## 0.10.0 — 2026-12-01\n\n- More.\n');
});

test.each([
  ['a file that is not committed', 'notes.txt', () => write('notes.txt', 'x')],
  ['a change that is not committed', 'package.json', () => write('package.json', '{"version": "0.1.0"}')],
  ['no tag of the version before', 'no tag v0.1.0', () => git('tag', '--delete', 'v0.1.0')],
  ['a tag of the wanted version', 'a tag v0.2.0', () => git('tag', 'v0.2.0')],
  ['nothing to tell', 'says nothing', () => tell(`## Unreleased\n\n${EARLIER}`)],
  ['no heading to close', 'no heading', () => tell(EARLIER)],
  [
    'a migration without words to operators',
    '0002_file.sql',
    () => tell(`## Unreleased\n\n- Files.\n\n${EARLIER}`),
  ],
  [
    'a heading for operators with nothing under it',
    '0002_file.sql',
    () => tell(`## Unreleased\n\n### Upgrading\n\n### For developers\n\n- Files.\n\n${EARLIER}`),
  ],
])('%s refuses the release and changes nothing', (_, reason, spoil) => {
  spoil();
  const before = [git('log', '--format=%H'), git('status', '--porcelain'), git('tag')];
  expect(release('0.2.0')).toEqual({ ok: false, message: expect.stringContaining(reason) });
  expect([git('log', '--format=%H'), git('status', '--porcelain'), git('tag')]).toEqual(before);
});

function tell(changelog: string): void {
  write('CHANGELOG.md', changelog);
  commit();
}

test('what git refuses leaves no half release behind', () => {
  const before = git('rev-parse', 'HEAD');
  const hook = join(folder, '.git/hooks/pre-commit');
  writeFileSync(hook, '#!/bin/sh\necho no releases on Fridays >&2\nexit 1\n');
  chmodSync(hook, 0o755);
  expect(release('0.2.0')).toEqual({ ok: false, message: expect.stringContaining('no releases on Fridays') });
  expect(git('rev-parse', 'HEAD')).toBe(before);
  expect(git('status', '--porcelain')).toBe('');
});
