import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { decideStart } from './start-policy.ts';

const everySetting: readonly (readonly [string, readonly (string | undefined)[]])[] = [
  ['NODE_ENV', [undefined, 'production']],
  ['HOST', [undefined, '0.0.0.0']],
  ['NUANTU_TRUST_PROXY', [undefined, '1', '203.0.113.0/24']],
  ['NUANTU_DEMO', [undefined, '0', '1']],
  ['NUANTU_DEMO_PASSWORD', [undefined, 'of one’s own']],
];

function combinations(): Record<string, string | undefined>[] {
  return everySetting.reduce<Record<string, string | undefined>[]>(
    (all, [name, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

/** A start that is refused opens nothing. */
function tryStart(environment: Record<string, string | undefined>) {
  try {
    return decideStart(environment);
  } catch {
    return undefined;
  }
}

describe('files', () => {
  it('have 20 GB and no scanner where nothing else is said', () => {
    expect(decideStart({})).toMatchObject({ fileQuotaBytes: 20e9, scanner: undefined });
    expect(decideStart({ NUANTU_FILE_QUOTA_GB: '3' }).fileQuotaBytes).toBe(3e9);
    expect(decideStart({ NUANTU_CLAMD: '127.0.0.1:3310' }).scanner).toEqual({
      host: '127.0.0.1',
      port: 3310,
    });
    expect(decideStart({ NUANTU_CLAMD: '[::1]:3310' }).scanner).toEqual({ host: '::1', port: 3310 });
  });

  it.each([
    [{ NUANTU_CLAMD: 'clamd' }, 'setting_invalid'],
    [{ NUANTU_CLAMD: 'http://clamd:3310' }, 'setting_invalid'],
    [{ NUANTU_CLAMD: 'clamd:0' }, 'setting_invalid'],
    [{ NUANTU_S3_URL: 'https://s3.example.org/files' }, 'store_setting_wanted'],
    [{ NUANTU_S3_KEY_ID: 'key' }, 'store_setting_wanted'],
    [{ NUANTU_S3_SECRET: 'secret' }, 'store_setting_wanted'],
    [{ NUANTU_S3_REGION: 'cn' }, 'store_setting_wanted'],
    [{ NUANTU_S3_URL: 'https://s3.example.org' }, 'store_address_invalid'],
    [{ NUANTU_S3_URL: 'https://s3.example.org/files?acl' }, 'store_address_invalid'],
  ])('%j is refused', (environment, code) => {
    expect(() => decideStart(environment)).toThrow(code);
  });
});

describe('a start', () => {
  it('on one’s own computer fills an empty platform with the demo and opens it', () => {
    expect(decideStart({})).toMatchObject({ host: '127.0.0.1', port: 8080, seedsDemo: true, demoOpen: true });
    expect(decideStart({ NUANTU_DEMO: '0' })).toMatchObject({ seedsDemo: false });
  });

  it('in production never has the demo, whatever else is set, and never sends a cookie in the clear', () => {
    for (const environment of combinations().filter(({ NODE_ENV }) => NODE_ENV === 'production')) {
      const policy = tryStart(environment);
      if (policy === undefined) continue;
      expect(policy).toMatchObject({ seedsDemo: false, demoOpen: false, secureCookie: true });
    }
  });

  it('that strangers can reach keeps the demo closed without a password of its own', () => {
    const open = combinations().filter(
      ({ HOST, NUANTU_TRUST_PROXY, NUANTU_DEMO_PASSWORD }) =>
        (HOST !== undefined || NUANTU_TRUST_PROXY !== undefined) && NUANTU_DEMO_PASSWORD === undefined,
    );
    for (const environment of open) expect(tryStart(environment)?.demoOpen ?? false).toBe(false);
    expect(decideStart({ NUANTU_TRUST_PROXY: '1' })).toMatchObject({ seedsDemo: false });
  });

  it('in production beyond loopback is refused without a proxy that ends TLS', () => {
    expect(() => decideStart({ NODE_ENV: 'production', HOST: '0.0.0.0' })).toThrow('production_without_tls');
    expect(
      decideStart({ NODE_ENV: 'production', HOST: '0.0.0.0', NUANTU_TRUST_PROXY: '10.0.0.1' }),
    ).toBeDefined();
  });

  it.each([
    { NUANTU_TRUST_PROXY: 'yes' },
    { NUANTU_TRUST_PROXY: '10.0.0.0/33' },
    { NUANTU_WEBHOOKS_PRIVATE: 'yes' },
    { NUANTU_DEMO: 'no' },
    { NUANTU_LOG: 'loud' },
  ])('is refused with %j, which says nothing', (environment) => {
    expect(() => decideStart(environment)).toThrow('setting_invalid');
  });

  it.each([
    ['PORT', 0, 65_535],
    ['NUANTU_REQUESTS_PER_MINUTE', 1, 1_000_000_000],
    ['NUANTU_CODES_PER_DAY', 1, 100_000_000],
    ['NUANTU_FILE_QUOTA_GB', 1, 1_000_000],
  ])('is refused where %s is no whole number from %i to %i, and says so', (name, least, most) => {
    for (const value of [least - 1, most + 1, '1.5', '1e9', '-0', '+1', '0x1', '٣', 'many', '99999999999'])
      expect(() => decideStart({ [name]: String(value) })).toThrow(
        `number_invalid ${JSON.stringify({ name, value: String(value), least: String(least), most: String(most) })}`,
      );
    for (const value of [least, most, '', ' '])
      expect(() => decideStart({ [name]: String(value) })).not.toThrow();
  });

  it('takes the numbers that it is given', () => {
    expect(decideStart({})).toMatchObject({ requestsPerMinute: 3_000, codesPerDay: 20_000 });
    const said = { NUANTU_REQUESTS_PER_MINUTE: '6000', NUANTU_CODES_PER_DAY: '500', PORT: '0' };
    expect(decideStart(said)).toMatchObject({ requestsPerMinute: 6_000, codesPerDay: 500, port: 0 });
  });

  it('sends into private networks where that is asked for, and nowhere else, also on one’s own computer', () => {
    expect(decideStart({}).webhooksPrivate).toBe(false);
    expect(decideStart({ NUANTU_WEBHOOKS_PRIVATE: '0' }).webhooksPrivate).toBe(false);
    expect(decideStart({ NUANTU_WEBHOOKS_PRIVATE: '1' }).webhooksPrivate).toBe(true);
  });

  it('takes an empty variable for none', () => {
    expect(decideStart({ PORT: '', HOST: ' ', NUANTU_TRUST_PROXY: '', NUANTU_DEMO_PASSWORD: '' })).toEqual(
      decideStart({}),
    );
  });
});

/** Settings, the code of their refusal, and the setting that it names. */
type Refused = [Record<string, string>, string, string];

describe('short messages', () => {
  const sms = {
    NUANTU_SMS_KEY_ID: 'key',
    NUANTU_SMS_KEY_SECRET: 's3cret',
    NUANTU_SMS_SIGN: '暖途',
    NUANTU_SMS_NOTICE_TEMPLATE: 'SMS_1',
    NUANTU_SMS_CODE_TEMPLATE: 'SMS_2',
  };
  const wecom = {
    NUANTU_WECOM_CORPORATION: 'corp',
    NUANTU_WECOM_AGENT: '1000002',
    NUANTU_WECOM_SECRET: 's3cret',
  };

  it('go nowhere by themselves, and to their providers over TLS', () => {
    expect(decideStart({})).toMatchObject({ sms: undefined, wecom: undefined, publicUrl: undefined });
    expect(decideStart(sms).sms).toEqual({
      url: 'https://dysmsapi.aliyuncs.com',
      keyId: 'key',
      keySecret: 's3cret',
      signName: '暖途',
      templates: { notice: 'SMS_1', code: 'SMS_2' },
    });
    expect(decideStart(wecom).wecom).toEqual({
      url: 'https://qyapi.weixin.qq.com',
      corporationId: 'corp',
      agentId: 1_000_002,
      secret: 's3cret',
    });
    for (const address of ['https://nuantu.example.org:8443', 'https://nuantu.example.org:8443/'])
      expect(decideStart({ NUANTU_PUBLIC_URL: address }).publicUrl).toBe('https://nuantu.example.org:8443');
    const here = { ...wecom, NUANTU_WECOM_URL: 'http://127.0.0.1:4744/' };
    expect(decideStart(here).wecom?.url).toBe('http://127.0.0.1:4744');
  });

  it.each<Refused>([
    [{ NUANTU_SMS_KEY_SECRET: 's3cret' }, 'mail_setting_wanted', 'NUANTU_SMS_KEY_ID'],
    [{ ...sms, NUANTU_SMS_CODE_TEMPLATE: '' }, 'mail_setting_wanted', 'NUANTU_SMS_CODE_TEMPLATE'],
    [{ ...wecom, NUANTU_WECOM_SECRET: '' }, 'mail_setting_wanted', 'NUANTU_WECOM_SECRET'],
    [{ ...wecom, NUANTU_WECOM_AGENT: 'one' }, 'number_invalid', 'NUANTU_WECOM_AGENT'],
    [{ NUANTU_SMS_URL: 'https://sms.example.org' }, 'mail_setting_wanted', 'NUANTU_SMS_KEY_ID'],
    [{ NUANTU_WECOM_URL: 'https://wecom.example.org' }, 'mail_setting_wanted', 'NUANTU_WECOM_CORPORATION'],
    ...[
      'http://proxy.example.org',
      'https://proxy.example.org/s3cret',
      'https://proxy.example.org?s3cret',
    ].flatMap((address): Refused[] => [
      [{ ...wecom, NUANTU_WECOM_URL: address }, 'provider_address_invalid', 'NUANTU_WECOM_URL'],
      [{ ...sms, NUANTU_SMS_URL: address }, 'provider_address_invalid', 'NUANTU_SMS_URL'],
    ]),
    ...[
      'nuantu.example.org',
      'ftp://nuantu.example.org',
      'https://n:s3cret@nuantu.example.org',
      'https://@nuantu.example.org',
      'https://nuantu.example.org/s3cret',
      'https://nuantu.example.org/?s3cret',
      'https://nuantu.example.org?',
      'https://nuantu.example.org/#s3cret',
      'https://nuantu.example.org/#',
    ].map((address): Refused => [{ NUANTU_PUBLIC_URL: address }, 'web_origin_invalid', 'NUANTU_PUBLIC_URL']),
  ])('are refused with %j: %s', (environment, code, name) => {
    const refusal = refusalOf(environment);
    expect(refusal).toContain(code);
    expect(refusal).toContain(name);
    expect(refusal).not.toContain('s3cret');
  });
});

describe('mail', () => {
  const NUANTU_MAIL_FROM = 'nuantu@example.org';
  const whole = { NUANTU_SMTP_URL: 'smtps://nuantu:s3cret@mail.example.org', NUANTU_MAIL_FROM };

  it('goes nowhere by itself, and to each address once', () => {
    expect(decideStart({})).toMatchObject({ mail: undefined, auditHeadsMail: [] });
    expect(decideStart(whole).auditHeadsMail).toEqual([]);
    const addresses = 'a@example.org, b@example.org,a@example.org';
    expect(decideStart({ ...whole, NUANTU_AUDIT_HEADS_MAIL: addresses }).auditHeadsMail).toEqual([
      'a@example.org',
      'b@example.org',
    ]);
  });

  it.each([
    ['smtps://nuantu:s3cret@mail.example.org', 465, 'from_start'],
    ['smtps://127.0.0.1:4650', 4650, 'from_start'],
    ['smtp://nuantu:s3cret@mail.example.org', 587, 'wanted'],
    ['smtp://nuantu:s3cret@10.0.0.2:25', 25, 'wanted'],
    ['smtp://mail.example.org:25/', 25, 'where_offered'],
    ['smtp://nuantu:s3cret@LOCALHOST:25', 25, 'none'],
    ['smtp://nuantu:s3cret@[::1]:25', 25, 'none'],
  ])('a password never crosses a network in the clear: %s', (NUANTU_SMTP_URL, port, tls) => {
    expect(decideStart({ NUANTU_SMTP_URL, NUANTU_MAIL_FROM }).mail).toMatchObject({ port, tls });
  });

  it('takes user and password with special characters as they are escaped in an address', () => {
    const NUANTU_SMTP_URL = 'smtps://nuantu%40example.org:p%2F%3A%E5%8F%A3@[2001:db8::5]';
    expect(decideStart({ NUANTU_SMTP_URL, NUANTU_MAIL_FROM }).mail).toMatchObject({
      host: '2001:db8::5',
      signIn: { user: 'nuantu@example.org', password: 'p/:口' },
    });
  });

  it.each([
    'mail.example.org',
    'https://nuantu:s3cret@mail.example.org',
    'smtp:nuantu:s3cret@mail.example.org',
    'smtp://nuantu:s3cret@',
    'smtp://nuantu@mail.example.org',
    'smtp://:s3cret@mail.example.org',
    'smtp://nuantu:s3cret%ZZ@mail.example.org',
    'smtp://nuantu:s3cret@mail.example.org:0',
    'smtp://nuantu:s3cret@mail.example.org:99999',
    'smtp://nuantu:s3cret/rest@mail.example.org',
    'smtp://nuantu:s3cret#rest@mail.example.org',
    'smtps://nuantu:s3cret@mail.example.org?tls.rejectUnauthorized=false',
  ])('is refused with the server %s, of which nothing is repeated', (NUANTU_SMTP_URL) => {
    const refusal = refusalOf({ NUANTU_SMTP_URL, NUANTU_MAIL_FROM });
    expect(refusal).toContain('smtp_url_invalid');
    expect(refusal).not.toContain('s3cret');
  });

  it.each([
    [{ NUANTU_AUDIT_HEADS_MAIL: 'a@example.org' }, 'mail_setting_wanted', 'NUANTU_SMTP_URL'],
    [{ NUANTU_MAIL_FROM }, 'mail_setting_wanted', 'NUANTU_SMTP_URL'],
    [{ NUANTU_SMTP_URL: whole.NUANTU_SMTP_URL }, 'mail_setting_wanted', 'NUANTU_MAIL_FROM'],
    [{ ...whole, NUANTU_MAIL_FROM: '暖途 <a@example.org>' }, 'mail_address_invalid', 'NUANTU_MAIL_FROM'],
    [
      { ...whole, NUANTU_AUDIT_HEADS_MAIL: 'a@example.org;b@example.org' },
      'mail_address_invalid',
      'NUANTU_AUDIT_HEADS_MAIL',
    ],
    [{ ...whole, NUANTU_AUDIT_HEADS_MAIL: 'a@example.org,' }, 'mail_address_invalid', 'HEADS_MAIL'],
    [
      { ...whole, NUANTU_AUDIT_HEADS_MAIL: 'a@example.org\nb@example.org' },
      'mail_address_invalid',
      'HEADS_MAIL',
    ],
  ])('is refused with %j: %s', (environment, code, name) => {
    const refusal = refusalOf(environment);
    expect(refusal).toContain(code);
    expect(refusal).toContain(name);
    expect(refusal).not.toContain('s3cret');
  });

  it('a password or token in the address of another keeper is not repeated either', () => {
    for (const address of [
      'file:///s3cret',
      'https://n:s3cret@keeper.example',
      'htps:/n:s3cret@keeper.example',
      'htps://keeper.example/s3cret',
      'keeper.example/@/s3cret',
      'https://keeper.example/heads#s3cret',
    ]) {
      const refusal = refusalOf({ NUANTU_AUDIT_HEADS_URL: address });
      expect(refusal).toContain('web_address_invalid');
      expect(refusal).not.toContain('s3cret');
    }
  });
});

/** All that an error tells to whoever prints it. */
function refusalOf(environment: Record<string, string>): string {
  try {
    decideStart(environment);
    return 'not refused';
  } catch (error) {
    return inspect(error, { depth: 9, showHidden: true });
  }
}

describe('what a proxy says', () => {
  it('is believed of the nearest alone where one is named, and only from a private network', () => {
    const trust = decideStart({ NUANTU_TRUST_PROXY: '1' }).trustProxy;
    expect(trust?.('127.0.0.1', 0)).toBe(true);
    expect(trust?.('::ffff:10.1.2.3', 0)).toBe(true);
    expect(trust?.('10.1.2.3', 1)).toBe(false);
    expect(trust?.('203.0.113.9', 0)).toBe(false);
  });

  it('is believed of each listed address, at any place of the chain', () => {
    const trust = decideStart({ NUANTU_TRUST_PROXY: '203.0.113.0/24, 2001:db8::/32' }).trustProxy;
    expect(trust?.('203.0.113.9', 1)).toBe(true);
    expect(trust?.('2001:db8::5', 0)).toBe(true);
    expect(trust?.('127.0.0.1', 0)).toBe(false);
    expect(trust?.('unknown', 0)).toBe(false);
  });
});
