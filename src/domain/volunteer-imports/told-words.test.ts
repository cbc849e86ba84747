import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wordsOf } from './import-services.ts';
import { toldIn } from './told-words.ts';

const written = fc.option(fc.stringMatching(/^[读报陪伴a-z；：]{1,12}$/u), { nil: null });

it('what is written of a service of before comes apart as the table said it', () => {
  fc.assert(
    fc.property(written, written, written, written, (content, place, organiser, inCharge) => {
      const service = { content, place, organiser, inCharge };
      const whole = { title: '', day: '2025-03-08', clock: null, minutes: 60, category: null, ...service };
      expect(toldIn(wordsOf(whole as Parameters<typeof wordsOf>[0], '鹿城站'))).toEqual(service);
    }),
  );
});
