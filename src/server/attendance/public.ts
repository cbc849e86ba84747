export { readOwnHours } from './own-hours.ts';
export { countServed, listServing, sumServed } from './sql-services.ts';
