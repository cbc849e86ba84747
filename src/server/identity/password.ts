import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { FairQueue } from './fair-queue.ts';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };
const NONCE_BYTES = 16;

/**
 * One for the whole process, as libuv's four threads are: half of the cores stay for answers and the database, half of
 * the threads for files and names. A hash takes some 50 ms, so the last place of the queue waits two seconds.
 */
const queue = new FairQueue({
  lanes: Math.min(2, Math.max(1, Math.floor(availableParallelism() / 2))),
  places: 40,
});
/** Whose password is checked for a name that nobody has: it costs what any other costs, and nothing matches it. */
const NOBODYS_HASH = phc(Buffer.alloc(NONCE_BYTES), Buffer.alloc(COST.tagLength));

/** PHC string: `$argon2id$v=19$m=…,t=…,p=…$nonce$tag`. */
export async function hashPassword(password: string, from = 'here'): Promise<string> {
  const nonce = randomBytes(NONCE_BYTES);
  return phc(nonce, await queue.run(from, () => derive(password, nonce, COST)));
}

/**
 * @param hash null: nobody's
 * @param from the network that asks; each has its turn, and a place before strangers' once it was right
 * @throws AppError sign_in_busy
 */
export async function verifyPassword(password: string, hash: string | null, from: string): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash ?? NOBODYS_HASH);
  if (match === null) return false;
  const [memory, passes, parallelism] = match.slice(1, 4).map(Number);
  const tag = Buffer.from(match[5] ?? '', 'base64');
  const nonce = Buffer.from(match[4] ?? '', 'base64');
  const cost = {
    memory: memory ?? COST.memory,
    passes: passes ?? COST.passes,
    parallelism: parallelism ?? 1,
    tagLength: tag.length,
  };
  const isRight = timingSafeEqual(await queue.run(from, () => derive(password, nonce, cost)), tag);
  if (isRight) queue.remember(from);
  return isRight;
}

function derive(password: string, nonce: Buffer, cost: typeof COST): Promise<Buffer> {
  const message = password.normalize('NFKC');
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message, nonce, ...cost }, (error, tag) => {
      if (error === null) resolve(tag);
      else reject(error);
    });
  });
}

function phc(nonce: Buffer, tag: Buffer): string {
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`;
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
