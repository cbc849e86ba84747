import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import process from 'node:process';
import { fitIntercepts, plantedTable } from './mixed-model.ts';

/** Printed as JSON by this program, which `npm run bench` starts as a process of its own. */
export interface MixedMemory {
  readonly dataMegabytes: number;
  /** The most that one fit held beyond what was there before it. */
  readonly extraMegabytes: number;
}

const BYTES_OF_ROW = 2 * Float64Array.BYTES_PER_ELEMENT + Int32Array.BYTES_PER_ELEMENT;
const MEGABYTE = 1_000_000;

const { table } = plantedTable();
globalThis.gc?.();
// the collector gives freed pages back a moment later
await sleep(500);
const before = await residentBytes('VmRSS');
// 5 sets the peak back to what is held now
await writeFile('/proc/self/clear_refs', '5');
fitIntercepts(table);
const memory: MixedMemory = {
  dataMegabytes: (table.rows * BYTES_OF_ROW) / MEGABYTE,
  extraMegabytes: ((await residentBytes('VmHWM')) - before) / MEGABYTE,
};
process.stdout.write(`${JSON.stringify(memory)}\n`);

async function residentBytes(field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) * 1024;
}
