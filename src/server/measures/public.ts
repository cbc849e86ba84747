export { openAnswers } from './sealed.ts';
