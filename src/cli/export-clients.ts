import { exportRoster } from '../server/clients/public.ts';
import type { ExitCode, Invocation } from './command.ts';
import { exportTable } from './export-table.ts';

/** `nuantu export clients …`: a roster that can be imported again. */
export function run(invocation: Invocation): Promise<ExitCode> {
  return exportTable(invocation, exportRoster);
}
