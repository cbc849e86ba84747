import { StartError } from './start-error.ts';

/** Node's error codes for a full disk and a used-up quota, and PostgreSQL's `disk_full`. */
const CODES: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', '53100', 'disk_full']);

/** Whether an error of Node, of PostgreSQL or of the start says that no space is left. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && CODES.has(error.code);
}

/** Runs file work; a full disk becomes `StartError('disk_full')` naming the path, anything else passes unchanged. */
export async function namingFullDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isDiskFull(error) && !(error instanceof StartError)) {
      throw new StartError('disk_full', { path }, { cause: error });
    }
    throw error;
  }
}
