import { exportVolunteers } from '../server/volunteer-imports/public.ts';
import type { ExitCode, Invocation } from './command.ts';
import { exportTable } from './export-table.ts';

/** `nuantu export volunteers …`: in the order of the record's rules, as an import takes it back. */
export function run(invocation: Invocation): Promise<ExitCode> {
  return exportTable(invocation, (reading) => exportVolunteers(reading));
}
