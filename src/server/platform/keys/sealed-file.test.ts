import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSealedFile, SealedFileBroken, writeSealedFile } from './sealed-file.ts';

// the key is made slowly on purpose
const SLOW = 60_000;
let folder: string;
const at = (name: string) => join(folder, name);

async function* parts(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuantu-sealed-'));
  await writeSealedFile(at('sealed'), '暖途 口令', parts('姓名,', '李静\r\n'));
}, SLOW);
afterAll(() => rm(folder, { recursive: true }));

test(
  'a sealed file shows nothing, and its passphrase opens it',
  async () => {
    expect((await readFile(at('sealed'))).includes('李静')).toBe(false);
    await openSealedFile(at('sealed'), '暖途 口令', at('open'));
    expect(await readFile(at('open'), 'utf8')).toBe('姓名,李静\r\n');
  },
  SLOW,
);

test(
  'another passphrase, a changed byte and a file cut short are refused, and nothing is written',
  async () => {
    const bytes = await readFile(at('sealed'));
    const changed = Buffer.from(bytes);
    changed[bytes.length - 20] = (changed[bytes.length - 20] ?? 0) ^ 1;
    await writeFile(at('changed'), changed);
    await writeFile(at('short'), bytes.subarray(0, bytes.length - 1));
    for (const [name, passphrase] of [
      ['sealed', '别的口令'],
      ['changed', '暖途 口令'],
      ['short', '暖途 口令'],
    ] as const) {
      const opening = openSealedFile(at(name), passphrase, at(`${name}.open`));
      await expect(opening, name).rejects.toBeInstanceOf(SealedFileBroken);
    }
    expect((await readdir(folder)).sort()).toEqual(['changed', 'open', 'sealed', 'short']);
  },
  SLOW,
);

test(
  'a file that cannot be written to its end does not appear',
  async () => {
    async function* failing() {
      yield Buffer.from('姓名');
      throw new Error('the database went away');
    }
    await expect(writeSealedFile(at('half'), 'x', failing())).rejects.toThrow('went away');
    expect((await readdir(folder)).some((name) => name.startsWith('half'))).toBe(false);
  },
  SLOW,
);
