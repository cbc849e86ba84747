import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { canonicalJson } from '../../../domain/canonical-json.ts';
import type { MasterKeys } from '../keys/master-key.ts';

/** What lies outside of the database, under a code by the master key that it names. */
interface Authenticated {
  readonly keyVersion: number;
}

/** undefined: it is not there, or nobody who holds the master key wrote it so. */
export async function readAuthenticated<Content extends Authenticated>(
  file: string,
  purpose: string,
  keys: MasterKeys,
): Promise<(Content & { readonly code: string }) | undefined> {
  try {
    const { code, ...rest } = JSON.parse(await readFile(file, 'utf8')) as Content & { code: string };
    const content = rest as unknown as Content;
    const expected = codeOf(content, purpose, keys);
    const isGenuine =
      expected.length === code.length && timingSafeEqual(Buffer.from(expected), Buffer.from(code));
    return isGenuine ? { ...content, code } : undefined;
  } catch {
    return undefined;
  }
}

/** In the place of what was there, whole or not at all. */
export async function writeAuthenticated(
  file: string,
  purpose: string,
  keys: MasterKeys,
  content: Authenticated,
): Promise<void> {
  const text = JSON.stringify({ ...content, code: codeOf(content, purpose, keys) });
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, text, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}

/** @throws Error when the master key that the content names is not there */
function codeOf(content: Authenticated, purpose: string, keys: MasterKeys): string {
  const master = keys.byVersion.get(content.keyVersion);
  if (master === undefined) throw new Error(`master key version ${content.keyVersion} is not there`);
  return createHmac('sha256', master.key)
    .update(`${purpose}|${canonicalJson(content)}`)
    .digest('hex');
}
