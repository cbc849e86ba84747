/** What happens in an alliance, as all members are told; by or to which organisation stands beside it. */
export const allianceEventKinds = [
  'founded',
  'invited',
  'joined',
  'declined',
  'proposed',
  'signed',
  'shares',
  'notice',
  'stayed',
  'left',
  'removed',
  'uninvited',
  'closed',
] as const;
export type AllianceEventKind = (typeof allianceEventKinds)[number];
