import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { STAGES } from './check-stages.ts';
import type { ExitCode } from './command.ts';
import { CHECKOUT } from './environment.ts';

export interface Chosen {
  readonly files: readonly string[];
  /** those that what is not committed yet may touch */
  readonly changed: boolean;
  readonly watch: boolean;
}

/** Runs tests for whoever is at work on them: what the runner says is seen at once. */
export async function runChosen(chosen: Chosen): Promise<ExitCode> {
  const { journeys, runner } = programsFor(chosen);
  if (runner !== undefined && !(await runs(runner))) return 1;
  if (journeys === undefined) return 0;
  const build = await STAGES.find(({ name }) => name === 'build')?.run();
  if (build?.ok !== true) process.stderr.write(build?.output ?? '');
  return build?.ok === true && (await runs(journeys)) ? 0 : 1;
}

/** Journeys run in a browser over the built pages, everything else where it stands. */
export function programsFor({ files, changed, watch }: Chosen): {
  runner: readonly string[] | undefined;
  journeys: readonly string[] | undefined;
} {
  const isJourney = (file: string) => /(^|\/)e2e\//.test(file);
  const journeys = files.filter(isJourney);
  const tests = files.filter((file) => !isJourney(file));
  return {
    runner:
      tests.length === 0 && journeys.length > 0
        ? undefined
        : ['vitest/vitest.mjs', watch ? 'watch' : 'run', ...(changed ? ['--changed'] : []), ...tests],
    journeys: journeys.length === 0 ? undefined : ['@playwright/test/cli.js', 'test', ...journeys],
  };
}

async function runs([program = '', ...parameters]: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [join(CHECKOUT, 'node_modules', program), ...parameters], {
    cwd: CHECKOUT,
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
}
