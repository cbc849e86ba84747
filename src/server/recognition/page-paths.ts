export const VOLUNTEER_PAGES = '/volunteer-pages';
export const TEAM_PAGES = '/team-pages';

export const volunteerPagePath = (token: string) => `${VOLUNTEER_PAGES}/${token}`;
export const teamPagePath = (token: string) => `${TEAM_PAGES}/${token}`;
