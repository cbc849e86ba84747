import { expect, test } from 'vitest';
import { documentKinds } from '../people/identity-document.ts';
import { guardianRelations } from '../clients/guardian-relation.ts';
import { kindOfWords, writtenKinds } from './document-words.ts';
import { relationOfWords, writtenRelations } from './guardian-slot.ts';

test.each(documentKinds)('the words of an exported %s are read back as it', (kind) => {
  expect(kindOfWords(writtenKinds[kind])).toBe(kind);
});

test.each(guardianRelations)('the words of an exported %s are read back as them', (relation) => {
  expect(relationOfWords(writtenRelations[relation])).toBe(relation);
});

test.each([
  ['身份证', 'resident_id'],
  ['户口簿', 'resident_id'],
  ['臺胞證', 'taiwan_travel_permit'],
  ['回乡证', 'mainland_travel_permit'],
  ['香港特区护照/身份证明', undefined],
  ['境外永久居住证', 'foreigner_permit'],
])('%s is %s', (words, kind) => {
  expect(kindOfWords(words)).toBe(kind);
});
