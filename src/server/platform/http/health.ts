import { createHash, timingSafeEqual } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, Gauge, Histogram, prometheusContentType } from 'prom-client';
import type { ActorDatabase } from '../database/database.ts';
import { type Figures, tellFigures } from '../log/figures.ts';
import { AppError } from '../work/errors.ts';
import { plain } from '../database/statement.ts';
import { PRODUCT_VERSION } from '../start/product-version.ts';

/** Upper bounds of the latency classes, in seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export interface Watched {
  readonly database: ActorDatabase;
  /** beside those of the requests and of the process */
  readonly figures: Figures;
  /** bearer token for the figures; without one they are told on this computer only */
  readonly metricsToken: string | undefined;
}

/** Doors for whoever runs the server: alive, ready, and figures in the Prometheus text format. */
export function healthRoutes(app: FastifyInstance, { database, figures, metricsToken }: Watched): void {
  const requests = requestFigures();
  const ofProcess = processFigures();
  app.addHook('onClose', async () => ofProcess.end());
  app.addHook('onResponse', (request, reply, done) => {
    // by route pattern and status: an address holds ids
    const route = request.routeOptions.url ?? 'none';
    requests.count.inc({ method: request.method, route, status: reply.statusCode });
    requests.seconds.observe(reply.elapsedTime / 1000);
    done();
  });
  const schema = { hide: true };
  // a stranger who knows the version knows which of its faults are still there
  app.get('/healthz', { schema }, (request) => ({
    status: 'ok',
    ...(mayRead(request, metricsToken) ? { version: PRODUCT_VERSION } : {}),
  }));
  app.get('/readyz', { schema }, async () => {
    await database.global(plain('select 1')).catch(() => {
      throw new AppError('unavailable');
    });
    return { status: 'ready' };
  });
  app.get('/metrics', { schema }, async (request, reply) => {
    if (!mayRead(request, metricsToken)) throw new AppError('not_signed_in');
    const all = [requests.count, requests.seconds, ...ofProcess.figures, ...figures];
    return reply.type(prometheusContentType).send(await tellFigures(all));
  });
}

function requestFigures() {
  const count = new Counter({
    name: 'nuantu_requests_total',
    help: 'Requests, by route and status',
    labelNames: ['method', 'route', 'status'],
    registers: [],
  });
  const seconds = new Histogram({
    name: 'nuantu_request_seconds',
    help: 'Time until a request is answered',
    buckets: BOUNDS,
    registers: [],
  });
  return { count, seconds };
}

function processFigures(): { figures: Figures; end: () => void } {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const resident = new Gauge({
    name: 'nuantu_resident_bytes',
    help: 'Memory of the server',
    registers: [],
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  const late = new Gauge({
    name: 'nuantu_event_loop_delay_seconds',
    help: 'How late the event loop is',
    labelNames: ['quantile'],
    registers: [],
    collect() {
      this.set({ quantile: '0.99' }, delay.percentile(99) / 1e9);
    },
  });
  const build = new Gauge({
    name: 'nuantu_build_info',
    help: 'Always 1; its label is the version that runs',
    labelNames: ['version'],
    registers: [],
  });
  build.set({ version: PRODUCT_VERSION }, 1);
  return { figures: [resident, late, build], end: () => void delay.disable() };
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
