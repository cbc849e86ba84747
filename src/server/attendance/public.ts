export { readOwnHours } from './own-hours.ts';
