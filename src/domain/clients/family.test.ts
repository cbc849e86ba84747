import { describe, expect, it } from 'vitest';
import { inverseOf, relativeRelations } from './family.ts';

describe('inverseOf', () => {
  it('says of a mother’s child that it is a child, and of a sister’s sister that she is one', () => {
    expect(inverseOf('parent')).toBe('child');
    expect(inverseOf('grandchild')).toBe('grandparent');
    expect(inverseOf('sibling')).toBe('sibling');
  });

  it('leads back when it is asked twice', () => {
    for (const relation of relativeRelations) expect(inverseOf(inverseOf(relation))).toBe(relation);
  });
});
