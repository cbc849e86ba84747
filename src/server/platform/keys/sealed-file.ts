import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/**
 * A file that a passphrase opens: the mark, 16 bytes of salt, 12 of nonce, the text under AES-256-GCM, 16 of tag. The
 * key comes from scrypt (N 2^17, r 8, p 1). The mark is authenticated too.
 */
const MARK = Buffer.from('NUANTU-SEALED-1\n');
const SALT = 16;
const NONCE = 12;
const TAG = 16;
const HEAD = MARK.length + SALT + NONCE;
const KEY = 32;
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 ** 2 };

/** Not such a file, cut short, changed, or another passphrase. */
export class SealedFileBroken extends Error {
  override readonly name = 'SealedFileBroken';
}

/** Writes sealed what comes, in constant memory; the file appears whole or not at all. */
export async function writeSealedFile(
  path: string,
  passphrase: string,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  const salt = randomBytes(SALT);
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt), nonce);
  cipher.setAAD(MARK);
  async function* sealed() {
    yield Buffer.concat([MARK, salt, nonce]);
    for await (const part of content) yield cipher.update(part);
    yield cipher.final();
    yield cipher.getAuthTag();
  }
  await writeWhole(path, (draft) => stream(sealed(), draft));
}

/** The same without sealing, for whoever asks for it. */
export async function writePlainFile(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  await writeWhole(path, (draft) => stream(content, draft));
}

/** Opens a sealed file into another one. @throws SealedFileBroken, and then nothing is written */
export async function openSealedFile(path: string, passphrase: string, out: string): Promise<void> {
  const bytes = await readFile(path);
  if (bytes.length < HEAD + TAG || !bytes.subarray(0, MARK.length).equals(MARK)) throw new SealedFileBroken();
  const salt = bytes.subarray(MARK.length, MARK.length + SALT);
  const nonce = bytes.subarray(MARK.length + SALT, HEAD);
  const decipher = createDecipheriv('aes-256-gcm', await keyOf(passphrase, salt), nonce);
  decipher.setAAD(MARK);
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
  let text: Buffer;
  try {
    text = Buffer.concat([decipher.update(bytes.subarray(HEAD, bytes.length - TAG)), decipher.final()]);
  } catch {
    throw new SealedFileBroken();
  }
  await writeWhole(out, (draft) => writeFile(draft, text, { mode: 0o600 }));
}

async function stream(parts: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  const file = createWriteStream(path, { mode: 0o600 });
  // a stream whose parts fail before it has opened its file makes the file after whoever removes it
  await once(file, 'open');
  await pipeline(parts, file);
}

async function writeWhole(path: string, write: (draft: string) => Promise<void>): Promise<void> {
  const draft = `${path}.part`;
  try {
    await write(draft);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  scrypt(passphrase, salt, KEY, COST, (error, key) => {
    if (error === null) resolve(key);
    else reject(error);
  });
  return promise;
}
