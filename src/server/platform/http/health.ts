import { createHash, timingSafeEqual } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ActorDatabase } from '../database/database.ts';
import { AppError } from '../work/errors.ts';
import { plain } from '../database/statement.ts';

/** Upper bounds of the latency classes, in seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export interface Watched {
  readonly database: ActorDatabase;
  /** further lines of the figures */
  readonly figures: () => string[];
  /** bearer token for the figures; without one they are told on this computer only */
  readonly metricsToken: string | undefined;
}

/** Doors for whoever runs the server: alive, ready, and figures in the Prometheus text format. */
export function healthRoutes(app: FastifyInstance, { database, figures, metricsToken }: Watched): void {
  const counts = new Map<string, number>();
  const classes = BOUNDS.map(() => 0);
  let total = 0;
  let seconds = 0;
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  app.addHook('onClose', async () => void delay.disable());
  app.addHook('onResponse', async (request, reply) => {
    // by route pattern and status: an address holds ids
    const label = `method="${request.method}",route="${request.routeOptions.url ?? 'none'}",status="${reply.statusCode}"`;
    counts.set(label, (counts.get(label) ?? 0) + 1);
    const taken = reply.elapsedTime / 1000;
    total += 1;
    seconds += taken;
    for (const [index, bound] of BOUNDS.entries())
      if (taken <= bound) classes[index] = (classes[index] ?? 0) + 1;
  });
  const schema = { hide: true };
  app.get('/healthz', { schema }, () => ({ status: 'ok' }));
  app.get('/readyz', { schema }, async () => {
    await database.global(plain('select 1')).catch(() => {
      throw new AppError('unavailable');
    });
    return { status: 'ready' };
  });
  app.get('/metrics', { schema }, (request, reply) => {
    if (!mayRead(request, metricsToken)) throw new AppError('not_signed_in');
    const lines = [
      '# TYPE nuantu_requests_total counter',
      ...[...counts].map(([label, count]) => `nuantu_requests_total{${label}} ${count}`),
      '# TYPE nuantu_request_seconds histogram',
      ...BOUNDS.map((bound, index) => `nuantu_request_seconds_bucket{le="${bound}"} ${classes[index] ?? 0}`),
      `nuantu_request_seconds_bucket{le="+Inf"} ${total}`,
      `nuantu_request_seconds_sum ${seconds}`,
      `nuantu_request_seconds_count ${total}`,
      '# TYPE nuantu_resident_bytes gauge',
      `nuantu_resident_bytes ${process.memoryUsage.rss()}`,
      '# TYPE nuantu_event_loop_delay_seconds gauge',
      `nuantu_event_loop_delay_seconds{quantile="0.99"} ${delay.percentile(99) / 1e9}`,
      ...figures(),
    ];
    void reply.type('text/plain; version=0.0.4; charset=utf-8').send(`${lines.join('\n')}\n`);
  });
}

/** A proxy on this computer hands the world through: it says so, and then the request is not from here. */
function mayRead({ headers, raw }: FastifyRequest, token: string | undefined): boolean {
  if (token !== undefined) return isSame(headers.authorization ?? '', `Bearer ${token}`);
  const isForwarded = ['x-forwarded-for', 'x-real-ip', 'forwarded'].some((name) => name in headers);
  return !isForwarded && /^(::1|(::ffff:)?127\.)/.test(raw.socket.remoteAddress ?? '');
}

function isSame(given: string, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}
