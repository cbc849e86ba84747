import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Of the registers of addresses for special purposes (IANA, RFC 6890 and later): all that is not the open internet. */
const CLOSED_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Within what is given to the open internet: tunnels, in whose addresses a private one may stand, and examples. */
const CLOSED_IPV6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const closed = new BlockList();
for (const [network, prefix] of CLOSED_IPV4) closed.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of CLOSED_IPV6) closed.addSubnet(network, prefix, 'ipv6');
/** All that is given to the open internet at all: what maps or translates IPv4 stands outside. */
const open = new BlockList();
open.addSubnet('2000::', 3, 'ipv6');

/** Whether an address is one of the open internet's. Anything else is the network of whoever runs this server, or nothing. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !closed.check(address, 'ipv4');
  return isIPv6(address) && open.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}

/** The host that an address names, as it is looked up. */
export function hostOf({ hostname }: URL): string {
  return hostname.replaceAll(/^\[|\]$/g, '');
}

export type AddressDecision =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly code: 'webhook_address_invalid' | 'webhook_address_private' };

/**
 * Whether messages may go to an address, by what stands in it. Where its name leads is looked at each time that something is
 * sent, since that changes.
 */
export function decideAddress(text: string, allowsPrivate: boolean): AddressDecision {
  const url = URL.parse(text.trim());
  const protocols = allowsPrivate ? ['https:', 'http:'] : ['https:'];
  const isWhole = url !== null && url.username === '' && url.password === '' && url.hash === '';
  if (!isWhole || !protocols.includes(url.protocol)) return { ok: false, code: 'webhook_address_invalid' };
  const host = hostOf(url);
  const isNumber = isIPv4(host) || isIPv6(host);
  if (isNumber && !allowsPrivate && !isPublicAddress(host))
    return { ok: false, code: 'webhook_address_private' };
  return { ok: true, url: url.href };
}
