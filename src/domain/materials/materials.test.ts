import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { licences, licenceWords } from './licence.ts';
import { mediaTypeOf } from './media-type.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

it.each([
  ['application/pdf', bytesOf('%PDF-1.7\n')],
  ['image/png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0)],
  ['image/jpeg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
  [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    bytesOf('PK\u0003\u0004…[Content_Types].xml…word/document.xml'),
  ],
  [
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    bytesOf('PK\u0003\u0004…ppt/presentation.xml'),
  ],
])('a file is known as %s by its bytes', (type, bytes) => {
  expect(mediaTypeOf(bytes)).toBe(type);
});

it.each(['', '%PD', '<html><script>', 'PK\u0003\u0004 any other archive', 'MZ\u0090', '<svg onload=x>'])(
  'nothing else comes in: %j',
  (text) => {
    expect(mediaTypeOf(bytesOf(text))).toBeUndefined();
  },
);

it('text is never taken for a file of the library', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
      expect(mediaTypeOf(bytesOf(text))).toBe(text.startsWith('%PDF-') ? 'application/pdf' : undefined);
    }),
  );
});

it('every licence has its words', () => {
  expect(licences.map((licence) => licenceWords[licence].zh.length > 0)).not.toContain(false);
});
