/**
 * A value as the one text that its hash is taken from: members sorted by name, no white space. A database may reorder the
 * members of what it stores; the text, and so the hash, stays the same.
 * @throws TypeError for what JSON does not hold
 * @see RFC 8785, JSON Canonicalization Scheme (names are sorted by UTF-16 code units, as there)
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  const isJson = value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);
  if (!isJson) throw new TypeError('JSON holds no such value');
  return JSON.stringify(value);
}
