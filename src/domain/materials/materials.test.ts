import { expect, it } from 'vitest';
import { licences, licenceWords } from './licence.ts';

it('every licence has its words', () => {
  expect(licences.map((licence) => licenceWords[licence].zh.length > 0)).not.toContain(false);
});
