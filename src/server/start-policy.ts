import type { ScannerSettings } from './files/public.ts';
import { storeSettings } from './platform/blobs/choose-store.ts';
import { isLogLevel } from './platform/log/log.ts';
import { isMailAddress, type MailSettings } from './platform/mail/mail.ts';
import type { AliyunSmsSettings } from './platform/messages/aliyun-sms.ts';
import type { WecomSettings } from './platform/messages/wecom.ts';
import { StartError } from './platform/start/start-error.ts';
import { trustedProxies, type TrustProxy } from './platform/http/trusted-proxies.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a start may open, decided from its surroundings before anything listens. */
export interface StartPolicy {
  readonly host: string;
  readonly port: number;
  readonly requestsPerMinute: number;
  /** texts and e-mails with a code for people of the public: each costs money */
  readonly codesPerDay: number;
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
  /** whom the heads are mailed to each day */
  readonly auditHeadsMail: readonly string[];
  readonly mail: MailSettings | undefined;
  /** organisations may have systems in private networks told what happens */
  readonly webhooksPrivate: boolean;
  readonly sms: AliyunSmsSettings | undefined;
  readonly wecom: WecomSettings | undefined;
  /** where people reach this server: links in messages begin with it */
  readonly publicUrl: string | undefined;
  /** of each organisation, for all of its files */
  readonly fileQuotaBytes: number;
  /** who looks for harm in files; undefined: nobody */
  readonly scanner: ScannerSettings | undefined;
}

/** Submission (RFC 6409) and its form with TLS from the first word (RFC 8314). */
const SMTP_PORTS = { 'smtp:': 587, 'smtps:': 465 } as const;
/** What an organisation's files may take where nothing else was said. */
const FILE_QUOTA_GB = 20;
const USUAL_PORT = 8080;
/** To everybody of the public together: what a provider charges for them is known beforehand. */
export const CODES_PER_DAY = 20_000;
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);
/** Of one session, or of one address without. */
export const REQUESTS_PER_MINUTE = 3_000;

/**
 * Whoever can reach this server is only known from how it is bound and from what stands before it: bound to loopback it
 * is this computer's own, unless a proxy hands the world through. The demo, whose password everybody knows, is for the
 * first case, and for whoever asks for it with a password of their own; in production it does not exist.
 * @throws StartError setting_invalid, number_invalid, web_address_invalid, web_origin_invalid, provider_address_invalid, production_without_tls, smtp_url_invalid, mail_address_invalid,
 * mail_setting_wanted, store_address_invalid, store_setting_wanted
 */
export function decideStart(environment: Environment): StartPolicy {
  const isProduction = environment['NODE_ENV'] === 'production';
  const host = given(environment, 'HOST') ?? '127.0.0.1';
  const trustProxy = proxiesOf(environment);
  const isLoopback = LOOPBACK.has(host);
  if (isProduction && !isLoopback && trustProxy === undefined)
    throw new StartError('production_without_tls', { host });
  const mail = mailSettings(environment);
  storeSettings(environment);
  const isOwn = isLoopback && trustProxy === undefined && !isProduction;
  const hasOwnPassword = given(environment, 'NUANTU_DEMO_PASSWORD') !== undefined;
  const isAskedFor = yesOrNo(environment, 'NUANTU_DEMO', isOwn || hasOwnPassword);
  refuseUnknownLevel(environment);
  return {
    host,
    port: portOf(environment),
    requestsPerMinute: wholeNumber(environment, 'NUANTU_REQUESTS_PER_MINUTE', {
      otherwise: REQUESTS_PER_MINUTE,
      most: 1_000_000_000,
    }),
    codesPerDay: wholeNumber(environment, 'NUANTU_CODES_PER_DAY', {
      otherwise: CODES_PER_DAY,
      most: 100_000_000,
    }),
    isProduction,
    trustProxy,
    secureCookie: isProduction || !isLoopback,
    seedsDemo: !isProduction && isAskedFor,
    demoOpen: !isProduction && (isOwn || hasOwnPassword),
    metricsToken: given(environment, 'NUANTU_METRICS_TOKEN'),
    auditHeadsUrl: webAddress(environment, 'NUANTU_AUDIT_HEADS_URL'),
    auditHeadsMail: headsMail(environment, mail),
    mail,
    webhooksPrivate: yesOrNo(environment, 'NUANTU_WEBHOOKS_PRIVATE', false),
    sms: smsSettings(environment),
    wecom: wecomSettings(environment),
    publicUrl: webOrigin(environment, 'NUANTU_PUBLIC_URL', 'web_origin_invalid'),
    fileQuotaBytes:
      wholeNumber(environment, 'NUANTU_FILE_QUOTA_GB', { otherwise: FILE_QUOTA_GB, most: 1_000_000 }) * 1e9,
    scanner: scannerSettings(environment),
  };
}

