import { regionPrefix } from './region-prefix.ts';

/**
 * 0: the same county, 1: the same city, 2: the same province, 3: beyond; undefined: nobody knows where they live. A code of a whole city or
 * province is as near as it says.
 */
export function stepsBetween(site: string, home: string | null): number | undefined {
  if (home === null) return undefined;
  const [there, here] = [regionPrefix(site), regionPrefix(home)];
  const isSame = (digits: number) =>
    there.length >= digits && here.length >= digits && there.slice(0, digits) === here.slice(0, digits);
  return isSame(6) ? 0 : isSame(4) ? 1 : isSame(2) ? 2 : 3;
}
