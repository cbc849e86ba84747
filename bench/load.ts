import autocannon from 'autocannon';

export interface Target {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What one request asks; called for each request. */
export type MakeRequest = () => {
  method: 'GET' | 'POST';
  path: string;
  body?: object;
  /** beside those of the target: whose request it is */
  headers?: Readonly<Record<string, string>>;
};

export interface Round {
  /** answers per second */
  readonly rate: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** answers other than 2xx: a round with any measures nothing */
  readonly failures: number;
}

const CONNECTIONS = 16;

/**
 * So many connections, each asking again as soon as it is answered.
 * @param perSecond requests of all connections together, where they are not to be as many as can be
 */
export async function load(
  target: Target,
  make: MakeRequest,
  seconds: number,
  { connections = CONNECTIONS, perSecond }: { connections?: number; perSecond?: number } = {},
): Promise<Round> {
  const result = await autocannon({
    url: target.url,
    connections,
    duration: seconds,
    ...(perSecond === undefined ? {} : { overallRate: perSecond }),
    requests: [
      {
        setupRequest: (request) => {
          const { method, path, body, headers } = make();
          return {
            ...request,
            method,
            path,
            headers: {
              ...target.headers,
              ...headers,
              ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          };
        },
      },
    ],
  });
  return {
    rate: result['2xx'] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failures: result.non2xx + result.errors + result.timeouts,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
