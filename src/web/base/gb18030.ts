/** Where the four-byte codes of what lies beyond the first plane begin: 90 30 81 30, counted from 81 30 81 30. */
const BEYOND_FIRST_PLANE = 189_000;
/** four-byte codes of the first plane */
const FOUR_BYTE_CODES = 39_420;
const UNKNOWN = 0x3f;

let codes: ReadonlyMap<string, readonly number[]> | undefined;

/**
 * Text in GB 18030, which some programs of schools take alone. Browsers decode it and do not encode it: what they decode is turned around
 * once, which takes some 30 ms and no table of 200 kB. Half of a character becomes `?`, as does what
 * stands for one that was lost.
 */
export function encodeGb18030(text: string): Uint8Array<ArrayBuffer> {
  codes ??= readCodes();
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? UNKNOWN;
    if (point < 0x80) bytes.push(point);
    else if (point > 0xffff) bytes.push(...fourBytes(point - 0x1_0000 + BEYOND_FIRST_PLANE));
    else bytes.push(...(codes.get(character) ?? [UNKNOWN]));
  }
  return Uint8Array.from(bytes);
}

/** @param index counted from 81 30 81 30 */
function fourBytes(index: number): number[] {
  return [
    0x81 + Math.floor(index / 12_600),
    0x30 + (Math.floor(index / 1260) % 10),
    0x81 + (Math.floor(index / 10) % 126),
    0x30 + (index % 10),
  ];
}

/** Two bytes before four, where a character has both. */
function readCodes(): ReadonlyMap<string, readonly number[]> {
  const all: number[][] = [];
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) all.push([lead, trail]);
  for (let index = 0; index < FOUR_BYTE_CODES; index += 1) all.push(fourBytes(index));
  const bytes = Uint8Array.from(all.flatMap((code) => [...code, 0x0a]));
  const decoded = new TextDecoder('gb18030').decode(bytes).split('\n');
  const known = new Map<string, readonly number[]>();
  for (const [at, code] of all.entries()) {
    const character = decoded[at] ?? '';
    if (character.length === 1 && character !== '\ufffd' && !known.has(character)) known.set(character, code);
  }
  return known;
}
