export { type Corrected, keepBefore } from './corrections.ts';
export { readGone } from './gone.ts';
export { numberOfEntry } from './number-of-entry.ts';
export { matcherOf } from './matcher.ts';
export { type OpenedVolunteer, readOpenVolunteers, type ServedHours } from './read-volunteers.ts';
export { readTrainings } from './trainings.ts';
export { readAccepted, readCandidates, type ShiftCandidate } from './candidates.ts';
export {
  fillVolunteer,
  forgetGone,
  holdImports,
  holdVolunteers,
  insertVolunteer,
  listExpiring,
  listAcceptedAmong,
  listAcceptedMembers,
  listBroughtAmong,
  listKeysOf,
  listMembers,
  listTeamsOf,
  readTeam,
} from './sql.ts';
export {
  findAmongOwn,
  type Holder,
  holderOf,
  openOwnEntries,
  type OwnParts,
  readAtEach,
} from './own-entries.ts';
export { readOwnVolunteer } from './own-volunteer.ts';
export { isOfFullAge } from './may-serve.ts';
export type { RegistrationParts } from './register.ts';
export { helpersOf, type HelperTimes, refuseHelper } from './helpers.ts';
export { volunteerFollower } from './follow-entry.ts';
export { openPart, type SealedPerson, sealPart } from './sealed.ts';
export { holdVolunteer } from './qualifications.ts';
