export { useQualificationTitle } from './qualification-title.ts';
export { volunteerPages } from './queries.ts';
export { volunteers } from './slice.tsx';
