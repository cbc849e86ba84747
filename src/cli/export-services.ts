import { exportServices } from '../server/volunteer-imports/public.ts';
import type { ExitCode, Invocation } from './command.ts';
import { exportTable } from './export-table.ts';

/** `nuantu export services …`: what counts of what volunteers have served, as an import takes it back. */
export function run(invocation: Invocation): Promise<ExitCode> {
  return exportTable(invocation, (reading) => exportServices(reading));
}
