/** As what somebody of the public takes part: 志愿者, 居民, 骑手, 捐助人. */
export const participations = ['volunteer', 'resident', 'rider', 'giver'] as const;
export type Participation = (typeof participations)[number];
