import process from 'node:process';
import type { Language, Words } from './language.ts';

export type Option = {
  type: 'string' | 'boolean';
  /** what stands for the value in the help, e.g. `CODE` */
  placeholder?: string;
  summary: Words;
};

/** What a command was called with. */
export type Invocation = {
  positionals: readonly string[];
  values: Readonly<Record<string, string | boolean | undefined>>;
  language: Language;
};

/** 0: done, 1: failed. Wrong usage is thrown as `UsageError` and exits 2. */
export type ExitCode = 0 | 1;

export type Command = {
  /** one or two words, as typed */
  name: string;
  summary: Words;
  /** names of the arguments in their order; one in brackets may be left out, a last one with `…` repeated: `[NAME…]` */
  positionals: readonly string[];
  options: Readonly<Record<string, Option>>;
  /** loaded only when the command runs, so that `--help` and the others stay quick */
  load: () => Promise<{ run: (invocation: Invocation) => Promise<ExitCode> }>;
};

/** The command was called wrongly; the message is already in the user's language. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Says why on stderr. */
export function failed(message: string): ExitCode {
  process.stderr.write(`${message}\n`);
  return 1;
}
