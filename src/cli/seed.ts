import process from 'node:process';
import { CITY, CITY_USER, citySize, seedCity } from '../server/demo/city.ts';
import { demoAddress, demoPassword, seedDemo } from '../server/demo/public.ts';
import { listOrganisations } from '../server/organisations/public.ts';
import { decideStart } from '../server/start-policy.ts';
import { StartError } from '../server/platform/start/start-error.ts';
import { type ExitCode, type Invocation, UsageError } from './command.ts';
import { fill } from './language.ts';
import { SEED } from './messages.ts';
import { withServices } from './open-services.ts';

/** `nuantu seed demo|city`: synthetic data; refuses what is there already. */
export async function run({ positionals, values, language }: Invocation): Promise<ExitCode> {
  const [kind = ''] = positionals;
  if (kind !== 'demo' && kind !== 'city') throw new UsageError(fill(SEED.unknownKind, language, { kind }));
  if (process.env['NODE_ENV'] === 'production') throw new StartError('demo_in_production');
  return withServices(language, async (services) => {
    const [organisations] = await services.database.global(listOrganisations({}));
    const codes = new Set(organisations.map(({ code }) => code));
    if (codes.has(kind === 'city' ? 'city' : 'wz-station')) {
      process.stderr.write(`${fill(SEED.alreadyThere, language, { kind })}\n`);
      return 1;
    }
    const password = demoPassword(process.env);
    if (kind === 'demo') {
      await seedDemo(services, password, demoAddress(decideStart(process.env)));
      return 0;
    }
    const clients = Number(values['clients'] ?? CITY.clients);
    const size = citySize(clients);
    await seedCity(services, size, password, (done) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${done} / ${clients}`);
    });
    process.stderr.write(`${fill(SEED.cityDone, language, { user: CITY_USER, clients })}\n`);
    return 0;
  });
}
