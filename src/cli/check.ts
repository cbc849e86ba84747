import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';

import type { Stage } from './check-stages.ts';
import { STAGES } from './check-stages.ts';
import type { ExitCode, Invocation } from './command.ts';
import { UsageError } from './command.ts';
import type { Language } from './language.ts';
import { fill } from './language.ts';
import { CHECK } from './check-messages.ts';
import { runChosen } from './chosen-tests.ts';

/** `nuantu check`: the stages one after the other up to the first that fails, whose output is shown. */
export async function run({ positionals, values, language }: Invocation): Promise<ExitCode> {
  if (positionals.length > 0 || values['changed'] === true || values['watch'] === true) {
    return runChosen({
      files: positionals,
      changed: values['changed'] === true,
      watch: values['watch'] === true,
    });
  }
  return runStages(chooseStages(values['only'], language), language, (text) => process.stdout.write(text));
}

/** Runs stages and tells of each: name, what the runner sums up, time, and all of its output when it fails. */
export async function runStages(
  stages: readonly Stage[],
  language: Language,
  write: (text: string) => unknown,
): Promise<ExitCode> {
  const width = Math.max(...stages.map(({ name }) => name.length));
  for (const stage of stages) {
    const start = performance.now();
    write(`${stage.name.padEnd(width)}  ${stage.summary[language]} … `);
    const { ok, output } = await stage.run();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    write(`${fill(ok ? CHECK.passed : CHECK.failed, language, { seconds })}\n`);
    if (!ok) {
      write(output.endsWith('\n') ? output : `${output}\n`);
      write(`${fill(CHECK.stopped, language, { stage: stage.name })}\n`);
      return 1;
    }
    write(summarise(output, stage.showFrom));
  }
  return 0;
}

function chooseStages(only: string | boolean | undefined, language: Language): readonly Stage[] {
  if (only === undefined) return STAGES;
  const stage = STAGES.find(({ name }) => name === only);
  if (stage !== undefined) return [stage];
  const names = STAGES.map(({ name }) => name).join(', ');
  throw new UsageError(fill(CHECK.unknownStage, language, { name: String(only), names }));
}

function summarise(output: string, showFrom: RegExp | undefined): string {
  if (showFrom === undefined) return '';
  const lines = output.trimEnd().split('\n');
  const first = lines.findIndex((line) => showFrom.test(stripVTControlCharacters(line)));
  // a runner that words its summary differently one day is shown whole rather than not at all
  return `${lines.slice(Math.max(first, 0)).join('\n')}\n`;
}
