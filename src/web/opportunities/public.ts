export {
  opportunityQuery,
  publishedOpportunities,
  shiftQuery,
  shiftsOfVolunteer,
  signUpsQuery,
} from './queries.ts';
export { opportunities } from './slice.tsx';
export { useShiftTimes } from './use-shift-times.ts';
