import { on } from 'node:events';
import { setImmediate, setInterval } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Sheet } from '../../../domain/roster/sheet.ts';
import { spreadsheetLimits } from './decode-spreadsheet.ts';
import { type SheetPart, sheetsOf } from './sheet-part.ts';
import { SpreadsheetError, type SpreadsheetErrorCode } from './spreadsheet-error.ts';

export interface DecodeTask {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}
/** The next part, each of which is answered, and what the thread ends with. */
export type DecodeMessage = SheetPart | { readonly code: SpreadsheetErrorCode } | 'end';

/** Of the processor: two seconds, and one more for each megabyte. A wall clock would refuse good files on a busy machine. */
const CPU_MS = 2_000;
const CPU_MS_PER_MEGABYTE = 1_000;
/** However busy the machine is. */
const WALL_MS = 60_000;
const LOOK_MS = 100;
/** A text is split as a whole; of a workbook only the texts that cells share stay. */
const MEMORY = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };
/** One file after the other: the other core serves everybody else. */
const MOST_WAITING = 20;

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/**
 * Decodes an uploaded `.xlsx` or `.csv` file into its sheets; the first row of cells is row 1 of its sheet. Whoever made the file may want to stop the server with it: it is decoded in a thread that is ended at
 * its limits of time and memory, while everybody else is served.
 * @param options.cpuMs milliseconds of the processor
 * @param options.handsOver nobody looks at the bytes any more: they are the thread's, and gone with it
 * @throws SpreadsheetError for anything that cannot be read within the limits, and nothing else
 */
export async function readSpreadsheet(
  bytes: Buffer,
  fileName: string,
  { cpuMs, handsOver = false }: { readonly cpuMs?: number; readonly handsOver?: boolean } = {},
): Promise<Sheet[]> {
  if (bytes.length === 0) throw new SpreadsheetError('file_empty');
  if (bytes.length > spreadsheetLimits.bytes) throw new SpreadsheetError('file_too_large');
  if (waiting >= MOST_WAITING) throw new SpreadsheetError('file_readers_busy');
  waiting += 1;
  const limits = {
    cpuMs: cpuMs ?? CPU_MS + (bytes.length / 2 ** 20) * CPU_MS_PER_MEGABYTE,
    handsOver,
  };
  const reading = last.then(() => decodeApart({ bytes, fileName }, limits));
  last = reading.catch(() => undefined).finally(() => (waiting -= 1));
  return reading;
}

async function decodeApart(
  task: DecodeTask,
  { cpuMs, handsOver }: { readonly cpuMs: number; readonly handsOver: boolean },
): Promise<Sheet[]> {
  const { buffer, byteLength } = task.bytes;
  // a small file shares its memory with others
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
  const worker = new Worker(new URL('./spreadsheet-worker.ts', import.meta.url), {
    workerData: task,
    transferList: handsOver && isAlone ? [buffer] : [],
    resourceLimits: MEMORY,
  });
  const stop = new AbortController();
  try {
    return await Promise.race([
      sheetsOf(received(worker, stop.signal)),
      overTime(worker, cpuMs, stop.signal),
    ]);
  } catch (error) {
    // its memory ran out, or it broke in a way of its own
    throw error instanceof SpreadsheetError ? error : new SpreadsheetError('file_too_costly');
  } finally {
    stop.abort();
    await worker.terminate();
  }
}

/** @throws SpreadsheetError as the thread says; whatever ends the thread */
async function* received(worker: Worker, signal: AbortSignal): AsyncGenerator<SheetPart> {
  for await (const [message] of on(worker, 'message', { signal, close: ['exit'] }) as AsyncIterable<
    [DecodeMessage]
  >) {
    if (message === 'end') return;
    if ('code' in message) throw new SpreadsheetError(message.code);
    yield message;
    await setImmediate();
    // a thread has no origin
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage('next');
  }
  throw new SpreadsheetError('file_too_costly');
}

/** Rejects when the thread has used up its time; never settles, once it is stopped. */
async function overTime(worker: Worker, cpuMs: number, signal: AbortSignal): Promise<never> {
  const begun = performance.now();
  let isOver = false;
  try {
    for await (const _ of setInterval(LOOK_MS, undefined, { signal })) {
      // a thread that is not there yet says nothing, and is looked at again
      const { user, system } = await worker.cpuUsage().catch(() => ({ user: 0, system: 0 }));
      isOver = (user + system) / 1000 > cpuMs || performance.now() - begun > WALL_MS;
      if (isOver) break;
    }
  } catch {
    // stopped
  }
  if (isOver) throw new SpreadsheetError('file_too_costly');
  return new Promise(() => undefined);
}
