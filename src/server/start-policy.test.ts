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
    { PORT: '80a' },
    { PORT: '65536' },
    { PORT: '-1' },
    { NUANTU_REQUESTS_PER_MINUTE: 'many' },
    { NUANTU_TRUST_PROXY: 'yes' },
    { NUANTU_AUDIT_HEADS_URL: 'file:///etc/passwd' },
    { NUANTU_TRUST_PROXY: '10.0.0.0/33' },
  ])('is refused with %j, which says nothing', (environment) => {
    expect(() => decideStart(environment)).toThrow('setting_invalid');
  });

  it('takes an empty variable for none', () => {
    expect(decideStart({ PORT: '', HOST: ' ', NUANTU_TRUST_PROXY: '', NUANTU_DEMO_PASSWORD: '' })).toEqual(
      decideStart({}),
    );
  });
});

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
