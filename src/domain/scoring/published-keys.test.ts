import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Instrument } from './instrument.ts';
import { shippedInstruments } from './shipped-instruments.ts';

/** What scores depend on: not the wording, which an organisation may replace. */
function digestOfKey({ items, scales }: Instrument): string {
  const keys = items.map((item) => {
    switch (item.kind) {
      case 'choice':
        return [item.id, item.kind, item.minimum, item.maximum, item.isReverse, item.alert ?? null];
      case 'text':
        return [item.id, item.kind, item.longest];
      default:
        return [item.id, item.kind, item.most, item.options.map(({ id, alert }) => [id, alert ?? null])];
    }
  });
  const sums = scales.map((scale) => [
    scale.id,
    scale.items,
    scale.method,
    scale.factor ?? 1,
    scale.mostMissing,
    scale.betterWhen,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([keys, sums]))
    .digest('hex')
    .slice(0, 16);
}

// responses name a version for ever: whoever changes a key publishes it as the next version, with a line of its own
test('the key of a published version never changes', () => {
  const digests = Object.fromEntries(
    shippedInstruments.map((instrument) => [instrument.id, digestOfKey(instrument)]),
  );
  expect(digests).toEqual({
    'arm-r-3@1': '4feceee696d96c2c',
    'arm-r-5@1': '43d5429d3633b3ca',
    'brs@1': 'e77caebaa0c6c02b',
    'ces-d@1': '62f99f537b11cb38',
    'cyrm-r-3@1': 'd306bb704ef0f8fd',
    'cyrm-r-5@1': '7d09c1af817708f6',
    'ders-16@1': 'db2220167905d69d',
    'erq@1': '33b823ad5987dfd7',
    'essa@1': '8982e2a1849a0f0c',
    'gad-7@1': 'b15ec9da71c10713',
    'growth-check@1': 'f0027919b7083453',
    'hardest-now@1': '67cbac64046209d6',
    'k10@1': '932e0e1d368d5bd5',
    'k6@1': '906487cfb90b9118',
    'mspss@1': 'b7cbec527e869bf9',
    'phq-9@1': '925e75707e3223d4',
    'pss-10@1': 'b0bcef5f56cfc998',
    'rsca-27@1': 'a0295e5f9f233ee9',
    'rses-2-5-6-8-9@1': '0b24caee5e28e19c',
    'rses-3-5-8-9-10@1': '57fa3f84371ca954',
    'ucla-6@1': 'af1064a5719bb831',
    'who-5@1': 'da4abc635e57039e',
  });
});
