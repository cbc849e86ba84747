import { describe, expect, it } from 'vitest';
import { decideGuardian } from './guardian-match.ts';

const father = { relation: 'father', name: '王大明', phone: null } as const;

describe('a guardian of a row', () => {
  it('completes the one on record: by a telephone, by a name, by what they are to the child', () => {
    const said = { relation: 'father', name: '王大明', phone: '13800138700' } as const;
    expect(decideGuardian([father], said)).toEqual({ kind: 'completed', known: father, values: said });
    const nameless = { relation: 'other', name: '家长', phone: '13800138700' } as const;
    expect(decideGuardian([nameless], said)).toEqual({ kind: 'completed', known: nameless, values: said });
    const unrelated = { ...said, relation: 'other' } as const;
    expect(decideGuardian([unrelated], said)).toEqual({ kind: 'completed', known: unrelated, values: said });
  });

  it('who says no more than the record is known, and who is somebody else is new', () => {
    const known = { relation: 'father', name: '王大明', phone: '13800138700' } as const;
    expect(decideGuardian([known], { relation: 'father', name: '王大明' })).toEqual({ kind: 'known' });
    expect(decideGuardian([known], { relation: 'other', phone: '13800138700' })).toEqual({ kind: 'known' });
    expect(decideGuardian([known], { relation: 'mother', name: '李芳' })).toMatchObject({ kind: 'new' });
    const second = { relation: 'father', name: '王大明', phone: '13900139000' } as const;
    expect(decideGuardian([known], second)).toMatchObject({ kind: 'new' });
    // a mother and a father may have the same telephone
    const mother = { relation: 'mother', name: '李芳', phone: '13800138700' } as const;
    expect(decideGuardian([known], mother)).toMatchObject({ kind: 'new' });
  });
});
