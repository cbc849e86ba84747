export const guardianRelations = [
  'mother',
  'father',
  'grandparent',
  'other_relative',
  'legal_guardian',
  'other',
] as const;

/** What a guardian is to the client. */
export type GuardianRelation = (typeof guardianRelations)[number];

/** More than these nobody has on record, and a roster has a column for each of them. */
export const MOST_GUARDIANS = 10;
