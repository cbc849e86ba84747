import { copyFile, open, stat, truncate } from 'node:fs/promises';

const LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * Keeps `postgres.log` and one predecessor. PostgreSQL appends to the open file, so it is copied and emptied instead
 * of renamed; a line written in between is lost, which a log of warnings can bear.
 */
export async function limitLog(path: string): Promise<void> {
  if ((await logSize(path)) < LIMIT_BYTES) return;
  await copyFile(path, `${path}.1`);
  await truncate(path, 0);
}

export async function logSize(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

/** What was appended since the log had this size. */
export async function readLogSince(path: string, size: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size: now } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.max(0, now - size)), 0, null, size);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
