import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { zstdDecompressSync } from 'node:zlib';
import { chooseUser } from '../src/server/platform/postgres/operating-system-user.ts';

/** What `fixtures/release-0.1.0/make.ts` did with that release. */
export interface ReleasedContents {
  readonly password: string;
  readonly client: {
    readonly id: string;
    readonly name: string;
    readonly phone: string;
    readonly note: string;
  };
  readonly case: {
    readonly id: string;
    readonly number: string;
    readonly encounters: readonly { readonly id: string; readonly note: string }[];
  };
  readonly referral: { readonly id: string; readonly reason: string };
  readonly alert: { readonly id: string; readonly kind: string };
  readonly material: { readonly id: string; readonly title: string; readonly sha256: string };
  readonly study: { readonly id: string; readonly title: string };
  readonly counts: Readonly<Record<string, number>>;
}

const fixture = new URL('fixtures/release-0.1.0/', import.meta.url);

export async function readContents(): Promise<ReleasedContents> {
  return JSON.parse(await readFile(new URL('contents.json', fixture), 'utf8')) as ReleasedContents;
}

/** The data folder that the first release left, in a temporary folder; the caller removes it. */
export async function unpackReleased(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nuantu-upgrade-'));
  await chmod(folder, 0o711);
  const archive = zstdDecompressSync(await readFile(new URL('data.tar.zst', fixture)));
  const tar = spawn('tar', ['--extract', '--no-same-owner', '--directory', folder], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  tar.stdin.end(archive);
  const [code] = (await once(tar, 'exit')) as [number];
  if (code !== 0) throw new Error(`tar ended with ${code}`);
  // `mkdtemp` made the folder for us alone, and so did tar, which was told `.`
  await chmod(folder, 0o711);
  const pgdata = join(folder, 'pgdata');
  // as root PostgreSQL runs as another user, who owned the files where they came from as well
  const user = process.getuid?.() === 0 ? await chooseUser(pgdata) : undefined;
  if (user !== undefined) await promisify(execFile)('chown', ['-R', `${user.uid}:${user.gid}`, pgdata]);
  return folder;
}
