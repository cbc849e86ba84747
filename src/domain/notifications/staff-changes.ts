/** What becomes of an account of the staff that its holder must hear of: somebody else may have done it. */
export const staffChanges = [
  'password',
  'second_factor_on',
  'second_factor',
  'token',
  'suspended',
  'reinstated',
  'reset',
] as const;
export type StaffChange = (typeof staffChanges)[number];
