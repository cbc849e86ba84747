import process from 'node:process';
import { SMALLEST_SPENDING, YEARLY_BUDGET } from '../domain/privacy/budget.ts';
import { type Dimension, dimensionColumns } from '../server/clients/public.ts';
import { publishClients } from '../server/figures/public.ts';
import { newId } from '../server/platform/database/ids.ts';
import { Work } from '../server/platform/work/work.ts';
import { type ExitCode, failed, type Invocation, UsageError } from './command.ts';
import { findStation } from './find-station.ts';
import { fill } from './language.ts';
import { withServices } from './open-services.ts';
import { PUBLISH } from './publish-messages.ts';

const DIMENSIONS = Object.keys(dimensionColumns) as Dimension[];

/** `nuantu publish clients --organisation CODE --by status,region --epsilon 0.2`: the figures as JSON on stdout. */
export async function run({ values, language }: Invocation): Promise<ExitCode> {
  const { organisation: code, by, epsilon } = values;
  if (typeof code !== 'string' || typeof by !== 'string' || typeof epsilon !== 'string') {
    throw new UsageError(fill(PUBLISH.optionsMissing, language));
  }
  const dimensions = by.split(',') as Dimension[];
  const isKnown = dimensions.every((name) => DIMENSIONS.includes(name));
  if (!isKnown || new Set(dimensions).size < dimensions.length) {
    throw new UsageError(fill(PUBLISH.dimensionsWrong, language, { known: DIMENSIONS.join(', ') }));
  }
  const milli = Math.round(1000 * Number(epsilon));
  if (!(milli >= SMALLEST_SPENDING && milli <= YEARLY_BUDGET)) {
    const limits = { least: SMALLEST_SPENDING / 1000, most: YEARLY_BUDGET / 1000 };
    throw new UsageError(fill(PUBLISH.epsilonWrong, language, limits));
  }
  return withServices(language, async (services) => {
    const station = await findStation(services, { code, siteCodes: [] }, language);
    if ('problem' in station) return failed(station.problem);
    const work = new Work(services, station.settings, { requestId: newId(), language: 'zh-CN' });
    const answer = await publishClients(work, dimensions, milli);
    if (!answer.ok) return failed(fill(PUBLISH.spent, language, { left: answer.left }));
    process.stdout.write(`${JSON.stringify(answer.figures, null, 2)}\n`);
    return 0;
  });
}
