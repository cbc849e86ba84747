export { exportServices, exportVolunteers } from './export.ts';
