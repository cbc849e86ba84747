/** Which measurement of a programme a round is. */
export const waves = ['baseline', 'mid', 'post', 'follow_up'] as const;
export type Wave = (typeof waves)[number];

export const campaignStates = ['draft', 'scheduled', 'open', 'closed'] as const;
export type CampaignState = (typeof campaignStates)[number];

export interface CampaignPeriod {
  /** When the invitations were made; null: still a draft. */
  readonly openedAt: Date | null;
  readonly opensAt: Date;
  /** The first instant at which nobody may answer any more. */
  readonly closesAt: Date;
}

/** Where a round stands at an instant. A draft that nobody opened stays one, whatever the calendar says. */
export function campaignStateAt({ openedAt, opensAt, closesAt }: CampaignPeriod, now: Date): CampaignState {
  if (openedAt === null) return 'draft';
  if (now >= closesAt) return 'closed';
  return now < opensAt ? 'scheduled' : 'open';
}
