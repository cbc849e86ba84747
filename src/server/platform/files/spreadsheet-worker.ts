import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { decodeSpreadsheet } from './decode-spreadsheet.ts';
import { SpreadsheetError } from './spreadsheet-error.ts';
import type { DecodeMessage, DecodeTask } from './spreadsheet.ts';

const ROWS_AT_ONCE = 500;
const { bytes, fileName } = workerData as DecodeTask;
const port = parentPort;

try {
  const sheets = await decodeSpreadsheet(Buffer.from(bytes), fileName);
  for (let next = sheets.shift(); next !== undefined; next = sheets.shift()) {
    const { cells, ...sheet } = next;
    post({ sheet });
    // whoever takes a whole sheet at once, or many parts of it, is busy with it for a second
    for (let from = 0; from < cells.length; from += ROWS_AT_ONCE) {
      post({ cells: cells.slice(from, from + ROWS_AT_ONCE) });
      if (port !== null) await once(port, 'message');
    }
  }
  post('end');
} catch (error) {
  post({ code: error instanceof SpreadsheetError ? error.code : 'file_not_spreadsheet' });
}

function post(message: DecodeMessage): void {
  // a thread's port has no origin
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  port?.postMessage(message);
}
