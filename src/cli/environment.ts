import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CHECKOUT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The data folder: `NUANTU_DATA`, else `.nuantu` in the checkout. */
export function chooseDataFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const { NUANTU_DATA } = environment;
  return NUANTU_DATA === undefined || NUANTU_DATA === '' ? join(CHECKOUT, '.nuantu') : resolve(NUANTU_DATA);
}
