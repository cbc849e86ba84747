export { HelpersField, helpersSent, type HelperValues } from './helpers-field.tsx';
export { HelpersLine } from './helpers-line.tsx';
export { useQualificationTitle } from './qualification-title.ts';
export { teamsQuery, volunteerPages } from './queries.ts';
export { volunteers } from './slice.tsx';
