import { Gauge } from 'prom-client';
import { readCodesToday } from '../notifications/public.ts';
import type { Figures } from '../platform/log/figures.ts';
import type { Work } from '../platform/work/work.ts';
import { isTenantThere } from './tenant.ts';

/**
 * Counted when it is asked for: whoever watches sees the limit of a day come before people are refused.
 * @param openTenant of the public, in nobody's name
 */
export function publicCodeFigures(openTenant: () => Work): Figures {
  const read = async () => {
    const work = openTenant();
    return (await isTenantThere(work)) ? work.read(readCodesToday) : 0;
  };
  return [
    new Gauge({
      name: 'nuantu_public_codes_today',
      help: 'Codes to people of the public that count towards NUANTU_CODES_PER_DAY today',
      registers: [],
      async collect() {
        // without a database the other figures are told all the same, and this one not
        const count = await read().catch(() => undefined);
        if (count === undefined) this.remove();
        else this.set(count);
      },
    }),
  ];
}
