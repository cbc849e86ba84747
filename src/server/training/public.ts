export { trainingCalendar } from './calendar.ts';
export { courseCertificatePages, pathOfNumber } from './certificate-pages.ts';
export { courseFiles } from './course-files.ts';
export { creditedMinutes, type CreditedMinutes } from './credited-minutes.ts';
export { followInCourses } from './enrolments.ts';
export { listAttending } from './sql-enrolments.ts';
export { trainingNotifications } from './notifications.ts';
