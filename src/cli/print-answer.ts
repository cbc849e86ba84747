import process from 'node:process';

import { type ExitCode, failed } from './command.ts';

/**
 * The answer as JSON on stdout, or one sentence on stderr.
 * @param explain the sentence for an error of the person's, undefined for a fault of ours
 */
export async function printAnswer(
  answer: Promise<unknown>,
  explain: (error: unknown) => string | undefined,
): Promise<ExitCode> {
  try {
    process.stdout.write(`${JSON.stringify(await answer, undefined, 2)}\n`);
    return 0;
  } catch (error) {
    const message = explain(error);
    if (message === undefined) throw error;
    return failed(message);
  }
}
