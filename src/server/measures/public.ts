export type { StudyGuard } from './study-guard.ts';
export { measureCalendar } from './calendar.ts';
export { measureMatters } from './matters.ts';
export { answerHeadings, exportAnswers } from './export-answers.ts';
export { measureNotifications } from './notifications.ts';
export { openReadable, openResponse, scoreValues } from './sealed.ts';
export { countOpenRounds } from './sql-load.ts';
export {
  countLaterAnswers,
  listBaselineAnswers,
  listTaggedAnswers,
  listTaggedInvited,
  listTaggedRounds,
} from './sql-tagged.ts';
export { unsealedMeasures } from './unsealed.ts';
