import { BlockList, isIP, SocketAddress } from 'node:net';

/** Whether the address at this place of the chain (0: who is connected to us) is a proxy of ours. */
export type TrustProxy = (address: string, hop: number) => boolean;

/** This computer and private networks (RFC 1918, RFC 4193, link-local). */
const NEAR = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
];

/**
 * `1`: one proxy, on this computer or in its private network; else addresses and networks, separated by commas. Only
 * what these proxies themselves say in X-Forwarded-* is believed: the rest of such a header is a stranger's word.
 * @returns undefined for a text that is neither
 */
export function trustedProxies(text: string): TrustProxy | undefined {
  const isOne = text === '1';
  const networks = isOne ? NEAR : text.split(',').map((part) => part.trim());
  const list = new BlockList();
  for (const network of networks) {
    const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(network) ?? [];
    const version = isIP(address);
    const longest = version === 4 ? 32 : 128;
    if (version === 0 || Number(bits ?? 0) > longest) return undefined;
    list.addSubnet(address, Number(bits ?? longest), version === 4 ? 'ipv4' : 'ipv6');
  }
  return (address, hop) => (!isOne || hop === 0) && isListed(list, address);
}

/** An IPv4 peer of a socket that speaks both comes as ::ffff:127.0.0.1. */
function isListed(list: BlockList, address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(plain);
  if (version === 0) return false;
  return list.check(new SocketAddress({ address: plain, family: version === 4 ? 'ipv4' : 'ipv6' }));
}
