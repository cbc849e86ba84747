export const relativeRelations = [
  'sibling',
  'parent',
  'child',
  'grandparent',
  'grandchild',
  'spouse',
  'cousin',
  'other_relative',
] as const;

/** What a relative is to a client. */
export type RelativeRelation = (typeof relativeRelations)[number];

const inverses: Readonly<Partial<Record<RelativeRelation, RelativeRelation>>> = {
  parent: 'child',
  child: 'parent',
  grandparent: 'grandchild',
  grandchild: 'grandparent',
};

/** What the client is to the relative. */
export function inverseOf(relation: RelativeRelation): RelativeRelation {
  return inverses[relation] ?? relation;
}
