import { StartError } from './platform/start-error.ts';
import { trustedProxies, type TrustProxy } from './platform/trusted-proxies.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a start may open, decided from its surroundings before anything listens. */
export interface StartPolicy {
  readonly host: string;
  readonly port: number;
  readonly requestsPerMinute: number;
  readonly isProduction: boolean;
  /** which proxies in front are believed; undefined: none is there */
  readonly trustProxy: TrustProxy | undefined;
  /** cookies go over HTTPS only, whatever the request looks like */
  readonly secureCookie: boolean;
  /** an empty platform is filled with the demo */
  readonly seedsDemo: boolean;
  /** the demo's accounts, sessions and links act */
  readonly demoOpen: boolean;
  /** for whoever reads /metrics from another computer */
  readonly metricsToken: string | undefined;
  /** where the heads of the audit chains are sent each day, to be kept on another machine */
  readonly auditHeadsUrl: string | undefined;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);
/** Of one session, or of one address without. */
export const REQUESTS_PER_MINUTE = 3_000;

/**
 * Whoever can reach this server is only known from how it is bound and from what stands before it: bound to loopback it
 * is this computer's own, unless a proxy hands the world through. The demo, whose password everybody knows, is for the
 * first case, and for whoever asks for it with a password of their own; in production it does not exist.
 * @throws StartError setting_invalid, production_without_tls
 */
export function decideStart(environment: Environment): StartPolicy {
  const isProduction = environment['NODE_ENV'] === 'production';
  const host = given(environment, 'HOST') ?? '127.0.0.1';
  const trustProxy = proxiesOf(environment);
  const isLoopback = LOOPBACK.has(host);
  if (isProduction && !isLoopback && trustProxy === undefined)
    throw new StartError('production_without_tls', { host });
  const isOwn = isLoopback && trustProxy === undefined && !isProduction;
  const hasOwnPassword = given(environment, 'NUANTU_DEMO_PASSWORD') !== undefined;
  const wanted = given(environment, 'NUANTU_DEMO');
  const isAskedFor = wanted === undefined ? isOwn || hasOwnPassword : wanted !== '0';
  return {
    host,
    port: wholeNumber(environment, 'PORT', 8080, 65_535),
    requestsPerMinute: wholeNumber(
      environment,
      'NUANTU_REQUESTS_PER_MINUTE',
      REQUESTS_PER_MINUTE,
      1_000_000_000,
    ),
    isProduction,
    trustProxy,
    secureCookie: isProduction || !isLoopback,
    seedsDemo: !isProduction && isAskedFor,
    demoOpen: !isProduction && (isOwn || hasOwnPassword),
    metricsToken: given(environment, 'NUANTU_METRICS_TOKEN'),
    auditHeadsUrl: address(environment, 'NUANTU_AUDIT_HEADS_URL'),
  };
}

function proxiesOf(environment: Environment): TrustProxy | undefined {
  const text = given(environment, 'NUANTU_TRUST_PROXY');
  if (text === undefined || text === '0') return undefined;
  const trustProxy = trustedProxies(text);
  if (trustProxy === undefined)
    throw new StartError('setting_invalid', { name: 'NUANTU_TRUST_PROXY', value: text });
  return trustProxy;
}

/** An empty variable is none: a line without a value in a file of settings. */
function given(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === '' ? undefined : value;
}

function address(environment: Environment, name: string): string | undefined {
  const value = given(environment, name);
  const isAddress = value !== undefined && /^https?:$/.test(URL.parse(value)?.protocol ?? '');
  if (value !== undefined && !isAddress) throw new StartError('setting_invalid', { name, value });
  return value;
}

function wholeNumber(environment: Environment, name: string, otherwise: number, most: number): number {
  const text = given(environment, name);
  if (text === undefined) return otherwise;
  const value = /^\d{1,9}$|^1000000000$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= most)) throw new StartError('setting_invalid', { name, value: text });
  return value;
}
