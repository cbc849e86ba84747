export { countServiceDues } from './dues.ts';
export { readOwnHours } from './own-hours.ts';
export {
  decideImported,
  type ImportedRecord,
  insertImported,
  listImportedServices,
  listImportedVolunteers,
  listServicesOf,
  sumImported,
} from './sql-imported.ts';
export {
  countRetention,
  listAbsent,
  listEverServed,
  sumAbsent,
  sumServedRows,
  sumUntil,
} from './sql-figures.ts';
export { listServed, type Served } from './served.ts';
export { viewServed } from './services.ts';
export {
  countServed,
  listRecordedFrom,
  listRecordedOf,
  listReplacedOf,
  listServing,
  sumRecorded,
  sumRecordedByVolunteer,
  sumServed,
  sumServices,
} from './sql-services.ts';
