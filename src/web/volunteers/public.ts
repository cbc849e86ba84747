export { useQualificationTitle } from './qualification-title.ts';
export { teamsQuery, volunteerPages } from './queries.ts';
export { volunteers } from './slice.tsx';
