import { describe, expect, it } from 'vitest';
import { decideAddress, isPublicAddress } from './address.ts';

describe('an address of the open internet', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '192.0.1.1',
    '2400:3200::1',
    '2606:4700::1111',
  ])('is %s', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    // RFC 1918, loopback, link-local with the clouds' metadata, carriers' networks, this host
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '100.64.0.1',
    '100.127.255.255',
    '0.0.0.0',
    // protocols, examples, measuring, relays, multicast, reserved, everybody
    '192.0.0.170',
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '198.18.0.1',
    '192.88.99.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    // the same in IPv6
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '2001:db8::1',
    '3fff::1',
    // in which an IPv4 address stands: mapped, compatible, NAT64 (both), 6to4, Teredo
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::a00:1',
    '64:ff9b:1::a00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    // no address
    '',
    'localhost',
    '127.1',
  ])('is not %s', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('an address that somebody enters', () => {
  it.each([
    ['https://data.example.gov.cn/hook?station=1', 'https://data.example.gov.cn/hook?station=1'],
    [' https://数据.例子/收 ', 'https://xn--vxup8b.xn--fsqu00a/%E6%94%B6'],
    ['https://1.1.1.1:8443/', 'https://1.1.1.1:8443/'],
  ])('%s is taken as %s', (text, url) => expect(decideAddress(text, false)).toEqual({ ok: true, url }));

  it.each([
    '',
    'data.example.cn/hook',
    'http://data.example.cn/hook',
    'ftp://data.example.cn/',
    'file:///etc/passwd',
    'https://user@data.example.cn/',
    'https://user:password@data.example.cn/',
    'https://data.example.cn/#part',
  ])('%s is refused', (text) =>
    expect(decideAddress(text, false)).toEqual({ ok: false, code: 'webhook_address_invalid' }),
  );

  it.each([
    'https://127.0.0.1/',
    // other spellings of the same
    'https://0x7f.1/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
  ])('%s is refused as private, and taken where that is allowed', (text) => {
    expect(decideAddress(text, false)).toEqual({ ok: false, code: 'webhook_address_private' });
    expect(decideAddress(text, true)).toMatchObject({ ok: true });
  });
});
