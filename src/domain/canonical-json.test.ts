import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

describe('the text that a hash is taken from', () => {
  it('does not depend on the order in which members were written, nor on a trip through JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value));
      }),
    );
    // by hand, after RFC 8785
    expect(canonicalJson({ b: [1, null], a: { d: 'é', c: undefined } })).toBe('{"a":{"d":"é"},"b":[1,null]}');
    expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
  });
});
