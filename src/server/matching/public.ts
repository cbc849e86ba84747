export { trimMatches, workOffMatches } from './solve-job.ts';
