import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createApp } from './app.ts';
import { AppError } from '../work/errors.ts';

describe('the log', () => {
  /** What the server writes for so many requests to a door that throws. */
  async function linesOf(failure: () => Error, times: number): Promise<Record<string, unknown>[]> {
    const lines: Record<string, unknown>[] = [];
    const sink = new Writable({
      write: (chunk: Buffer, _, done) => {
        lines.push(JSON.parse(String(chunk)));
        done();
      },
    });
    const logger = pino({ level: 'warn', base: null }, sink);
    const app = await createApp({
      logger,
      trustProxy: undefined,
      requestsPerMinute: 1_000_000,
      sessionOf: () => undefined,
      webhooks: {},
    });
    app.get('/fails', () => {
      throw failure();
    });
    for (let time = 0; time < times; time += 1) await app.inject('/fails');
    await app.close();
    return lines;
  }

  it('has one counted line without a trace for a refusal that strangers can bring about', async () => {
    const lines = await linesOf(() => new AppError('sign_in_busy', { parameters: { seconds: 3 } }), 300);
    expect(lines).toMatchObject([
      { level: 40, url: '/fails', code: 'sign_in_busy', count: 1 },
      { level: 40, url: '/fails', code: 'sign_in_busy', count: 299 },
    ]);
    expect(JSON.stringify(lines)).not.toContain('frames');
  });

  it('has a trace for a failure of the server’s own, once for as often as it comes', async () => {
    const away = () => Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    for (const [failure, code] of [
      [() => new TypeError('secret words'), 'internal'],
      [away, 'unavailable'],
      // what waited for a lock until its time was over: query_canceled, lock_not_available
      [() => Object.assign(new Error('late'), { code: '57014' }), 'unavailable'],
      [() => Object.assign(new Error('held'), { code: '55P03' }), 'unavailable'],
    ] as const) {
      const lines = await linesOf(failure, 50);
      expect(lines).toMatchObject([
        { level: 50, code, count: 1, error: { frames: expect.any(Array) } },
        { level: 50, code, count: 49 },
      ]);
      expect(JSON.stringify(lines)).not.toContain('secret words');
    }
  });

  it('says nothing of refusals that are the caller’s own', async () => {
    expect(await linesOf(() => new AppError('sign_in_failed'), 5)).toEqual([]);
  });
});
