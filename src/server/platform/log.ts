import { type Logger, pino } from 'pino';

/** One JSON line per event on stderr; nothing of a request's body, query or person is ever logged. */
export function createLogger(): Logger {
  return pino(
    {
      level: process.env['NUANTU_LOG'] ?? 'warn',
      base: null,
      serializers: { req: ({ method, id }: { method: string; id: string }) => ({ method, id }) },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}
