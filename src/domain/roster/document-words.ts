import type { DocumentKind } from '../people/identity-document.ts';
import { inSimplified } from './simplified.ts';

/** What a list says of a document that is not there yet. */
const noDocument =
  /^(?:无|无证件|暂无|没有|无身份证|无身份证号|未办|未办理|尚未办理|办理中|待办|待补|none|-+|—+|\/)$/iu;

/** In this order: 港澳台居民居住证 is no 身份证, and 香港特区护照/身份证明 is read from the number. */
const kindWords: readonly [RegExp, DocumentKind | undefined][] = [
  [/护照\/?身份证明/u, undefined],
  [/永久居[留住]|永居/u, 'foreigner_permit'],
  [/居住证/u, 'residence_permit'],
  [/护照|passport/iu, 'passport'],
  [/台.*通行|台胞证/u, 'taiwan_travel_permit'],
  [/[港澳].*通行|回乡证|来往内地/u, 'mainland_travel_permit'],
  [/港.*身份/u, 'hong_kong_id'],
  [/澳.*身份/u, 'macau_id'],
  [/台.*身份/u, 'taiwan_id'],
  [/身份证|户口[簿薄本]/u, 'resident_id'],
  [/^其[他它]/u, 'other'],
];

/** undefined: words that name none of the kinds, or several */
export function kindOfWords(text: string): DocumentKind | undefined {
  const plain = inSimplified(text.normalize('NFKC')).replace(/[\s()]/gu, '');
  return noDocument.test(plain) ? 'none' : kindWords.find(([pattern]) => pattern.test(plain))?.[1];
}

export function saysNoDocument(text: string): boolean {
  return noDocument.test(inSimplified(text).replace(/\s/gu, ''));
}

/** As an exported roster writes a kind, which kindOfWords reads. */
export const writtenKinds: Readonly<Record<DocumentKind, string>> = {
  resident_id: '居民身份证',
  residence_permit: '港澳台居民居住证',
  mainland_travel_permit: '港澳居民来往内地通行证',
  taiwan_travel_permit: '台湾居民来往大陆通行证',
  hong_kong_id: '香港居民身份证',
  macau_id: '澳门居民身份证',
  taiwan_id: '台湾身份证',
  foreigner_permit: '外国人永久居留身份证',
  passport: '护照',
  other: '其他',
  none: '无',
};
