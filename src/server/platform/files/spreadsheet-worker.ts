import { parentPort, workerData } from 'node:worker_threads';
import { decodeSpreadsheet } from './decode-spreadsheet.ts';
import { SpreadsheetError } from './spreadsheet-error.ts';
import type { DecodeTask, DecodeMessage } from './spreadsheet.ts';

const { bytes, fileName } = workerData as DecodeTask;
const message: DecodeMessage = await decodeSpreadsheet(Buffer.from(bytes), fileName).then(
  (sheets) => ({ sheets }),
  (error: unknown) => ({ code: error instanceof SpreadsheetError ? error.code : 'file_not_spreadsheet' }),
);
// a thread's port has no origin
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.postMessage(message);
