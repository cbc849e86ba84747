export { readCandidates, type ShiftCandidate } from './candidates.ts';
export { holdVolunteers } from './sql.ts';
export { type OwnParts, readOwnVolunteer } from './own-volunteer.ts';
export type { RegistrationParts } from './register.ts';
export { volunteerFollower } from './follow-entry.ts';
