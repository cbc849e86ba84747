/**
 * UUID version 7 (RFC 9562) from Unix milliseconds and ten random bytes. Made here and not by crypto.randomUUID(), which
 * browsers keep from pages without HTTPS.
 */
export function makeResponseId(milliseconds: number, random: Uint8Array): string {
  const time = Array.from({ length: 6 }, (_, index) => Math.floor(milliseconds / 256 ** (5 - index)) % 256);
  const bytes = [...time, ...random.subarray(0, 10)];
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function newResponseId(): string {
  return makeResponseId(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}
