import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { decodeSpreadsheet } from './decode-spreadsheet.ts';
import { SpreadsheetError } from './spreadsheet-error.ts';
import type { DecodeMessage, DecodeTask } from './spreadsheet.ts';

const { bytes, fileName } = workerData as DecodeTask;
const port = parentPort;

try {
  for await (const part of decodeSpreadsheet(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
    fileName,
  )) {
    post(part);
    // whoever takes many parts at once is busy with them for a second
    if (port !== null) await once(port, 'message');
  }
  post('end');
} catch (error) {
  post({ code: error instanceof SpreadsheetError ? error.code : 'file_not_spreadsheet' });
}

/** Rows are handed over, not copied. */
function post(message: DecodeMessage): void {
  const handed = typeof message === 'object' && 'rows' in message ? [message.rows.buffer] : [];
  // a thread's port has no origin
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  port?.postMessage(message, handed);
}
