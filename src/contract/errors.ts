import { booksErrors } from './books-errors.ts';
import { calendarErrors } from './calendar-errors.ts';
import { caseworkErrors } from './casework-errors.ts';
import { clientsErrors } from './clients-errors.ts';
import { deliveriesErrors } from './deliveries-errors.ts';
import { filesErrors } from './files-errors.ts';
import { groupsErrors } from './groups-errors.ts';
import { identityErrors } from './identity-errors.ts';
import { materialsErrors } from './materials-errors.ts';
import { meetingsErrors } from './meetings-errors.ts';
import { measuresErrors } from './measures-errors.ts';
import { notificationsErrors } from './notifications-errors.ts';
import { attendanceErrors } from './attendance-errors.ts';
import { certificatesErrors } from './certificates-errors.ts';
import { matchesErrors } from './matches-errors.ts';
import { opportunitiesErrors } from './opportunities-errors.ts';
import { organisationsErrors } from './organisations-errors.ts';
import { placementsErrors } from './placements-errors.ts';
import { alliancesErrors } from './alliances-errors.ts';
import { playbooksErrors } from './playbooks-errors.ts';
import { publicAccountsErrors } from './public-accounts-errors.ts';
import { requestErrors } from './request-errors.ts';
import { recognitionErrors } from './recognition-errors.ts';
import { talentErrors } from './talent-errors.ts';
import { studiesErrors } from './studies-errors.ts';
import { trainingErrors } from './training-errors.ts';
import { volunteerImportsErrors } from './volunteer-imports-errors.ts';
import { volunteeringFiguresErrors } from './volunteering-figures-errors.ts';
import { volunteersErrors } from './volunteers-errors.ts';
import { webhooksErrors } from './webhooks-errors.ts';
import type { ErrorEntry } from './error-entry.ts';
import { mergeOnce } from './merge-once.ts';

/** Each feature's errors; ids stay, words may change. */
const features = [
  requestErrors,
  identityErrors,
  organisationsErrors,
  clientsErrors,
  caseworkErrors,
  measuresErrors,
  playbooksErrors,
  materialsErrors,
  groupsErrors,
  calendarErrors,
  studiesErrors,
  deliveriesErrors,
  webhooksErrors,
  notificationsErrors,
  filesErrors,
  publicAccountsErrors,
  booksErrors,
  volunteersErrors,
  volunteeringFiguresErrors,
  volunteerImportsErrors,
  attendanceErrors,
  certificatesErrors,
  opportunitiesErrors,
  matchesErrors,
  recognitionErrors,
  talentErrors,
  trainingErrors,
  placementsErrors,
  alliancesErrors,
  meetingsErrors,
] as const;

type CodesOf<Feature> = Feature extends unknown ? keyof Feature & string : never;

export type ErrorCode = CodesOf<(typeof features)[number]>;

/** Every error that the API can answer: id → HTTP status and words. */
export const errorCatalogue: Readonly<Record<ErrorCode, ErrorEntry>> = mergeOnce<ErrorCode, ErrorEntry>(
  features,
);
