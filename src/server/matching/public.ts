export { matchFollower } from './follow-entry.ts';
export { trimMatches, workOffMatches } from './solve-job.ts';
