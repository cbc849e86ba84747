import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CHECKOUT } from './environment.ts';
import { listOperations } from './list-operations.ts';

/** What callers rely on, as it was when it was last written down. */
export interface ContractRevision {
  /** grows with each change; the minor number of the API's version */
  readonly revision: number;
  /** digest of what goes over the wire, by the operation's name */
  readonly operations: Readonly<Record<string, string>>;
}

export const REVISION_FILE = join(CHECKOUT, 'src/contract/revision.json');

/** Of the operations as they are: addresses and shapes, not the words that describe them. */
export async function digestOperations(): Promise<Record<string, string>> {
  const operations = (await listOperations()).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(operations.map(([name, operation]) => [name, digestOf(operation)]));
}

function digestOf(operation: object): string {
  const wire = JSON.stringify(operation, (key, value: unknown) =>
    key === 'description' || key === 'summary' ? undefined : value,
  );
  return createHash('sha256').update(wire).digest('base64url').slice(0, 12);
}

/** Names of operations that came, went or changed. */
export function changedOperations(
  known: ContractRevision['operations'],
  now: ContractRevision['operations'],
): string[] {
  const names = new Set([...Object.keys(known), ...Object.keys(now)]);
  return [...names].filter((name) => known[name] !== now[name]).toSorted();
}
