import { type Logger, pino } from 'pino';
import { RepeatedLines } from './repeated-lines.ts';

/** One for the whole process, as its log is. */
export const repeatedLines = new RepeatedLines();

/** An error without its message, which may quote values: class, SQLSTATE and place say enough to find it. */
export function describe(error: unknown): {
  name: string | undefined;
  code: string | undefined;
  frames: string[];
} {
  const { name, code, stack = '' } = error as { name?: string; code?: string; stack?: string };
  const frames = stack.split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { name, code, frames: frames.slice(0, 8) };
}

export function isLogLevel(text: string): boolean {
  return text === 'silent' || Object.hasOwn(pino.levels.values, text);
}

/** One JSON line per event on stderr; nothing of a request's body, query or person is ever logged. */
export function createLogger(): Logger {
  const wanted = process.env['NUANTU_LOG'] ?? '';
  return pino(
    {
      level: isLogLevel(wanted) ? wanted : 'warn',
      base: null,
      serializers: { req: ({ method, id }: { method: string; id: string }) => ({ method, id }) },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}
