/** The tabs of the page of cases, as its address names them. */
export const caseViews = ['mine', 'all', 'referrals', 'closures', 'alerts'] as const;