/** As `host:port`, of ClamAV's daemon. */
function scannerSettings(environment: Environment): ScannerSettings | undefined {
  const name = 'NUANTU_CLAMD';
  const text = given(environment, name);
  if (text === undefined) return undefined;
  const url = URL.parse(`tcp://${text}`);
  if (url === null || url.port === '' || url.port === '0' || `${url.hostname}:${url.port}` !== text)
    throw new StartError('setting_invalid', { name, value: text });
  return { host: url.hostname.replaceAll(/[[\]]/g, ''), port: Number(url.port) };
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

/**
 * Without user and password: fetch sends none that stand in an address, nor what stands behind a #. Nothing of it is ever quoted: a token may stand at
 * any place of one that is badly written.
 */
function webAddress(environment: Environment, name: string): string | undefined {
  const value = given(environment, name);
  if (value === undefined) return undefined;
  const url = URL.parse(value);
  const isOpen = url !== null && url.username === '' && url.password === '';
  if (isOpen && !value.includes('#') && /^https?:$/.test(url.protocol)) return value;
  throw new StartError('web_address_invalid', { name });
}

/** To which addresses of pages or operations are added: nothing stands behind its host and port. */
function webOrigin(
  environment: Environment,
  name: string,
  refusal: 'web_origin_invalid' | 'provider_address_invalid',
): string | undefined {
  const value = given(environment, name);
  if (value === undefined) return undefined;
  const url = URL.parse(value);
  const rest = url === null ? '' : url.username + url.password + url.pathname + url.search + url.hash;
  // an empty ? or # is in none of its parts, and ends what is added to it all the same
  if (url === null || rest !== '/' || /[?#@]/.test(value) || !/^https?:$/.test(url.protocol))
    throw new StartError(refusal, { name });
  return url.origin;
}

function mailSettings(environment: Environment): MailSettings | undefined {
  const server = smtpServer(given(environment, 'NUANTU_SMTP_URL'));
  const from = given(environment, 'NUANTU_MAIL_FROM');
  if (from !== undefined && !isMailAddress(from))
    throw new StartError('mail_address_invalid', { name: 'NUANTU_MAIL_FROM' });
  if (server === undefined && from === undefined) return undefined;
  if (server === undefined) throw mailSettingWanted('NUANTU_MAIL_FROM', 'NUANTU_SMTP_URL');
  if (from === undefined) throw mailSettingWanted('NUANTU_SMTP_URL', 'NUANTU_MAIL_FROM');
  return { ...server, from };
}

function headsMail(environment: Environment, mail: MailSettings | undefined): readonly string[] {
  const name = 'NUANTU_AUDIT_HEADS_MAIL';
  const addresses = given(environment, name)?.split(',') ?? [];
  const trimmed = addresses.map((address) => address.trim());
  if (!trimmed.every(isMailAddress)) throw new StartError('mail_address_invalid', { name });
  if (trimmed.length > 0 && mail === undefined) throw mailSettingWanted(name, 'NUANTU_SMTP_URL');
  return [...new Set(trimmed)];
}

/** All that a provider of short messages needs, or nothing of it; what may be left out is of no use alone. */
function allOrNone<Name extends string>(
  environment: Environment,
  names: readonly Name[],
  optional: readonly string[],
): Readonly<Record<Name, string>> | undefined {
  const values = names.map((name) => [name, given(environment, name)] as const);
  const there = [...names, ...optional].find((name) => given(environment, name) !== undefined);
  if (there === undefined) return undefined;
  const missing = values.find(([, value]) => value === undefined);
  if (missing !== undefined) throw mailSettingWanted(there, missing[0]);
  return Object.fromEntries(values) as Record<Name, string>;
}

function smsSettings(environment: Environment): AliyunSmsSettings | undefined {
  const names = [
    'NUANTU_SMS_KEY_ID',
    'NUANTU_SMS_KEY_SECRET',
    'NUANTU_SMS_SIGN',
    'NUANTU_SMS_NOTICE_TEMPLATE',
    'NUANTU_SMS_CODE_TEMPLATE',
  ] as const;
  const settings = allOrNone(environment, names, ['NUANTU_SMS_URL', 'NUANTU_SMS_WARNING_TEMPLATE']);
  if (settings === undefined) return undefined;
  const warning = given(environment, 'NUANTU_SMS_WARNING_TEMPLATE');
  return {
    url: providerAddress(environment, 'NUANTU_SMS_URL') ?? 'https://dysmsapi.aliyuncs.com',
    keyId: settings.NUANTU_SMS_KEY_ID,
    keySecret: settings.NUANTU_SMS_KEY_SECRET,
    signName: settings.NUANTU_SMS_SIGN,
    templates: {
      notice: settings.NUANTU_SMS_NOTICE_TEMPLATE,
      code: settings.NUANTU_SMS_CODE_TEMPLATE,
      ...(warning === undefined ? {} : { warning }),
    },
  };
}

function wecomSettings(environment: Environment): WecomSettings | undefined {
  const names = ['NUANTU_WECOM_CORPORATION', 'NUANTU_WECOM_AGENT', 'NUANTU_WECOM_SECRET'] as const;
  const settings = allOrNone(environment, names, ['NUANTU_WECOM_URL']);
  if (settings === undefined) return undefined;
  return {
    url: providerAddress(environment, 'NUANTU_WECOM_URL') ?? 'https://qyapi.weixin.qq.com',
    corporationId: settings.NUANTU_WECOM_CORPORATION,
    // 0 is 企业小助手
    agentId: wholeNumber(environment, 'NUANTU_WECOM_AGENT', { otherwise: 0, least: 0, most: 999_999_999 }),
    secret: settings.NUANTU_WECOM_SECRET,
  };
}

/** A provider is told secrets: over TLS, or on this computer. */
function providerAddress(environment: Environment, name: string): string | undefined {
  const address = webOrigin(environment, name, 'provider_address_invalid');
  if (address === undefined) return undefined;
  const { protocol, hostname } = new URL(address);
  if (protocol === 'https:' || LOOPBACK.has(hostname)) return address;
  throw new StartError('provider_address_invalid', { name });
}

function mailSettingWanted(name: string, wanted: string): StartError {
  return new StartError('mail_setting_wanted', { name, wanted });
}

/** Nothing of the address is ever quoted: a password may stand at any place of one that is badly written. */
function smtpServer(text: string | undefined): Omit<MailSettings, 'from'> | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  const protocol = url?.protocol;
  const isWhole = url !== null && url.hostname !== '' && /^\/?$/.test(url.pathname + url.search + url.hash);
  if (!isWhole || (protocol !== 'smtp:' && protocol !== 'smtps:') || url.port === '0')
    throw new StartError('smtp_url_invalid');
  const host = url.hostname.toLowerCase().replaceAll(/[[\]]/g, '');
  const signIn = smtpSignIn(url);
  const isHere = LOOPBACK.has(host);
  const inClear = isHere ? 'none' : signIn === undefined ? 'where_offered' : 'wanted';
  return {
    host,
    port: url.port === '' ? SMTP_PORTS[protocol] : Number(url.port),
    tls: protocol === 'smtps:' ? 'from_start' : inClear,
    signIn,
  };
}

function smtpSignIn({ username, password }: URL): MailSettings['signIn'] {
  if (username === '' && password === '') return undefined;
  const [user, plain] = [username, password].map(decoded);
  if (user === undefined || plain === undefined) throw new StartError('smtp_url_invalid');
  return { user, password: plain };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text) || undefined;
  } catch {
    return undefined;
  }
}

/** The log itself, which is there before anything is decided, would end the process with a trace. */
function refuseUnknownLevel(environment: Environment): void {
  const name = 'NUANTU_LOG';
  const value = given(environment, name);
  if (value !== undefined && !isLogLevel(value)) throw new StartError('setting_invalid', { name, value });
}

function yesOrNo(environment: Environment, name: string, otherwise: boolean): boolean {
  const text = given(environment, name);
  if (text === undefined) return otherwise;
  if (text !== '0' && text !== '1') throw new StartError('setting_invalid', { name, value: text });
  return text === '1';
}

/** 0 takes any port that is free. @throws StartError number_invalid */
export function portOf(environment: Environment): number {
  return wholeNumber(environment, 'PORT', { otherwise: USUAL_PORT, least: 0, most: 65_535 });
}

/** Nothing below 1 unless it is said: a limit of 0 would refuse everybody. @throws StartError number_invalid */
function wholeNumber(
  environment: Environment,
  name: string,
  { otherwise, least = 1, most }: { otherwise: number; least?: number; most: number },
): number {
  const text = given(environment, name);
  if (text === undefined) return otherwise;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new StartError('number_invalid', { name, value: text, least: String(least), most: String(most) });
}
