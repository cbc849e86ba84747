import type { ParseArgsConfig } from 'node:util';
import { parseArgs } from 'node:util';

import { isStorable } from '../domain/written-text.ts';

import type { Command, Invocation } from './command.ts';
import { UsageError } from './command.ts';
import type { Language } from './language.ts';
import { fill } from './language.ts';
import { USAGE } from './messages.ts';

/** The command named by the first one or two words, and what follows them. */
export function findCommand(
  commands: readonly Command[],
  words: readonly string[],
): { command: Command; rest: string[] } | undefined {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const command = commands.find((candidate) => candidate.name === name);
    if (command !== undefined) return { command, rest: words.slice(length) };
  }
  return undefined;
}

/**
 * Reads a command's options and arguments.
 *
 * @throws UsageError for an unknown option, a missing value, and arguments missing or left over
 */
export function readInvocation(command: Command, words: readonly string[], language: Language): Invocation {
  const unreadable = words.find((word) => !isStorable(word));
  if (unreadable !== undefined)
    throw new UsageError(fill(USAGE.unreadableArgument, language, { value: JSON.stringify(unreadable) }));
  const { positionals, values } = parse(command, words);
  for (const [index, name] of command.positionals.entries()) {
    if (positionals[index] === undefined && !name.startsWith('[') && values['help'] !== true) {
      throw new UsageError(fill(USAGE.missingArgument, language, { name }));
    }
  }
  const isRepeated = /…\]?$/.test(command.positionals.at(-1) ?? '');
  const extra = isRepeated ? undefined : positionals[command.positionals.length];
  if (extra !== undefined) throw new UsageError(fill(USAGE.extraArgument, language, { value: extra }));
  return { positionals, values, language };
}

function parse(command: Command, words: readonly string[]): Pick<Invocation, 'positionals' | 'values'> {
  const options: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean', short: 'h' } };
  for (const [name, { type }] of Object.entries(command.options)) options[name] = { type };
  try {
    const { positionals, values } = parseArgs({ args: [...words], options, allowPositionals: true });
    // no option is declared `multiple`, so that none of the values is a list
    return { positionals, values: values as Invocation['values'] };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** What `nuantu --help` prints. */
export function describeCommands(commands: readonly Command[], language: Language): string {
  return [
    fill(USAGE.line, language, { rest: 'COMMAND …' }),
    '',
    fill(USAGE.commands, language),
    ...table(commands.map((command) => [signature(command), command.summary[language]])),
    '',
    fill(USAGE.more, language),
    '',
  ].join('\n');
}

/** What `nuantu COMMAND --help` prints. */
export function describeCommand(command: Command, language: Language): string {
  const options = Object.entries(command.options).map(([name, option]): [string, string] => [
    `--${name}${option.type === 'string' ? ` ${option.placeholder ?? 'VALUE'}` : ''}`,
    option.summary[language],
  ]);
  return [
    fill(USAGE.line, language, { rest: signature(command) + (options.length > 0 ? ' [--…]' : '') }),
    '',
    command.summary[language],
    '',
    fill(USAGE.options, language),
    ...table([...options, ['--help', fill(USAGE.help, language)]]),
    '',
  ].join('\n');
}

function signature({ name, positionals }: Command): string {
  return [name, ...positionals].join(' ');
}

function table(rows: [string, string][]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
