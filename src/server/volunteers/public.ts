export { volunteerFollower } from './follow-entry.ts';
