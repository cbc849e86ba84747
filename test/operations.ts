import { glob, readFile } from 'node:fs/promises';
import type { OperationShape } from '../src/contract/operation.ts';

/** Every operation that the contract defines, by its exported name. */
export async function listOperations(): Promise<[string, OperationShape][]> {
  const operations: [string, OperationShape][] = [];
  for await (const file of glob('src/contract/*.ts')) {
    if (!(await readFile(file, 'utf8')).includes('operation({')) continue;
    const module = (await import(new URL(`../${file}`, import.meta.url).href)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(module)) {
      if (isOperation(value)) operations.push([name, value]);
    }
  }
  return operations;
}

function isOperation(value: unknown): value is OperationShape {
  return (
    typeof value === 'object' && value !== null && 'method' in value && 'url' in value && 'access' in value
  );
}
