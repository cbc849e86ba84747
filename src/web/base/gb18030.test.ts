import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { encodeGb18030 } from './gb18030.ts';

const decoder = new TextDecoder('gb18030');

test('text is encoded as iconv-lite encodes it, rare names and other scripts included', () => {
  const text = '姓名,学号\r\n陈欣,0007\r\n𠮷䶮㛃𬭎𰻝,€ ئالىم བསྟན ꆈꌠ ƨəŋƽ\r\n🙂';
  expect(Buffer.from(encodeGb18030(text)).equals(iconv.encode(text, 'gb18030'))).toBe(true);
});

test('every character of the first plane comes back as it went, and the ends of the others', () => {
  const lost: string[] = [];
  for (let point = 0; point <= 0xffff; point += 1) {
    const character = String.fromCodePoint(point);
    // halves, private use (each edition of the standard has another), the mark of an order, and of a character that was lost before
    if (/[\p{Cs}\p{Co}\ufeff\ufffd]/u.test(character)) continue;
    if (decoder.decode(encodeGb18030(character)) !== character) lost.push(point.toString(16));
  }
  expect(lost).toEqual([]);
  for (const point of [0x1_0000, 0x2_0bb7, 0xf_ffff, 0x10_ffff]) {
    const character = String.fromCodePoint(point);
    expect(decoder.decode(encodeGb18030(character))).toBe(character);
  }
});

test('half of a character is a question mark', () => {
  expect([...encodeGb18030('a\ud842b')]).toEqual([0x61, 0x3f, 0x62]);
});
