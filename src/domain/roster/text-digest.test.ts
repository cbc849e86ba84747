import { expect, it } from 'vitest';
import { digestOf } from './text-digest.ts';

it('the numbers and names of a hundred thousand rows have digests of their own, in both rounds', () => {
  const texts = Array.from({ length: 100_000 }, (_, at) => [
    String(20_240_000_000 + at),
    `33030219990101${String(at).padStart(6, '0')}`,
    `${String.fromCharCode(0x4e00 + (at % 20_000))}${String.fromCharCode(0x4e00 + Math.floor(at / 7))}`,
  ]).flat();
  for (const round of [0, 1]) {
    const digests = texts.map((text) => digestOf(text, round));
    expect(new Set(digests).size).toBe(new Set(texts).size);
    expect(digests.every(Number.isSafeInteger)).toBe(true);
  }
  expect(digestOf('陈欣怡')).not.toBe(digestOf('陈欣怡', 1));
});
