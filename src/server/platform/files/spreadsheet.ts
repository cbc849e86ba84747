import { once } from 'node:events';
import { setInterval } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Sheet } from '../../../domain/roster/sheet.ts';
import { spreadsheetLimits } from './decode-spreadsheet.ts';
import { SpreadsheetError, type SpreadsheetErrorCode } from './spreadsheet-error.ts';

export interface DecodeTask {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}
export type DecodeMessage = { readonly sheets: Sheet[] } | { readonly code: SpreadsheetErrorCode };

/** Of the processor: two seconds, and one more for each megabyte. A wall clock would refuse good files on a busy machine. */
const CPU_MS = 2_000;
const CPU_MS_PER_MEGABYTE = 1_000;
/** However busy the machine is. */
const WALL_MS = 60_000;
const LOOK_MS = 100;
const MEMORY = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 };
/** One file after the other: the other core serves everybody else. */
const MOST_WAITING = 8;

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/**
 * Decodes an uploaded `.xlsx` or `.csv` file into its sheets; the first row of cells is row 1 of its sheet. Whoever made the file may want to stop the server with it: it is decoded in a thread that is ended at
 * its limits of time and memory, while everybody else is served.
 * @param cpuMs milliseconds of the processor
 * @throws SpreadsheetError for anything that cannot be read within the limits, and nothing else
 */
export async function readSpreadsheet(
  bytes: Buffer,
  fileName: string,
  cpuMs = CPU_MS + (bytes.length / 2 ** 20) * CPU_MS_PER_MEGABYTE,
): Promise<Sheet[]> {
  if (bytes.length === 0) throw new SpreadsheetError('file_empty');
  if (bytes.length > spreadsheetLimits.bytes) throw new SpreadsheetError('file_too_large');
  if (waiting >= MOST_WAITING) throw new SpreadsheetError('file_readers_busy');
  waiting += 1;
  const reading = last.then(() => decodeApart({ bytes, fileName }, cpuMs));
  last = reading.catch(() => undefined).finally(() => (waiting -= 1));
  return reading;
}

async function decodeApart(task: DecodeTask, cpuMs: number): Promise<Sheet[]> {
  const worker = new Worker(new URL('./spreadsheet-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: MEMORY,
  });
  const stop = new AbortController();
  try {
    const message = await Promise.race([
      once(worker, 'message').then(([answer]) => answer as DecodeMessage),
      overTime(worker, cpuMs, stop.signal),
    ]);
    if ('sheets' in message) return message.sheets;
    throw new SpreadsheetError(message.code);
  } catch (error) {
    // its memory ran out, or it broke in a way of its own
    throw error instanceof SpreadsheetError ? error : new SpreadsheetError('file_too_costly');
  } finally {
    stop.abort();
    await worker.terminate();
  }
}

/** Resolves when the thread has used up its time; never, once it is stopped. */
async function overTime(worker: Worker, cpuMs: number, signal: AbortSignal): Promise<DecodeMessage> {
  const begun = performance.now();
  try {
    for await (const _ of setInterval(LOOK_MS, undefined, { signal })) {
      const { user, system } = await worker.cpuUsage();
      if ((user + system) / 1000 > cpuMs || performance.now() - begun > WALL_MS)
        return { code: 'file_too_costly' };
    }
  } catch {
    // stopped, or the thread is gone: then its own end is told
  }
  return new Promise(() => undefined);
}
