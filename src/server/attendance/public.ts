export { readOwnHours } from './own-hours.ts';
export { listServing, sumServed } from './sql-services.ts';
