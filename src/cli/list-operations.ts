import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OperationShape } from '../contract/operation.ts';
import { CHECKOUT } from './environment.ts';

/** Every operation that the contract defines, by its exported name. */
export async function listOperations(): Promise<[string, OperationShape][]> {
  const operations: [string, OperationShape][] = [];
  for await (const file of glob('src/contract/*.ts', { cwd: CHECKOUT })) {
    const path = join(CHECKOUT, file);
    if (!(await readFile(path, 'utf8')).includes('operation({')) continue;
    const module = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
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
