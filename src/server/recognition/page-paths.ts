import { randomBytes } from 'node:crypto';

export const VOLUNTEER_PAGES = '/volunteer-pages';
export const TEAM_PAGES = '/team-pages';

export const volunteerPagePath = (token: string) => `${VOLUNTEER_PAGES}/${token}`;
export const teamPagePath = (token: string) => `${TEAM_PAGES}/${token}`;

const TOKEN_BYTES = 16;

/** Says nothing of whose page it is, and nobody guesses it. */
export const newPageToken = () => randomBytes(TOKEN_BYTES).toString('base64url');
