import { describe, expect, it } from 'vitest';
import { documentKey, type DocumentKind, guessDocumentKind, readDocument } from './identity-document.ts';

const today = '2026-11-23';
const read = (text: string) => readDocument(text, guessDocumentKind(text), today);

describe('the number of a document', () => {
  // oracles: the specimen cards of Hong Kong (A123456(3)) and Taiwan (A123456789); GB 11643-1999 for the others
  it.each<[string, DocumentKind, string]>([
    ['11010519491231002x', 'resident_id', '11010519491231002X'],
    ['110101900307803', 'resident_id', '11010119900307803X'],
    ['83000020120229009X', 'residence_permit', '83000020120229009X'],
    ['81000020111031007X', 'residence_permit', '81000020111031007X'],
    ['933000201203010017', 'foreigner_permit', '933000201203010017'],
    ['USA110085051301', 'foreigner_permit', 'USA110085051301'],
    ['H12345678', 'mainland_travel_permit', 'H12345678'],
    ['M1234567801', 'mainland_travel_permit', 'M12345678'],
    ['12345678', 'taiwan_travel_permit', '12345678'],
    ['1234567801(B)', 'taiwan_travel_permit', '12345678'],
    ['A123456(3)', 'hong_kong_id', 'A123456(3)'],
    ['a1234563', 'hong_kong_id', 'A123456(3)'],
    ['１２３４５６７（８）', 'macau_id', '1234567(8)'],
    ['1/234567/8', 'macau_id', '1234567(8)'],
    ['A123456789', 'taiwan_id', 'A123456789'],
    ['E12345678', 'passport', 'E12345678'],
    ['EA1234567', 'passport', 'EA1234567'],
    ['512345678', 'passport', '512345678'],
  ])('%s is read as %s', (text, kind, number) => {
    expect(read(text)).toMatchObject({ ok: true, document: { kind, number } });
  });

  it.each(['460100197705084318', '830000201202290082', 'A123456(4)', 'A123456788'])(
    '%s has a wrong check digit, and is read',
    (text) => {
      expect(read(text)).toMatchObject({ ok: true, document: { isCheckDigitWrong: true } });
    },
  );

  it.each([
    ['110101201302290014', 'id_number_date'],
    ['110101901332803', 'id_number_date'],
    ['3.30302E+17', 'id_number_rounded'],
    ['33030220120304', 'id_number_length'],
    ['13800138000', 'id_number_length'],
    ['1101051949123100A1', 'id_number_characters'],
  ])('%s is nobody’s: %s', (text, reason) => {
    expect(read(text)).toEqual({ ok: false, reason });
  });

  it('tells birth date and sex where it holds them', () => {
    expect(read('83000020120229009X')).toMatchObject({
      document: { birthDate: '2012-02-29', sex: 'male' },
    });
    expect(read('A223456781')).toMatchObject({ document: { sex: 'female' } });
    expect(read('E12345678')).toEqual({
      ok: true,
      document: { kind: 'passport', number: 'E12345678', isCheckDigitWrong: false },
    });
  });

  it('of another kind than was chosen is said to be none of it', () => {
    expect(readDocument('E12345678', 'mainland_travel_permit', today)).toEqual({
      ok: false,
      reason: 'id_number_kind',
    });
    expect(readDocument('12345678', 'passport', today)).toMatchObject({ document: { kind: 'passport' } });
    expect(readDocument('测字第5号', 'other', today)).toMatchObject({ document: { number: '测字第5号' } });
    expect(readDocument('E12345678', 'none', today)).toMatchObject({ ok: false });
  });

  it('finds the same person in each of its spellings', () => {
    expect(documentKey('110101900307803')).toBe(documentKey('11010119900307803x'));
    expect(documentKey('A1234563')).toBe(documentKey('a123456（3）'));
    expect(documentKey('H1234567801')).toBe(documentKey('H12345678'));
  });
});
